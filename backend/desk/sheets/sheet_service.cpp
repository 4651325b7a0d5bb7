#include "desk/sheets/sheet_service.hpp"

#include <algorithm>

#include "county/clock_trust.hpp"
#include "lib/base/find.hpp"
#include "pickup/pickup.hpp"
#include "pickup/pickup_store.hpp"

namespace wufei::service {

using storage::FrozenStop;

RunSheetRow row_of(const FrozenStop& stop, const CrewSheet& sheet) {
  RunSheetRow row;
  row.reference = stop.reference;
  row.date = sheet.date;
  row.start_minute = stop.start_minute;
  row.end_minute = stop.end_minute;
  row.area_name = stop.area_name;
  row.village_name = stop.village_name;
  row.address = stop.address;
  row.contact_name = stop.contact_name;
  row.phone = stop.phone;
  row.items = stop.items;
  row.note = stop.note;
  row.crew = sheet.crew;
  return row;
}

namespace {

using contract::ErrorCode;
using storage::FrozenSheet;

FrozenStop frozen(const RunSheetRow& row) {
  return {row.reference, row.version,      row.start_minute, row.end_minute, row.area_name, row.village_name,
          row.address,   row.contact_name, row.phone,        row.items,      row.note};
}

// What the crew reads of a stop; who comes on the telephone, and what became of it, is no change.
bool reads_the_same(const FrozenStop& stop, const RunSheetRow& row) {
  return stop.start_minute == row.start_minute && stop.address == row.address && stop.items == row.items &&
         stop.note == row.note && stop.village_name == row.village_name;
}

const FrozenStop* find_stop(const FrozenSheet& sheet, std::string_view reference) {
  return contract::find_by(&FrozenStop::reference, sheet.stops, reference);
}

void mark_changes(CrewSheet& sheet) {
  if (!sheet.frozen) return;
  for (SheetLine& line : sheet.lines) {
    const FrozenStop* before = find_stop(*sheet.frozen, line.row.reference);
    line.change = !before                             ? StopChange::added
                  : reads_the_same(*before, line.row) ? StopChange::none
                                                      : StopChange::changed;
  }
  const std::size_t now = sheet.lines.size();
  for (const FrozenStop& stop : sheet.frozen->stops) {
    const bool kept =
        std::any_of(sheet.lines.begin(), sheet.lines.begin() + static_cast<std::ptrdiff_t>(now),
                    [&](const SheetLine& line) { return line.row.reference == stop.reference; });
    if (kept) continue;
    sheet.lines.push_back({row_of(stop, sheet), StopChange::removed});
    sheet.lines.back().row.status = contract::PickupStatus::cancelled;
  }
}

bool is_same(const FrozenSheet& sheet, const std::vector<FrozenStop>& stops) {
  return std::equal(sheet.stops.begin(), sheet.stops.end(), stops.begin(), stops.end(),
                    [](const FrozenStop& a, const FrozenStop& b) {
                      return a.reference == b.reference && a.version == b.version;
                    });
}

}  // namespace

contract::Result<CrewSheet> SheetService::sheet(contract::Date date, std::string_view crew, bool with_phone,
                                                const contract::Actor& actor) {
  auto rows = pickups_.run_sheet(date, {}, with_phone, actor);
  if (!rows) return rows.error();
  CrewSheet sheet{date, std::string(crew), {}, std::nullopt};
  for (RunSheetRow& row : *rows)
    if (row.crew == crew) sheet.lines.push_back({std::move(row), StopChange::none});
  auto kept = journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::optional<FrozenSheet>> {
        return sheets_.latest(session, date, crew);
      });
  if (!kept) return kept.error();
  sheet.frozen = std::move(*kept);
  mark_changes(sheet);
  return sheet;
}

contract::Result<FrozenSheet> SheetService::dispatch(contract::Date date, std::string_view crew,
                                                     const contract::Actor& actor) {
  const auto rows = pickups_.run_sheet(date, {}, false, actor);
  if (!rows) return rows.error();
  FrozenSheet fresh{date, std::string(crew), 1, clock_.now(), contract::actor_text(actor), {}};
  for (const RunSheetRow& row : *rows)
    if (row.crew == crew && !crew.empty()) fresh.stops.push_back(frozen(row));
  if (fresh.stops.empty()) return contract::make_error(ErrorCode::conflict, "nothing on the sheet");
  const storage::AccessEntry entry{fresh.at, actor, "sheet_dispatched", {}, contract::format_date(date)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<FrozenSheet> {
    // Erased since the rows were read.
    for (const storage::FrozenStop& stop : std::vector(fresh.stops))
      if (storage::PickupStore::is_erased(session, stop.reference))
        storage::erase_people(fresh.stops, stop.reference);
    const auto before = sheets_.latest(session, date, crew);
    if (before && is_same(*before, fresh.stops)) return *before;
    if (before) fresh.sequence = before->sequence + 1;
    sheets_.add(session, fresh);
    return fresh;
  });
}

contract::Result<std::vector<std::string>> SheetService::dispatched(contract::Date date) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<std::string>> {
        return sheets_.crews(session, date);
      });
}

contract::Result<int> SheetService::erase_before(contract::Date before) {
  return journal_.store.writer().run([&](storage::Session& session) -> contract::Result<int> {
    return clock_is_trusted(session, clock_.now()) ? sheets_.erase_before(session, before) : 0;
  });
}

}  // namespace wufei::service
