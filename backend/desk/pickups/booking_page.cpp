#include "desk/pickups/booking_page.hpp"

#include "county/site/references.hpp"
#include "desk/desk_parts.hpp"
#include "desk/pickups/board_page.hpp"
#include "desk/pickups/booking_view.hpp"
#include "desk/plan/crew_view.hpp"
#include "desk/stops/stop_form.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using Staff = contract::Result<service::StaffPickup>;

constexpr std::size_t kSmallForm = 4 * 1024;

struct BookingAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
  bool with_phone = false;
};

Response booking_reply(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                       BookingAgain again) {
  const auto booking = desk.pickups.show(booking_reference(request), again.with_phone, caller.actor());
  if (!booking) return desk.door.refusal(request, caller, booking.error());
  const auto content = desk.content.current();
  const StaffNames names(desk.door);
  const BookingView view{caller,
                         *content,
                         *booking,
                         names,
                         again.with_phone,
                         request.query_value("done"),
                         std::move(again.faults),
                         again.typed,
                         desk.clock.now()};
  return desk.door.show(caller,
                        {std::string(kBoard), booking->pickup.reference, booking_html(view), again.status});
}

// What the desk does with the booking that its form showed.
struct Action {
  std::string_view field;  // of the text that goes with it
  Text label;
  std::string_view done;
  Staff (*perform)(const DeskGround&, const std::string& reference, const std::string& text, int version,
                   const contract::Actor&);
  bool (*is_done)(const service::StaffPickup&, const std::string& text);
};

Response act(const DeskGround& desk, const Request& request, const StaffCaller& caller,
             const FormFields& fields, const Action& action) {
  const std::string reference = booking_reference(request), text = entered(fields, action.field);
  const auto version = static_cast<int>(number_field(fields, kVersion));
  if (auto fault = short_text_fault(std::string(action.field), action.label, text))
    return booking_reply(desk, request, caller, {{std::move(*fault)}, &fields, 400});
  const std::string after = with_query(booking_path(reference), {{"done", action.done}});
  const Staff done = action.perform(desk, reference, text, version, caller.actor());
  if (done) return StaffDoor::see_other(after);
  // Sent twice: the first answer was lost.
  const Staff now = desk.pickups.show(reference, false, caller.actor());
  if (now && now->pickup.version == version + 1 && action.is_done(*now, text))
    return StaffDoor::see_other(after);
  return booking_reply(desk, request, caller,
                       {assign_faults(done.error(), action.label), &fields, again_status(done.error())});
}

constexpr Action kAssign{
    "crew", Text::server_work_crew_name, "assigned",
    [](const DeskGround& desk, const std::string& reference, const std::string& crew, int version,
       const contract::Actor& actor) { return desk.pickups.assign(reference, crew, actor, true, version); },
    [](const service::StaffPickup& now, const std::string& crew) { return now.crew == crew; }};
constexpr Action kCancel{"reason", Text::server_work_reason, "cancelled",
                         [](const DeskGround& desk, const std::string& reference, const std::string& reason,
                            int version, const contract::Actor& actor) {
                           return desk.pickups.cancel_by_staff(reference, reason, actor, version);
                         },
                         [](const service::StaffPickup& now, const std::string&) {
                           return now.pickup.status == contract::PickupStatus::cancelled;
                         }};

// The form with the crew's name as we write it.
Response assign(const DeskGround& desk, const Request& request, const StaffCaller& caller,
                const FormFields& fields) {
  FormFields named = fields;
  named[std::string(kAssign.field)] = crew_as_ours(desk, entered(fields, kAssign.field));
  return act(desk, request, caller, named, kAssign);
}

}  // namespace

std::string booking_path(std::string_view reference, std::string_view below) {
  return std::string(kBoard) + "/" + std::string(reference) + std::string(below);
}

std::string booking_reference(const Request& request) {
  return contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix)
      .value_or(std::string());
}

void add_booking_pages(const std::shared_ptr<const DeskGround>& desk) {
  const std::string one = booking_path("{reference}");
  desk->door.page(one, "desk_booking", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    return booking_reply(*desk, request, caller, {});
                  });
  desk->door.page(one + "/photos/{number}", "desk_booking_photo", Permission::view_pickups,
                  [desk](const Request& request, const StaffCaller& caller) {
                    auto reply = photo_reply(*desk, request, caller, booking_reference(request));
                    return reply ? std::move(*reply) : desk->door.refusal(request, caller, reply.error());
                  });
  const auto add = [&](std::string_view below, std::string_view name, Permission permission,
                       StaffDoor::Form work) {
    desk->door.form(one + std::string(below), name, permission, std::move(work), kSmallForm);
  };
  add("/phone", "desk_booking_phone", Permission::view_phone,
      [desk](const Request& request, const StaffCaller& caller, const FormFields&) {
        if (!caller.may(Permission::view_pickups)) return not_theirs(*desk, request, caller);
        return booking_reply(*desk, request, caller, {.with_phone = true});
      });
  add("/assign", "desk_assign", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return assign(*desk, request, caller, fields);
      });
  add("/cancel", "desk_cancel", Permission::plan_pickups,
      [desk](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return act(*desk, request, caller, fields, kCancel);
      });
}

}  // namespace wufei::http
