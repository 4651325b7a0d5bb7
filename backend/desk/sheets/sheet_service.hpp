// The crew's sheet of a day: as it stands now, and as it was when it was dispatched. Knows nothing of HTTP.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "desk/sheets/sheet_store.hpp"
#include "journal/journal.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::service {

// What became of a stop since the sheet was dispatched.
enum class StopChange : std::uint8_t { none, changed, added, removed };

struct SheetLine {
  RunSheetRow row;  // as it stands now; of a removed one as it was
  StopChange change = StopChange::none;
};

struct CrewSheet {
  contract::Date date;
  std::string crew;
  std::vector<SheetLine> lines;  // in order of time, area, village; removed ones last
  std::optional<storage::FrozenSheet> frozen;
};

// The stop as a row of the sheet that it stood on; its status is not known.
RunSheetRow row_of(const storage::FrozenStop& stop, const CrewSheet& sheet);

class SheetService {
 public:
  // All must outlive the service.
  SheetService(storage::Store& store, PickupService& pickups, Clock& clock)
      : pickups_(pickups), clock_(clock), sheets_(store), journal_(store, "desk") {}

  // `with_phone` goes on the record. `crew` "": what no crew has. Errors: unavailable.
  contract::Result<CrewSheet> sheet(contract::Date date, std::string_view crew, bool with_phone,
                                    const contract::Actor& actor);
  // Keeps the sheet as it stands; again when nothing has changed since it answers the one kept before.
  // Errors: conflict (nothing on it), unavailable.
  contract::Result<storage::FrozenSheet> dispatch(contract::Date date, std::string_view crew,
                                                  const contract::Actor& actor);
  // Crews with a dispatched sheet of that day.
  contract::Result<std::vector<std::string>> dispatched(contract::Date date);
  // Sheets of days before `before`; nothing until the clock has run for a day without a leap. Answers how
  // many.
  contract::Result<int> erase_before(contract::Date before);

 private:
  PickupService& pickups_;
  Clock& clock_;
  storage::SheetStore sheets_;
  Journal journal_;
};

}  // namespace wufei::service
