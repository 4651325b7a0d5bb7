#include "waste/party/stream_import.hpp"

#include <iterator>

#include "lib/base/words.hpp"
#include "waste/party/import_rows.hpp"

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

// In the order of kStreamWays.
constexpr Text kWayNames[] = {Text::server_waste_kind_self_use, Text::server_waste_way_self_dispose,
                              Text::server_waste_way_entrust_use, Text::server_waste_way_entrust_dispose};
static_assert(std::size(kWayNames) == std::size(contract::kStreamWays));

contract::StreamWish stream_wish(const ImportTable& table, const CsvRow& row) {
  const auto at = [&](std::string_view pointer) { return table.cell(row, pointer); };
  const std::string code = at("/code");  // a name may stand behind it
  return {at("/name"),        code.substr(0, code.find(' ')),
          at("/process"),     at("/features"),
          at("/yearly"),      import_id(at("/way"), contract::kStreamWays, kWayNames),
          at("/destination"), at("/place"),
          at("/active_from"), at("/active_until")};
}

}  // namespace

contract::Result<PartyImport> import_streams(std::int64_t party, std::string_view bytes,
                                             RegistrationService& registration, const PartyCaller& caller) {
  const ImportTable table = import_table(bytes, kStreamColumns, kMostStreams);
  const auto add = [&](const CsvRow& row) {
    return registration.add_stream(party, stream_wish(table, row), caller);
  };
  return import_rows(table, kStreamColumns, add, concerns_party);
}

}  // namespace wufei::service
