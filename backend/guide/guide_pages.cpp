#include "guide/guide_pages.hpp"

#include <algorithm>
#include <memory>

#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "guide/guide_answer.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_parts.hpp"
#include "guide/guide_rail.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/web/rate_limiter.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockTone;
using contract::Card;
using contract::Document;
using contract::Guide;
using contract::GuideCategory;
using contract::GuideItem;
using contract::Text;

// Pages do not know who asks: all of them together may note so many words.
constexpr RateLimit kPageWords{60, 0.2, 1};
constexpr std::size_t kQuizSamples = 10;

Block category_cards(const Guide& guide) {
  std::vector<Card> cards;
  for (const GuideCategory& category : guide.categories) {
    cards.push_back(card_to(guide_category_path(category.id), category.name,
                            contract::guide_category_icon(category.id), category.summary));
    cards.back().category = category.id;
  }
  return cards_block(words(Text::server_guide_categories), std::move(cards));
}

Block cards_of_ids(const Guide& guide, std::string name, const std::vector<std::string>& ids) {
  std::vector<Card> cards;
  for (const std::string& id : ids)
    if (const GuideItem* item = contract::find_guide_item(guide, id))
      cards.push_back(guide_item_card(guide, *item));
  return cards_block(std::move(name), std::move(cards));
}

// Beside a name stands the other one that was asked for; its page keeps the word.
std::vector<Card> cards_of_hits(const service::GuideFound& found, const std::string& query, bool asked) {
  std::vector<Card> cards;
  for (const contract::GuideHit& hit : found.answer.hits) {
    if ((hit.match == contract::GuideMatch::question) != asked) continue;
    const GuideItem& item = found.guide().items[hit.item];
    const bool alias = hit.alias > 0 && hit.alias <= item.aliases.size();
    cards.push_back(guide_item_card(found.guide(), item));
    contract::append_percent_encoded(cards.back().href += "?q=", query, "/");
    cards.back().text =
        alias ? contract::text(Text::guide_also, {{"alias", item.aliases[hit.alias - 1U]}}) : std::string();
  }
  return cards;
}

void add_question(Document& document, const service::GuideFound& found, const std::string& query) {
  const contract::GuideWord& word = found.guide().words[static_cast<std::size_t>(found.answer.word)];
  document.blocks.push_back(contract::heading_block(2, word.question));
  document.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_guide_ask_note, {{"word", word.word}})));
  document.blocks.push_back(cards_block(word.question, cards_of_hits(found, query, true)));
}

void add_answer(Document& document, const service::GuideFound& found, const std::string& query) {
  const bool asked = found.answer.word >= 0;
  if (asked) add_question(document, found, query);
  std::vector<Card> cards = cards_of_hits(found, query, false);
  if (cards.empty() && asked) return;
  const bool missed = cards.empty() || found.answer.nearest;
  const Text heading = cards.empty()          ? Text::server_guide_nothing
                       : found.answer.nearest ? Text::server_guide_nearest
                       : asked                ? Text::server_guide_other_results
                                              : Text::server_guide_results;
  document.blocks.push_back(contract::heading_block(2, contract::text(heading, {{"query", query}})));
  if (missed)
    document.blocks.push_back(contract::paragraph_block(
        contract::text(Text::server_guide_noted,
                       {{"line", found.content->get<service::CountyContent>().site.service_number}})));
  if (!cards.empty())
    document.blocks.push_back(cards_block(words(Text::server_guide_list), std::move(cards)));
}

Document guide_home(const service::ContentSet& content, const service::GuideFound* found,
                    const std::string& query) {
  const Guide& guide = content.get<service::GuideContent>().guide;
  Document document =
      guide_page(words(Text::server_guide_title),
                 contract::text(Text::server_guide_description,
                                {{"county", content.get<service::CountyContent>().site.county_name},
                                 {"count", std::to_string(guide.items.size())}}),
                 false);
  document.indexed = query.empty();
  document.blocks.push_back(guide_search_block(query));
  if (found) add_answer(document, *found, query);
  document.blocks.push_back(contract::heading_block(2, words(Text::server_guide_categories), "categories"));
  document.blocks.push_back(category_cards(guide));
  document.blocks.push_back(contract::heading_block(2, words(Text::server_guide_popular), "popular"));
  document.blocks.push_back(cards_of_ids(guide, words(Text::server_guide_popular), guide.popular));
  document.blocks.push_back(contract::heading_block(2, words(Text::server_guide_more), "more"));
  document.blocks.push_back(links_block({}, {{words(Text::server_guide_village), "/guide/village"},
                                             {words(Text::server_guide_recyclables), "/guide/recyclables"},
                                             {words(Text::server_guide_places), "/guide/places"},
                                             {words(Text::server_guide_quiz), "/guide/quiz"}}));
  return document;
}

