#include "desk/stops/stop_page.hpp"

#include <algorithm>

#include "county/site/references.hpp"
#include "desk/desk_parts.hpp"
#include "desk/stops/stop_form.hpp"
#include "desk/stops/stop_view.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kStops = "/desk/stops";
constexpr std::size_t kForm = 4 * 1024;
constexpr int kDaysOpen = 3;

// A stop of this crew. Errors: not_found (of another crew too), unavailable.
contract::Result<service::StaffPickup> stop_of(const DeskGround& desk, const Request& request,
                                               const StaffCaller& caller, bool with_phone) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  if (!reference) return contract::make_error(ErrorCode::not_found, "no such stop");
  const auto place = desk.pickups.stop_place(*reference);
  if (!place) return place.error();
  // What is over is no business of the crew any more; what was left over is, for a few days.
  const int age = desk.today().days - place->date.days;
  const bool recent = age == 0 || (age > 0 && age <= kDaysOpen && contract::is_open(place->status));
  const bool theirs = place->crew == crew_of(caller) && recent;
  if (!theirs) return contract::make_error(ErrorCode::not_found, "no stop of this crew");
  return desk.pickups.show(*reference, with_phone, caller.actor());
}

struct Again {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
  bool with_phone = false, ask_again = false;
};

Response stop_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller, Again again) {
  const auto stop = stop_of(desk, request, caller, again.with_phone);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  const auto content = desk.content.current();
  const StopView view{caller,           *content,        *stop,
                      again.with_phone, again.ask_again, std::move(again.faults),
                      again.typed,      desk.clock.now()};
  return desk_reply(desk, caller,
                    {std::string(kStops), words(Text::server_work_stop), stop_html(view), again.status});
}

Response show_stops(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const std::string crew = crew_of(caller);
  auto sheet = desk.sheets.sheet(desk.today(), crew, false, caller.actor());
  if (!sheet) return desk.door.refusal(request, caller, sheet.error());
  return desk_reply(
      desk, caller,
      {std::string(kStops), words(Text::server_work_stops),
       stops_html({caller, crew, std::move(*sheet), request.query_value("done"), desk.clock.now()})});
}

// After an outcome: the next stop.
Response after(std::string_view done) {
  return StaffDoor::see_other(with_query(std::string(kStops), {{"done", done}}));
}

bool asks_again(const contract::Error& error) {
  return std::any_of(error.fields.begin(), error.fields.end(), [](const contract::FieldError& field) {
    return field.rule == contract::Rule::asked_back;
  });
}

// The same record sent twice is one: the service sees to that.
Response record(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                const FormFields& fields, const contract::Outcome& outcome) {
  const std::string reference =
      *contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  const auto done = desk.pickups.record_outcome(reference, outcome, caller.actor());
  if (done) return after(outcome.kind == contract::OutcomeKind::collected ? "collected" : "missed");
  const contract::Error& error = done.error();
  return stop_reply(desk, request, caller,
                    {.faults = desk_faults(error, {{"/grams", kKilograms, Text::server_work_weight_field},
                                                   {"/items", "pieces", Text::server_work_pieces},
                                                   {"/reason", kReason, Text::server_work_why}}),
                     .typed = &fields,
                     .status = again_status(error),
                     .ask_again = asks_again(error)});
}

Response take_collected(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                        const FormFields& fields) {
  const auto stop = stop_of(desk, request, caller, false);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  const auto grams = weight_field(fields);
  if (!grams)
    return stop_reply(desk, request, caller,
                      {{{std::string(kKilograms), words(Text::server_work_weight_field),
                         words(Text::server_work_weight_wrong)}},
                       &fields,
                       400});
  contract::Outcome outcome;
  outcome.grams = *grams;
  outcome.confirmed = fields.find(kSure) != fields.end();
  for (const contract::PickupItem& item : stop->pickup.items) {
    const std::string name = std::string(kPieces) + item.item;
    const bool said = fields.find(name) != fields.end();
    outcome.pieces.push_back(
        {item.item, said ? static_cast<int>(number_field(fields, name)) : item.quantity});
  }
  return record(desk, request, caller, fields, outcome);
}

Response take_missed(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const FormFields& fields) {
  const auto stop = stop_of(desk, request, caller, false);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  const auto content = desk.content.current();
  const contract::Outcome outcome = missed_outcome(fields, content->get<service::PickupContent>().outcomes);
  return record(desk, request, caller, fields, outcome);
}

}  // namespace

void add_stop_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string one = stop_path("{reference}");
  desk->door.page(kStops, "desk_stops", Permission::view_stops,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_stops(*desk, request, caller);
                  });
  desk->door.page(one, "desk_stop", Permission::view_stops,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return stop_reply(*desk, request, caller, {});
                  });
  const auto add = [&](std::string_view below, std::string_view name, Permission permission,
                       StaffDoor::Form work) {
    desk->door.form(one + std::string(below), name, permission, std::move(work), kForm);
  };
  add("/phone", "desk_stop_phone", Permission::view_stops,
      [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
        return stop_reply(*desk, request, caller, {.with_phone = true});
      });
  add("/collected", "desk_stop_collected", Permission::record_outcome,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return take_collected(*desk, request, caller, fields);
      });
  add("/missed", "desk_stop_missed", Permission::record_outcome,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return take_missed(*desk, request, caller, fields);
      });
}

}  // namespace wufei::http
