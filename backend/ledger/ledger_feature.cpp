// What the ledger gives to the house.
#include "account/staff_door.hpp"
#include "county/feature.hpp"
#include "county/office.hpp"
#include "ledger/desk/ledger_page.hpp"
#include "ledger/ledger_content.hpp"
#include "ledger/ledger_service.hpp"
#include "ledger/ledger_upkeep.hpp"
#include "ledger/recovery/recovery_datasets.hpp"
#include "ledger/recovery/recovery_pages.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  auto& ledger = ground.services.make<service::LedgerService>(ground.store, ground.content, ground.clock);
  // Before open data is made, which shows it; what takes longer than a minute is left to the chore.
  const service::Turn first(std::chrono::steady_clock::now() + 1min, [] { return false; });
  if (auto entered = ledger.catch_up(first); !entered) return entered;
  http::add_recovery_pages(ground.book, ledger, ground.content);
  service::add_recovery_datasets(ground.datasets, ledger);
  http::add_ledger_pages(*ground.services.find<http::StaffDoor>(), ledger, ground.content, ground.clock);
  ground.chores.add({"enter earlier outcomes in the ledger", "upkeep", 1min, 1min,
                     [&ledger, &changes = ground.changes](const service::Turn& turn) {
                       return service::enter_earlier(ledger, changes, turn);
                     }});
  ground.chores.add(
      {"close months of the ledger", "upkeep", 1h, 1min,
       [&ledger, &changes = ground.changes, told = contract::Month{0}](const service::Turn&) mutable {
         return service::close_and_tell(ledger, changes, told);
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
