// Crews and their vehicles: what the desk writes down, and which of them drive on a day. Who is in a crew is
// what the accounts say. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "journal/journal.hpp"
#include "pickup/crew/crew_store.hpp"

namespace wufei::service {

// What of a crew can be written.
struct CrewWish {
  std::string name;  // only of a new one
  std::string plate;
  std::int64_t load_grams = 0;
  int load_pieces = 0;
};
enum class CrewFault : std::uint8_t { name, plate, load_grams, load_pieces };

struct CrewInUse {
  contract::Crew crew;
  int bookings = 0;        // open ones, from today on
  contract::Date last;     // the latest of their days
  bool removable = false;  // no booking ever named it
};

class CrewService {
 public:
  // Both must outlive the service.
  CrewService(storage::Store& store, Clock& clock)
      : clock_(clock), crews_(store), journal_(store, "pickup") {}

  // In order of name. Errors: unavailable.
  contract::Result<std::vector<CrewInUse>> list();
  // Errors: not_found.
  contract::Result<CrewInUse> find(std::int64_t id);
  // Names of those that drive on the day.
  contract::Result<std::vector<std::string>> driving(contract::Date date);
  // The crew of ours that people mean by this name, however they space it; nullopt: a lorry lent for a day.
  contract::Result<std::optional<contract::Crew>> named(std::string_view name);
  // Who changed it, in order.
  contract::Result<std::vector<storage::AccessEntry>> history(const contract::Crew& crew);

  // Everything wrong with it; `name` is looked at when `is_new`.
  [[nodiscard]] static std::vector<CrewFault> check(const CrewWish& wish, bool is_new);
  // Answers its id; the same crew sent twice is one. Errors: invalid (check() finds a fault), conflict (the
  // name is taken).
  contract::Result<std::int64_t> add(const CrewWish& wish, const contract::Actor& actor);
  // The same change twice is one, here and below. Errors: invalid, not_found, precondition (`version` is not
  // the present one).
  contract::Status change(std::int64_t id, int version, const CrewWish& wish, const contract::Actor& actor);
  // `from` nullopt: it drives again. Errors: as above; conflict (open bookings of that day or later name it),
  // invalid (a day that is past).
  contract::Status retire(std::int64_t id, int version, std::optional<contract::Date> from,
                          const contract::Actor& actor);
  // Errors: conflict (a booking named it: it can only be retired), precondition. One that is gone is no
  // error.
  contract::Status remove(std::int64_t id, int version, const contract::Actor& actor);

 private:
  [[nodiscard]] contract::Date today() const { return contract::china_date(clock_.now()); }
  template <class Apply>
  contract::Status edit(std::int64_t id, int version, std::string_view action, const contract::Actor& actor,
                        Apply&& apply);

  Clock& clock_;
  storage::CrewStore crews_;
  Journal journal_;
};

}  // namespace wufei::service
