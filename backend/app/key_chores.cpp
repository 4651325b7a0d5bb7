#include "app/key_chores.hpp"

#include "app/features.hpp"
#include "county/clock_trust.hpp"
#include "lib/cli/log.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status upkeep_in_turn(storage::Store& store, int months, const service::Turn& turn) {
  const auto done = upkeep_keys_now(store, months, [&turn] { return turn.over(); });
  if (!done) return contract::status_of(done);
  if (done->resealed.values > 0)
    log_info("sealed anew with this month's key: " + std::to_string(done->resealed.values) + " values");
  if (done->step == storage::KeyStep::decided)
    log_info("the keys before the oldest month kept are destroyed");
  return contract::ok();
}

}  // namespace

contract::Result<storage::KeyProgress> upkeep_keys_now(storage::Store& store, int months,
                                                       const std::function<bool()>& over) {
  const contract::UtcSeconds now = service::system_clock().now();
  const auto trusted = store.writer().run([now](storage::Session& session) -> contract::Result<bool> {
    return service::clock_is_trusted(session, now);
  });
  if (!trusted) return trusted.error();
  return storage::upkeep_keys(store, {storage::sealed_columns(all_stores()), months, over}, now, *trusted);
}

void add_key_chores(Ground& ground) {
  storage::Store& store = ground.store;
  ground.chores.add({"follow the keys", "keys", 1min, 30s,
                     [&store](const service::Turn&) { return storage::follow_keys(store); }});
  const int months = ground.settings.key_months;
  ground.chores.add_alone(
      {"keep the keys", "key upkeep", 1h, 30min,
       [&store, months](const service::Turn& turn) { return upkeep_in_turn(store, months, turn); }});
}

}  // namespace wufei::app
