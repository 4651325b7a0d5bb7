#include "waste/board/board_public.hpp"

#include "county/site/shelves.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "waste/board/desk/board_room.hpp"
#include "waste/board/desk/board_words.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::Text;
using service::ContentSet;
using service::PublicOffer;

struct PublicBoard {
  service::BoardService& board;
  const service::ContentSource& content;
};

contract::Filter filter_of(const char* name, Text label, std::string_view value) {
  contract::Filter filter;
  filter.name = name;
  filter.label = words(label);
  filter.value = value;
  filter.choices.push_back({"", words(Text::server_waste_all_codes)});
  return filter;
}

contract::Block filters(const ContentSet& content, const PageCall& call) {
  using enum contract::OfferKind;
  contract::Filter kinds = filter_of("kind", Text::server_board_kind, call.value("kind"));
  for (const contract::OfferKind kind : {available, wanted, partial})
    kinds.choices.push_back(
        {std::string(contract::offer_kind_name(kind)), std::string(offer_kind_words(kind))});
  contract::Filter products = filter_of("product", Text::server_board_product, call.value("product"));
  for (const contract::BoardProduct& product : content.get<service::WasteContent>().board.products)
    products.choices.push_back({product.id, product.name});
  return filters_block(words(Text::server_board_title), std::string(kPublicBoard),
                       {std::move(kinds), std::move(products)});
}

std::string party_words(const PublicOffer& one) {
  return one.person ? words(Text::server_board_sole_trader) : one.party;
}

contract::Card card_of(const ContentSet& content, const PublicOffer& one) {
  const contract::BoardOffer& offer = one.offer;
  std::string text;
  for (const std::string& part : {amount_words(content, offer), area_words(content, offer.area),
                                  price_words(content, offer), period_words(offer), party_words(one)})
    if (!part.empty()) contract::append_listed(text, part);
  contract::Card card = card_to(std::string(kPublicBoard) + "/" + std::to_string(offer.id),
                                product_words(content, offer), {}, std::move(text));
  card.badge = offer_kind_words(offer.kind);
  return card;
}

contract::Result<Document> list_page(const PublicBoard& room, const PageCall& call) {
  const auto offers =
      room.board.published({std::string(call.value("kind")), std::string(call.value("product"))});
  if (!offers) return offers.error();
  const auto content = room.content.current();
  Document document;
  document.title = words(Text::server_board_title);
  document.description = words(Text::server_board_about);
  document.blocks.push_back(contract::paragraph_block(document.description));
  document.blocks.push_back(buttons_block({card_to(std::string(kOwnBoard), Text::server_board_to_new)}));
  document.blocks.push_back(filters(*content, call));
  document.blocks.push_back(contract::paragraph_block(
      offers->empty()
          ? words(Text::server_board_empty)
          : contract::text(Text::server_board_count, {{"count", std::to_string(offers->size())}})));
  if (offers->size() >= static_cast<std::size_t>(service::kOffersOnPage))
    document.blocks.push_back(contract::paragraph_block(
        contract::text(Text::server_board_more, {{"count", std::to_string(service::kOffersOnPage)}})));
  std::vector<contract::Card> cards;
  for (const PublicOffer& one : *offers) cards.push_back(card_of(*content, one));
  if (!cards.empty()) document.blocks.push_back(cards_block(document.title, std::move(cards)));
  document.blocks.push_back(contract::paragraph_block(words(Text::server_board_sign_in_about)));
  return document;
}

std::int64_t number_in(const PageCall& call) {
  const std::string_view text = call.parameter("number");
  const auto number = contract::leading_whole<std::int64_t>(text);
  return text == std::to_string(number) ? number : 0;
}

contract::Result<Document> offer_page(const PublicBoard& room, const PageCall& call) {
  const auto one = room.board.published_one(number_in(call));
  if (!one) return one.error();
  const auto content = room.content.current();
  const contract::BoardOffer& offer = one->offer;
  Document document;
  document.title = offer_title(*content, offer);
  document.description = words(Text::server_board_about);
  document.indexed = false;
  document.crumbs = {{words(Text::server_board_title), std::string(kPublicBoard)}};
  contract::Block facts = facts_block(document.title);
  add_fact(facts, Text::server_board_party, party_or_nobody(party_words(*one)));
  for (const auto& [label, value] : offer_facts(*content, offer)) add_fact(facts, label, value);
  add_fact(facts, Text::server_board_expires,
           contract::format_date(contract::china_date(offer.expires_at - 1)));
  document.blocks.push_back(std::move(facts));
  document.blocks.push_back(contract::paragraph_block(words(Text::server_board_sign_in_about)));
  document.blocks.push_back(buttons_block(
      {card_to(std::string(kOwnBoard) + "/" + std::to_string(offer.id), Text::server_board_sign_in)}));
  return document;
}

std::vector<Finding> board_finding() {
  return {{std::string(kPublicBoard), words(Text::server_board_title), words(Text::server_board_about)}};
}

}  // namespace

void add_public_board(DocumentBook& book, service::BoardService& board,
                      const service::ContentSource& content) {
  const auto room = std::make_shared<const PublicBoard>(PublicBoard{board, content});
  book.add({.pattern = std::string(kPublicBoard),
            .query = {"kind", "product"},
            .make = [room](const PageCall& call) { return list_page(*room, call); },
            .findings = board_finding,
            .kept = false,
            .listing = Listing{Shelf::data, Text::server_board_title}});
  book.add({.pattern = std::string(kPublicBoard) + "/{number}",
            .make = [room](const PageCall& call) { return offer_page(*room, call); },
            .paths = no_paths,
            .findings = no_findings,
            .kept = false});
}

}  // namespace wufei::http
