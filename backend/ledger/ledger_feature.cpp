// What the ledger gives to the house.
#include "account/staff_door.hpp"
#include "county/feature.hpp"
#include "county/office.hpp"
#include "ledger/desk/ledger_page.hpp"
#include "ledger/ledger_content.hpp"
#include "ledger/ledger_service.hpp"
#include "ledger/recovery/recovery_datasets.hpp"
#include "ledger/recovery/recovery_pages.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

// Closes months that are over, and says when there is one more to publish.
contract::Status close_months(Ground& ground, service::LedgerService& ledger, contract::Month& published) {
  if (const auto closed = ledger.close_months(); !closed) return closed.error();
  const auto last = ledger.last_closed();
  if (!last) return last.error();
  if (*last != published) ground.changes.tell("ledger", service::Change::news);
  published = *last;
  return contract::ok();
}

contract::Status open(Ground& ground) {
  auto& ledger = ground.services.make<service::LedgerService>(ground.store, ground.content, ground.clock);
  // Before open data is made, which shows it; what takes longer than a minute is left to the chore.
  const service::Turn turn(std::chrono::steady_clock::now() + 1min, [] { return false; });
  if (auto entered = ledger.catch_up(turn); !entered) return entered;
  http::add_recovery_pages(ground.book, ledger, ground.content);
  service::add_recovery_datasets(ground.datasets, ledger);
  http::add_ledger_pages(*ground.services.find<http::StaffDoor>(), ledger, ground.content, ground.clock);
  ground.chores.add({"enter earlier outcomes in the ledger", "upkeep", 1min, 1min,
                     [&ledger](const service::Turn& turn) { return ledger.catch_up(turn); }});
  ground.chores.add({"close months of the ledger", "upkeep", 1h, 1min,
                     [&ground, &ledger, published = contract::Month{0}](const service::Turn&) mutable {
                       return close_months(ground, ledger, published);
                     }});
  return contract::ok();
}

// Walks the ledger, each row of which holds the hash of itself and of the one before.
int verify(const Settings& settings) {
  return verify_chain(settings, storage::read_ledger_chain, contract::Text::cli_ledger_sound,
                      contract::Text::cli_ledger_broken);
}

}  // namespace

Feature ledger_feature() {
  return {.name = "ledger",
          .content = service::ledger_part,
          .open = open,
          .stores = {storage::LedgerStore::facts()},
          .verify = verify,
          .join = service::join_ledger};
}

}  // namespace wufei::app
