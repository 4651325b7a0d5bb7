#include "waste/exchange/open_exchange.hpp"

#include "waste/exchange/city_hook.hpp"
#include "waste/exchange/exchange_page.hpp"
#include "waste/exchange/exchange_routes.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

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
  return hook_set ? open_hook(ground, hook) : contract::ok();
}

}  // namespace wufei::app
