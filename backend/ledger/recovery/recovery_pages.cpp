#include "ledger/recovery/recovery_pages.hpp"

#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "ledger/ledger_text.hpp"
#include "ledger/recovery/punctuality.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "pickup/outcome/outcome.hpp"

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

std::string pieces_text_of(const CountCell& cell) {
  return shown_text(cell, std::to_string(cell.pieces));
}

std::string kilograms_text_of(const CountCell& cell) {
  return shown_text(cell, service::kilograms_of(cell.grams));
}

contract::Block month_table(const RecoveryMonth& month, const service::ContentSet& content, Text caption,
                            std::string (*text)(const CountCell&)) {
  std::vector<contract::TableColumn> columns{{words(Text::server_recovery_area)}};
  for (const std::string& category : month.categories)
    columns.push_back({service::category_name(content, category), true});
  columns.push_back({words(Text::server_recovery_sum), true});
  std::vector<std::vector<Spans>> rows;
  for (std::size_t row = 0; row < month.table.rows; ++row) {
    const bool sum = row == month.areas.size();
    std::vector<Spans> cells{{contract::span(sum ? words(Text::server_recovery_sum)
                                                 : service::area_name(content, month.areas[row]))}};
    for (std::size_t column = 0; column < month.table.columns; ++column)
      cells.push_back({contract::span(text(month.table.at(row, column)))});
    rows.push_back(std::move(cells));
  }
  return table_block(words(caption), std::move(columns), std::move(rows));
}

void add_collected(Document& page, const RecoveryMonth& month, const service::ContentSet& content) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_recovery_collected), "collected"));
  if (!month.collected) {
    page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_nothing)));
    return;
  }
  page.blocks.push_back(month_table(month, content, Text::server_recovery_pieces, pieces_text_of));
  page.blocks.push_back(month_table(month, content, Text::server_recovery_kilograms, kilograms_text_of));
  page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_withheld)));
}

void add_punctuality(Document& page, const RecoveryMonth& month) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_recovery_punctuality), "punctuality"));
  if (month.parts.empty()) {
    page.blocks.push_back(contract::paragraph_block(words(Text::server_recovery_no_sheets)));
    return;
  }
  std::vector<std::vector<Spans>> rows;
  for (const service::RecoveryPart& part : month.parts)
    rows.push_back({{contract::span(part.title)}, {contract::span(pieces_text_of(part.count))}});
  rows.push_back({{contract::span(words(Text::server_recovery_upheld))},
                  {contract::span(pieces_text_of(month.upheld))}});
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
  page.type = "Dataset";
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

contract::Result<Document> page_of(service::LedgerService& ledger, const service::ContentSource& source,
                                   const PageCall& call) {
  const auto months = ledger.recovery();
  if (!months) return months.error();
  const std::string_view wanted = call.parameter("month");
  const RecoveryMonth* shown = wanted.empty() && !months->empty() ? &months->back() : nullptr;
  for (const RecoveryMonth& month : *months)
    if (contract::format_month(month.month) == wanted) shown = &month;
  if (!wanted.empty() && shown == nullptr)
    return contract::make_error(contract::ErrorCode::not_found, "no such month");
  return recovery_page(*months, shown, *source.current());
}

std::vector<std::string> month_paths(service::LedgerService& ledger) {
  std::vector<std::string> paths;
  if (const auto months = ledger.recovery())
    for (const RecoveryMonth& month : *months) paths.push_back(month_path(month.month));
  return paths;
}

}  // namespace

void add_recovery_pages(DocumentBook& book, service::LedgerService& ledger,
                        const service::ContentSource& source) {
  const auto make = [&ledger, &source](const PageCall& call) { return page_of(ledger, source, call); };
  book.add({.pattern = "/recovery",
            .make = make,
            .listing = Listing{Shelf::data, Text::server_recovery_title, Text::server_recovery_title}});
  book.add({.pattern = "/recovery/{month}",
            .make = make,
            .paths = [&ledger] { return month_paths(ledger); },
            .findings = no_findings});
}

}  // namespace wufei::http
