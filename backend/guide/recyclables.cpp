#include "guide/recyclables.hpp"

namespace wufei::contract {
namespace {

struct KindPlace {
  const RecyclableGroup* group = nullptr;
  const RecyclableKind* kind = nullptr;
};

KindPlace find_kind(const Recyclables& version, std::string_view id) {
  for (const RecyclableGroup& group : version.groups)
    for (const RecyclableKind& kind : group.kinds)
      if (kind.id == id) return {&group, &kind};
  return {};
}

bool same(const RecyclableKind& a, const RecyclableKind& b) {
  return a.name == b.name && a.examples == b.examples && a.condition == b.condition && a.refused == b.refused;
}

RecyclableKind kind_from_json(const Json& row) {
  RecyclableKind kind{text_or_empty(row, "id"),
                      text_or_empty(row, "name"),
                      {},
                      text_or_empty(row, "condition"),
                      text_or_empty(row, "not")};
  for (const Json& example : array_or_empty(row, "examples"))
    if (const auto* text = example.get_ptr<const std::string*>()) kind.examples.push_back(*text);
  return kind;
}

Json kind_to_json(const RecyclableKind& kind) {
  return {{"id", kind.id},
          {"name", kind.name},
          {"examples", kind.examples},
          {"condition", kind.condition},
          {"not", kind.refused}};
}

}  // namespace

Recyclables recyclables_from_json(const Json& json) {
  Recyclables version{text_or_empty(json, "version"), text_or_empty(json, "status"),
                      text_or_empty(json, "title"),   text_or_empty(json, "note"),
                      text_or_empty(json, "basis"),   {}};
  for (const Json& row : array_or_empty(json, "groups")) {
    RecyclableGroup group{text_or_empty(row, "id"), text_or_empty(row, "name"), {}};
    for (const Json& kind : array_or_empty(row, "kinds")) group.kinds.push_back(kind_from_json(kind));
    version.groups.push_back(std::move(group));
  }
  return version;
}

Json recyclables_to_json(const Recyclables& version) {
  Json groups = Json::array();
  for (const RecyclableGroup& group : version.groups) {
    Json kinds = Json::array();
    for (const RecyclableKind& kind : group.kinds) kinds.push_back(kind_to_json(kind));
    groups.push_back({{"id", group.id}, {"name", group.name}, {"kinds", std::move(kinds)}});
  }
  return {{"version", version.version}, {"status", version.status}, {"title", version.title},
          {"note", version.note},       {"basis", version.basis},   {"groups", std::move(groups)}};
}

std::vector<RecyclableDifference> recyclable_differences(const Recyclables& from, const Recyclables& to) {
  std::vector<RecyclableDifference> differences;
  for (const RecyclableGroup& group : to.groups)
    for (const RecyclableKind& kind : group.kinds) {
      const KindPlace old = find_kind(from, kind.id);
      if (!old.kind)
        differences.push_back({RecyclableChange::added, &group, nullptr, &kind});
      else if (!same(*old.kind, kind) || old.group->id != group.id)
        differences.push_back({RecyclableChange::changed, &group, old.kind, &kind});
    }
  for (const RecyclableGroup& group : from.groups)
    for (const RecyclableKind& kind : group.kinds)
      if (!find_kind(to, kind.id).kind)
        differences.push_back({RecyclableChange::removed, &group, &kind, nullptr});
  return differences;
}

}  // namespace wufei::contract
