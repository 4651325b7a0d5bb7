#include "lib/store/postgres/postgres_error.hpp"

#include <algorithm>
#include <array>

namespace wufei::storage {
namespace {

// Classes: connection, operator's intervention, insufficient resources, system error, crash.
constexpr std::array<std::string_view, 5> kUnavailable{"08", "57", "53", "58", "XX"};
constexpr std::string_view kReadOnly = "25006";     // a standby, since the primary moved
constexpr std::string_view kIdleTooLong = "25P03";  // the server closed the connection
constexpr std::string_view kStale = "0A000";        // a prepared statement of before a migration
constexpr std::string_view kCancelled = "57014";    // the statement alone
constexpr std::string_view kNoText = "22021";       // not of the encoding, or with a NUL
constexpr std::string_view kConstraint = "23";
constexpr std::string_view kTaken = "23505";
constexpr std::string_view kRolledBack = "40";

bool is_of(std::string_view sqlstate, std::string_view a_class) {
  return sqlstate.starts_with(a_class);
}

contract::ErrorCode code_of(std::string_view sqlstate) {
  using contract::ErrorCode;
  if (sqlstate == kNoText) return ErrorCode::invalid;
  if (is_of(sqlstate, kConstraint)) return ErrorCode::conflict;
  const bool passes = trouble_of(sqlstate) != Trouble::none ||
                      std::any_of(kUnavailable.begin(), kUnavailable.end(),
                                  [&](std::string_view one) { return is_of(sqlstate, one); }) ||
                      is_of(sqlstate, "55");  // not in the state: a lock that another holds
  return passes ? ErrorCode::unavailable : ErrorCode::internal;
}

}  // namespace

Trouble trouble_of(std::string_view sqlstate) {
  if (is_of(sqlstate, kRolledBack)) return Trouble::retry;
  if (sqlstate == kTaken) return Trouble::taken;
  const bool lost = sqlstate.empty() || is_of(sqlstate, "08") || is_of(sqlstate, "57P") ||
                    sqlstate == kReadOnly || sqlstate == kIdleTooLong || sqlstate == kStale;
  return lost && sqlstate != kCancelled ? Trouble::lost : Trouble::none;
}

Failure refusal_of(std::string_view sqlstate, std::string_view query, std::string_view message) {
  while (!message.empty() && message.back() == '\n') message.remove_suffix(1);
  std::string detail(query);
  detail.append(query.empty() ? "" : ": ").append(message);
  if (!sqlstate.empty()) detail.append(" (").append(sqlstate).append(")");
  return Failure(contract::make_error(code_of(sqlstate), std::move(detail)));
}

}  // namespace wufei::storage
