#include "lib/store/access_log_store.hpp"

namespace wufei::storage {

void AccessLogStore::add(Connection& connection, contract::UtcSeconds at, std::string_view actor,
                         std::string_view action, std::string_view detail) {
  run(connection, "INSERT INTO access_log (at, actor, action, detail) VALUES (?1, ?2, ?3, ?4)", at, actor,
      action, detail);
}

}  // namespace wufei::storage
