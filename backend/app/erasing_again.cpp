#include "app/erasing_again.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "app/features.hpp"
#include "lib/base/text.hpp"
#include "lib/net/last_look.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;
using Lists = std::map<std::string, std::vector<storage::Erasure>>;  // by subject

contract::Result<Lists> lists_of(storage::Store& store) {
  const auto all = storage::ErasureList(store.place().directory).all();
  if (!all) return all.error();
  Lists lists;
  for (const storage::Erasure& erasure : *all) lists[erasure.subject].push_back(erasure);
  return lists;
}

int pass_through(storage::Store& store, storage::Session& session, const Lists& lists, storage::Again again) {
  int found = 0;
  for (const Feature& feature : features()) {
    const auto list = lists.find(std::string(feature.name));
    if (feature.erase_again != nullptr && list != lists.end())
      found += feature.erase_again(store, session, list->second, again);
  }
  return found;
}

// Told at the start and from then on, not by the first person who asks in vain.
void watch_list(Ground& ground) {
  const auto writable = std::make_shared<http::LastLook<bool>>(5min);
  ground.metrics.add_gauge("wufei_erasures_writable",
                           "1 while the list of erasures can be written: else nobody's record is erased.",
                           [writable]() -> std::optional<double> {
                             const std::optional<bool> seen = writable->seen();
                             return seen ? std::optional(*seen ? 1.0 : 0.0) : std::nullopt;
                           });
  ground.chores.add({.name = "watch the list of erasures",
                     .lane = "disk",  // where nobody waits for a database
                     .every = 1min,
                     .limit = 10s,
                     .run =
                         [writable, &store = ground.store](const service::Turn&) {
                           auto status = storage::ErasureList(store.place().directory).can_be_written();
                           writable->note(status.has_value());
                           return status;
                         },
                     .at_start = true});
}

// What came back and is needed no more goes. A line whose record is still there stays: its row may be sealed
// anew with a key of today.
contract::Status shorten_list(storage::Store& store) {
  if (const auto erased = erase_listed(store); !erased) return erased.error();
  const auto needed = still_needed(store);
  if (!needed) return needed.error();
  const auto ring = store.cipher().keys().ring();
  return contract::status_of(
      storage::ErasureList(store.place().directory).drop([&](const storage::Erasure& erasure) {
        return storage::opens_nothing_of(*ring, erasure.at) &&
               std::none_of(needed->begin(), needed->end(),
                            [&](const storage::StillNeeded& one) { return one.erasure == erasure; });
      }));
}

}  // namespace

contract::Result<int> erase_listed(storage::Store& store) {
  const auto lists = lists_of(store);
  if (!lists) return lists.error();
  if (lists->empty()) return 0;
  const auto pass = [&](storage::Again again) {
    return [&store, &lists, again](storage::Session& session) -> contract::Result<int> {
      return pass_through(store, session, *lists, again);
    };
  };
  auto there = store.readers().run(pass(storage::Again::count));
  if (!there || *there == 0) return there;  // nearly always: a command keeps no server from writing
  return store.writer().run(pass(storage::Again::erase));
}

contract::Result<std::vector<storage::StillNeeded>> still_needed(storage::Store& store) {
  using Needed = std::vector<storage::StillNeeded>;
  const auto lists = lists_of(store);
  if (!lists) return lists.error();
  if (lists->empty()) return Needed{};
  return store.readers().run([&](storage::Session& session) -> contract::Result<Needed> {
    Needed needed;
    for (const Feature& feature : features()) {
      const auto list = lists->find(std::string(feature.name));
      if (feature.still_needed == nullptr || list == lists->end()) continue;
      for (storage::StillNeeded& one : feature.still_needed(store, session, list->second))
        needed.push_back(std::move(one));
    }
    return needed;
  });
}

contract::Status join_and_erase(storage::Store& store) {
  join_all(store);
  const auto erased = erase_listed(store);
  if (erased && *erased > 0)
    std::cerr << contract::text(contract::Text::cli_restore_erased_again,
                                {{"count", std::to_string(*erased)}})
              << '\n';
  return contract::status_of(erased);
}

void add_erasure_chores(Ground& ground) {
  watch_list(ground);
  storage::Store& store = ground.store;
  ground.chores.add({"shorten the list of erasures", "keys", 1h, 30s,
                     [&store](const service::Turn&) { return shorten_list(store); }});
}

}  // namespace wufei::app
