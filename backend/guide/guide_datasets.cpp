#include "guide/guide_datasets.hpp"
#include "guide/guide_content.hpp"

namespace wufei::service {
namespace {

using Type = FieldType;

// Each as the number, a space and when to call it.
DatasetValue urgent_value(const std::vector<contract::GuideUrgent>& urgent) {
  std::vector<std::string> lines;
  lines.reserve(urgent.size());
  for (const contract::GuideUrgent& one : urgent) lines.push_back(one.number + " " + one.when);
  return list_value(lines);
}

contract::Result<Dataset> guide_items(const GuideContent& content) {
  Dataset table;
  table.fields = {{"id", Type::text, true},
                  {"name", Type::text, true},
                  {"category", Type::text, true},
                  {"subclass", Type::text},
                  {"aliases", Type::texts},
                  {"pinyin", Type::text},
                  {"how_to", Type::text, true},
                  {"why", Type::text},
                  {"ask", Type::text},
                  {"urgent", Type::texts},
                  {"town", Type::text},
                  {"village", Type::text},
                  {"pickup_item", Type::text, false, {}, "pickup_catalogue.id"},
                  {"basis", Type::text},
                  {"basis_kind", Type::text},
                  {"year", Type::integer},
                  {"varies", Type::text}};
  table.key = {"id"};
  for (const contract::GuideItem& item : content.guide.items)
    table.rows.push_back(
        {text_value(item.id), text_value(item.name), text_value(item.category), text_value(item.subclass),
         list_value(item.aliases), text_value(contract::guide_pinyin(item)), text_value(item.how_to),
         text_value(item.why), text_value(item.ask), urgent_value(item.urgent), text_value(item.town),
         text_value(item.village), text_value(item.pickup_item), text_value(item.basis),
         text_value(item.basis_kind), integer_value(item.year), text_value(item.varies)});
  return table;
}

contract::Result<Dataset> recyclables(const GuideContent& content) {
  Dataset table;
  table.fields = {{"version", Type::date, true},    {"status", Type::text, true}, {"group", Type::text, true},
                  {"group_name", Type::text, true}, {"kind", Type::text, true},   {"name", Type::text, true},
                  {"examples", Type::texts},        {"condition", Type::text},    {"refused", Type::text}};
  table.key = {"version", "kind"};
  for (const contract::Recyclables& version : content.recyclables)
    for (const contract::RecyclableGroup& group : version.groups)
      for (const contract::RecyclableKind& kind : group.kinds)
        table.rows.push_back({text_value(version.version), text_value(version.status), text_value(group.id),
                              text_value(group.name), text_value(kind.id), text_value(kind.name),
                              list_value(kind.examples), text_value(kind.condition),
                              text_value(kind.refused)});
  return table;
}

}  // namespace

void add_guide_datasets(DatasetRegistry& registry) {
  registry.add("guide_items", guide_items);
  registry.add("recyclables", recyclables);
}

}  // namespace wufei::service
