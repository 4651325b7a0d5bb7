#include "pickup/pickup_pages.hpp"

#include "county/county_content.hpp"
#include "county/county_pages.hpp"
#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "county/site/shelves.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/page_look.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/booking_plain_form.hpp"
#include "pickup/plain/manage_form.hpp"
#include "pickup/plain/question_form.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::Document;
using contract::heading_block;
using contract::paragraph_block;
using contract::span;
using contract::Text;
using service::ContentSet;

Block table_of(std::initializer_list<Text> titles) {
  Block block = table_block({});
  for (const Text title : titles) block.columns.push_back({words(title)});
  return block;
}

// What is done here comes first, also for those whose letters leave the first screen few lines.
void add_start(Document& document) {
  document.blocks.push_back(buttons_block({card_to("/pickup/new/what", Text::pickup_start, "arrow-right"),
                                           card_to("/pickup/lookup", Text::frame_lookup, "clipboard-text")},
                                          contract::BlockTone::success));
  document.blocks.push_back(paragraph_block(words(Text::pickup_lead)));
}

void add_steps(Document& document) {
  document.blocks.push_back(heading_block(2, words(Text::pickup_how)));
  Block steps = list_block({}, true);
  for (const Text step :
       {Text::pickup_how_1, Text::pickup_how_2, Text::pickup_how_3, Text::pickup_how_4, Text::pickup_how_5})
    steps.items.push_back({span(words(step))});
  document.blocks.push_back(std::move(steps));
}

// From `first` on the page's blocks stand in a card of their own.
void box_from(Document& document, std::size_t first, const std::string& name) {
  for (std::size_t i = first; i < document.blocks.size(); ++i) document.blocks[i].box = "card " + name;
}

void add_category(Document& document, const contract::Category& category) {
  const std::size_t first = document.blocks.size();
  std::vector<std::string> names;
  for (const contract::CatalogueItem& item : category.items) names.push_back(item.name);
  document.blocks.push_back(heading_block(3, category.name));
  document.blocks.push_back(paragraph_block(category.summary));
  document.blocks.push_back(paragraph_block(contract::joined(names)));
  document.blocks.push_back(paragraph_block(
      contract::text(Text::pickup_what_limit, {{"count", std::to_string(category.max_items)}})));
  box_from(document, first, "kind-" + category.id);
}

// How many of each thing and what to prepare: for those who look for one, folded.
void add_details(Document& document, const contract::Category& category) {
  const std::size_t first = document.blocks.size();
  Block table = table_of(
      {Text::server_page_column_item, Text::server_page_column_max, Text::server_page_column_prepare});
  for (const contract::CatalogueItem& item : category.items)
    table.rows.push_back(
        {{span(item.name)},
         {span(contract::text(Text::server_unit_each,
                              {{"count", std::to_string(item.max_quantity)}, {"unit", item.unit}}))},
         {span(contract::joined(item.prepare, " "))}});
  document.blocks.push_back(std::move(table));
  contract::fold_from(
      document, first, contract::text(Text::server_page_details, {{"category", category.name}}),
      contract::text(Text::server_page_details_note, {{"count", std::to_string(category.items.size())}}));
}

void add_what(Document& document, const contract::Catalogue& catalogue) {
  document.blocks.push_back(heading_block(2, words(Text::pickup_what)));
  for (const contract::Category& category : catalogue.categories) add_category(document, category);
  for (const contract::Category& category : catalogue.categories) add_details(document, category);
}

void add_refusals(Document& document, const contract::Catalogue& catalogue) {
  document.blocks.push_back(heading_block(2, words(Text::pickup_refused)));
  for (const contract::NotAccepted& refusal : catalogue.refusals) {
    const std::size_t first = document.blocks.size();
    document.blocks.push_back(heading_block(3, refusal.name));
    if (!refusal.examples.empty())
      document.blocks.push_back(paragraph_block(
          contract::text(Text::pickup_refused_examples, {{"examples", contract::joined(refusal.examples)}})));
    document.blocks.push_back(paragraph_block(refusal.reason));
    document.blocks.push_back(
        paragraph_block(contract::text(Text::pickup_refused_instead, {{"pointer", refusal.pointer}})));
    box_from(document, first, "refused-" + std::to_string(first));
  }
}

std::string windows_text(const contract::PickupRules& rules) {
  std::vector<std::string> windows;
  for (const contract::Window& window : rules.windows)
    windows.push_back(
        contract::text(Text::server_window, {{"name", window.name},
                                             {"start", contract::format_clock(window.start_minute)},
                                             {"end", contract::format_clock(window.end_minute)}}));
  return contract::joined(windows);
}

