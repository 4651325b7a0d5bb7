#include "waste/exchange/open_exchange.hpp"

#include <cstdint>
#include <functional>
#include <optional>

#include "lib/cli/log.hpp"
#include "lib/net/last_look.hpp"
#include "waste/exchange/city_hook.hpp"
#include "waste/exchange/exchange_page.hpp"
#include "waste/exchange/exchange_routes.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

using HookLook = http::LastLook<service::HookHealth>;

// Without a hook nothing waits; with one, none while nobody can look.
std::function<std::optional<double>()> hook_gauge(HookLook* look, std::int64_t service::HookHealth::*number) {
  return [look, number] { return look != nullptr ? http::gauge_of(*look, number) : 0.0; };
}

void add_hook_gauges(Ground& ground, HookLook* look) {
  ground.metrics.add_gauge(
      "wufei_waste_hook_waiting",
      "Changes of waste that the city was not told yet; none while the database is away.",
      hook_gauge(look, &service::HookHealth::waiting));
  ground.metrics.add_gauge(
      "wufei_waste_hook_oldest_timestamp_seconds",
      "When the first of them was made, seconds since 1970; 0 = none waits, or nobody is to be told.",
      hook_gauge(look, &service::HookHealth::oldest));
}

// Each process looks for itself, also one that does not tell.
void watch_hook(Ground& ground, service::HookService& hook, HookLook& look) {
  ground.chores.add({"watch the hook", "upkeep", 15s, 10s, [&hook, &look](const service::Turn&) {
                       const auto health = hook.health();
                       look.note(health);
                       return contract::status_of(health);
                     }});
}

// Counted from the start: a counter that begins with one has not grown for whoever watches it.
void count_skipped(Ground& ground, service::HookService& hook) {
  const auto count = [&metrics = ground.metrics](int times) {
    metrics.count("wufei_waste_hook_skipped_total",
                  "Changes of waste that the city's address refused for what they say.", "reason", "refused",
                  times);
  };
  count(0);
  hook.on_skipped = [count] {
    log_warning("tell the city: a change was refused for what it says and skipped, the access log names it");
    count(1);
  };
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
  HookLook* const look = hook_set ? &ground.services.make<HookLook>(5min) : nullptr;
  add_hook_gauges(ground, look);
  if (!hook_set) return contract::ok();
  watch_hook(ground, hook, *look);
  count_skipped(ground, hook);
  return open_hook(ground, hook);
}

}  // namespace wufei::app
