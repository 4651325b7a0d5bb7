// Who of the staff opened what belongs to a resident, for that resident (Personal Information Protection Law,
// article 45): read off the access log, which every view goes to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "journal/journal.hpp"
#include "journal/look.hpp"

namespace wufei::service {

// An action of a subject's log that is a look at one item.
struct LookAction {
  std::string_view action;
  bool full_phone = false, photographs = false;
};

class LookedAt {
 public:
  // Both must outlive it.
  LookedAt(const Journal& journal, std::span<const LookAction> actions)
      : journal_(journal), actions_(actions) {}

  // Before anybody asks. Without them nobody is told.
  void set_staff_words(contract::StaffWords words) { words_ = std::move(words); }
  // The latest kMostLooks, in order; one who leafs through for ten minutes looks once. nullopt: nobody is
  // told, or the log cannot be read. Outside of any session.
  [[nodiscard]] std::optional<std::vector<contract::Look>> of(std::string_view reference) const;
  // The item with its `looks`. What was done is done: without the log the answer only leaves them out.
  template <class Item>
  [[nodiscard]] contract::Result<Item> told(contract::Result<Item> item) const {
    if (item) item->looks = of(item->reference);
    return item;
  }

 private:
  [[nodiscard]] std::optional<contract::Look> look_of(const storage::AccessEntry& entry,
                                                      const contract::StaffWords& words) const;
  [[nodiscard]] std::vector<contract::Look> looks_of(const std::vector<storage::AccessEntry>& entries) const;

  const Journal& journal_;
  std::span<const LookAction> actions_;
  contract::StaffWords words_;
};

}  // namespace wufei::service
