#include "waste/places/places_pages.hpp"

#include "county/site/shelves.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::Text;
using service::ContentSet;

std::string until_words(const contract::Permit& permit) {
  return contract::text(Text::server_places_until, {{"permit", permit_words(permit.kind)},
                                                    {"date", contract::format_date(permit.valid_until)}});
}

std::string party_words(const std::string& name) {
  return name.empty() ? words(Text::server_board_sole_trader) : name;
}

contract::Card card_of(const ContentSet& content, const service::ApprovedTransporter& one) {
  std::string text = area_words(content, one.area);
  contract::append_listed(
      text, contract::text(Text::server_places_vehicles, {{"count", std::to_string(one.vehicles)}}));
  contract::append_listed(text, until_words(one.permit));
  return card_to({}, party_words(one.party), {}, std::move(text));
}

contract::Card card_of(const ContentSet& content, const service::ReceivingSite& one) {
  const auto tonnes = [](Text words_of, std::int64_t grams) {
    return contract::text(words_of, {{"amount", contract::format_amount(grams, "t")}});
  };
  std::string text = party_words(one.party);
  contract::append_listed(text, area_words(content, one.facility.area));
  contract::append_listed(text, one.facility.capacity > 0
                                    ? tonnes(Text::server_places_capacity, one.facility.capacity)
                                    : words(Text::server_places_no_capacity));
  contract::append_listed(
      text, one.left ? tonnes(Text::server_places_left, *one.left) : words(Text::server_places_left_unknown));
  contract::append_listed(text, until_words(one.permit));
  const std::string kind(facility_words(one.facility.kind));
  contract::Card card =
      card_to({}, one.facility.name.empty() ? kind : one.facility.name, {}, std::move(text));
  card.badge = kind;
  return card;
}

template <class Rows>
void add_section(Document& document, const ContentSet& content, Text title, const Rows& rows) {
  document.blocks.push_back(contract::heading_block(2, words(title)));
  if (rows.empty()) {
    document.blocks.push_back(contract::paragraph_block(words(Text::server_places_none)));
    return;
  }
  std::vector<contract::Card> cards;
  for (const auto& row : rows) cards.push_back(card_of(content, row));
  document.blocks.push_back(cards_block(words(title), std::move(cards)));
}

contract::Result<Document> places_page(service::PlacesService& service,
                                       const service::ContentSource& source) {
  const auto places = service.places();
  if (!places) return places.error();
  const auto content = source.current();
  Document document;
  document.title = words(Text::server_places_title);
  document.description = words(Text::server_places_about);
  document.blocks.push_back(contract::paragraph_block(document.description));
  add_section(document, *content, Text::server_places_transporters, places->transporters);
  add_section(document, *content, Text::server_places_sites, places->sites);
  return document;
}

// ---- Rules

std::string codes_words(const contract::WasteField& field) {
  std::size_t open = 0;
  for (const contract::WasteCode& code : field.codes) open += code.verified ? 0 : 1;
  return contract::text(Text::server_rules_codes,
                        {{"count", std::to_string(field.codes.size())},
                         {"open", std::to_string(open)},
                         {"edition", field.codes.empty() ? std::string() : field.codes.front().edition}});
}

contract::Block field_facts(const contract::WasteField& field) {
  const auto number = [](int value) { return std::to_string(value); };
  contract::Block list = list_block();
  const auto line = [&list](std::string text) { list.items.push_back({contract::span(std::move(text))}); };
  if (field.mirrored) line(words(Text::server_rules_mirrored));
  line(contract::text(Text::server_rules_limits, {{"start", number(field.start_days)},
                                                  {"hours", number(field.transit_hours)},
                                                  {"accept", number(field.accept_workdays)},
                                                  {"store", number(field.store_days)}}));
  line(contract::text(Text::server_rules_declare,
                      {{"months", number(field.declare_months)}, {"days", number(field.declare_days)}}));
  line(codes_words(field));
  return list;
}

contract::Card rule_card(const contract::AlarmRule& rule) {
  contract::Card card =
      card_to({}, rule.id + " " + rule.title, {},
              rule.about + " " + contract::text(Text::server_rules_basis, {{"basis", rule.basis}}));
  if (!rule.verified) card.badge = words(Text::server_rules_unverified);
  return card;
}

Document rules_page(const service::WasteContent& waste) {
  Document document;
  document.title = words(Text::server_rules_title);
  document.description = words(Text::server_rules_about);
  document.blocks.push_back(contract::paragraph_block(waste.boundary));
  document.blocks.push_back(contract::paragraph_block(document.description));
  document.blocks.push_back(contract::heading_block(2, words(Text::server_rules_fields)));
  for (const contract::WasteField& field : waste.fields) {
    document.blocks.push_back(contract::heading_block(3, field.name));
    document.blocks.push_back(field_facts(field));
  }
  document.blocks.push_back(contract::heading_block(2, words(Text::server_rules_alarms)));
  std::vector<contract::Card> cards;
  for (const contract::AlarmRule& rule : waste.alarms) cards.push_back(rule_card(rule));
  document.blocks.push_back(cards_block(words(Text::server_rules_alarms), std::move(cards)));
  return document;
}

}  // namespace

void add_places_page(DocumentBook& book, service::PlacesService& places,
                     const service::ContentSource& content) {
  book.add({.pattern = std::string(kWastePlaces),
            .make = [&places, &content](const PageCall&) { return places_page(places, content); },
            .findings =
                [] {
                  return std::vector<Finding>{{std::string(kWastePlaces), words(Text::server_places_title),
                                               words(Text::server_places_about)}};
                },
            .kept = false,
            .listing = Listing{Shelf::data, Text::server_places_title}});
}

void add_waste_rules_page(DocumentBook& book, const service::ContentSource& content) {
  book.add({.pattern = std::string(kWasteRules),
            .make = [&content](const PageCall&) -> contract::Result<Document> {
              return rules_page(content.current()->get<service::WasteContent>());
            },
            .listing = Listing{Shelf::data, Text::server_rules_title}});
}

}  // namespace wufei::http
