// Rows of crews, and where bookings name them. Functions run inside the caller's transaction and throw
// Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "pickup/crew/crew.hpp"

namespace wufei::storage {

// Open bookings of a crew from a day on.
struct CrewLoad {
  std::string crew;
  int bookings = 0;
  contract::Date last;  // the latest of their days
};

class CrewStore {
 public:
  explicit CrewStore(const Store& store) : county_(store.county()) {}

  // In order of name.
  [[nodiscard]] std::vector<contract::Crew> all(Session& session) const;
  [[nodiscard]] std::optional<contract::Crew> find(Session& session, std::int64_t id) const;
  // The one that people mean by this name, however they space it.
  [[nodiscard]] std::optional<contract::Crew> named(Session& session, std::string_view name) const;
  // Answers its id, 0 when the name is taken.
  [[nodiscard]] std::int64_t add(Session& session, const contract::Crew& crew) const;
  // Writes all but id and name.
  void update(Session& session, const contract::Crew& crew) const;
  void remove(Session& session, std::int64_t id) const;

  static std::vector<CrewLoad> loads(Session& session, contract::Date from);
  // Whether any booking ever named it.
  static bool is_used(Session& session, std::string_view name);

  static StoreFacts facts();

 private:
  std::string_view county_;
};

}  // namespace wufei::storage
