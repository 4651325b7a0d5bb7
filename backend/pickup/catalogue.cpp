#include "pickup/catalogue.hpp"
#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

std::vector<std::string> texts_from(const Json& array) {
  std::vector<std::string> texts;
  for (const Json& value : array)
    if (const auto* text = value.get_ptr<const std::string*>()) texts.push_back(*text);
  return texts;
}

Json item_to_json(const CatalogueItem& item) {
  return {{"id", item.id},           {"name", item.name},
          {"unit", item.unit},       {"max_quantity", item.max_quantity},
          {"prepare", item.prepare}, {"aliases", item.aliases},
          {"icon", item.icon}};
}

CatalogueItem item_from_json(const Json& row) {
  return {text_or_empty(row, "id"),
          text_or_empty(row, "name"),
          text_or_empty(row, "unit"),
          static_cast<int>(number_or(row, "max_quantity", 1)),
          texts_from(array_or_empty(row, "prepare")),
          texts_from(array_or_empty(row, "aliases")),
          text_or_empty(row, "icon")};
}

Category category_from_json(const Json& row) {
  Category category{text_or_empty(row, "id"),         text_or_empty(row, "name"),
                    text_or_empty(row, "short_name"), text_or_empty(row, "examples"),
                    text_or_empty(row, "summary"),    static_cast<int>(number_or(row, "max_items", 1)),
                    text_or_empty(row, "icon"),       {}};
  for (const Json& item : array_or_empty(row, "items")) category.items.push_back(item_from_json(item));
  return category;
}

}  // namespace

const Category* find_category(const Catalogue& catalogue, std::string_view id) {
  return find_by(&Category::id, catalogue.categories, id);
}

const CatalogueItem* find_item(const Category& category, std::string_view id) {
  return find_by(&CatalogueItem::id, category.items, id);
}

const CatalogueItem* find_item(const Catalogue& catalogue, std::string_view id) {
  for (const Category& category : catalogue.categories)
    if (const CatalogueItem* item = find_item(category, id)) return item;
  return nullptr;
}

Json catalogue_to_json(const Catalogue& catalogue) {
  Json categories = Json::array(), refusals = Json::array();
  for (const Category& category : catalogue.categories) {
    Json items = Json::array();
    for (const CatalogueItem& item : category.items) items.push_back(item_to_json(item));
    categories.push_back({{"id", category.id},
                          {"name", category.name},
                          {"short_name", category.short_name},
                          {"examples", category.examples},
                          {"summary", category.summary},
                          {"max_items", category.max_items},
                          {"icon", category.icon},
                          {"items", std::move(items)}});
  }
  for (const NotAccepted& refusal : catalogue.refusals)
    refusals.push_back({{"id", refusal.id},
                        {"name", refusal.name},
                        {"examples", refusal.examples},
                        {"reason", refusal.reason},
                        {"pointer", refusal.pointer}});
  return {{"categories", std::move(categories)}, {"refusals", std::move(refusals)}};
}

Catalogue catalogue_from_json(const Json& json) {
  Catalogue catalogue;
  for (const Json& row : array_or_empty(json, "categories"))
    catalogue.categories.push_back(category_from_json(row));
  for (const Json& row : array_or_empty(json, "refusals"))
    catalogue.refusals.push_back({text_or_empty(row, "id"), text_or_empty(row, "name"),
                                  texts_from(array_or_empty(row, "examples")), text_or_empty(row, "reason"),
                                  text_or_empty(row, "pointer")});
  return catalogue;
}

}  // namespace wufei::contract
