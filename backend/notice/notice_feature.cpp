// What notice gives to the house.
#include <fstream>
#include <iterator>

#include "county/feature.hpp"
#include "lib/net/last_look.hpp"
#include "notice/log_notifier.hpp"
#include "notice/notice_commands.hpp"
#include "notice/notice_gateway.hpp"
#include "notice/notice_service.hpp"
#include "notice/notice_store.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

constexpr int kNoticesPerTurn = 50;

// Keeps the notifier that the settings ask for. Errors: invalid.
contract::Result<service::Notifier*> make_notifier(Ground& ground) {
  const Settings& settings = ground.settings;
  if (settings.notifier == "log") return &ground.services.make<LogNotifier>();
  std::ifstream file(settings.gateway_template, std::ios::binary);
  if (!file)
    return contract::make_error(
        contract::ErrorCode::invalid,
        "--notice-template: \"" + settings.gateway_template.string() + "\" cannot be read");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto gateway = http::NoticeGateway::create({settings.gateway_url, text, settings.gateway_token});
  if (!gateway) return gateway.error();
  return ground.services.make<std::unique_ptr<http::NoticeGateway>>(std::move(*gateway)).get();
}

using OutboxLook = http::LastLook<service::OutboxHealth>;

// None while nobody can look: an outbox of before the database went away is no outbox of now.
OutboxLook& add_outbox_gauges(Ground& ground) {
  auto& look = ground.services.make<OutboxLook>(5min);
  const auto add = [&](const char* name, const char* help, auto number) {
    ground.metrics.add_gauge(name, help, [&look, number] { return http::gauge_of(look, number); });
  };
  add("wufei_notices_waiting", "Notices that nobody was told yet; none while the database is away.",
      &service::OutboxHealth::waiting);
  add("wufei_notices_oldest_timestamp_seconds",
      "When the oldest of them was written, seconds since 1970; 0 = none waits.",
      &service::OutboxHealth::oldest);
  add("wufei_notices_last_sent_timestamp_seconds",
      "When a notice was last sent, seconds since 1970; 0 = never.", &service::OutboxHealth::last_sent);
  return look;
}

// An outbox that stands still fails its chore: the metrics and the log say so until it moves.
contract::Status watch_outbox(service::NoticeService& notices, OutboxLook& look, contract::UtcSeconds now) {
  const auto health = notices.health();
  look.note(health);
  if (!health) return health.error();
  return service::check_outbox(*health, now);
}

contract::Status open(Ground& ground) {
  auto notifier = make_notifier(ground);
  if (!notifier) return notifier.error();
  auto& notices = ground.services.make<service::NoticeService>(ground.store, ground.clock, **notifier);
  // A lane of its own: a gateway may take seconds for each notice.
  ground.chores.add_alone({"deliver notices", "notices", 2s, 30s, [&notices](const service::Turn& turn) {
                             return contract::status_of(
                                 notices.deliver_due(kNoticesPerTurn, [&turn] { return turn.over(); }));
                           }});
  auto& look = add_outbox_gauges(ground);
  ground.chores.add(
      {"watch the outbox", "upkeep", 15s, 1min, [&ground, &notices, &look](const service::Turn&) {
         return watch_outbox(notices, look, ground.clock.now());
       }});
  return contract::ok();
}

}  // namespace

Feature notice_feature() {
  return {"notice", nullptr, add_notice_commands, open, {storage::NoticeStore::facts()}};
}

}  // namespace wufei::app
