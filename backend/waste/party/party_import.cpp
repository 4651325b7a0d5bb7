#include "waste/party/party_import.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/table/handed_in.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::service {
namespace {

using contract::PartyWish;
using contract::Text;

// The titles are those of the form's fields, and the short ones that lists have.
struct Column {
  std::string_view pointer;
  Text title;
  Text other;
  bool needed;
};
constexpr Column kColumns[] = {
    {"/name", Text::server_waste_party_name, Text::server_waste_name, true},
    {"/code", Text::server_waste_code, Text::server_waste_import_code, true},
    {"/roles", Text::server_waste_roles, Text::server_waste_roles, true},
    {"/fields", Text::server_waste_fields, Text::server_waste_fields, true},
    {"/area", Text::server_waste_area, Text::server_waste_area, true},
    {"/address", Text::server_waste_address, Text::server_waste_import_address, true},
    {"/industry", Text::server_waste_industry, Text::server_waste_import_industry, false},
    {"/contact", Text::server_waste_contact, Text::server_waste_contact, true},
    {"/phone", Text::server_waste_phone, Text::server_waste_import_phone, true}};

const Column* column_of(std::string_view pointer) {
  for (const Column& column : kColumns)
    if (column.pointer == pointer) return &column;
  return nullptr;
}

using Places = std::map<std::string_view, std::size_t>;  // pointer -> cell

Places read_titles(const CsvRow& row, PartyRows& read) {
  Places places;
  for (std::size_t i = 0; i < row.cells.size(); ++i)
    for (const Column& column : kColumns) {
      const std::string title = contract::entered_symbols(row.cells[i]);
      if (title == contract::text(column.title) || title == contract::text(column.other))
        places.emplace(column.pointer, i);
    }
  for (const Column& column : kColumns)
    if (column.needed && places.count(column.pointer) == 0)
      read.faults.push_back({row.line,
                             {},
                             contract::text(Text::server_waste_import_header,
                                            {{"column", std::string(contract::text(column.title))}})});
  return places;
}

std::string cell(const CsvRow& row, const Places& places, std::string_view pointer) {
  const auto found = places.find(pointer);
  if (found == places.end() || found->second >= row.cells.size()) return {};
  return contract::entered_text(row.cells[found->second]);
}

// Names with any mark between them.
std::vector<std::string> names_in(const std::string& text) {
  std::vector<std::string> names(1);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = contract::next_code_point(text, at);
    if (std::u32string_view(U" ,;|/\n\u3001\uFF0C\uFF1B\u3000").find(c) != std::u32string_view::npos)
      names.emplace_back();
    else
      contract::append_utf8(names.back(), c);
  }
  std::erase(names, std::string());
  return names;
}

// Each through `known(name)` -> id, "" when it knows none.
template <class Known>
std::vector<std::string> ids_in(const CsvRow& row, const Places& places, std::string_view pointer,
                                PartyRows& read, Known&& known) {
  std::vector<std::string> ids;
  for (const std::string& name : names_in(cell(row, places, pointer))) {
    std::string id = known(name);
    if (id.empty())
      read.faults.push_back({row.line, std::string(contract::text(column_of(pointer)->title)),
                             contract::text(Text::server_waste_import_unknown, {{"value", name}})});
    else
      ids.push_back(std::move(id));
  }
  return ids;
}

std::string role_id(const std::string& name) {
  constexpr std::array kWords{Text::server_waste_role_generator, Text::server_waste_role_transporter,
                              Text::server_waste_role_receiver};
  for (std::size_t i = 0; i < kWords.size(); ++i)
    if (name == contract::text(kWords[i]))
      return std::string(contract::waste_role_name(static_cast<contract::WasteRole>(i)));
  return {};
}

PartyRow read_row(const CsvRow& row, const Places& places, const contract::Areas& areas,
                  const std::vector<contract::WasteField>& fields, PartyRows& read) {
  const auto at = [&](std::string_view pointer) { return cell(row, places, pointer); };
  PartyRow one{row.line, {}};
  PartyWish& wish = one.wish;
  wish.name = at("/name");
  wish.code = at("/code");
  wish.roles = ids_in(row, places, "/roles", read, role_id);
  wish.fields = ids_in(row, places, "/fields", read, [&](const std::string& name) {
    for (const contract::WasteField& field : fields)
      if (field.name == name) return field.id;
    return std::string();
  });
  for (const contract::Area& area : areas)
    if (area.name == at("/area") || area.code == at("/area")) wish.area = area.code;
  wish.address = at("/address");
  wish.industry = at("/industry");
  wish.contact = at("/contact");
  wish.phone = at("/phone");
  return one;
}

std::string table_words(const HandedTable& table) {
  switch (table.fault) {
    case TableFault::old_excel:
      return contract::words(Text::server_waste_import_old_excel);
    case TableFault::damaged:
      return contract::words(Text::server_waste_import_damaged);
    case TableFault::encoding:
      return contract::words(Text::server_waste_import_encoding);
    case TableFault::open_quote:
      return contract::text(Text::server_waste_import_quotes, {{"line", std::to_string(table.line)}});
    case TableFault::too_many:
      return contract::words(Text::server_waste_import_too_many);
    case TableFault::none:
    case TableFault::empty:
      break;
  }
  return contract::words(Text::server_waste_import_empty);
}

void add_faults(int line, const contract::Error& error, PartyImport& import) {
  for (const contract::FieldError& field : error.fields) {
    const Column* column = column_of(field.pointer);
    import.faults.push_back({line, column ? std::string(contract::text(column->title)) : std::string(),
                             std::string(contract::rule_text(field.rule, field.limit))});
  }
}

bool is_faulty(const PartyImport& import, int line) {
  return std::any_of(import.faults.begin(), import.faults.end(),
                     [line](const PartyRowFault& fault) { return fault.line == line; });
}

}  // namespace

PartyRows read_party_rows(std::string_view bytes, const contract::Areas& areas,
                          const std::vector<contract::WasteField>& fields) {
  PartyRows read;
  const HandedTable table = handed_table(bytes, kMostPartyRows + 1);
  if (table.fault != TableFault::none) {
    read.faults.push_back({0, {}, table_words(table)});
    return read;
  }
  const Places places = read_titles(table.sheet.rows.front(), read);
  if (!read.faults.empty()) return read;
  for (std::size_t i = 1; i < table.sheet.rows.size(); ++i)
    read.rows.push_back(read_row(table.sheet.rows[i], places, areas, fields, read));
  return read;
}

contract::Result<PartyImport> import_parties(std::string_view bytes, const ContentSet& content,
                                             RegistrationService& registration,
                                             const contract::Actor& actor) {
  PartyRows read =
      read_party_rows(bytes, content.get<CountyContent>().areas, content.get<WasteContent>().fields);
  PartyImport import{0, 0, std::move(read.faults)};
  for (const PartyRow& row : read.rows) {
    if (is_faulty(import, row.line)) continue;
    const auto how = registration.import_row(row.wish, actor);
    if (!how && how.error().fields.empty()) return how.error();
    if (!how)
      add_faults(row.line, how.error(), import);
    else if (*how == Registered::different)
      import.faults.push_back({row.line, {}, contract::words(Text::server_waste_import_different)});
    else
      ++(*how == Registered::added ? import.added : import.same);
  }
  std::stable_sort(import.faults.begin(), import.faults.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  return import;
}

}  // namespace wufei::service
