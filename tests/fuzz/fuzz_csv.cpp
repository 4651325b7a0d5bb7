// Tables that offices hand in: the register of drop-off places and sampling plans. Quoted again, rows are the
// same; a register without faults holds only what the rules allow.
#include <cstdlib>
#include <string>

#include "guide/place_import.hpp"
#include "lib/base/utf8.hpp"
#include "lib/table/csv_rows.hpp"
#include "survey/survey_plan.hpp"

using namespace wufei;

namespace {

std::string quoted(const service::CsvRows& rows) {
  std::string out;
  for (const service::CsvRow& row : rows.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      out += i == 0 ? "\"" : ",\"";
      for (const char c : row.cells[i]) out += c == '"' ? "\"\"" : std::string(1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

void check_rows(std::string_view text) {
  const service::CsvRows rows = service::csv_rows(text);
  if (rows.open_quote != 0) return;
  const service::CsvRows again = service::csv_rows(quoted(rows));
  if (again.open_quote != 0 || again.rows.size() != rows.rows.size()) std::abort();
  for (std::size_t i = 0; i < rows.rows.size(); ++i)
    if (again.rows[i].cells != rows.rows[i].cells) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_rows(text);
  const contract::Areas areas{{"371524001", "North", "subdistrict", {}}};
  const service::PlaceImport import = service::read_places(text, areas);
  if (import.faults.empty() && import.places.empty()) std::abort();  // a refusal names its reason
  for (const contract::DropPlace& place : import.places)
    if (import.faults.empty() &&
        (place.id.empty() || place.area != "371524001" || !contract::is_valid_utf8(place.name)))
      std::abort();
  const auto plan = app::parse_plan(text, areas);
  if (plan)
    for (const service::PlanRow& row : *plan)
      if (row.population < 1 || row.sample < 1 || row.area.empty()) std::abort();
  return 0;
}
