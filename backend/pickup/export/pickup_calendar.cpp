#include "pickup/export/pickup_calendar.hpp"

#include <libical/ical.h>

#include <memory>

#include "lib/base/civil_date.hpp"
#include "lib/base/text.hpp"

namespace wufei::http {
namespace {

using contract::Text;

struct ComponentFree {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, ComponentFree>;

icaltimetype utc(contract::UtcSeconds instant) {
  return icaltime_from_timet_with_zone(static_cast<time_t>(instant), 0, icaltimezone_get_utc_timezone());
}

icalcomponent* reminder(const std::string& summary) {
  icalcomponent* alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);
  icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  icalcomponent_add_property(alarm, icalproperty_new_description(summary.c_str()));
  const icaltriggertype twelve_hours_before{icaltime_null_time(), icaldurationtype_from_int(-12 * 3600)};
  icalcomponent_add_property(alarm, icalproperty_new_trigger(twelve_hours_before));
  return alarm;
}

icalcomponent* event_of(const contract::Pickup& pickup, const contract::Site& site, const std::string& place,
                        contract::UtcSeconds now) {
  const std::string summary = contract::text(Text::server_calendar_summary, {{"portal", site.portal_name}});
  const std::string description = contract::text(
      Text::server_calendar_description, {{"reference", pickup.reference}, {"line", site.service_number}});
  const bool cancelled = pickup.status == contract::PickupStatus::cancelled;
  const auto at = [&](int minute) { return utc(contract::china_instant(pickup.slot.date, minute)); };
  icalcomponent* event = icalcomponent_vanew(
      ICAL_VEVENT_COMPONENT, icalproperty_new_uid((pickup.reference + "@wufei").c_str()),
      icalproperty_new_dtstamp(utc(now)), icalproperty_new_dtstart(at(pickup.slot.start_minute)),
      icalproperty_new_dtend(at(pickup.slot.end_minute)), icalproperty_new_summary(summary.c_str()),
      icalproperty_new_description(description.c_str()), icalproperty_new_location(place.c_str()),
      icalproperty_new_sequence(pickup.version - 1),
      icalproperty_new_status(cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED), nullptr);
  if (!cancelled) icalcomponent_add_component(event, reminder(summary));
  return event;
}

}  // namespace

std::string pickup_calendar(const contract::Pickup& pickup, const contract::Site& site,
                            const std::string& place, contract::UtcSeconds now) {
  const Component calendar(icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
                                               icalproperty_new_prodid("-//Wufei//Pickups//ZH"),
                                               event_of(pickup, site, place, now), nullptr));
  char* text = icalcomponent_as_ical_string_r(calendar.get());
  std::string out(text);
  icalmemory_free_buffer(text);
  return out;
}

}  // namespace wufei::http
