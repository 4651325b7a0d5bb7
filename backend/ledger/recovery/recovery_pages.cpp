#include "ledger/recovery/recovery_pages.hpp"

#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "ledger/ledger_text.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::Spans;
using contract::Text;
using service::CountCell;
using service::RecoveryMonth;
using service::Shown;
using Months = std::vector<RecoveryMonth>;

constexpr std::size_t kListed = 36;  // months in the list

std::string month_path(contract::Month month) {
  return "/recovery/" + contract::format_month(month);
}

std::string shown_text(const CountCell& cell, const std::string& number) {
  if (cell.shown == Shown::few) return words(Text::server_recovery_few);
  if (cell.shown == Shown::guarded) return words(Text::server_recovery_guarded);
  return number;
}

// With its unit: on phones the cells of a row stand below each other, without titles.
std::string with_unit(const CountCell& cell, Text unit, const std::string& number) {
  return shown_text(cell, contract::text(unit, {{"count", number}}));
}

std::string stops_of(const CountCell& cell) {
  return with_unit(cell, Text::server_recovery_of_stops, std::to_string(cell.pieces));
}

std::vector<Spans> amount_row(const std::string& name, const CountCell& cell) {
  return {{contract::span(name)},
          {contract::span(with_unit(cell, Text::server_recovery_of_pieces, std::to_string(cell.pieces)))},
          {contract::span(
              with_unit(cell, Text::server_recovery_of_kilograms, service::kilograms_of(cell.grams)))}};
}

bool is_nothing(const CountCell& cell) {
  return cell.shown == Shown::open && cell.pieces == 0 && cell.grams == 0;
}

// Of one category, or of all: the areas in which anything was collected, and the county.
contract::Block amounts(const RecoveryMonth& month, std::size_t column, const std::string& name,
                        const service::ContentSet& content) {
  std::vector<std::vector<Spans>> rows;
  for (std::size_t row = 0; row < month.areas.size(); ++row)
    if (!is_nothing(month.table.at(row, month.categories.size())))
      rows.push_back(amount_row(service::area_name(content, month.areas[row]), month.table.at(row, column)));
  rows.push_back(amount_row(words(Text::server_recovery_county), month.table.at(month.areas.size(), column)));
  return table_block(name,
                     {{words(Text::server_recovery_area)},
                      {words(Text::server_recovery_pieces), true},
                      {words(Text::server_recovery_kilograms), true}},
                     std::move(rows));
}

void add_collected(Document& page, const RecoveryMonth& month, const service::ContentSet& content) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_recovery_collected), "collected"));
  if (!month.collected) {
    page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_nothing)));
    return;
  }
  page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_withheld)));
  const std::size_t all = month.categories.size();
  page.blocks.push_back(amounts(month, all, words(Text::server_recovery_every_category), content));
  for (std::size_t column = 0; column < all; ++column)
    page.blocks.push_back(
        amounts(month, column, service::category_name(content, month.categories[column]), content));
}

void add_punctuality(Document& page, const RecoveryMonth& month) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_recovery_punctuality), "punctuality"));
  if (month.parts.empty()) {
    page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_no_sheets)));
    return;
  }
  std::vector<std::vector<Spans>> rows;
  for (const service::RecoveryPart& part : month.parts)
    rows.push_back({{contract::span(part.title)}, {contract::span(stops_of(part.count))}});
  rows.push_back(
      {{contract::span(words(Text::server_recovery_upheld))}, {contract::span(stops_of(month.upheld))}});
  page.blocks.push_back(table_block(
      words(Text::server_recovery_punctuality),
      {{words(Text::server_recovery_part)}, {words(Text::server_recovery_stops), true}}, std::move(rows)));
  page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_punctuality_about)));
}

void add_months(Document& page, const Months& months) {
  if (months.empty()) return;
  std::vector<contract::Link> links;
  for (std::size_t i = months.size(); i > 0 && links.size() < kListed; --i)
    links.push_back({service::month_words(months[i - 1].month), month_path(months[i - 1].month)});
  page.blocks.push_back(contract::heading_block(2, words(Text::server_recovery_months), "months"));
  page.blocks.push_back(links_block(words(Text::server_recovery_months), std::move(links)));
}

void add_data_links(Document& page) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_recovery_data), "data"));
  page.blocks.push_back(
      links_block(words(Text::server_recovery_data),
                  {{words(Text::server_recovery_collected), "/open-data/recovery_by_month"},
                   {words(Text::server_recovery_punctuality), "/open-data/pickup_punctuality"}}));
}

// `shown` null: nothing is published yet.
Document recovery_page(const Months& months, const RecoveryMonth* shown, const service::ContentSet& content) {
  Document page;
  page.title = words(Text::server_recovery_title);
  page.description = contract::text(Text::server_recovery_description,
                                    {{"county", content.get<service::CountyContent>().site.county_name}});
  page.section = "disclosure";
  page.crumbs = {{words(Text::frame_disclosure), "/disclosure"},
                 {words(Text::server_open_data), "/open-data"}};
  page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_lead)));
  if (shown == nullptr) {
    page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_not_yet)));
  } else {
    page.title += " " + service::month_words(shown->month);
    add_collected(page, *shown, content);
    add_punctuality(page, *shown);
  }
  add_months(page, months);
  add_data_links(page);
  return page;
}

contract::Error no_such_month() {
  return contract::make_error(contract::ErrorCode::not_found, "no such month");
}

// The month of the address, if it is published; asks for no number of the ledger, for anybody may write any
// address. Errors: not_found, unavailable.
contract::Result<contract::Month> wanted_month(service::LedgerService& ledger, std::string_view text) {
  const auto month = contract::parse_month(text);
  if (!month) return no_such_month();
  const auto last = ledger.last_closed();
  if (!last) return last.error();
  return *month <= *last ? contract::Result<contract::Month>(*month) : no_such_month();
}

contract::Result<Document> newest_page(service::LedgerService& ledger, const service::ContentSource& source) {
  const auto months = ledger.recovery();
  if (!months) return months.error();
  return recovery_page(**months, (*months)->empty() ? nullptr : &(*months)->back(), *source.current());
}

contract::Result<Document> month_page(service::LedgerService& ledger, const service::ContentSource& source,
                                      const PageCall& call) {
  const auto wanted = wanted_month(ledger, call.parameter("month"));
  if (!wanted) return wanted.error();
  const auto months = ledger.recovery();
  if (!months) return months.error();
  for (const RecoveryMonth& month : **months)
    if (month.month == *wanted) return recovery_page(**months, &month, *source.current());
  return no_such_month();
}

std::vector<std::string> month_paths(service::LedgerService& ledger) {
  std::vector<std::string> paths;
  if (const auto months = ledger.recovery())
    for (const RecoveryMonth& month : **months) paths.push_back(month_path(month.month));
  return paths;
}

}  // namespace

void add_recovery_pages(DocumentBook& book, service::LedgerService& ledger,
                        const service::ContentSource& source) {
  book.add({.pattern = "/recovery",
            .make = [&ledger, &source](const PageCall&) { return newest_page(ledger, source); },
            .listing = Listing{Shelf::data, Text::server_recovery_title, Text::server_recovery_title}});
  book.add({.pattern = "/recovery/{month}",
            .make = [&ledger, &source](const PageCall& call) { return month_page(ledger, source, call); },
            .paths = [&ledger] { return month_paths(ledger); },
            .findings = no_findings});
}

}  // namespace wufei::http
