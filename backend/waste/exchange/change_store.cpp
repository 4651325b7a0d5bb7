#include "waste/exchange/change_store.hpp"

#include "lib/base/find.hpp"

namespace wufei::storage {
namespace {

constexpr std::string_view kActions[] = {"created", "updated"};
constexpr std::string_view kKinds[] = {"party", "declaration", "manifest", "stream"};

constexpr Query kAddChange{
    "waste_change.add",
    "INSERT INTO waste_change (county, sequence, action, kind, id, at) VALUES (?1,"
    " (SELECT coalesce(max(last.sequence), 0) + 1 FROM waste_change AS last WHERE last.county = ?1),"
    " ?2, ?3, ?4, ?5)"};
constexpr Query kChanges{"waste_change.list",
                         "SELECT sequence, action, kind, id, at FROM waste_change WHERE county = ?1"
                         " AND sequence > ?2 ORDER BY sequence LIMIT ?3"};
constexpr Query kFindChange{"waste_change.find",
                            "SELECT sequence, action, kind, id, at FROM waste_change WHERE county = ?1"
                            " AND sequence = ?2"};
constexpr Query kLastChange{"waste_change.last",
                            "SELECT coalesce(max(sequence), 0) FROM waste_change WHERE county = ?1"};
constexpr Query kAllChanges{
    "waste_change.all", "SELECT sequence, action, kind, id, at FROM waste_change ORDER BY county, sequence"};

WasteChange read_change(Columns& columns) {
  WasteChange change;
  change.sequence = columns.integer();
  change.action = columns.named(change_action_from_name);
  change.kind = columns.named(change_kind_from_name);
  columns.take(change.id, change.at);
  return change;
}

void check_change(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_change(columns);
}

}  // namespace

std::string_view change_action_name(ChangeAction action) {
  return kActions[static_cast<std::size_t>(action)];
}

std::optional<ChangeAction> change_action_from_name(std::string_view name) {
  return contract::enum_named<ChangeAction>(kActions, name);
}

std::string_view change_kind_name(ChangeKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<ChangeKind> change_kind_from_name(std::string_view name) {
  return contract::enum_named<ChangeKind>(kKinds, name);
}

void WasteChangeStore::add(Session& session, ChangeAction action, ChangeKind kind, std::string_view id,
                           contract::UtcSeconds at) const {
  session.run(kAddChange, county_, change_action_name(action), change_kind_name(kind), id, at);
}

std::vector<WasteChange> WasteChangeStore::list(Session& session, std::int64_t after, int limit) const {
  return session.rows(kChanges, read_change, county_, after, limit);
}

std::optional<WasteChange> WasteChangeStore::find(Session& session, std::int64_t sequence) const {
  return session.row(kFindChange, read_change, county_, sequence);
}

std::int64_t WasteChangeStore::last(Session& session) const {
  return session.number(kLastChange, county_);
}

StoreFacts WasteChangeStore::facts() {
  return {{&kAddChange, &kChanges, &kFindChange, &kLastChange, &kAllChanges},
          {{"", &kAllChanges, check_change}}};
}

std::string declaration_change_id(std::int64_t party, std::string_view field, std::string_view period,
                                  int version) {
  return std::to_string(party) + "." + std::string(field) + "." + std::string(period) + "." +
         std::to_string(version);
}

}  // namespace wufei::storage