Block elsewhere_table(const Guide& guide, const GuideCategory& category) {
  Block block = table_block(contract::text(Text::server_guide_not_here, {{"name", category.name}}));
  block.columns = {{words(Text::server_guide_thing), false}, {words(Text::server_guide_goes), false}};
  for (const contract::GuideElsewhere& other : category.elsewhere)
    block.rows.push_back(
        {{contract::span(other.text)},
         {contract::link_span(guide_category_name(guide, other.goes), guide_category_path(other.goes))}});
  return block;
}

Block where_facts(const std::string& town, const std::string& village) {
  Block block = facts_block(words(Text::server_guide_where));
  block.facts = {{words(Text::guide_town), {contract::span(town)}},
                 {words(Text::guide_village), {contract::span(village)}}};
  return block;
}

// The items of one subclass as links, so that a category of 250 items stays readable.
void add_items(Document& document, const Guide& guide, const GuideCategory& category) {
  for (const contract::GuideSubclass& subclass : category.subclasses) {
    std::vector<contract::Link> links;
    for (const GuideItem& item : guide.items)
      if (item.category == category.id && item.subclass == subclass.id)
        links.push_back({item.name, guide_item_path(item.id)});
    if (links.empty()) continue;
    document.blocks.push_back(contract::heading_block(3, subclass.name, subclass.id));
    document.blocks.push_back(links_block({}, std::move(links)));
  }
}

// What no bin takes: each thing beside whom to ask first.
void add_asked(Document& document, const Guide& guide, const GuideCategory& category) {
  for (const contract::GuideSubclass& subclass : category.subclasses) {
    Block block = table_block(subclass.name);
    block.columns = {{words(Text::server_guide_thing), false}, {words(Text::server_guide_ask_first), false}};
    for (const GuideItem& item : guide.items)
      if (item.category == category.id && item.subclass == subclass.id)
        block.rows.push_back(
            {{contract::link_span(item.name, guide_item_path(item.id))}, {contract::span(item.ask)}});
    if (block.rows.empty()) continue;
    document.blocks.push_back(contract::heading_block(3, subclass.name, subclass.id));
    document.blocks.push_back(std::move(block));
  }
}

contract::Result<Document> category_page(const service::ContentSet& content, std::string_view id) {
  const Guide& guide = content.get<service::GuideContent>().guide;
  const GuideCategory* category = contract::find_guide_category(guide, id);
  if (!category) return contract::make_error(contract::ErrorCode::not_found, "no such category");
  Document document = guide_page(category->name, category->summary);
  const auto heading = [&](Text key, const char* anchor) {
    document.blocks.push_back(
        contract::heading_block(2, contract::text(key, {{"name", category->name}}), anchor));
  };
  const bool no_bin = category->id == contract::kNoBin;
  append(document, contract::guide_urgent(category->urgent));
  document.blocks.push_back(contract::paragraph_block(category->summary));
  heading(no_bin ? Text::server_guide_no_bin_belongs : Text::server_guide_belongs, "belongs");
  document.blocks.push_back(lines_block(category->belongs));
  heading(no_bin ? Text::server_guide_no_bin_not : Text::server_guide_not_here, "not");
  document.blocks.push_back(elsewhere_table(guide, *category));
  heading(no_bin ? Text::server_guide_prepare : Text::server_guide_how, "how");
  document.blocks.push_back(lines_block(category->how_to, true));
  heading(no_bin ? Text::server_guide_hand_over : Text::server_guide_where, "where");
  document.blocks.push_back(where_facts(category->town, category->village));
  if (id == "bulky" || id == "recyclable")
    document.blocks.push_back(links_block({}, {{words(Text::guide_book), "/pickup/new/what"}}));
  heading(no_bin ? Text::server_guide_ask_first : Text::server_guide_all_items, "items");
  if (no_bin)
    add_asked(document, guide, *category);
  else
    add_items(document, guide, *category);
  document.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_guide_basis_line, {{"basis", category->basis}})));
  return document;
}

