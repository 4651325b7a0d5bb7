#include "waste/party/stream_import.hpp"

#include <array>

#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Text;

// The titles are those of the form's fields, and the short ones that lists have.
constexpr ImportColumn kStreamColumns[] = {
    {"/name", Text::server_waste_stream_name, Text::server_waste_name, true},
    {"/code", Text::server_waste_codes, Text::server_waste_import_code, true},
    {"/process", Text::server_waste_process, Text::server_waste_process, true},
    {"/features", Text::server_waste_features, Text::server_waste_features, false},
    {"/yearly", Text::server_waste_stream_yearly, Text::server_waste_import_yearly, false},
    {"/way", Text::server_waste_way, Text::server_waste_way, true},
    {"/destination", Text::server_waste_destination, Text::server_waste_role_receiver, false},
    {"/place", Text::server_waste_stream_place, Text::server_waste_import_place, false},
    {"/active_from", Text::server_waste_active_from, Text::server_waste_active_from, true},
    {"/active_until", Text::server_waste_active_until, Text::server_waste_active_until, false}};

// By its name; what is none is left as it is, and refused with the row.
std::string way_id(std::string typed) {
  constexpr std::array kWays{Text::server_waste_kind_self_use, Text::server_waste_way_self_dispose,
                             Text::server_waste_way_entrust_use, Text::server_waste_way_entrust_dispose};
  for (std::size_t i = 0; i < kWays.size(); ++i)
    if (typed == contract::text(kWays[i])) return std::string(contract::kStreamWays[i]);
  return typed;
}

contract::StreamWish stream_wish(const ImportTable& table, const CsvRow& row) {
  const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
  const std::string code = at("/code");  // a name may stand behind it
  return {at("/name"),        code.substr(0, code.find(' ')),
          at("/process"),     at("/features"),
          at("/yearly"),      way_id(at("/way")),
          at("/destination"), at("/place"),
          at("/active_from"), at("/active_until")};
}

// Of the party as such, not of the row.
bool concerns_party(const contract::Error& error) {
  return error.fields.empty() || error.fields.front().rule == contract::Rule::waste_state;
}

}  // namespace

contract::Result<PartyImport> import_streams(std::int64_t party, std::string_view bytes,
                                             RegistrationService& registration, const PartyCaller& caller) {
  const ImportTable table = import_table(bytes, kStreamColumns, kMostStreams);
  PartyImport import{0, 0, table.faults};
  for (const CsvRow& row : table.rows) {
    const auto how = registration.add_stream(party, stream_wish(table, row), caller);
    if (!how && concerns_party(how.error())) return how.error();
    if (!how)
      add_import_faults(row.line, how.error(), kStreamColumns, import);
    else
      ++(*how == Registered::added ? import.added : import.same);
  }
  return import;
}

}  // namespace wufei::service
