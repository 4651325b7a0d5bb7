#include "lib/store/meta_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kNumber{"meta.number", "SELECT CAST(value AS bigint) FROM meta WHERE name = ?1"};
constexpr Query kText{"meta.text", "SELECT value FROM meta WHERE name = ?1"};
constexpr Query kSet{"meta.set",
                     "INSERT INTO meta (name, value) VALUES (?1, ?2)"
                     " ON CONFLICT (name) DO UPDATE SET value = excluded.value"};
constexpr Query kKeep{"meta.keep", "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING"};
constexpr Query kAllFacts{"meta.all", "SELECT name, value FROM meta ORDER BY name"};

constexpr std::string_view kWritable = "writable";

void check_fact(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  columns.text();
}

}  // namespace

std::int64_t MetaStore::number(Session& session, std::string_view name) {
  return session.number(kNumber, name);
}

void MetaStore::set_number(Session& session, std::string_view name, std::int64_t value) {
  set_text(session, name, std::to_string(value));
}

void MetaStore::set_text(Session& session, std::string_view name, std::string_view value) {
  session.run(kSet, name, value);
}

std::string MetaStore::text(Session& session, std::string_view name) {
  return session.row(kText, &Columns::text, name).value_or("");
}

std::string MetaStore::keep_first(Session& session, std::string_view name, std::string_view value) {
  session.run(kKeep, name, value);
  return text(session, name);
}

void MetaStore::try_writing(Session& session) {
  session.run(kSet, kWritable, "x");
  session.run(kSet, kWritable, "");
}

StoreFacts MetaStore::facts() {
  return {{&kNumber, &kText, &kSet, &kKeep, &kAllFacts}, {{"", &kAllFacts, check_fact}}};
}

}  // namespace wufei::storage
