// What of the county's sums anybody may read, from the same cells as the table of open data.
#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "waste/balance/waste_ledger_view.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/screen/screen_page.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::PublicTotal;
using service::TotalShown;
using service::WasteContent;

contract::Block paragraph(std::string text) {
  contract::Block block;
  block.spans = {contract::span(std::move(text))};
  return block;
}

std::string fields_words(const WasteContent& content, const PublicTotal& total) {
  std::string list;
  for (const std::string& id : total.fields) {
    const contract::WasteField* field = content.find(id);
    contract::append_listed(list, field != nullptr ? field->name : id);
  }
  return list;
}

std::string amount_words(const PublicTotal& total) {
  if (total.shown == TotalShown::withheld) return words(Text::server_totals_withheld);
  const std::string amount = contract::format_amount(total.grams, "t") + " t";
  if (total.shown == TotalShown::alone) return amount;
  return contract::text(Text::server_totals_merged, {{"amount", amount}});
}

contract::Result<contract::Document> totals_page(service::ScreenService& screen,
                                                 const service::ContentSource& source) {
  const auto totals = screen.totals();
  if (!totals) return totals.error();
  const auto content = source.current();
  const WasteContent& waste = content->get<WasteContent>();
  contract::Document document;
  document.title = words(Text::server_totals_title);
  document.description = words(Text::server_totals_about);
  document.blocks.push_back(paragraph(waste.summary_boundary));
  document.blocks.push_back(paragraph(words(Text::server_totals_rule)));
  document.blocks.push_back(paragraph(words(Text::server_totals_paper)));
  document.blocks.push_back(links_block({}, {{words(Text::server_board_title), "/waste/board"},
                                             {words(Text::server_places_title), "/waste/places"},
                                             {words(Text::server_rules_title), "/waste/rules"}}));
  if (totals->empty()) {
    document.blocks.push_back(paragraph(words(Text::server_totals_empty)));
    return document;
  }
  std::vector<std::vector<contract::Spans>> rows;
  for (const PublicTotal& one : *totals)
    rows.push_back({{contract::span(contract::format_month(one.month))},
                    {contract::span(fields_words(waste, one))},
                    {contract::span(words(one.measure == service::WasteMeasure::moved
                                              ? Text::server_balance_kind_hand_out
                                              : Text::server_balance_kind_generate))},
                    {contract::span(amount_words(one))}});
  document.blocks.push_back(table_block(words(Text::server_totals_title),
                                        {{words(Text::server_balance_month)},
                                         {words(Text::server_alarm_field)},
                                         {words(Text::server_balance_kind)},
                                         {words(Text::server_balance_amount), true}},
                                        std::move(rows)));
  return document;
}

}  // namespace

void add_waste_totals_page(DocumentBook& book, service::ScreenService& screen,
                           const service::ContentSource& content) {
  book.add({.pattern = "/waste",
            .make = [&screen, &content](const PageCall&) { return totals_page(screen, content); },
            .listing = Listing{Shelf::data, Text::server_totals_title, Text::server_totals_title}});
}

}  // namespace wufei::http
