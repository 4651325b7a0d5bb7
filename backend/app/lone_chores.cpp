#include "app/lone_chores.hpp"

#include "county/secrets.hpp"
#include "lib/store/shared/lease_store.hpp"

namespace wufei::app {
namespace {

constexpr std::int64_t kGraceSeconds = 60;

}  // namespace

service::Chores::Permit lease_of_chores(storage::Store& store, service::Clock& clock,
                                        service::IdSource& ids) {
  return [&store, &clock, holder = service::random_token(ids)](const service::Chore& chore,
                                                               const std::function<contract::Status()>& run) {
    const storage::Lease lease{store.county(), chore.name, holder};
    const std::int64_t limit = std::chrono::duration_cast<std::chrono::seconds>(chore.limit).count();
    const auto mine = store.writer().run([&](storage::Session& session) -> contract::Result<bool> {
      const std::int64_t now = clock.now();
      return storage::LeaseStore::take(session, lease, now, now + limit + kGraceSeconds);
    });
    if (!mine) return contract::status_of(mine);
    if (!*mine) return contract::ok();
    const auto done = run();
    const auto released = store.writer().run([&](storage::Session& session) {
      storage::LeaseStore::release(session, lease);
      return contract::ok();
    });
    return done ? released : done;
  };
}

}  // namespace wufei::app
