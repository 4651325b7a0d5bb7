// The compact form of the guide that the client downloads once: rows instead of objects, numbers instead of
// ids.
#include <map>

#include "guide/guide.hpp"
#include "guide/search/pinyin.hpp"

namespace wufei::contract {
namespace {

using Numbers = std::map<std::string, std::size_t, std::less<>>;

template <class Row>
Numbers numbers_of(const std::vector<Row>& rows) {
  Numbers numbers;
  for (std::size_t i = 0; i < rows.size(); ++i) numbers.emplace(rows[i].id, i);
  return numbers;
}

Json numbers_to_json(const std::vector<std::string>& ids, const Numbers& numbers) {
  Json list = Json::array();
  for (const std::string& id : ids)
    if (const auto found = numbers.find(id); found != numbers.end()) list.push_back(found->second);
  return list;
}

const Json& cell(const Json& row, std::size_t at) {
  static const Json none;
  return row.is_array() && at < row.size() ? row[at] : none;
}

std::string text_in(const Json& row, std::size_t at) {
  const auto* text = cell(row, at).get_ptr<const std::string*>();
  return text ? *text : std::string();
}

std::size_t number_in(const Json& value) {
  return value.is_number_unsigned() ? value.get<std::size_t>() : static_cast<std::size_t>(-1);
}

std::vector<std::string> ids_in(const Json& list, const std::vector<GuideItem>& items) {
  std::vector<std::string> ids;
  for (const Json& value : list)
    if (const std::size_t at = number_in(value); at < items.size()) ids.push_back(items[at].id);
  return ids;
}

GuideItem item_from_row(const Json& row, const Guide& guide) {
  GuideItem item;
  item.id = text_in(row, 0);
  item.name = text_in(row, 1);
  if (const std::size_t at = number_in(cell(row, 2)); at < guide.categories.size())
    item.category = guide.categories[at].id;
  item.aliases = texts_in(cell(row, 3));
  item.pinyin = text_in(row, 4);
  return item;
}

}  // namespace

Json guide_index_to_json(const Guide& guide) {
  const Numbers item_numbers = numbers_of(guide.items), category_numbers = numbers_of(guide.categories);
  Json items = Json::array(), categories = Json::array(), words = Json::array();
  for (const GuideCategory& category : guide.categories)
    categories.push_back(Json::array({category.id, category.name, category.where, category.where_booked}));
  for (const GuideItem& item : guide.items) {
    const auto category = category_numbers.find(item.category);
    Json row = Json::array(
        {item.id, item.name, category == category_numbers.end() ? 0 : category->second, Json(item.aliases)});
    if (!item.pinyin.empty()) row.push_back(item.pinyin);
    items.push_back(std::move(row));
  }
  for (const GuideWord& word : guide.words)
    words.push_back(Json::array({word.word, word.question, numbers_to_json(word.items, item_numbers)}));
  return {{"items", std::move(items)},
          {"categories", std::move(categories)},
          {"words", std::move(words)},
          {"popular", numbers_to_json(guide.popular, item_numbers)},
          {"fillers", guide.fillers},
          {"particles", guide.particles},
          {"readings", guide.readings->to_json()},
          {"folding", guide.folding->to_json()}};
}

Guide guide_from_index(const Json& json) {
  Guide guide;
  for (const Json& row : array_or_empty(json, "categories")) {
    guide.categories.emplace_back();
    guide.categories.back().id = text_in(row, 0);
    guide.categories.back().name = text_in(row, 1);
    guide.categories.back().where = text_in(row, 2);
    guide.categories.back().where_booked = text_in(row, 3);
  }
  for (const Json& row : array_or_empty(json, "items")) guide.items.push_back(item_from_row(row, guide));
  for (const Json& row : array_or_empty(json, "words"))
    guide.words.push_back({text_in(row, 0), text_in(row, 1), ids_in(cell(row, 2), guide.items)});
  guide.popular = ids_in(array_or_empty(json, "popular"), guide.items);
  guide.fillers = texts_in(array_or_empty(json, "fillers"));
  guide.particles = texts_in(array_or_empty(json, "particles"));
  if (const Json& readings = object_or_empty(json, "readings"); !readings.empty())
    guide.readings = std::make_shared<const ReadingTable>(readings);
  if (const Json& folding = array_or_empty(json, "folding"); !folding.empty())
    guide.folding = std::make_shared<const FoldingTable>(folding);
  return guide;
}

}  // namespace wufei::contract
