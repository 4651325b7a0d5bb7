#include "lib/store/sqlite/sqlite_error.hpp"

#include <sqlite3.h>

#include <string>

namespace wufei::storage {
namespace {

contract::ErrorCode code_of(int primary) {
  using contract::ErrorCode;
  switch (primary) {
    case SQLITE_CONSTRAINT:
      return ErrorCode::conflict;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
      return ErrorCode::unavailable;
    default:
      return ErrorCode::internal;
  }
}

}  // namespace

Failure failure_of(const SQLite::Exception& failure, std::string_view query) {
  std::string detail(query);
  detail.append(query.empty() ? "" : ": ").append(failure.what()).append(" (").append(failure.getErrorStr());
  detail.append(", ").append(std::to_string(failure.getExtendedErrorCode())).append(")");
  return Failure(contract::make_error(code_of(failure.getErrorCode() & 0xff), std::move(detail)));
}

}  // namespace wufei::storage