// Where it goes in town and in a village, and how places differ.
void add_places(Document& document, const GuideItem& item, const GuideCategory& category) {
  const bool no_bin = item.category == contract::kNoBin;
  document.blocks.push_back(contract::heading_block(
      2, words(no_bin ? Text::server_guide_hand_over : Text::server_guide_where), "where"));
  document.blocks.push_back(where_facts(item.town.empty() ? category.town : item.town,
                                        item.village.empty() ? category.village : item.village));
  if (!item.varies.empty())
    document.blocks.back().facts.push_back({words(Text::server_guide_varies), {contract::span(item.varies)}});
}

// What is to be verified says so right under the places; its title is not said again.
void add_open_basis(Document& document, const GuideItem& item) {
  if (item.basis_kind != "to_verify") return;
  const std::string title = words(Text::server_guide_to_verify), begin = title + "\xEF\xBC\x9A";
  document.blocks.push_back(contract::note_block(
      BlockTone::warning, title, item.basis.substr(item.basis.starts_with(begin) ? begin.size() : 0)));
}

void add_why(Document& document, const GuideItem& item) {
  document.blocks.push_back(contract::heading_block(2, words(Text::server_guide_why), "why"));
  document.blocks.push_back(contract::paragraph_block(item.why));
  if (item.basis_kind != "to_verify")
    document.blocks.push_back(contract::paragraph_block(
        contract::text(Text::server_guide_basis_year,
                       {{"basis", item.basis}, {"year", item.year > 0 ? std::to_string(item.year) : ""}})));
  if (!item.aliases.empty())
    document.blocks.push_back(contract::paragraph_block(
        contract::text(Text::server_guide_also_line, {{"names", contract::joined(item.aliases)}})));
}

bool calls_police(const GuideItem& item) {
  return !item.urgent.empty() && item.urgent.front().number == "110";
}

// Stands at the address of a thing that was taken back. Its name is not said again: it may be the reason.
contract::Result<Document> withdrawn_page(const service::GuideContent& content, std::string_view id) {
  const auto found = content.withdrawn.find(std::string(id));
  if (found == content.withdrawn.end())
    return contract::make_error(contract::ErrorCode::not_found, "no such item");
  Document document =
      guide_page(words(Text::server_guide_withdrawn),
                 contract::text(Text::server_guide_withdrawn_about, {{"reason", found->second}}));
  document.indexed = false;
  document.gone = true;
  document.blocks.push_back(contract::paragraph_block(document.description));
  return document;
}

// The panel below the field; whom to call where minutes count stands above both.
void add_panel(Document& document, const GuideItem& item, const GuideCategory& category,
               std::string_view asked) {
  std::vector<Block> answer = contract::guide_answer(item, category);
  answer.insert(answer.end() - 1, guide_search_block(asked.empty() ? item.name : asked));
  append(document, std::move(answer));
}

// The way back from what a word found leads to all that it found.
void keep_word(Document& document, std::string_view asked) {
  document.indexed = false;
  contract::append_percent_encoded(document.crumbs.front().href += "?q=", asked, "/");
}

contract::Result<Document> item_page(const service::ContentSet& content, const service::GuideService& service,
                                     std::string_view id, std::string_view asked) {
  const Guide& guide = content.get<service::GuideContent>().guide;
  const GuideItem* item = contract::find_guide_item(guide, id);
  if (!item) return withdrawn_page(content.get<service::GuideContent>(), id);
  const GuideCategory* found = contract::find_guide_category(guide, item->category);
  const GuideCategory category = found ? *found : GuideCategory{};
  const std::string& line = content.get<service::CountyContent>().site.service_number;
  const bool no_bin = item->category == contract::kNoBin;
  Document document = guide_page(
      item->name,
      contract::text(
          no_bin ? Text::server_guide_no_bin_description : Text::server_guide_item_description,
          {{"item", item->name}, {"category", category.name}, {"ask", item->ask}, {"how", item->how_to}}));
  if (!asked.empty()) keep_word(document, asked);
  document.crumbs.push_back({category.name, guide_category_path(item->category)});
  add_panel(document, *item, category, asked);
  if (no_bin && !calls_police(*item)) document.blocks.push_back(hotline_link(line));
  add_places(document, *item, category);
  add_open_basis(document, *item);
  add_why(document, *item);
  add_guide_rail(document, *item, service.search(item->name), line);
  return document;
}

