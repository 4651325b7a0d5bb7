#include "pickup/pickup_datasets.hpp"

#include "pickup/pickup_content.hpp"

namespace wufei::service {
namespace {

using Type = FieldType;

contract::Result<Dataset> pickup_catalogue(const PickupContent& pickup) {
  Dataset table;
  table.fields = {{"id", Type::text, true},        {"name", Type::text, true},
                  {"category", Type::text, true},  {"category_name", Type::text, true},
                  {"unit", Type::text, true},      {"max_quantity", Type::integer, true},
                  {"prepare", Type::texts, false}, {"aliases", Type::texts, false}};
  table.key = {"id"};
  for (const contract::Category& category : pickup.catalogue.categories)
    for (const contract::CatalogueItem& item : category.items)
      table.rows.push_back({text_value(item.id), text_value(item.name), text_value(category.id),
                            text_value(category.name), text_value(item.unit),
                            static_cast<std::int64_t>(item.max_quantity), list_value(item.prepare),
                            list_value(item.aliases)});
  return table;
}

}  // namespace

void add_pickup_datasets(DatasetRegistry& registry) {
  registry.add("pickup_catalogue", pickup_catalogue);
}

}  // namespace wufei::service
