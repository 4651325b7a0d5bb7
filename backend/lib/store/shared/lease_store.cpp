#include "lib/store/shared/lease_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kTake{
    "lease.take",
    "INSERT INTO lease (county, name, holder, until) VALUES (?1, ?2, ?3, ?5)"
    " ON CONFLICT (county, name) DO UPDATE SET holder = excluded.holder, until = excluded.until"
    " WHERE lease.holder = excluded.holder OR lease.until <= ?4"};
constexpr Query kRelease{"lease.release",
                         "DELETE FROM lease WHERE county = ?1 AND name = ?2 AND holder = ?3"};
constexpr Query kEveryLease{"lease.all",
                            "SELECT county, name, holder, until FROM lease ORDER BY county, name"};

void check_lease(Columns& columns, const Cipher& /*cipher*/) {
  for (int i = 0; i < 3; ++i) columns.text();
  columns.integer();
}

}  // namespace

bool LeaseStore::take(Session& session, const Lease& lease, std::int64_t now, std::int64_t until) {
  return session.run(kTake, lease.county, lease.name, lease.holder, now, until) == 1;
}

void LeaseStore::release(Session& session, const Lease& lease) {
  session.run(kRelease, lease.county, lease.name, lease.holder);
}

StoreFacts LeaseStore::facts() {
  return {{&kTake, &kRelease, &kEveryLease}, {{"", &kEveryLease, check_lease}}};
}

}  // namespace wufei::storage
