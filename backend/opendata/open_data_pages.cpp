#include "opendata/open_data_pages.hpp"

#include <algorithm>

#include "county/site/shelves.hpp"
#include "disclosure/disclosure_page.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/table/dataset_formats.hpp"

namespace wufei::http {
namespace {

using contract::Document;
using contract::Spans;
using contract::Text;
using service::Dataset;
using service::FieldType;

constexpr std::size_t kSampleRows = 10;
constexpr std::size_t kSampleColumns = 6;
constexpr std::size_t kSampleCharacters = 60;
constexpr std::size_t kShownVersions = 20;

std::string link_to(const std::string& file) {
  return "/open-data/" + file;
}

Spans download_links(const std::string& table) {
  return joined({contract::link_span("CSV", link_to(table + ".csv")),
                 contract::link_span(words(Text::server_data_csv_bom), link_to(table + ".csv?bom=1")),
                 contract::link_span("XLSX", link_to(table + ".xlsx")),
                 contract::link_span("JSON", link_to(table + ".json"))},
                words(Text::server_plan_comma));
}

contract::Block table_list(const OpenDataEdition& edition) {
  std::vector<std::vector<Spans>> rows;
  for (const Dataset& table : edition.tables) {
    const contract::DataTableText text = contract::table_text(edition.text, table.name);
    const std::string count =
        table.rows.empty() ? words(Text::server_data_none) : std::to_string(table.rows.size());
    contract::Span name = contract::link_span(text.title, link_to(table.name));
    name.strong = true;
    rows.push_back({{std::move(name), contract::span("\n" + text.description)},
                    {contract::span(count)},
                    {contract::link_span("Excel", link_to(table.name + ".xlsx")),
                     contract::link_span("CSV", link_to(table.name + ".csv")),
                     contract::link_span("JSON", link_to(table.name + ".json"))}});
  }
  contract::Block block = table_block(words(Text::server_open_data),
                                      {{words(Text::server_data_table)},
                                       {words(Text::server_data_rows), true},
                                       {words(Text::server_data_download), false, true}},
                                      std::move(rows));
  return block;
}

std::string citation_of(const OpenDataEdition& edition) {
  std::string citation = edition.text.citation;
  if (const std::size_t at = citation.find("{version}"); at != std::string::npos)
    citation.replace(at, 9, edition.edition.version);
  return citation;
}

// Puts what was added since `first` into the rail.
void put_aside(Document& page, std::size_t first, Text name, const char* anchor) {
  page.blocks[first].anchor = anchor;
  contract::fold_from(page, first, words(name), {}, true);
}

void add_rail(Document& page, const OpenDataEdition& edition) {
  const contract::OpenDataText& text = edition.text;
  std::size_t first = page.blocks.size();
  const auto paragraph = [&page](std::string words) {
    page.blocks.push_back(contract::paragraph_block(std::move(words)));
  };
  paragraph(edition.edition.version);
  paragraph(words(Text::server_data_now_about));
  page.blocks.push_back(
      contract::paragraph_block({contract::link_span(words(Text::server_data_versions), "#versions")}));
  put_aside(page, first, Text::server_data_now, "version");
  first = page.blocks.size();
  paragraph(text.licence_text);
  if (text.licence_status != "confirmed")
    page.blocks.push_back(
        contract::note_block(contract::BlockTone::warning, "", words(Text::server_data_licence_pending)));
  put_aside(page, first, Text::server_data_licence, "licence");
  first = page.blocks.size();
  paragraph(citation_of(edition));
  paragraph(
      contract::text(Text::server_data_contact, {{"name", text.contact_name}, {"line", text.contact_phone}}));
  put_aside(page, first, Text::server_data_cite, "cite");
  first = page.blocks.size();
  paragraph(words(Text::server_data_which_text));
  put_aside(page, first, Text::server_data_which, "which");
}

void add_formats(Document& page) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_data_formats), "formats"));
  page.blocks.push_back(list_block({{contract::span(words(Text::server_data_format_csv))},
                                    {contract::span(words(Text::server_data_format_guard))},
                                    {contract::span(words(Text::server_data_format_lists))},
                                    {contract::span(words(Text::server_data_format_xlsx))},
                                    {contract::span(words(Text::server_data_format_json))},
                                    {contract::span(words(Text::server_data_format_http))}}));
  page.blocks.push_back(
      spans_block(words(Text::server_data_machine),
                  {contract::link_span("datapackage.json (Frictionless)", link_to("datapackage.json")),
                   contract::link_span("catalog.jsonld (DCAT 3)", link_to("catalog.jsonld")),
                   contract::link_span("versions.json", link_to("versions.json")),
                   contract::link_span(words(Text::server_api_reference), "/api-reference")}));
}

