// What pickup gives to the house.
#include "county/feature.hpp"
#include "lib/base/calendar.hpp"
#include "lib/cli/log.hpp"
#include "pickup/pickup_commands.hpp"
#include "pickup/pickup_routes.hpp"
#include "pickup/pickup_service.hpp"
#include "pickup/slot_routes.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// The State Council's notice for a year comes in the November before: until the program is built with it,
// days of that year count as working days.
void warn_of_unknown_holidays(const contract::PickupRules& rules) {
  const contract::Date last = contract::last_bookable_day(rules, service::system_clock().now());
  const int year = contract::year_month_day(last).year;
  if (!contract::calendar_covers(year))
    log_warning("public holidays of " + std::to_string(year) +
                " are not known: close them in pickup/rules.json");
}

void add_chores(service::Chores& chores, service::PickupService& pickups) {
  chores.add({"queue reminders", "upkeep", 1min, 1min,
              [&pickups](const service::Turn&) { return contract::status_of(pickups.queue_reminders()); }});
  chores.add({"drop expired keys", "upkeep", 1h, 1min,
              [&pickups](const service::Turn&) { return contract::status_of(pickups.drop_expired_keys()); }});
  chores.add({"erase personal data of pickups", "upkeep", 1h, 1min, [&pickups](const service::Turn&) {
                const auto erased = pickups.erase_expired();
                if (erased && *erased > 0)
                  log_info("personal data erased of pickups: " + std::to_string(*erased));
                return contract::status_of(erased);
              }});
}

contract::Status open(Ground& ground) {
  auto& pickups = ground.services.make<service::PickupService>(ground.store, ground.content.current(),
                                                               ground.clock, ground.ids);
  warn_of_unknown_holidays(ground.content.current()->rules);
  ground.content.on_change([&pickups](const service::ContentPtr& fresh) {
    warn_of_unknown_holidays(fresh->rules);
    pickups.set_content(fresh);
  });
  http::add_slot_routes(ground.router, pickups);
  http::add_pickup_routes(ground.router, pickups, ground.clock, ground.metrics);
  add_chores(ground.chores, pickups);
  return contract::ok();
}

}  // namespace

Feature pickup_feature() {
  return {"pickup", add_pickup_commands, open};
}

}  // namespace wufei::app
