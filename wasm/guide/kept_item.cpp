#include <algorithm>
#include <string_view>

#include "county/site/routes.hpp"
#include "guide/guide_answer.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/encoding.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/guide/quiz_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Document;
using contract::GuideItem;
using contract::Text;

constexpr std::string_view kItems = "/guide/items/";

// The id in the path of a thing's page that could not be read; "" on any other.
std::string_view wanted_id(const Model& model) {
  const std::string_view target = model.page.target;
  if (model.page.kind != contract::PageKind::document || target.substr(0, kItems.size()) != kItems) return {};
  if (model.document.shown.state != LoadState::failed || model.document.missing) return {};
  return target.substr(kItems.size(), target.find_first_of("?#") - kItems.size());
}

Block facts_block(const GuideItem& item) {
  Block block;
  block.kind = BlockKind::facts;
  block.text = item.name;
  const auto add = [&](Text label, const std::string& value) {
    if (!value.empty()) block.facts.push_back({std::string(contract::text(label)), {contract::span(value)}});
  };
  add(Text::guide_town, item.town);
  add(Text::guide_village, item.village);
  return block;
}

// The thing's kind, as far as the search has kept it.
contract::GuideCategory category_of(const Model& model, const GuideItem& item) {
  contract::GuideCategory category;
  if (const auto& book = model.guide.book.value)
    if (const auto* found = contract::find_guide_category(book->guide, item.category)) category = *found;
  category.name = category_text(item.category);
  return category;
}

// As on the server's page: with the word that led here, else the thing's name.
Block field_block(const GuideItem& item, const std::string& path) {
  Block block;
  block.kind = BlockKind::filters;
  block.text = contract::text(Text::guide_search);
  block.href = "/guide";
  contract::Filter filter;
  filter.kind = contract::FilterKind::search;
  filter.name = "q";
  filter.label = contract::text(Text::guide_label);
  filter.hint = contract::text(Text::home_ask_hint);
  filter.value = query_value(path, filter.name);
  if (filter.value.empty()) filter.value = item.name;
  block.filters.push_back(std::move(filter));
  return block;
}

Document page_of(const Model& model, const GuideItem& item, const std::string& path) {
  Document document;
  document.path = path;
  document.title = item.name;
  document.section = "guide";
  document.same_as = path.substr(0, path.find('?'));
  document.crumbs.push_back({std::string(contract::text(Text::frame_guide)), "/guide"});
  if (const std::string word = query_value(path, "q"); !word.empty())
    contract::append_percent_encoded(document.crumbs.front().href += "?q=", word, "/");
  document.look = "of-guide";
  document.blocks = contract::guide_answer(item, category_of(model, item));
  document.blocks.insert(document.blocks.end() - 1, field_block(item, path));
  if (Block facts = facts_block(item); !facts.facts.empty()) document.blocks.push_back(std::move(facts));
  document.blocks.push_back(contract::paragraph_block(item.why));
  document.blocks.push_back(
      contract::paragraph_block(contract::text(Text::guide_basis, {{"basis", item.basis}})));
  document.blocks.push_back(contract::paragraph_block(std::string(contract::text(Text::guide_kept))));
  return document;
}

}  // namespace

void keep_item(Model& model, Effects& effects) {
  const std::string_view id = wanted_id(model);
  if (id.empty()) return;
  auto& items = model.quiz.items;
  ensure(model, effects, items, quiz_answered, contract::api::kGuide);
  const auto item = std::find_if(items.value.begin(), items.value.end(),
                                 [&](const GuideItem& one) { return one.id == id; });
  if (item == items.value.end()) return;
  model.document.shown.set(page_of(model, *item, model.page.target));
  model.document.target = model.page.target;
  set_title(model, effects);
  effects.push_back(ScrollTop{});
  effects.push_back(FocusHeading{});
}

}  // namespace wufei::model
