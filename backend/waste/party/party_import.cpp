#include "waste/party/party_import.hpp"

#include <algorithm>
#include <array>

#include "county/county_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::service {
namespace {

using contract::PartyWish;
using contract::Text;

// The titles are those of the form's fields, and the short ones that lists have.
constexpr ImportColumn kPartyColumns[] = {
    {"/name", Text::server_waste_party_name, Text::server_waste_name, true},
    {"/code", Text::server_waste_code, Text::server_waste_import_code, true},
    {"/roles", Text::server_waste_roles, Text::server_waste_roles, true},
    {"/fields", Text::server_waste_fields, Text::server_waste_fields, true},
    {"/area", Text::server_waste_area, Text::server_waste_area, true},
    {"/address", Text::server_waste_address, Text::server_waste_import_address, true},
    {"/industry", Text::server_waste_industry, Text::server_waste_import_industry, false},
    {"/contact", Text::server_waste_contact, Text::server_waste_contact, true},
    {"/phone", Text::server_waste_phone, Text::server_waste_import_phone, true}};

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
std::vector<std::string> ids_in(const CsvRow& row, const ImportTable& table, std::string_view pointer,
                                PartyRows& read, Known&& known) {
  std::vector<std::string> ids;
  for (const std::string& name : names_in(table.cell(row, pointer))) {
    std::string id = known(name);
    if (id.empty())
      read.faults.push_back({row.line, import_title(kPartyColumns, pointer),
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

PartyRow read_row(const CsvRow& row, const ImportTable& table, const contract::Areas& areas,
                  const std::vector<contract::WasteField>& fields, PartyRows& read) {
  const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
  PartyRow one{row.line, {}};
  PartyWish& wish = one.wish;
  wish.name = at("/name");
  wish.code = at("/code");
  wish.roles = ids_in(row, table, "/roles", read, role_id);
  wish.fields = ids_in(row, table, "/fields", read, [&](const std::string& name) {
    for (const contract::WasteField& field : fields)
      if (field.name == name) return field.id;
    return std::string();
  });
  wish.area = import_area(areas, at("/area"));
  wish.address = at("/address");
  wish.industry = at("/industry");
  wish.contact = at("/contact");
  wish.phone = at("/phone");
  return one;
}

bool is_faulty(const PartyImport& import, int line) {
  return std::any_of(import.faults.begin(), import.faults.end(),
                     [line](const PartyRowFault& fault) { return fault.line == line; });
}

}  // namespace

PartyRows read_party_rows(std::string_view bytes, const contract::Areas& areas,
                          const std::vector<contract::WasteField>& fields) {
  const ImportTable table = import_table(bytes, kPartyColumns, kMostPartyRows);
  PartyRows read{{}, table.faults};
  for (const CsvRow& row : table.rows) read.rows.push_back(read_row(row, table, areas, fields, read));
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
      add_import_faults(row.line, how.error(), kPartyColumns, import);
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
