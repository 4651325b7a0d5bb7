#include "feedback/feedback_pages.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "county/site/references.hpp"
#include "county/site/shelves.hpp"
#include "feedback/feedback_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockTone;
using contract::Card;
using contract::Document;
using contract::PublishedFeedback;
using contract::Text;
using service::ContentSet;

constexpr std::size_t kPageSize = 20;
constexpr std::size_t kTitleLength = 28;    // code points of a case's first line
constexpr std::size_t kExcerptLength = 80;  // code points
constexpr std::size_t kLongestQuery = 60;   // code points

Document page(std::string title, std::string description) {
  Document document;
  document.title = std::move(title);
  document.description = std::move(description);
  document.section = "voice";
  return document;
}

std::string start_of(std::string_view text, std::size_t length) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < length; ++count)
    contract::next_code_point(text, at);
  std::string start(text.substr(0, at));
  std::replace(start.begin(), start.end(), '\n', ' ');
  return at < text.size() ? start + words(Text::server_feedback_ellipsis) : start;
}

std::string deadline_text(const contract::FeedbackKind& kind) {
  if (kind.working_days == 0) return words(Text::server_feedback_no_deadline);
  return contract::text(Text::server_feedback_short_days, {{"days", std::to_string(kind.working_days)}});
}

// A text of several lines as one paragraph each.
void add_text(Document& document, std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!contract::trimmed(line).empty())
      document.blocks.push_back(contract::paragraph_block(contract::trimmed(line)));
  }
}

Block kind_cards(const contract::FeedbackRules& rules) {
  Block block = cards_block(words(Text::server_feedback_kinds));
  for (const contract::FeedbackKind& kind : rules.kinds) {
    block.cards.push_back(card_to("/feedback/new?kind=" + kind.id, kind.name, kind.icon));
    block.cards.back().badge = deadline_text(kind);
  }
  return block;
}

Block steps_block() {
  return lines_block({Text::server_feedback_step_1, Text::server_feedback_step_2,
                      Text::server_feedback_step_3, Text::server_feedback_step_4},
                     true);
}

Block button_block() {
  return buttons_block({card_to("/feedback/new", Text::server_feedback_to_new, "note-pencil"),
                        card_to("/feedback/lookup", Text::server_feedback_to_progress, "magnifying-glass")},
                       BlockTone::success);
}

Block call_block(const contract::Site& site) {
  return cards_block(words(Text::server_feedback_line_title),
                     {card_to("tel:" + site.service_number,
                              contract::text(Text::server_feedback_call, {{"line", site.service_number}}),
                              "phone-call", words(Text::server_feedback_call_about))});
}

Block more_block() {
  return cards_block(words(Text::server_feedback_more_title),
                     {card_to("/feedback/published", Text::server_feedback_to_published, "newspaper",
                              Text::server_feedback_published_about),
                      card_to("/feedback/statistics", Text::server_feedback_to_statistics, "chart-bar",
                              Text::server_feedback_statistics_about),
                      card_to("/surveys", Text::server_feedback_to_surveys, "list-checks",
                              Text::server_feedback_surveys_about)});
}

Document overview_page(const ContentSet& content) {
  const contract::FeedbackRules& rules = content.get<service::FeedbackContent>();
  const contract::Site& site = content.get<service::CountyContent>().site;
  Document document =
      page(words(Text::frame_feedback), contract::text(rules.confirmed ? Text::server_feedback_description_set
                                                                       : Text::server_feedback_description,
                                                       {{"county", site.county_name}}));
  auto& blocks = document.blocks;
  const auto head = [&blocks](Text title, const char* anchor) {
    blocks.push_back(contract::heading_block(2, words(title), anchor));
  };
  blocks.push_back(contract::paragraph_block(words(Text::server_feedback_lead)));
  blocks.push_back(button_block());
  head(Text::server_feedback_kinds, "kinds");
  blocks.push_back(kind_cards(rules));
  if (!rules.confirmed)
    blocks.push_back(contract::paragraph_block(words(Text::server_feedback_short_pending)));
  if (!site.service_number.empty()) blocks.push_back(call_block(site));
  head(Text::server_feedback_how, "how");
  blocks.push_back(steps_block());
  head(Text::server_feedback_anonymous_title, "anonymous");
  blocks.push_back(contract::paragraph_block(words(Text::server_feedback_anonymous)));
  head(Text::server_feedback_more_title, "more");
  blocks.push_back(more_block());
  return document;
}

Card published_card(const PublishedFeedback& row, const ContentSet& content) {
  Card card = card_to("/feedback/published/" + row.reference, start_of(row.text, kTitleLength), {},
                      start_of(row.answer, kExcerptLength));
  const contract::FeedbackKind* kind = contract::find_kind(content.get<service::FeedbackContent>(), row.kind);
  card.badge = (kind ? kind->name : row.kind) + " " + contract::format_date(row.answered);
  card.icon = kind ? kind->icon : "";
  return card;
}

