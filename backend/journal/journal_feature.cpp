// What the journal gives to the house.
#include <iostream>

#include "county/feature.hpp"
#include "journal/journal.hpp"
#include "lib/cli/output.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  ground.chores.add({"drop expired keys", "upkeep", 1h, 1min, [&ground](const service::Turn&) {
                       return contract::status_of(service::drop_expired(ground.store, ground.clock.now()));
                     }});
  return contract::ok();
}

// Walks the access log, each row of which holds the hash of itself and of the one before.
int verify(const Settings& settings) {
  storage::StoreOptions options;
  options.directory = settings.data;
  auto store = storage::Store::open(options);
  if (!store) return report(store.error());
  const auto chain =
      (*store)->readers().run([&](storage::Session& session) -> contract::Result<storage::LogChain> {
        return storage::read_chain(session, **store);
      });
  if (!chain) return report(chain.error());
  if (chain->broken > 0)
    return std::cout << contract::text(contract::Text::cli_audit_broken,
                                       {{"row", std::to_string(chain->broken)}})
                     << '\n',
           1;
  std::cout << contract::text(contract::Text::cli_audit_sound,
                              {{"count", std::to_string(chain->chained)}, {"head", chain->head()}})
            << '\n';
  return 0;
}

}  // namespace

Feature journal_feature() {
  return {"journal", nullptr, nullptr, open, {storage::journal_facts()}, verify};
}

}  // namespace wufei::app
