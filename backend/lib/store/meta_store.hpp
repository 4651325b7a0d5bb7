// Small facts about the database itself, by name. Inside the caller's transaction; may throw
// SQLite::Exception.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/store/connection.hpp"

namespace wufei::storage {

class MetaStore {
 public:
  // 0 when there is none.
  static std::int64_t number(Connection& connection, std::string_view name);
  static void set_number(Connection& connection, std::string_view name, std::int64_t value);
};

}  // namespace wufei::storage