Document village_page(const service::ContentSet& content) {
  const contract::GuideVillage& village = content.get<service::GuideContent>().guide.village;
  Document document = guide_page(words(Text::server_guide_village), village.summary);
  document.blocks.push_back(contract::paragraph_block(village.summary));
  for (const contract::GuideSection& section : village.sections) {
    document.blocks.push_back(contract::heading_block(2, section.title));
    document.blocks.push_back(lines_block(section.lines));
  }
  document.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_guide_basis_line, {{"basis", village.basis}})));
  return document;
}

// Without the client: the popular things as questions with their answers.
Document quiz_page(const service::ContentSet& content) {
  const Guide& guide = content.get<service::GuideContent>().guide;
  Document document = guide_page(words(Text::server_guide_quiz), words(Text::server_guide_quiz_about));
  document.blocks.push_back(contract::paragraph_block(words(Text::server_guide_quiz_plain)));
  std::size_t shown = 0;
  for (const std::string& id : guide.popular) {
    const GuideItem* item = contract::find_guide_item(guide, id);
    if (!item || shown++ == kQuizSamples) continue;
    document.blocks.push_back(
        contract::heading_block(2, contract::text(Text::server_guide_quiz_question, {{"item", item->name}})));
    document.blocks.push_back(contract::paragraph_block(
        contract::text(Text::server_guide_quiz_answer,
                       {{"category", guide_category_name(guide, item->category)}, {"why", item->why}})));
  }
  return document;
}

template <class Rows>
std::vector<std::string> paths_of(const Rows& rows, std::string (*path)(std::string_view)) {
  std::vector<std::string> paths;
  paths.reserve(rows.size());
  for (const auto& row : rows) paths.push_back(path(row.id));
  return paths;
}

DocumentPage home_page(service::ContentSource& source, service::GuideService& guide,
                       service::SharedLimits& limits) {
  const auto limit = std::make_shared<RateLimiter>(kPageWords);
  limits.add("unknown words of pages", *limit);
  return {.pattern = "/guide",
          .query = {"q"},
          .make = [&source, &guide, limit](const PageCall& call) -> contract::Result<Document> {
            const std::string query = contract::trimmed(call.value("q"));
            if (query.empty()) {
              Document page = guide_home(*source.current(), nullptr, query);
              if (!call.value("q").empty()) page.same_as = "/guide";
              return page;
            }
            const service::GuideFound found = guide.search(query);
            const bool unknown = found.answer.hits.empty() || found.answer.nearest;
            if (unknown && limit->allow("page")) guide.note(query);
            return guide_home(*found.content, &found, query);
          },
          .listing = Listing{Shelf::guide, Text::frame_guide, Text::server_search_kind_guide}};
}

}  // namespace

void add_guide_pages(DocumentBook& book, service::ContentSource& source, service::GuideService& guide,
                     service::SharedLimits& limits) {
  book.add(home_page(source, guide, limits));
  book.add(
      {.pattern = "/guide/categories/{id}",
       .make =
           [&source](const PageCall& call) { return category_page(*source.current(), call.parameter("id")); },
       .paths =
           [&source] {
             return paths_of(source.current()->get<service::GuideContent>().guide.categories,
                             guide_category_path);
           }});
  add_recyclables_pages(book, source);
  book.add({.pattern = "/guide/village",
            .make = [&source](const PageCall&) -> contract::Result<Document> {
              return village_page(*source.current());
            },
            .listing = Listing{Shelf::guide, Text::server_site_map_village}});
  add_place_pages(book, source);
  book.add({.pattern = "/guide/quiz", .make = [&source](const PageCall&) -> contract::Result<Document> {
              return quiz_page(*source.current());
            }});
  book.add({.pattern = "/guide/items/{id}",
            .query = {"q"},
            .make =
                [&source, &guide](const PageCall& call) {
                  const std::string_view id = call.parameter("id");
                  auto page = item_page(*source.current(), guide, id, contract::trimmed(call.value("q")));
                  // Whatever the word, it says what the thing's own page says.
                  if (page && !page->gone && !call.value("q").empty()) page->same_as = guide_item_path(id);
                  return page;
                },
            .paths =
                [&source] {
                  return paths_of(source.current()->get<service::GuideContent>().guide.items,
                                  guide_item_path);
                }});
}

}  // namespace wufei::http
