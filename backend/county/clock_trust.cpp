#include "county/clock_trust.hpp"

#include "lib/store/parts.hpp"

namespace wufei::service {
namespace {

constexpr contract::UtcSeconds kDay = 24 * 3600;

}  // namespace

bool clock_is_trusted(storage::Connection& connection, contract::UtcSeconds now) {
  const contract::UtcSeconds seen = storage::MetaStore::number(connection, "clock_seen");
  contract::UtcSeconds since = storage::MetaStore::number(connection, "clock_trusted_since");
  if (seen == 0 || now < seen || now > seen + 3 * kDay) since = now;
  storage::MetaStore::set_number(connection, "clock_seen", now);
  storage::MetaStore::set_number(connection, "clock_trusted_since", since);
  return now >= since + kDay;
}

}  // namespace wufei::service
