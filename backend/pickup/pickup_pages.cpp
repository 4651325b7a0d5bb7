#include "pickup/pickup_pages.hpp"

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "lib/base/words.hpp"
#include "lib/document/routes.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Document;
using contract::heading_block;
using contract::paragraph_block;
using contract::span;
using contract::Text;
using service::ContentSet;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? std::string() : std::string(separator)) + part;
  return out;
}

Block list_block(bool ordered) {
  Block block;
  block.kind = BlockKind::list;
  block.ordered = ordered;
  return block;
}

Block table_block(std::initializer_list<Text> titles) {
  Block block;
  block.kind = BlockKind::table;
  for (const Text title : titles) block.columns.push_back({words(title)});
  return block;
}

void add_steps(Document& document) {
  document.blocks.push_back(heading_block(2, words(Text::server_page_how)));
  Block steps = list_block(true);
  for (const Text step : {Text::server_page_how_1, Text::server_page_how_2, Text::server_page_how_3,
                          Text::server_page_how_4, Text::server_page_how_5})
    steps.items.push_back({span(words(step))});
  document.blocks.push_back(std::move(steps));
  document.blocks.push_back(
      paragraph_block({contract::link_span(words(Text::server_page_start), "/pickup/new/what")}));
}

void add_category(Document& document, const contract::Category& category) {
  document.blocks.push_back(heading_block(3, category.name));
  document.blocks.push_back(paragraph_block(category.summary));
  document.blocks.push_back(paragraph_block(
      contract::text(Text::server_page_limit, {{"count", std::to_string(category.max_items)}})));
  Block table = table_block(
      {Text::server_page_column_item, Text::server_page_column_max, Text::server_page_column_prepare});
  for (const contract::CatalogueItem& item : category.items)
    table.rows.push_back(
        {{span(item.name)},
         {span(contract::text(Text::server_unit_each,
                              {{"count", std::to_string(item.max_quantity)}, {"unit", item.unit}}))},
         {span(joined(item.prepare, " "))}});
  document.blocks.push_back(std::move(table));
}

void add_refusals(Document& document, const contract::Catalogue& catalogue) {
  document.blocks.push_back(heading_block(2, words(Text::server_page_refused)));
  Block table = table_block(
      {Text::server_page_column_refused, Text::server_page_column_reason, Text::server_page_column_pointer});
  for (const contract::Refusal& refusal : catalogue.refusals)
    table.rows.push_back(
        {{span(refusal.name + "\n" + joined(refusal.examples, contract::text(Text::server_separator)))},
         {span(refusal.reason)},
         {span(refusal.pointer)}});
  document.blocks.push_back(std::move(table));
}

std::string windows_text(const contract::PickupRules& rules) {
  std::vector<std::string> windows;
  for (const contract::Window& window : rules.windows)
    windows.push_back(
        contract::text(Text::server_window, {{"name", window.name},
                                             {"start", contract::format_clock(window.start_minute)},
                                             {"end", contract::format_clock(window.end_minute)}}));
  return joined(windows, contract::text(Text::server_separator));
}

std::string closed_text(const contract::PickupRules& rules) {
  constexpr Text kWeekdays[] = {Text::server_weekday_1, Text::server_weekday_2, Text::server_weekday_3,
                                Text::server_weekday_4, Text::server_weekday_5, Text::server_weekday_6,
                                Text::server_weekday_7};
  std::vector<std::string> days;
  for (const int weekday : rules.closed_weekdays)
    if (weekday >= 1 && weekday <= 7) days.push_back(words(kWeekdays[weekday - 1]));
  if (rules.closed_on_public_holidays) days.push_back(words(Text::server_public_holidays));
  return joined(days, contract::text(Text::server_separator));
}

