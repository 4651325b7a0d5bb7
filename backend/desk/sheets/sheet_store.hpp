// Run sheets as they were dispatched. Seals the stops on the way in and opens them on the way out. Functions
// run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// A stop as the crew was given it. Telephone numbers are masked.
struct FrozenStop {
  std::string reference;
  int version = 1;       // of the booking
  int start_minute = 0;  // minutes after midnight, +08:00
  int end_minute = 0;
  std::string area_name, village_name, address, contact_name, phone, items, note;
};

struct FrozenSheet {
  contract::Date date;
  std::string crew;
  std::int64_t sequence = 0;  // 1 for the first of the day and crew
  contract::UtcSeconds at = 0;
  std::string actor;
  std::vector<FrozenStop> stops;
};

// A stop that stood on a sheet of this day.
struct SheetStop {
  contract::Date date;
  std::string reference;
};

// Whatever names a person in the stops of this booking; answers whether there are any.
bool erase_people(std::vector<FrozenStop>& stops, std::string_view reference);

class SheetStore {
 public:
  explicit SheetStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  void add(Session& session, const FrozenSheet& sheet) const;
  // The last one of the day and crew.
  [[nodiscard]] std::optional<FrozenSheet> latest(Session& session, contract::Date date,
                                                  std::string_view crew) const;
  // Crews with a frozen sheet of that day.
  [[nodiscard]] std::vector<std::string> crews(Session& session, contract::Date date) const;
  // What stood on any sheet of these days, more than once when there were several.
  [[nodiscard]] std::vector<SheetStop> stops(Session& session, contract::Date first,
                                             contract::Date last) const;
  // The first day with a sheet that was not erased.
  [[nodiscard]] std::optional<contract::Date> first_day(Session& session) const;
  // The people of one stop, on sheets of `first` and later days; its reference, version and times stay.
  void erase_stop(Session& session, std::string_view reference, contract::Date first) const;
  // Sheets of days before `before`; answers how many.
  int erase_before(Session& session, contract::Date before) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
