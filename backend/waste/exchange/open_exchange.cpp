#include "waste/exchange/open_exchange.hpp"

#include <atomic>

#include "waste/exchange/city_hook.hpp"
#include "waste/exchange/exchange_page.hpp"
#include "waste/exchange/exchange_routes.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// As the hook was when it was last looked at; 0 without one.
struct HookGauges {
  std::atomic<double> waiting = 0;
  std::atomic<double> oldest = 0;  // seconds since 1970, 0 = none
};

HookGauges& add_hook_gauges(Ground& ground) {
  auto& seen = ground.services.make<HookGauges>();
  ground.metrics.add_gauge("wufei_waste_hook_waiting", "Changes of waste that the city was not told yet.",
                           [&seen] { return seen.waiting.load(); });
  ground.metrics.add_gauge(
      "wufei_waste_hook_oldest_timestamp_seconds",
      "When the first of them was made, seconds since 1970; 0 = none waits, or nobody is to be told.",
      [&seen] { return seen.oldest.load(); });
  return seen;
}

// Each process looks for itself, also one that does not tell.
void watch_hook(Ground& ground, service::HookService& hook, HookGauges& seen) {
  ground.chores.add({"watch the hook", "upkeep", 1min, 10s, [&hook, &seen](const service::Turn&) {
                       const auto health = hook.health();
                       if (!health) return contract::Status(health.error());
                       seen.waiting = static_cast<double>(health->waiting);
                       seen.oldest = static_cast<double>(health->oldest);
                       return contract::ok();
                     }});
}

// A lane of its own: the address may take seconds for each change.
contract::Status open_hook(Ground& ground, service::HookService& hook) {
  auto made = http::CityHook::create(ground.settings.hook_url, ground.settings.hook_secret);
  if (!made) return made.error();
  auto& receiver = *ground.services.make<std::unique_ptr<http::CityHook>>(std::move(*made));
  ground.chores.add_alone({"tell the city", "hooks", 2s, 30s, [&hook, &receiver](const service::Turn& turn) {
                             return hook.deliver(receiver, [&turn] { return turn.over(); });
                           }});
  return contract::ok();
}

}  // namespace

contract::Status open_exchange(Ground& ground) {
  auto& exchange =
      ground.services.make<service::ExchangeService>(ground.store, ground.content, ground.clock, ground.ids);
  auto& hook = ground.services.make<service::HookService>(ground.store, ground.clock);
  const bool hook_set = !ground.settings.hook_url.empty();
  http::add_exchange_routes(ground.router, exchange, ground.content);
  http::add_exchange_pages(*ground.services.find<http::StaffDoor>(), exchange, hook, ground.content,
                           hook_set);
  HookGauges& seen = add_hook_gauges(ground);
  if (!hook_set) return contract::ok();
  watch_hook(ground, hook, seen);
  return open_hook(ground, hook);
}

}  // namespace wufei::app