std::string change_line(const OpenDataEdition& edition, const Edition& before, const Edition& after) {
  std::string line;
  for (const ArchivedTable& table : after.tables) {
    const auto* earlier = contract::find_by(&ArchivedTable::name, before.tables, table.name);
    if (earlier != nullptr && earlier->sha256 == table.sha256) continue;
    const std::string title = contract::table_text(edition.text, table.name).title;
    const std::string old_rows = earlier == nullptr ? "0" : std::to_string(earlier->rows);
    line += (line.empty() ? "" : words(Text::server_plan_comma)) +
            contract::text(Text::server_data_change,
                           {{"table", title}, {"before", old_rows}, {"after", std::to_string(table.rows)}});
  }
  return line.empty() ? words(Text::server_data_no_change) : line;
}

void add_versions(Document& page, const OpenDataEdition& edition, const std::vector<Edition>& editions) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_data_versions), "versions"));
  page.blocks.push_back(contract::paragraph_block(words(Text::server_data_versions_about)));
  std::vector<std::vector<Spans>> rows;
  for (std::size_t i = editions.size(); i > 0 && rows.size() < kShownVersions; --i) {
    const Edition& row = editions[i - 1];
    const std::string change =
        i > 1 ? change_line(edition, editions[i - 2], row) : words(Text::server_data_first_version);
    rows.push_back({{contract::link_span(row.version, "/open-data/v/" + row.version + "/datapackage.json")},
                    {contract::span(row.created)},
                    {contract::span(change)}});
  }
  page.blocks.push_back(table_block(words(Text::server_data_versions),
                                    {{words(Text::server_data_version), false},
                                     {words(Text::server_data_created), false},
                                     {words(Text::server_data_changes), false}},
                                    std::move(rows)));
}

contract::Result<OpenDataPtr> edition_of(const OpenData& data) {
  OpenDataPtr edition = data.current();
  if (!edition) return contract::make_error(contract::ErrorCode::unavailable, "no open data yet");
  return edition;
}

contract::Block tools_block() {
  contract::Block block;
  block.kind = contract::BlockKind::buttons;
  contract::Card api, list;
  api.title = words(Text::server_data_api);
  api.href = "/api-reference";
  list.title = words(Text::server_data_list);
  list.href = link_to("datapackage.json");
  list.icon = "download-simple";
  contract::Card recovery = card_to("/recovery", Text::server_recovery_title);
  block.cards = {std::move(api), std::move(list), std::move(recovery)};
  return block;
}

contract::Result<Document> overview(const OpenData& data) {
  const auto edition = edition_of(data);
  if (!edition) return edition.error();
  const OpenDataEdition& current = **edition;
  Document page = disclosure_page(words(Text::server_open_data), current.text.description);
  page.updated = current.edition.created.substr(0, 10);
  page.blocks.push_back(contract::paragraph_block(
      contract::text(Text::server_data_intro, {{"count", std::to_string(current.tables.size())}})));
  page.blocks.push_back(tools_block());
  page.blocks.push_back(table_list(current));
  add_formats(page);
  add_versions(page, current, data.archive().editions());
  add_rail(page, current);
  return page;
}

std::string type_name(FieldType type) {
  switch (type) {
    case FieldType::integer:
      return words(Text::server_data_type_integer);
    case FieldType::number:
      return words(Text::server_data_type_number);
    case FieldType::boolean:
      return words(Text::server_data_type_boolean);
    case FieldType::date:
      return words(Text::server_data_type_date);
    case FieldType::instant:
      return words(Text::server_data_type_instant);
    case FieldType::texts:
    case FieldType::integers:
      return words(Text::server_data_type_list);
    case FieldType::text:
      break;
  }
  return words(Text::server_data_type_text);
}

contract::Block field_list(const Dataset& table, const contract::DataTableText& text) {
  std::vector<std::vector<Spans>> rows;
  for (const service::DatasetField& field : table.fields) {
    const contract::DataFieldText about = contract::field_text(text, field.name);
    const bool key = contract::is_among(table.key, field.name);
    contract::Span name = contract::span(field.name);
    name.code = true;
    std::string meaning = about.description;
    if (!field.refers_to.empty())
      meaning += contract::text(Text::server_data_refers, {{"field", field.refers_to}});
    rows.push_back({{name},
                    {contract::span(about.title)},
                    {contract::span(type_name(field.type))},
                    {contract::span(key ? words(Text::server_data_key)
                                        : words(field.required ? Text::server_data_required
                                                               : Text::server_data_optional))},
                    text_or_none(meaning)});
  }
  return table_block(words(Text::server_data_fields),
                     {{words(Text::server_data_field_name), false},
                      {words(Text::server_data_field), false},
                      {words(Text::server_data_type), false},
                      {words(Text::server_data_presence), false},
                      {words(Text::server_data_meaning), false}},
                     std::move(rows));
}

