// Who of the staff opened what belongs to a resident, for that resident (Personal Information Protection Law,
// article 45): read off the access log, which every view goes to.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
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
  // What `find` (Session& -> Result<Item>) finds, with its `looks`, which are read in the same reading
  // session: it is told of each of them that happened before. `reference`: the item's. Without the log, as
  // told(); it is then found once more.
  template <class Find>
  [[nodiscard]] auto read(std::string_view reference, Find&& find) const
      -> std::invoke_result_t<Find&, storage::Session&> {
    using Answer = std::invoke_result_t<Find&, storage::Session&>;
    Entries entries;
    bool failed = false;
    Answer item = journal_.store.readers().run([&](storage::Session& session) -> Answer {
      Answer found = find(session);
      entries = found ? entries_of(session, reference, failed) : std::nullopt;
      return found;
    });
    // PostgreSQL gives up a transaction in which a statement failed: what was found is lost with it.
    if (failed)
      item = journal_.store.readers().run([&](storage::Session& session) -> Answer { return find(session); });
    if (item) item->looks = words_of(entries);
    return item;
  }
  // The item with its `looks`. What was done is done: without the log the answer only leaves them out.
  template <class Item>
  [[nodiscard]] contract::Result<Item> told(contract::Result<Item> item) const {
    if (item) item->looks = of(item->reference);
    return item;
  }

 private:
  using Entries = std::optional<std::vector<storage::AccessEntry>>;

  // Nothing when nobody is told, or the log cannot be read, which is noted in `failed`.
  [[nodiscard]] Entries entries_of(storage::Session& session, std::string_view reference, bool& failed) const;
  // Outside of any session: who somebody is, is asked elsewhere.
  [[nodiscard]] std::optional<std::vector<contract::Look>> words_of(const Entries& entries) const;
  [[nodiscard]] std::optional<contract::Look> look_of(const storage::AccessEntry& entry,
                                                      const contract::StaffWords& words) const;
  [[nodiscard]] std::vector<contract::Look> looks_of(const std::vector<storage::AccessEntry>& entries) const;

  const Journal& journal_;
  std::span<const LookAction> actions_;
  contract::StaffWords words_;
};

}  // namespace wufei::service
