#include "desk/stops/stop_page.hpp"

#include "county/site/references.hpp"
#include "desk/desk_parts.hpp"
#include "desk/stops/stop_form.hpp"
#include "desk/stops/stop_view.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kStops = "/desk/stops";
constexpr std::size_t kForm = 4 * 1024;  // bytes, of one without photographs
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
  bool with_phone = false, ask_again = false, photos_lost = false;
};

Response stop_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller, Again again) {
  const auto stop = stop_of(desk, request, caller, again.with_phone);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  const auto content = desk.content.current();
  const StopView view{caller,
                      *content,
                      *stop,
                      again.with_phone,
                      again.ask_again,
                      again.photos_lost,
                      std::move(again.faults),
                      again.typed,
                      desk.clock.now()};
  return desk.door.show(caller,
                        {std::string(kStops), words(Text::server_work_stop), stop_html(view), again.status});
}

Response show_stops(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const std::string crew = crew_of(caller);
  auto sheet = desk.sheets.sheet(desk.today(), crew, false, caller.actor());
  if (!sheet) return desk.door.refusal(request, caller, sheet.error());
  return desk.door.show(
      caller, {std::string(kStops), words(Text::server_work_stops),
               stops_html({caller, crew, std::move(*sheet), request.query_value("done"), desk.clock.now()})});
}

// After an outcome: the next stop.
Response after(std::string_view done) {
  return StaffDoor::see_other(with_query(std::string(kStops), {{"done", done}}));
}

// The same record sent twice is one: the service sees to that.
Response record(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                const PostedForm& posted, const contract::Outcome& outcome) {
  Again again{.typed = &posted.fields, .photos_lost = !posted.files.empty()};
  const auto ask_again = [&](const contract::Error& error, std::vector<FormFault> faults) {
    again.faults = std::move(faults);
    again.status = again_status(error);
    again.ask_again = asks_back(error);
    return stop_reply(desk, request, caller, std::move(again));
  };
  auto photos = safe_photos(posted);
  if (!photos) return ask_again(photos.error(), photo_faults(photos.error()));
  const std::string reference =
      *contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  const auto done =
      desk.pickups.record_outcome(reference, outcome, caller.actor(), {.photos = std::move(*photos)});
  if (!done) return ask_again(done.error(), outcome_faults(done.error(), outcome.kind));
  return after(outcome.kind == contract::OutcomeKind::collected ? "collected" : "missed");
}

// Why a part was left is chosen, and every piece is counted: one of the two is forgotten.
bool is_left_of_nothing(const FormFields& fields, const contract::Outcome& outcome,
                        const std::vector<contract::PickupItem>& booked) {
  const bool several = booked.size() > 1 || booked.front().quantity > 1;  // else it is not asked
  return several && contract::is_whole(outcome, booked) && !field_value(fields, kLeft).empty();
}

Response take_collected(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                        const PostedForm& posted) {
  const auto stop = stop_of(desk, request, caller, false);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  if (!weight_field(posted.fields))
    return stop_reply(desk, request, caller,
                      {.faults = {weight_fault()},
                       .typed = &posted.fields,
                       .status = 400,
                       .photos_lost = !posted.files.empty()});
  const contract::Outcome outcome = collected_outcome(posted.fields, stop->pickup.items);
  if (is_left_of_nothing(posted.fields, outcome, stop->pickup.items))
    return stop_reply(
        desk, request, caller,
        {.faults = {{std::string(kLeft), words(Text::server_work_left), words(Text::server_crew_left_whole)}},
         .typed = &posted.fields,
         .status = 400,
         .photos_lost = !posted.files.empty()});
  return record(desk, request, caller, posted, outcome);
}

Response take_missed(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                     const PostedForm& posted) {
  const auto stop = stop_of(desk, request, caller, false);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  const auto content = desk.content.current();
  return record(desk, request, caller, posted,
                missed_outcome(posted.fields, content->get<service::PickupContent>().outcomes));
}

// Only of a stop that the crew may still see.
Response show_stop_photo(const DeskGround& desk, const Request& request, const StaffCaller& caller) {
  const auto stop = stop_of(desk, request, caller, false);
  if (!stop) return desk.door.refusal(request, caller, stop.error());
  auto reply = photo_reply(desk, request, caller, stop->pickup.reference);
  return reply ? std::move(*reply) : desk.door.refusal(request, caller, reply.error());
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
  desk->door.page(one + "/photos/{number}", "desk_stop_photo", Permission::view_stops,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return show_stop_photo(*desk, request, caller);
                  });
  desk->door.form(
      one + "/phone", "desk_stop_phone", Permission::view_stops,
      [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
        return stop_reply(*desk, request, caller, {.with_phone = true});
      },
      kForm);
  desk->door.upload(one + "/collected", "desk_stop_collected", Permission::record_outcome,
                    [desk](const Request& request, const StaffCaller& caller, const PostedForm& posted) {
                      return take_collected(*desk, request, caller, posted);
                    });
  desk->door.upload(one + "/missed", "desk_stop_missed", Permission::record_outcome,
                    [desk](const Request& request, const StaffCaller& caller, const PostedForm& posted) {
                      return take_missed(*desk, request, caller, posted);
                    });
}

}  // namespace wufei::http
