#include "app/home_page.hpp"

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "pickup/pickup_content.hpp"
#include "publishing/announcement.hpp"

namespace wufei::app {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Card;
using contract::Document;
using contract::Site;
using contract::Text;

constexpr std::string_view kRest = "rest";  // what follows large print's four choices

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
  void cards(Text name, std::vector<Card> cards) { add(http::cards_block(words(name), std::move(cards))); }
};

// Large print: four choices in place of the page's head, and a way to the rest (wasm/portal/home_view.cpp).
// The style sheet shows this or the band. Announcements stand between the two boxes.
void add_greeting(Boxes& page, const Site& site) {
  page.box = "greeting";
  page.head(Text::home_elder_title);  // the band's stays the page's, and is heard
  if (contract::is_on_trial(site)) page.say(words(Text::home_trial));
}
void add_choices(Boxes& page, const Site& site) {
  page.box = "choices";
  std::vector<Card> choices{
      http::card_to("/pickup/new/what", Text::home_elder_book, "truck", Text::home_elder_book_about),
      http::card_to("/pickup/lookup", Text::home_elder_lookup, "clipboard-text",
                    Text::home_elder_lookup_about),
      http::card_to("/guide", Text::home_elder_guide, "recycle", Text::home_elder_guide_about)};
  if (!site.service_number.empty())
    choices.push_back(http::card_to("tel:" + site.service_number,
                                    contract::text(Text::home_elder_call, {{"line", site.service_number}}),
                                    "phone-call", words(Text::home_elder_call_about)));
  page.cards(Text::home_services, std::move(choices));
  page.add(http::buttons_block({http::card_to("#" + std::string(kRest), Text::home_more, "plus")}));
}

void add_band(Boxes& page, const Site& site) {
  page.box = "band";
  page.say(contract::text(Text::home_band, {{"county", site.county_name}}));
  page.add(contract::heading_block(1, site.tagline));
  page.say(words(Text::home_lead));
  if (contract::is_on_trial(site)) page.say(words(Text::home_trial));
  page.cards(Text::home_services,
             {http::card_to("/pickup/new/what", Text::home_book, "truck"),
              http::card_to("tel:" + site.service_number,
                            contract::text(Text::home_call, {{"line", site.service_number}}), "phone-call")});
  page.add(http::lines_block({Text::home_step_1, Text::home_step_2, Text::home_step_3}, true));
}

void add_tiles(Boxes& page, const contract::Catalogue& catalogue) {
  page.box = contract::kTiles;
  std::vector<Card> tiles;
  for (const contract::Category& category : catalogue.categories)
    tiles.push_back(http::card_to("/pickup/new/what?category=" + category.id, category.short_name,
                                  category.icon, category.examples));
  page.cards(Text::home_categories, std::move(tiles));
}

void add_question(Boxes& page, const Site& site) {
  page.box = "ask";
  page.head(Text::guide_label);
  page.document.blocks.back().anchor = kRest;
  Block field = http::filters_block(words(Text::guide_search), "/guide");
  field.filters.emplace_back();
  contract::Filter& word = field.filters.back();
  word.kind = contract::FilterKind::search;
  word.name = "q";
  word.label = words(Text::guide_label);
  word.hint = words(Text::home_ask_hint);
  page.add(std::move(field));
  Block chips = http::links_block({});
  for (const contract::Question& question : site.questions)
    chips.items.push_back({contract::link_span(question.word, question.link)});
  page.add(std::move(chips));
}

void add_help(Boxes& page, const Site& site) {
  page.box = "rows help";
  page.cards(Text::home_services,
             {http::card_to("tel:" + site.service_number,
                            contract::text(Text::home_call, {{"line", site.service_number}}), "phone-call",
                            words(Text::home_call_about)),
              http::card_to("/pickup/lookup", Text::home_lookup, "clipboard-text", Text::home_lookup_about),
              http::card_to("/feedback", Text::home_feedback, "megaphone", Text::home_feedback_about)});
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
    rows.push_back(http::card_to("/news#" + item.id, item.title, {}, item.date));
  page.cards(Text::home_news, std::move(rows));
}

void add_more(Boxes& page) {
  page.box = "rows more";
  page.head(Text::home_more);
  page.cards(Text::home_more,
             {http::card_to("/pickup", Text::home_how, "info", Text::home_how_about),
              http::card_to("/guide", Text::home_guide, "recycle", Text::home_guide_about),
              http::card_to("/surveys", Text::home_surveys, "list-checks", Text::home_surveys_about),
              http::card_to("/disclosure", Text::home_disclosure, "newspaper", Text::home_disclosure_about)});
}

// Below the band, in the box of the tiles: each one paragraph, for the others of that box are hidden on
// phones.
void add_announcements(Boxes& page, const service::ContentSet& content, contract::UtcSeconds now) {
  page.box = contract::kTiles;
  for (const service::Announcement& one :
       service::shown_announcements(content.get<service::AnnouncementContent>(), now)) {
    Block note =
        contract::note_block(one.urgent ? contract::BlockTone::warning : contract::BlockTone::info, {}, {});
    contract::Span title = contract::span(
        words(one.urgent ? Text::server_publishing_level_urgent : Text::server_publishing_announcement));
    title.strong = true;
    note.spans = {std::move(title), contract::span("\u3000" + one.text + "\u3000")};
    if (!one.link.empty())
      note.spans.push_back(contract::link_span(words(Text::server_publishing_announcement_more), one.link));
    page.add(std::move(note));
  }
}

Document home_page(const service::ContentSet& content, const service::IndicatorBoard& board,
                   contract::UtcSeconds now) {
  const Site& site = content.get<service::CountyContent>().site;
  Document document = http::titled_page(
      content, Text::home_fallback_title,
      contract::is_on_trial(site) ? Text::server_page_home_description : Text::server_home_open_description);
  document.title = site.tagline;
  document.section = "home";
  Boxes page{document};
  add_greeting(page, site);
  add_band(page, site);
  add_announcements(page, content, now);
  add_tiles(page, content.get<service::PickupContent>().catalogue);
  add_choices(page, site);
  add_question(page, site);
  add_help(page, site);
  add_indicators(page, board);
  add_news(page, site);
  add_more(page);
  return document;
}

}  // namespace

void add_home_page(http::DocumentBook& book, const service::ContentSource& source,
                   std::function<service::IndicatorBoardPtr()> board, service::Clock& clock) {
  book.add({.pattern = "/",
            .make = [&source, &clock, board = std::move(board)](
                        const http::PageCall&) -> contract::Result<contract::Document> {
              return home_page(*source.current(), *board(), clock.now());
            },
            .findings = http::no_findings});
}

}  // namespace wufei::app
