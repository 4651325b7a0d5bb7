#include "app/home_page.hpp"

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::app {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Card;
using contract::Document;
using contract::Site;
using contract::Text;

// Adds blocks to one box of the page after the other.
struct Boxes {
  Document& document;
  std::string box = {};

  void add(Block block) {
    block.box = box;
    document.blocks.push_back(std::move(block));
  }
  void say(std::string text) { add(contract::paragraph_block(std::move(text))); }
  void head(Text title) { add(contract::heading_block(2, words(title))); }
  void cards(Text name, std::vector<Card> cards) {
    Block block;
    block.kind = BlockKind::cards;
    block.text = words(name);
    block.cards = std::move(cards);
    add(std::move(block));
  }
};

Card card(std::string title, std::string href, std::string text, std::string icon) {
  Card made;
  made.title = std::move(title);
  made.href = std::move(href);
  made.text = std::move(text);
  made.icon = std::move(icon);
  return made;
}
Card card(Text title, const char* href, Text about, const char* icon) {
  return card(words(title), href, words(about), icon);
}

void add_band(Boxes& page, const Site& site) {
  page.box = "band";
  page.say(contract::text(Text::home_band, {{"county", site.county_name}}));
  page.add(contract::heading_block(1, site.tagline));
  page.say(words(Text::home_lead));
  if (contract::is_on_trial(site)) page.say(words(Text::home_trial));
  page.cards(Text::home_services, {card(words(Text::home_book), "/pickup/new/what", {}, "truck"),
                                   card(contract::text(Text::home_call, {{"line", site.service_number}}),
                                        "tel:" + site.service_number, {}, "phone-call")});
  Block steps;
  steps.kind = BlockKind::list;
  steps.ordered = true;
  for (const Text step : {Text::home_step_1, Text::home_step_2, Text::home_step_3})
    steps.items.push_back({contract::span(words(step))});
  page.add(std::move(steps));
}

void add_tiles(Boxes& page, const contract::Catalogue& catalogue) {
  page.box = "tiles";
  std::vector<Card> tiles;
  for (const contract::Category& category : catalogue.categories)
    tiles.push_back(card(category.short_name, "/pickup/new/what?category=" + category.id, category.examples,
                         category.icon));
  page.cards(Text::home_categories, std::move(tiles));
}

void add_question(Boxes& page, const Site& site) {
  page.box = "ask";
  page.head(Text::guide_label);
  Block field;
  field.kind = BlockKind::filters;
  field.text = words(Text::guide_search);
  field.href = "/guide";
  field.filters.emplace_back();
  contract::Filter& word = field.filters.back();
  word.kind = contract::FilterKind::search;
  word.name = "q";
  word.label = words(Text::guide_label);
  word.hint = words(Text::home_ask_hint);
  page.add(std::move(field));
  Block chips;
  chips.kind = BlockKind::links;
  for (const contract::Question& question : site.questions)
    chips.items.push_back({contract::link_span(question.word, question.link)});
  page.add(std::move(chips));
}

void add_help(Boxes& page, const Site& site) {
  page.box = "rows help";
  page.cards(Text::home_services,
             {card(contract::text(Text::home_call, {{"line", site.service_number}}),
                   "tel:" + site.service_number, words(Text::home_call_about), "phone-call"),
              card(Text::home_lookup, "/pickup/lookup", Text::home_lookup_about, "clipboard-text"),
              card(Text::home_feedback, "/feedback", Text::home_feedback_about, "megaphone")});
}

// What every group is about need not be said of each.
std::string group_name(const std::string& name) {
  const std::string_view about = contract::text(Text::home_indicators_about);
  return name.starts_with(about) && name.size() > about.size() ? name.substr(about.size()) : name;
}

// Groups in the order of the plan's table.
std::vector<contract::Tally> tallies_of(const service::IndicatorBoard& board) {
  std::vector<contract::Tally> tallies;
  for (const service::IndicatorStanding& standing : board.rows) {
    const std::string name = group_name(standing.row->level1);
    if (tallies.empty() || tallies.back().name != name) tallies.push_back({name, 0, 0});
    ++tallies.back().total;
    if (standing.actual()) ++tallies.back().filled;
  }
  return tallies;
}

void add_indicators(Boxes& page, const service::IndicatorBoard& board) {
  Block cells;
  cells.kind = BlockKind::cells;
  cells.tallies = tallies_of(board);
  int total = 0, filled = 0;
  std::string groups;
  for (const contract::Tally& tally : cells.tallies) {
    total += tally.total, filled += tally.filled;
    groups += (groups.empty() ? "" : words(Text::common_separator)) +
              contract::text(Text::home_indicators_group, {{"name", tally.name},
                                                           {"total", std::to_string(tally.total)},
                                                           {"published", std::to_string(tally.filled)}});
  }
  if (total == 0) return;
  const std::string count = std::to_string(total), published = std::to_string(filled);
  cells.text = contract::text(Text::home_indicators_spoken,
                              {{"total", count}, {"published", published}, {"groups", groups}});
  page.box = "head";
  page.head(Text::home_indicators);
  page.add(contract::paragraph_block(
      {contract::link_span(contract::text(Text::home_indicators_all, {{"count", count}}), "/indicators")}));
  page.box = "count";
  contract::Span number = contract::span(published);
  number.strong = true;
  page.add(contract::paragraph_block(
      {number, contract::span(" " + contract::text(Text::home_indicators_count, {{"total", count}}))}));
  page.add(std::move(cells));
  page.say(words(Text::home_indicators_note));
}

void add_news(Boxes& page, const Site& site) {
  if (site.news.empty()) return;
  page.box = "rows news";
  page.head(Text::home_news);
  std::vector<Card> rows;
  for (const contract::NewsItem& item : site.news)
    rows.push_back(card(item.title, "/news#" + item.id, item.date, {}));
  page.cards(Text::home_news, std::move(rows));
}

void add_more(Boxes& page) {
  page.box = "rows more";
  page.head(Text::home_more);
  page.cards(Text::home_more,
             {card(Text::home_how, "/pickup", Text::home_how_about, "info"),
              card(Text::home_guide, "/guide", Text::home_guide_about, "recycle"),
              card(Text::home_surveys, "/surveys", Text::home_surveys_about, "list-checks"),
              card(Text::home_disclosure, "/disclosure", Text::home_disclosure_about, "newspaper")});
}

Document home_page(const service::ContentSet& content, const service::IndicatorBoard& board) {
  const Site& site = content.get<service::CountyContent>().site;
  Document document =
      http::titled_page(content, Text::home_fallback_title, Text::server_page_home_description);
  document.title = site.tagline;
  document.section = "home";
  Boxes page{document};
  add_band(page, site);
  add_tiles(page, content.get<service::PickupContent>().catalogue);
  add_question(page, site);
  add_help(page, site);
  add_indicators(page, board);
  add_news(page, site);
  add_more(page);
  return document;
}

}  // namespace

void add_home_page(http::DocumentBook& book, const service::ContentSource& source,
                   std::function<service::IndicatorBoardPtr()> board) {
  book.add({.pattern = "/",
            .make = [&source, board = std::move(board)](const http::PageCall&)
                -> contract::Result<contract::Document> { return home_page(*source.current(), *board()); },
            .findings = http::no_findings});
}

}  // namespace wufei::app
