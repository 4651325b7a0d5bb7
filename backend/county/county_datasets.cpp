#include "county/county_datasets.hpp"

#include "county/county_content.hpp"

namespace wufei::service {
namespace {

using Type = FieldType;

contract::Result<Dataset> areas(const CountyContent& county) {
  Dataset table;
  table.fields = {{"code", Type::text, true}, {"name", Type::text, true}, {"kind", Type::text, true}};
  table.key = {"code"};
  for (const contract::Area& area : county.areas)
    table.rows.push_back({text_value(area.code), text_value(area.name), text_value(area.kind)});
  return table;
}

contract::Result<Dataset> villages(const CountyContent& county) {
  Dataset table;
  table.fields = {
      {"code", Type::text, true}, {"name", Type::text, true}, {"area", Type::text, true, {}, "areas.code"}};
  table.key = {"code"};
  for (const contract::Area& area : county.areas)
    for (const contract::Village& village : area.villages)
      table.rows.push_back({text_value(village.code), text_value(village.name), text_value(area.code)});
  return table;
}

}  // namespace

void add_county_datasets(DatasetRegistry& registry) {
  registry.add("areas", areas);
  registry.add("villages", villages);
}

}  // namespace wufei::service
