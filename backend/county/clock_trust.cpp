#include "county/clock_trust.hpp"

#include "lib/store/meta_store.hpp"

namespace wufei::service {
namespace {

constexpr contract::UtcSeconds kDay = 24 * 3600;

}  // namespace

bool clock_is_trusted(storage::Session& session, contract::UtcSeconds now) {
  const contract::UtcSeconds seen = storage::MetaStore::number(session, "clock_seen");
  contract::UtcSeconds since = storage::MetaStore::number(session, "clock_trusted_since");
  if (seen == 0 || now < seen || now > seen + 3 * kDay) since = now;
  storage::MetaStore::set_number(session, "clock_seen", now);
  storage::MetaStore::set_number(session, "clock_trusted_since", since);
  return now >= since + kDay;
}

}  // namespace wufei::service
