#include "guide/guide.hpp"

#include "guide/search/pinyin.hpp"
#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

std::vector<GuideUrgent> urgent_from(const Json& row) {
  std::vector<GuideUrgent> urgent;
  for (const Json& one : array_or_empty(row, "urgent"))
    urgent.push_back({text_or_empty(one, "number"), text_or_empty(one, "when")});
  return urgent;
}

GuideItem item_from_json(const Json& row) {
  const Json& pickup = object_or_empty(row, "pickup");
  GuideItem item;
  item.id = text_or_empty(row, "id");
  item.name = text_or_empty(row, "name");
  item.category = text_or_empty(row, "category");
  item.subclass = text_or_empty(row, "subclass");
  item.aliases = texts_in(array_or_empty(row, "aliases"));
  item.pinyin = text_or_empty(row, "pinyin");
  item.how_to = text_or_empty(row, "how_to");
  item.why = text_or_empty(row, "why");
  item.ask = text_or_empty(row, "ask");
  item.urgent = urgent_from(row);
  item.town = text_or_empty(row, "town");
  item.village = text_or_empty(row, "village");
  item.pickup_category = text_or_empty(pickup, "category");
  item.pickup_item = text_or_empty(pickup, "item");
  item.basis_kind = text_or_empty(row, "basis_kind");
  item.basis = text_or_empty(row, "basis");
  item.year = static_cast<int>(number_or(row, "year", 0));
  item.varies = text_or_empty(row, "varies");
  return item;
}

GuideCategory category_from_json(const Json& row) {
  GuideCategory category{text_or_empty(row, "id"),
                         text_or_empty(row, "name"),
                         text_or_empty(row, "summary"),
                         texts_in(array_or_empty(row, "belongs")),
                         {},
                         texts_in(array_or_empty(row, "how_to")),
                         text_or_empty(row, "town"),
                         text_or_empty(row, "village"),
                         {},
                         text_or_empty(row, "basis"),
                         urgent_from(row),
                         text_or_empty(row, "where"),
                         text_or_empty(row, "where_booked")};
  for (const Json& other : array_or_empty(row, "not"))
    category.elsewhere.push_back({text_or_empty(other, "text"), text_or_empty(other, "goes")});
  for (const Json& one : array_or_empty(row, "subclasses"))
    category.subclasses.push_back({text_or_empty(one, "id"), text_or_empty(one, "name")});
  return category;
}

void set_text(Json& row, const char* name, const std::string& text) {
  if (!text.empty()) row[name] = text;
}

void set_urgent(Json& row, const std::vector<GuideUrgent>& urgent) {
  for (const GuideUrgent& one : urgent) row["urgent"].push_back({{"number", one.number}, {"when", one.when}});
}

}  // namespace

const GuideItem* find_guide_item(const Guide& guide, std::string_view id) {
  return find_by(&GuideItem::id, guide.items, id);
}

const GuideCategory* find_guide_category(const Guide& guide, std::string_view id) {
  return find_by(&GuideCategory::id, guide.categories, id);
}

std::string guide_pinyin(const GuideItem& item) {
  return item.pinyin.empty() ? ReadingTable::built_in()->of_text(item.name) : item.pinyin;
}

std::vector<GuideItem> guide_items_from_json(const Json& json) {
  std::vector<GuideItem> items;
  for (const Json& row : array_or_empty(json, "items")) items.push_back(item_from_json(row));
  return items;
}

std::vector<GuideCategory> guide_categories_from_json(const Json& json) {
  std::vector<GuideCategory> categories;
  for (const Json& row : array_or_empty(json, "categories")) categories.push_back(category_from_json(row));
  return categories;
}

std::vector<GuideWord> guide_words_from_json(const Json& json) {
  std::vector<GuideWord> words;
  for (const Json& row : array_or_empty(json, "words"))
    words.push_back(
        {text_or_empty(row, "word"), text_or_empty(row, "question"), texts_in(array_or_empty(row, "items"))});
  return words;
}

GuideVillage guide_village_from_json(const Json& json) {
  GuideVillage village{text_or_empty(json, "summary"), {}, text_or_empty(json, "basis")};
  for (const Json& row : array_or_empty(json, "sections"))
    village.sections.push_back({text_or_empty(row, "title"), texts_in(array_or_empty(row, "lines"))});
  return village;
}

Json guide_item_to_json(const GuideItem& item) {
  Json row = {{"id", item.id},
              {"name", item.name},
              {"category", item.category},
              {"aliases", item.aliases},
              {"how_to", item.how_to},
              {"basis", item.basis},
              {"pinyin", guide_pinyin(item)}};
  set_text(row, "subclass", item.subclass);
  set_text(row, "why", item.why);
  set_text(row, "ask", item.ask);
  set_urgent(row, item.urgent);
  set_text(row, "town", item.town);
  set_text(row, "village", item.village);
  set_text(row, "basis_kind", item.basis_kind);
  set_text(row, "varies", item.varies);
  if (item.year > 0) row["year"] = item.year;
  if (!item.pickup_category.empty())
    row["pickup"] = {{"category", item.pickup_category}, {"item", item.pickup_item}};
  return row;
}

Json guide_category_to_json(const GuideCategory& category) {
  Json elsewhere = Json::array(), subclasses = Json::array();
  for (const GuideElsewhere& other : category.elsewhere)
    elsewhere.push_back({{"text", other.text}, {"goes", other.goes}});
  for (const GuideSubclass& one : category.subclasses)
    subclasses.push_back({{"id", one.id}, {"name", one.name}});
  Json row = {
      {"id", category.id},           {"name", category.name},       {"summary", category.summary},
      {"belongs", category.belongs}, {"not", std::move(elsewhere)}, {"how_to", category.how_to},
      {"town", category.town},       {"village", category.village}, {"subclasses", std::move(subclasses)},
      {"basis", category.basis}};
  set_urgent(row, category.urgent);
  set_text(row, "where", category.where);
  set_text(row, "where_booked", category.where_booked);
  return row;
}

}  // namespace wufei::contract