Block search_form(std::string_view query) {
  Block block = filters_block(words(Text::server_feedback_search), "/feedback/published");
  block.filters.push_back(
      {contract::FilterKind::search, "q", words(Text::server_feedback_search_label), std::string(query), {}});
  return block;
}

std::string next_page(std::string_view query, const std::string& cursor) {
  std::string href = "/feedback/published?";
  if (!query.empty()) {
    append_percent_encoded(href += "q=", query);
    href += '&';
  }
  return href + "after=" + cursor;
}

contract::Result<Document> list_page(service::FeedbackService& feedback, const PageCall& call) {
  const auto content = feedback.content();
  const std::string_view query = call.value("q");
  if (contract::code_point_count(query) > kLongestQuery)
    return contract::make_error(contract::ErrorCode::not_found, "the search is too long");
  const auto rows = feedback.published(query);
  if (!rows) return rows.error();
  Document document =
      page(words(Text::server_feedback_published_title), words(Text::server_feedback_published_description));
  document.crumbs = {{words(Text::server_feedback_title), "/feedback"}};
  document.indexed = query.empty() && call.value("after").empty();
  document.blocks = {contract::paragraph_block(document.description), search_form(query)};
  std::size_t from = 0;
  for (std::size_t i = 0; i < rows->size(); ++i)
    if ((*rows)[i].reference == call.value("after")) from = i + 1;
  Block cards = cards_block(words(Text::server_feedback_published_title));
  for (std::size_t i = from; i < rows->size() && i < from + kPageSize; ++i)
    cards.cards.push_back(published_card((*rows)[i], *content));
  if (cards.cards.empty())
    document.blocks.push_back(contract::paragraph_block(
        words(query.empty() ? Text::server_feedback_none_published : Text::server_feedback_none_found)));
  else
    document.blocks.push_back(std::move(cards));
  if (from + kPageSize < rows->size())
    document.blocks.push_back(links_block(
        words(Text::server_feedback_more),
        {{words(Text::server_feedback_next), next_page(query, (*rows)[from + kPageSize - 1].reference)}}));
  return document;
}

Block published_facts(const PublishedFeedback& row, const ContentSet& content) {
  Block block = facts_block(words(Text::server_feedback_facts));
  const auto add = [&block](Text label, const std::string& value) { add_fact(block, label, value); };
  const contract::FeedbackKind* kind = contract::find_kind(content.get<service::FeedbackContent>(), row.kind);
  const contract::FeedbackTopic* topic =
      contract::find_topic(content.get<service::FeedbackContent>(), row.topic);
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, row.area);
  add(Text::server_feedback_kind, kind ? kind->name : row.kind);
  add(Text::server_feedback_topic, topic ? topic->name : row.topic);
  add(Text::server_feedback_area, area ? area->name : "");
  add(Text::server_feedback_asked, contract::format_date(row.asked));
  add(Text::server_feedback_answered_on, contract::format_date(row.answered));
  add(Text::server_feedback_body, row.body);
  add(Text::server_feedback_reference, row.reference);
  return block;
}

contract::Result<Document> case_page(service::FeedbackService& feedback, std::string_view given) {
  const auto reference = contract::normalised_reference(given, contract::kPublishedPrefix);
  if (!reference) return contract::make_error(contract::ErrorCode::not_found, "no such published case");
  const auto row = feedback.published_case(*reference);
  if (!row) return row.error();
  const auto content = feedback.content();
  Document document = page(start_of(row->text, kTitleLength), start_of(row->answer, kExcerptLength));
  document.crumbs = {{words(Text::server_feedback_title), "/feedback"},
                     {words(Text::server_feedback_published_title), "/feedback/published"}};
  document.updated = contract::format_date(contract::china_date(row->published_at));
  document.blocks.push_back(published_facts(*row, *content));
  document.blocks.push_back(contract::heading_block(2, words(Text::server_feedback_said), "said"));
  add_text(document, row->text);
  document.blocks.push_back(contract::heading_block(2, words(Text::server_feedback_answer), "answer"));
  add_text(document, row->answer);
  document.blocks.push_back(contract::paragraph_block(words(Text::server_feedback_published_note)));
  return document;
}

std::string percent_text(const contract::FeedbackStatistics& counts) {
  if (counts.due == 0) return words(Text::server_feedback_nothing_due);
  return std::to_string(contract::on_time_percent(counts)) + "%";
}

// Stars with one decimal, from whole numbers.
std::string stars_text(const contract::FeedbackStatistics& counts) {
  if (counts.rated == 0) return words(Text::server_feedback_not_rated);
  const std::int64_t tenths = (20 * counts.stars + counts.rated) / (2 * counts.rated);
  return contract::text(Text::server_feedback_stars_of,
                        {{"stars", std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)},
                         {"count", std::to_string(counts.rated)}});
}