void add_rules(Document& document, const contract::PickupRules& rules, const std::string& price) {
  document.blocks.push_back(heading_block(2, words(Text::server_page_rules)));
  Block list = list_block(false);
  const auto line = [&list](Text key, contract::TextParameters values) {
    list.items.push_back({span(contract::text(key, values))});
  };
  line(Text::server_page_rule_windows, {{"windows", windows_text(rules)}});
  line(Text::server_page_rule_lead, {{"days", std::to_string(rules.lead_days)},
                                     {"until", contract::format_clock(rules.lead_until_minute)}});
  line(Text::server_page_rule_horizon, {{"days", std::to_string(rules.horizon_days)}});
  if (rules.day_capacity > 0)
    line(Text::server_page_rule_day, {{"count", std::to_string(rules.day_capacity)}});
  line(Text::server_page_rule_cutoff, {{"days", std::to_string(rules.cutoff_days_before)},
                                       {"time", contract::format_clock(rules.cutoff_minute)}});
  if (const std::string closed = closed_text(rules); !closed.empty())
    line(Text::server_page_rule_closed, {{"days", closed}});
  if (rules.phone_share_percent > 0)
    line(Text::server_page_rule_phone_share, {{"percent", std::to_string(rules.phone_share_percent)}});
  line(Text::server_page_rule_price, {{"note", price}});
  document.blocks.push_back(std::move(list));
  if (!rules.confirmed) document.blocks.push_back(paragraph_block(words(Text::server_page_rule_pending)));
}

Document pickup_page(const ContentSet& content) {
  const auto& pickup = content.get<service::PickupContent>();
  Document document =
      titled_page(content, Text::server_page_pickup_title, Text::server_page_pickup_description);
  add_steps(document);
  document.blocks.push_back(heading_block(2, words(Text::server_page_what)));
  for (const contract::Category& category : pickup.catalogue.categories) add_category(document, category);
  add_refusals(document, pickup.catalogue);
  add_rules(document, pickup.rules, content.get<service::CountyContent>().site.price_note);
  add_service_line(document, content);
  return document;
}

// On phones the bar at the foot leads from here to what somebody has to say, too.
Block feedback_block() {
  Block block;
  block.kind = BlockKind::cards;
  contract::Card& card = block.cards.emplace_back();
  card.title = words(Text::frame_feedback);
  card.href = "/feedback";
  card.text = words(Text::lookup_feedback_about);
  return block;
}

// What can be given away at the door is found by its name, not the page with all of it.
std::vector<Finding> items_of(const ContentSet& content) {
  std::vector<Finding> items;
  for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories)
    for (const contract::CatalogueItem& item : category.items) {
      std::string text = category.name;
      for (const auto* list : {&item.aliases, &item.prepare})
        for (const std::string& line : *list) text += " " + line;
      items.push_back({"/pickup", item.name, std::move(text)});
    }
  return items;
}

}  // namespace

void add_pickup_pages(DocumentBook& book, const service::ContentSource& source) {
  book.add({.pattern = "/pickup",
            .make = [&source](const PageCall&) -> contract::Result<Document> {
              return pickup_page(*source.current());
            },
            .findings = [&source] { return items_of(*source.current()); }});
  const auto add_note = [&](const char* pattern, Text title) {
    book.add({.pattern = pattern,
              .make = [&source, title](const PageCall& call) -> contract::Result<Document> {
                if (contract::parse_page(call.path).kind == contract::PageKind::unknown)
                  return contract::make_error(contract::ErrorCode::not_found, "no such page");
                Document document = note_page(*source.current(), title, Text::server_page_script_note);
                if (call.path == "/pickup/lookup") document.blocks.push_back(feedback_block());
                return document;
              },
              .paths = no_paths,
              .kept = std::string_view(pattern).find("{reference}") == std::string_view::npos});
  };
  add_note("/pickup/lookup", Text::frame_lookup);
  add_note("/pickup/new", Text::server_page_book);
  add_note("/pickup/new/{step}", Text::server_page_book);
  add_note("/pickup/{reference}", Text::frame_lookup);
  add_note("/pickup/{reference}/change", Text::frame_lookup);
}

}  // namespace wufei::http
