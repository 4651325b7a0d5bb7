// The county's side: the run sheet and what staff do with a booking. Everything is written to the access log.
#include <functional>

#include "county/county_content.hpp"
#include "lib/base/phone.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::PickupStatus;
using RunSheet = std::vector<RunSheetRow>;

// What staff do to a booking, in the terms of save().
struct StaffAction {
  std::string_view kind;  // event kind
  std::string_view detail;
  const contract::Actor& actor;
  std::function<contract::Status(storage::Session&, storage::PickupRow&)> apply;
  std::optional<int> version = {};  // that they saw
};

contract::Result<StaffPickup> act(PickupState& state, std::string_view reference, const StaffAction& action) {
  const contract::UtcSeconds now = state.clock.now();
  const storage::AccessEntry entry{now, action.actor, std::string(action.kind), std::string(reference)};
  return state.journal.on_record(entry, [&](storage::Session& session) -> contract::Result<StaffPickup> {
    auto row = state.pickups.find(session, reference);
    if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
    if (action.version && *action.version != row->version)
      return contract::make_error(ErrorCode::precondition, "the booking was changed meanwhile");
    if (auto open = require_open(*row); !open) return open.error();
    if (row->personal) row->address_key = address_key(row->area, row->village, row->personal->address);
    if (auto applied = action.apply(session, *row); !applied) return applied.error();
    const contract::HistoryEvent event{now, std::string(action.kind), std::string(action.detail)};
    if (auto saved = state.save(session, *row, event, action.actor); !saved) return saved.error();
    storage::SlotStore::recount(session, contract::slot_id(row->slot));
    return state.staff_view(session, *row, now, false);
  });
}

}  // namespace

RunSheetRow sheet_row(const storage::PickupRow& row, const ContentSet& content, bool with_phone) {
  RunSheetRow sheet;
  sheet.reference = row.reference;
  sheet.status = row.status;
  sheet.date = row.slot.date;
  sheet.start_minute = row.start_minute;
  sheet.end_minute = row.end_minute;
  const contract::Area* area = contract::find_area(content.get<CountyContent>().areas, row.area);
  const contract::Village* village = area ? contract::find_village(*area, row.village) : nullptr;
  sheet.area_name = area ? area->name : row.area;
  sheet.village_name = village ? village->name : row.village;
  const contract::Category* category =
      contract::find_category(content.get<PickupContent>().catalogue, row.category);
  sheet.category_name = category ? category->name : row.category;
  sheet.items = items_text(content.get<PickupContent>().catalogue, row.items);
  sheet.crew = row.crew;
  sheet.area = row.area;
  sheet.category = row.category;
  sheet.window = row.slot.window;
  sheet.version = row.version;
  if (!row.personal) return sheet;
  sheet.address = row.personal->address;
  sheet.contact_name = row.personal->name;
  sheet.note = row.personal->note;
  sheet.phone = with_phone ? row.personal->phone : contract::masked_phone(row.personal->phone);
  sheet.proxy = row.personal->proxy;
  if (sheet.proxy && !with_phone) sheet.proxy->phone = contract::masked_phone(sheet.proxy->phone);
  return sheet;
}

StaffPickup PickupState::staff_view(storage::Session& session, const storage::PickupRow& row,
                                    contract::UtcSeconds now, bool with_phone) {
  StaffPickup staff;
  staff.pickup = view(session, row, now);
  for (const storage::EventRow& event : journal.events.of(session, row.id))
    staff.actors.push_back(contract::actor_text(event.actor));
  if (with_phone && row.personal) {
    staff.pickup.phone = row.personal->phone;
    staff.pickup.proxy = row.personal->proxy;
  }
  if (const auto records = outcomes.of(session, row.id); !records.empty())
    staff.first = FirstRecord{records.front().outcome.at, records.front().recorded_at};
  staff.photos = photos.count(session, row.id);
  staff.crew = row.crew;
  staff.collected_grams = row.collected_grams;
  staff.channel = row.channel == storage::SlotShare::phone ? "phone" : "web";
  return staff;
}

