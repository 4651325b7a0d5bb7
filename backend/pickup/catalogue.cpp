#include "pickup/catalogue.hpp"

#include <algorithm>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

Json item_to_json(const CatalogueItem& item) {
  return {{"id", item.id},           {"name", item.name},
          {"unit", item.unit},       {"max_quantity", item.max_quantity},
          {"prepare", item.prepare}, {"aliases", item.aliases},
          {"icon", item.icon},       {"pinyin", item.pinyin}};
}

CatalogueItem item_from_json(const Json& row) {
  return {text_or_empty(row, "id"),
          text_or_empty(row, "name"),
          text_or_empty(row, "unit"),
          static_cast<int>(number_or(row, "max_quantity", 1)),
          texts_in(array_or_empty(row, "prepare")),
          texts_in(array_or_empty(row, "aliases")),
          text_or_empty(row, "icon"),
          texts_in(array_or_empty(row, "pinyin"))};
}

// Lower-case letters and digits of what was typed; "" when there is anything else in it.
std::string typed_letters(std::string_view typed) {
  std::string letters;
  for (const char one : typed) {
    if (one == ' ' || one == '\'') continue;
    const char low = one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    if ((low < 'a' || low > 'z') && (low < '0' || low > '9')) return {};
    letters += low;
  }
  return letters;
}

bool is_read(std::string_view pinyin, std::string_view letters) {
  std::string whole, first;
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < pinyin.size(); ++i) {
    if (pinyin[i] == ' ') continue;
    if (i == 0 || pinyin[i - 1] == ' ') {
      starts.push_back(whole.size());
      first += pinyin[i];
    }
    whole += pinyin[i];
  }
  const auto begins = [&](std::size_t start) { return whole.compare(start, letters.size(), letters) == 0; };
  return first.find(letters) != std::string::npos || std::any_of(starts.begin(), starts.end(), begins);
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

bool is_called(const CatalogueItem& item, std::string_view typed) {
  const auto has = [&](const std::string& name) { return name.find(typed) != std::string::npos; };
  if (has(item.name) || std::any_of(item.aliases.begin(), item.aliases.end(), has)) return true;
  const std::string letters = typed_letters(typed);
  return letters.size() >= 2 && std::any_of(item.pinyin.begin(), item.pinyin.end(),
                                            [&](const std::string& one) { return is_read(one, letters); });
}

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
                                  texts_in(array_or_empty(row, "examples")), text_or_empty(row, "reason"),
                                  text_or_empty(row, "pointer")});
  return catalogue;
}

}  // namespace wufei::contract
