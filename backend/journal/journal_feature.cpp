// What the journal gives to the house.
#include "county/feature.hpp"
#include "county/office.hpp"
#include "journal/journal.hpp"

namespace wufei::app {
namespace {

using namespace std::chrono_literals;

contract::Status open(Ground& ground) {
  ground.chores.add_alone({"drop expired keys", "upkeep", 1h, 1min, [&ground](const service::Turn&) {
                             return contract::status_of(
                                 service::drop_expired(ground.store, ground.clock.now()));
                           }});
  return contract::ok();
}

// Walks the access log, each row of which holds the hash of itself and of the one before.
int verify(const Settings& settings) {
  const auto read = [](storage::Session& session, const storage::Store& store) {
    return storage::read_chain(session, store);
  };
  return verify_chain(settings, read, contract::Text::cli_audit_sound, contract::Text::cli_audit_broken);
}

}  // namespace

Feature journal_feature() {
  return {"journal", nullptr, nullptr, open, {storage::journal_facts()}, verify};
}

}  // namespace wufei::app
