// What pickup gives to the house.
#include "county/feature.hpp"
#include "lib/cli/log.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/calendar/calendar_service.hpp"
#include "pickup/calendar/window_hours.hpp"
#include "pickup/crew/crew_service.hpp"
#include "pickup/outcome/outcome_routes.hpp"
#include "pickup/outcome/outcome_store.hpp"
#include "pickup/outcome/stop_photo_store.hpp"
#include "pickup/outcome/stop_record.hpp"
#include "pickup/own/mine_routes.hpp"
#include "pickup/own/pickups_again.hpp"
#include "pickup/pickup_commands.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/pickup_datasets.hpp"
#include "pickup/pickup_pages.hpp"
#include "pickup/pickup_routes.hpp"
#include "pickup/pickup_service.hpp"
#include "pickup/pickup_store.hpp"
#include "pickup/plain/plain_routes.hpp"
#include "pickup/slot_store.hpp"
#include "pickup/slots/slot_routes.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// Once a day and after each change of content: the time to book moves on into the next year, and a day may be
// closed after somebody booked it.
contract::Status check_calendar(service::PickupService& pickups, const contract::PickupRules& rules,
                                contract::UtcSeconds now) {
  if (const auto year = service::year_without_notice(rules, now))
    log_warning("public holidays of " + std::to_string(*year) +
                " are not known: the days free by law are closed; close others in pickup/rules.json");
  const auto stranded = pickups.on_closed_days();
  if (!stranded) return stranded.error();
  for (const auto& [day, bookings] : *stranded)
    log_warning(contract::format_date(day) + " is closed now, with bookings made before: " +
                std::to_string(bookings) + "; call the residents (wufei pickups --date)");
  return contract::ok();
}

// Looks every few seconds whether there is a new day or other content.
service::Chore calendar_chore(Ground& ground, service::PickupService& pickups) {
  return {
      "check the calendar", "upkeep", 2s, 1min,
      [&ground, &pickups, day = std::int32_t{0}, seen = service::ContentPtr()](const service::Turn&) mutable {
        const std::int32_t today = contract::china_date(ground.clock.now()).days;
        const service::ContentPtr content = ground.content.current();
        if (today == day && content == seen) return contract::ok();
        day = today, seen = content;
        return check_calendar(pickups, content->get<service::PickupContent>().rules, ground.clock.now());
      }};
}

void add_chores(service::Chores& chores, service::PickupService& pickups) {
  chores.add_alone({"queue reminders", "upkeep", 1min, 1min, [&pickups](const service::Turn&) {
                      return contract::status_of(pickups.queue_reminders());
                    }});
  chores.add_alone({"erase personal data of pickups", "upkeep", 1h, 1min, [&pickups](const service::Turn&) {
                      const auto erased = pickups.erase_expired();
                      if (erased && *erased > 0)
                        log_info("personal data erased of pickups: " + std::to_string(*erased));
                      return contract::status_of(erased);
                    }});
}

contract::Status open(Ground& ground) {
  auto& pickups = ground.services.make<service::PickupService>(ground.store, ground.content.current(),
                                                               ground.clock, ground.ids);
  ground.services.make<service::CalendarService>(ground.store, pickups, ground.clock);
  ground.services.make<service::WindowHours>(ground.store, *ground.services.find<service::ContentKeeper>(),
                                             ground.content, ground.clock);
  ground.services.make<service::CrewService>(ground.store, ground.clock);
  ground.content.on_change([&pickups](const service::ContentPtr& fresh) { pickups.set_content(fresh); });
  service::add_pickup_datasets(ground.datasets);
  http::add_pickup_pages(ground.book, ground.content);
  http::add_catalogue_route(ground.router, ground.content);
  http::add_slot_routes(ground.router, pickups);
  auto& desk = ground.services.make<http::BookingDesk>(pickups, ground.metrics, ground.guesses);
  desk.share_in(ground.router.limits());
  http::add_pickup_routes(ground.router, desk, ground.clock, ground.settings.public_url);
  http::add_outcome_routes(ground.router, desk);
  http::add_plain_routes(ground.router, {desk, ground.book, ground.clock, ground.ids, ground.settings.https(),
                                         ground.settings.public_url});
  http::add_pickup_mine_routes({ground.router, ground.book, ground.guesses, ground.settings.https()},
                               pickups);
  ground.chores.add(calendar_chore(ground, pickups));
  add_chores(ground.chores, pickups);
  return contract::ok();
}

}  // namespace

Feature pickup_feature() {
  return {
      .name = "pickup",
      .content = service::pickup_part,
      .commands = add_pickup_commands,
      .open = open,
      .stores = {storage::SlotStore::facts(), storage::PickupStore::facts(), storage::OutcomeStore::facts(),
                 storage::StopPhotoStore::facts(), storage::StopRecordStore::facts(),
                 storage::CalendarStore::facts(), storage::CrewStore::facts()},
      .erase_again = service::erase_pickups_again};
}

}  // namespace wufei::app