// At most so many characters: a sample is no download.
std::string shortened(const std::string& text) {
  std::size_t at = 0, count = 0;
  while (at < text.size() && count < kSampleCharacters) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    ++count;
  }
  return at == text.size() ? text : text.substr(0, at) + words(Text::server_data_more);
}

contract::Block sample(const Dataset& table, const contract::DataTableText& text) {
  const std::size_t columns = std::min(table.fields.size(), kSampleColumns);
  std::vector<contract::TableColumn> heads;
  for (std::size_t i = 0; i < columns; ++i) {
    const FieldType type = table.fields[i].type;
    heads.push_back({contract::field_text(text, table.fields[i].name).title,
                     i > 0 && (type == FieldType::integer || type == FieldType::number)});
  }
  std::vector<std::vector<Spans>> rows;
  for (std::size_t r = 0; r < std::min(table.rows.size(), kSampleRows); ++r) {
    std::vector<Spans> row;
    for (std::size_t i = 0; i < columns; ++i)
      row.push_back(text_or_none(shortened(value_text(table.rows[r][i]))));
    rows.push_back(std::move(row));
  }
  return table_block(words(Text::server_data_sample), std::move(heads), std::move(rows));
}

contract::Block table_facts(const OpenDataEdition& edition, const Dataset& table,
                            const contract::DataTableText& text) {
  std::string hash;
  for (const ArchivedFile& file : edition.edition.files)
    if (file.name == table.name + ".csv") hash = file.sha256;
  contract::Span hash_span = contract::span(hash);
  hash_span.code = true;
  return facts_block(words(Text::server_plan_facts),
                     {{words(Text::server_data_rows), {contract::span(std::to_string(table.rows.size()))}},
                      {words(Text::server_data_version), {contract::span(edition.edition.version)}},
                      {words(Text::server_data_created), {contract::span(edition.edition.created)}},
                      {words(Text::server_data_source), text_or_none(text.source)},
                      {words(Text::server_data_licence),
                       {contract::link_span(edition.text.licence_title, "/open-data#licence")}},
                      {words(Text::server_data_hash), {hash_span}}});
}

contract::Result<Document> table_page(const OpenData& data, std::string_view name) {
  const auto edition = edition_of(data);
  if (!edition) return edition.error();
  const Dataset* table = (*edition)->table(name);
  if (table == nullptr) return contract::make_error(contract::ErrorCode::not_found, "no such table");
  const contract::DataTableText text = contract::table_text((*edition)->text, name);
  Document page =
      disclosure_page(text.title, text.description, {{words(Text::server_open_data), "/open-data"}});
  page.type = "Dataset";
  page.updated = (*edition)->edition.created.substr(0, 10);
  page.blocks.push_back(contract::paragraph_block(text.description));
  page.blocks.push_back(table_facts(**edition, *table, text));
  page.blocks.push_back(contract::heading_block(2, words(Text::server_data_download), "download"));
  std::vector<contract::Span> links;
  for (contract::Span& link : download_links(table->name))
    if (!link.href.empty()) links.push_back(std::move(link));
  links.push_back(contract::link_span("CSVW", link_to(table->name + ".csv-metadata.json")));
  page.blocks.push_back(spans_block(words(Text::server_data_download), std::move(links)));
  page.blocks.push_back(contract::heading_block(2, words(Text::server_data_fields), "fields"));
  page.blocks.push_back(field_list(*table, text));
  page.blocks.push_back(contract::heading_block(2, words(Text::server_data_sample), "sample"));
  page.blocks.push_back(table->rows.empty() ? contract::paragraph_block(words(Text::server_data_empty))
                                            : sample(*table, text));
  return page;
}

}  // namespace

void add_open_data_pages(DocumentBook& book, const OpenData& data, std::vector<std::string> tables) {
  book.add({.pattern = "/open-data",
            .make = [&data](const PageCall&) { return overview(data); },
            .listing =
                Listing{Shelf::data, Text::server_article_to_open_data, Text::server_search_kind_open_data}});
  book.add({.pattern = "/open-data/{name}",
            .make = [&data](const PageCall& call) { return table_page(data, call.parameter("name")); },
            .paths =
                [tables = std::move(tables)] {
                  std::vector<std::string> paths;
                  for (const std::string& table : tables) paths.push_back("/open-data/" + table);
                  return paths;
                }});
}

}  // namespace wufei::http