std::string closed_text(const contract::PickupRules& rules) {
  constexpr Text kWeekdays[] = {Text::server_weekday_1, Text::server_weekday_2, Text::server_weekday_3,
                                Text::server_weekday_4, Text::server_weekday_5, Text::server_weekday_6,
                                Text::server_weekday_7};
  std::vector<std::string> days;
  for (const int weekday : rules.closed_weekdays)
    if (weekday >= 1 && weekday <= 7) days.push_back(words(kWeekdays[weekday - 1]));
  if (rules.closed_on_public_holidays) days.push_back(words(Text::server_public_holidays));
  return contract::joined(days);
}

void add_rules(Document& document, const contract::PickupRules& rules, const std::string& price) {
  document.blocks.push_back(heading_block(2, words(Text::pickup_rules)));
  Block list = list_block();
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
  document.section = "pickup";
  document.type = "WebPage";
  add_start(document);
  add_what(document, pickup.catalogue);
  add_steps(document);
  add_rules(document, pickup.rules, content.get<service::CountyContent>().site.price_note);
  add_refusals(document, pickup.catalogue);
  add_service_line(document, content);
  return document;
}

// On phones the bar at the foot leads from here to what somebody has to say, too.
Block feedback_block() {
  return cards_block(
      {}, {card_to("/feedback", Text::frame_feedback, "note-pencil", Text::lookup_feedback_about)});
}

// How every page looks, for this reader.
Block settings_block() {
  HtmlWriter out;
  write_colours_form(out, "/pickup/lookup");
  return written_form(out.take());
}

Document form_page(const ContentSet& content, Text title, std::string markup) {
  Document document = titled_page(content, title, Text::server_page_other_description);
  document.indexed = false;
  document.blocks.push_back(written_page(std::move(markup)));
  return document;
}

// A link of the sorting guide or of home names what is to be collected.
Document booking_page(const ContentSet& content, const PageCall& call) {
  FormFields values{{"category", std::string(call.value("category"))}};
  if (const std::string_view item = call.value("item"); !item.empty())
    values[std::string(kItemField).append(item)] = "1";
  Document document = form_page(
      content, Text::server_page_book,
      call.large ? first_question_html(content, std::move(values)) : things_page_html(content, values, {}));
  document.entries = call.large ? question_entries(Asked::kind) : things_entries();
  add_service_line(document, content);
  return document;
}

// Of a booking's own address too, whose number is filled in (the code on a slip leads here); it stands in no
// link, and whether there is such a booking shows nowhere.
Document lookup_page(const ContentSet& content, const PageCall& call) {
  const bool of_booking = !call.parameter("reference").empty();
  LookupPage page{words(of_booking ? Text::booking_verify_title : Text::lookup_title),
                  words(of_booking ? Text::booking_verify_text : Text::lookup_lead),
                  contract::normalised_reference(call.parameter("reference"), contract::kPickupPrefix)
                      .value_or(std::string())};
  page.own = !of_booking;
  Document document = form_page(content, Text::frame_lookup, lookup_page_html(content, std::move(page)));
  if (!of_booking) document.entries.emplace();  // of a booking's own address, whose number another look keeps
  document.blocks.push_back(feedback_block());
  document.blocks.push_back(settings_block());
  add_service_line(document, content);
  return document;
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
            .findings = [&source] { return items_of(*source.current()); },
            .listing = Listing{Shelf::services, Text::server_page_book, Text::server_search_kind_pickup}});
  const auto add = [&](const char* pattern, contract::Document (*make)(const ContentSet&, const PageCall&),
                       std::vector<std::string> query = {}, std::optional<Listing> listing = {}) {
    book.add({.pattern = pattern,
              .query = std::move(query),
              .make = [&source, make](const PageCall& call) -> contract::Result<Document> {
                if (contract::parse_page(call.path).kind == contract::PageKind::unknown)
                  return contract::make_error(contract::ErrorCode::not_found, "no such page");
                return make(*source.current(), call);
              },
              .paths = no_paths,
              .kept = std::string_view(pattern).find("{reference}") == std::string_view::npos,
              .listing = listing});
  };
  add("/pickup/lookup", lookup_page, {}, Listing{Shelf::services, Text::frame_lookup});
  add("/pickup/new", booking_page, {"category", "item"});
  add("/pickup/new/{step}", booking_page, {"category", "item"});
  add("/pickup/{reference}", lookup_page);
  add("/pickup/{reference}/change", lookup_page);
}

}  // namespace wufei::http