Block counts_facts(const contract::FeedbackStatistics& counts) {
  Block block = facts_block(words(Text::server_feedback_counts));
  const auto add = [&block](Text label, const std::string& value) { add_fact(block, label, value); };
  add(Text::server_feedback_count_rate, percent_text(counts));
  add(Text::server_feedback_count_on_time, std::to_string(counts.on_time));
  add(Text::server_feedback_count_due, std::to_string(counts.due));
  add(Text::server_feedback_count_received, std::to_string(counts.received));
  add(Text::server_feedback_count_open, std::to_string(counts.open));
  add(Text::server_feedback_count_overdue, std::to_string(counts.overdue));
  add(Text::server_feedback_count_reopened, std::to_string(counts.reopened));
  add(Text::server_feedback_count_published, std::to_string(counts.published));
  add(Text::server_feedback_count_stars, stars_text(counts));
  return block;
}

Block kinds_table(const std::vector<contract::FeedbackKindStatistics>& kinds, const ContentSet& content) {
  Block block = table_block(words(Text::server_feedback_by_kind));
  block.columns = {
      {words(Text::server_feedback_kind), false},          {words(Text::server_feedback_deadline), false},
      {words(Text::server_feedback_count_received), true}, {words(Text::server_feedback_count_due), true},
      {words(Text::server_feedback_count_on_time), true},  {words(Text::server_feedback_count_rate), true}};
  for (const contract::FeedbackKindStatistics& row : kinds) {
    const contract::FeedbackKind* kind =
        contract::find_kind(content.get<service::FeedbackContent>(), row.kind);
    if (kind == nullptr) continue;
    std::vector<contract::Spans> cells;
    for (const std::string& cell :
         {kind->name, deadline_text(*kind), std::to_string(row.counts.received),
          std::to_string(row.counts.due), std::to_string(row.counts.on_time), percent_text(row.counts)})
      cells.push_back({contract::span(cell)});
    block.rows.push_back(std::move(cells));
  }
  return block;
}

contract::Result<Document> statistics_page(service::FeedbackService& feedback) {
  const auto content = feedback.content();
  const auto all = feedback.statistics();
  const auto kinds = feedback.statistics_by_kind();
  if (!all) return all.error();
  if (!kinds) return kinds.error();
  Document document = page(words(Text::server_feedback_statistics_title),
                           words(Text::server_feedback_statistics_description));
  document.crumbs = {{words(Text::server_feedback_title), "/feedback"}};
  auto& blocks = document.blocks;
  blocks.push_back(contract::note_block(BlockTone::warning, words(Text::server_feedback_own_title),
                                        words(Text::server_feedback_own)));
  blocks.push_back(counts_facts(*all));
  blocks.push_back(contract::heading_block(2, words(Text::server_feedback_by_kind), "kinds"));
  blocks.push_back(kinds_table(*kinds, *content));
  blocks.push_back(contract::heading_block(2, words(Text::server_feedback_definition_title), "definition"));
  blocks.push_back(lines_block({Text::server_feedback_definition_1, Text::server_feedback_definition_2,
                                Text::server_feedback_definition_3, Text::server_feedback_definition_4}));
  blocks.push_back(links_block(words(Text::server_feedback_see_also),
                               {{words(Text::server_feedback_to_indicator), "/indicators/43"},
                                {words(Text::server_feedback_as_json), "/api/v1/feedback/statistics"}}));
  return document;
}

}  // namespace

void add_feedback_pages(DocumentBook& book, service::FeedbackService& feedback) {
  book.add({.pattern = "/feedback",
            .make = [&feedback](const PageCall&) { return overview_page(*feedback.content()); },
            .listing = Listing{Shelf::voice, Text::frame_feedback, Text::server_search_kind_feedback}});
  book.add({.pattern = "/feedback/published",
            .query = {"q", "after"},
            .make = [&feedback](const PageCall& call) { return list_page(feedback, call); },
            .listing = Listing{Shelf::voice, Text::server_site_map_published}});
  book.add(
      {.pattern = "/feedback/published/{reference}",
       .make = [&feedback](const PageCall& call) { return case_page(feedback, call.parameter("reference")); },
       .paths =
           [&feedback] {
             std::vector<std::string> paths;
             if (const auto rows = feedback.published(""))
               for (const PublishedFeedback& row : *rows)
                 paths.push_back("/feedback/published/" + row.reference);
             return paths;
           }});
  book.add({.pattern = "/feedback/statistics",
            .make = [&feedback](const PageCall&) { return statistics_page(feedback); }});
}

}  // namespace wufei::http
