// What the journal gives to the house.
#include "county/feature.hpp"
#include "journal/journal.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  ground.chores.add({"drop expired keys", "upkeep", 1h, 1min, [&ground](const service::Turn&) {
                       return contract::status_of(service::drop_expired(ground.store, ground.clock.now()));
                     }});
  return contract::ok();
}

}  // namespace

Feature journal_feature() {
  return {"journal", nullptr, nullptr, open, {storage::journal_facts()}};
}

}  // namespace wufei::app