contract::Result<std::vector<RunSheetRow>> PickupService::run_sheet(contract::Date date,
                                                                    std::string_view area, bool with_phone,
                                                                    const contract::Actor& actor) {
  const auto content = state_->current_content();
  const storage::AccessEntry entry{state_->clock.now(),
                                   actor,
                                   with_phone ? "run_sheet_with_phone" : "run_sheet",
                                   {},
                                   contract::format_date(date) + " " + std::string(area)};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> contract::Result<RunSheet> {
    RunSheet sheet;
    for (const storage::PickupRow& row : state_->pickups.of_day(session, date, area))
      sheet.push_back(sheet_row(row, *content, with_phone));
    return sheet;
  });
}

contract::Result<StopPlace> PickupService::stop_place(std::string_view reference) {
  return state_->store.readers().run([&](storage::Session& session) -> contract::Result<StopPlace> {
    const auto row = state_->pickups.find(session, reference);
    if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
    StopPlace place{row->slot.date, row->crew, {}, row->status};
    for (const storage::EventRow& one : state_->journal.events.of(session, row->id))
      if (one.event.kind == "assigned") place.crews.push_back(one.event.detail);
    return place;
  });
}

contract::Result<StaffPickup> PickupService::show(std::string_view reference, bool with_phone,
                                                  const contract::Actor& actor) {
  const storage::AccessEntry entry{state_->clock.now(), actor, with_phone ? "show_with_phone" : "show",
                                   std::string(reference)};
  return state_->journal.look_on_record(
      entry, [&](storage::Session& session) -> contract::Result<StaffPickup> {
        const auto row = state_->pickups.find(session, reference);
        if (!row) return contract::make_error(ErrorCode::not_found, "no such booking");
        return state_->staff_view(session, *row, entry.at, with_phone);
      });
}

contract::Result<std::vector<RunSheetRow>> PickupService::made_between(contract::UtcSeconds from,
                                                                       contract::UtcSeconds to,
                                                                       std::string_view area,
                                                                       const contract::Actor& actor) {
  const auto content = state_->current_content();
  storage::AccessEntry entry{state_->clock.now(), actor, "made_between"};
  return state_->journal.look_on_record(entry, [&](storage::Session& session) -> contract::Result<RunSheet> {
    RunSheet rows;
    for (const storage::PickupRow& row : state_->pickups.open_made_between(session, from, to, area))
      rows.push_back(sheet_row(row, *content, false));
    entry.detail = std::to_string(rows.size());
    return rows;
  });
}

contract::Result<StaffPickup> PickupService::assign(std::string_view reference, std::string_view crew,
                                                    const contract::Actor& actor, bool change,
                                                    std::optional<int> version) {
  const auto apply = [&](storage::Session& session, storage::PickupRow& row) -> contract::Status {
    if (!row.crew.empty() && !change)
      return contract::field_error("", contract::Rule::already_assigned, 0, ErrorCode::conflict);
    const auto ours = state_->crews.named(session, crew);
    if (ours && !ours->drives_on(row.slot.date))
      return contract::field_error(std::string(kCrewPointer), contract::Rule::unknown_option);
    row.status = PickupStatus::assigned;
    row.crew = crew;
    return contract::ok();
  };
  return act(*state_, reference, {"assigned", crew, actor, apply, version});
}

contract::Result<StaffPickup> PickupService::cancel_by_staff(std::string_view reference,
                                                             std::string_view reason,
                                                             const contract::Actor& actor,
                                                             std::optional<int> version) {
  const auto apply = [](storage::Session&, storage::PickupRow& row) -> contract::Status {
    row.status = PickupStatus::cancelled;
    return contract::ok();
  };
  return act(*state_, reference, {"cancelled", reason, actor, apply, version});
}

}  // namespace wufei::service
