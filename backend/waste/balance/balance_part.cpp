#include "waste/balance/balance_part.hpp"

#include <iostream>

#include "account/staff_door.hpp"
#include "county/office.hpp"
#include "waste/alarm/alarm_page.hpp"
#include "waste/alarm/alarm_service.hpp"
#include "waste/balance/waste_ledger_page.hpp"
#include "waste/balance/waste_ledger_service.hpp"
#include "waste/manifest/manifest_facts.hpp"
#include "waste/manifest/manifest_service.hpp"
#include "waste/screen/screen_page.hpp"
#include "waste/screen/screen_service.hpp"
#include "waste/screen/waste_datasets.hpp"
#include "waste/weighing/weighing_page.hpp"
#include "waste/weighing/weighing_routes.hpp"
#include "waste/weighing/weighing_service.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;
using contract::Text;

struct Walked {
  std::int64_t parties = 0, rows = 0;
  std::int64_t party = 0, broken = 0;  // the first that does not hold, 0 = all hold
};

Walked walk(storage::Session& session, const storage::Store& store) {
  Walked walked;
  for (const std::int64_t party : storage::BalanceStore(store).parties(session)) {
    const storage::Chain chain = storage::read_movement_chain(session, store, party);
    ++walked.parties;
    walked.rows += chain.rows;
    if (chain.broken == 0 || walked.party > 0) continue;
    walked.party = party;
    walked.broken = chain.broken;
  }
  return walked;
}

service::AlarmService& open_alarms(Ground& ground, service::WasteLedgerService& ledger) {
  auto& alarms = ground.services.make<service::AlarmService>(
      ground.store, ground.content, ground.clock,
      [&store = ground.store](storage::Session& session, contract::UtcSeconds since) {
        return storage::manifest_facts(session, store, since);
      });
  ledger.on_change = [&alarms] { alarms.tell(); };
  ground.services.find<service::ManifestService>()->on_change = [&alarms] { alarms.tell(); };
  http::add_waste_alarm_pages(*ground.services.find<http::StaffDoor>(), alarms, ledger, ground.content);
  ground.chores.add_alone({"watch waste", "upkeep", 1min, 1min, [&alarms](const service::Turn&) {
                             return contract::status_of(alarms.watch_if_told());
                           }});
  return alarms;
}

void open_weighings(Ground& ground, service::WasteLedgerService& ledger, service::AlarmService& alarms) {
  auto& weighings = ground.services.make<service::WeighingService>(ground.store, ground.clock, ground.ids);
  weighings.on_change = [&alarms] { alarms.tell(); };
  http::add_weighing_routes(ground.router, weighings);
  http::add_weighing_pages(*ground.services.find<http::StaffDoor>(), weighings, ledger);
}

void open_screen(Ground& ground) {
  auto& screen = ground.services.make<service::ScreenService>(ground.store, ground.clock);
  http::add_screen_pages(*ground.services.find<http::StaffDoor>(), screen, ground.content);
  http::add_waste_totals_page(ground.book, screen, ground.content);
  service::add_waste_datasets(ground.datasets, screen);
  ground.chores.add_alone(
      {"publish sums of waste", "upkeep", 1h, 5s, [&ground, &screen](const service::Turn&) {
         const auto published = screen.publish();
         if (published && *published > 0) ground.changes.tell("waste", service::Change::counts);
         return contract::status_of(published);
       }});
  // A month may be published by another process.
  ground.chores.add({"tell sums of waste", "pages", 1h, 5s, [&ground](const service::Turn&) {
                       ground.changes.tell("waste", service::Change::counts);
                       return contract::ok();
                     }});
}

}  // namespace

contract::Status open_balances(Ground& ground) {
  auto& ledger =
      ground.services.make<service::WasteLedgerService>(ground.store, ground.content, ground.clock);
  http::add_waste_ledger_pages(*ground.services.find<http::StaffDoor>(), ground.store, ledger, ground.content,
                               ground.clock);
  open_weighings(ground, ledger, open_alarms(ground, ledger));
  open_screen(ground);
  return contract::ok();
}

int verify_balances(const Settings& settings) {
  auto store = storage::Store::open(store_options(settings));
  if (!store) return report(store.error());
  const auto walked = (*store)->readers().run(
      [&](storage::Session& session) -> contract::Result<Walked> { return walk(session, **store); });
  if (!walked) return report(walked.error());
  const bool holds = walked->party == 0;
  std::cout << (holds
                    ? contract::text(Text::cli_waste_chains_sound,
                                     {{"parties", std::to_string(walked->parties)},
                                      {"count", std::to_string(walked->rows)}})
                    : contract::text(Text::cli_waste_chain_broken, {{"party", std::to_string(walked->party)},
                                                                    {"row", std::to_string(walked->broken)}}))
            << '\n';
  return holds ? 0 : 1;
}

}  // namespace wufei::app
