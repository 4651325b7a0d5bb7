#include "lib/store/access_log_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kAddEntry{"access_log.add",
                          "INSERT INTO access_log (at, actor, action, detail) VALUES (?1, ?2, ?3, ?4)"};
constexpr Query kAllEntries{"access_log.all",
                            "SELECT id, at, actor, action, detail FROM access_log ORDER BY id"};

void check_entry(Columns& columns, const Cipher& /*cipher*/) {
  columns.integer();
  columns.integer();
  for (int i = 0; i < 3; ++i) columns.text();
}

}  // namespace

void AccessLogStore::add(Session& session, contract::UtcSeconds at, std::string_view actor,
                         std::string_view action, std::string_view detail) {
  session.run(kAddEntry, at, actor, action, detail);
}

StoreFacts AccessLogStore::facts() {
  return {{&kAddEntry, &kAllEntries}, {{"", &kAllEntries, check_entry}}};
}

}  // namespace wufei::storage
