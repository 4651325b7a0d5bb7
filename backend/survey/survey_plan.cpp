#include "survey/survey_plan.hpp"

#include <algorithm>
#include <limits>

#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"
#include "lib/entered/entered_number.hpp"
#include "lib/table/csv_rows.hpp"

namespace wufei::app {
namespace {

using contract::Json;
using contract::Rule;
using Cells = std::vector<std::string>;

std::string code_of(const std::string& text, const contract::Areas& areas) {
  for (const contract::Area& area : areas)
    if (area.code == text || area.name == text) return area.code;
  return text;
}

Json number_or_text(const std::string& text) {
  const auto number = contract::entered_whole(text, std::numeric_limits<std::int64_t>::max());
  return number ? Json(*number) : Json(text);
}

// The rows as JSON, by the names in the first row. A row with another number of cells is told: a thousands
// separator makes two cells of one number.
Json rows_from_csv(std::string_view text, std::vector<contract::FieldError>& errors) {
  Json rows = Json::array();
  const service::CsvRows read = service::csv_rows(text);
  const std::vector<service::CsvRow>& lines = read.rows;
  if (read.open_quote > 0) errors.push_back({"", Rule::invalid_text, 0});
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Cells &names = lines[0].cells, &cells = lines[i].cells;
    if (cells.size() != names.size()) errors.push_back({"/" + std::to_string(i - 1), Rule::wrong_type, 0});
    Json row = Json::object();
    for (std::size_t c = 0; c < std::min(cells.size(), names.size()); ++c) {
      const std::string name = contract::trimmed(names[c]), cell = contract::trimmed(cells[c]);
      row[name] = name == "area" ? Json(cell) : number_or_text(cell);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

contract::Result<std::vector<service::PlanRow>> parse_plan(const std::string& text,
                                                           const contract::Areas& areas) {
  if (!contract::is_valid_utf8(text)) return contract::field_error("", Rule::invalid_text);
  const std::string start = contract::trimmed(text);
  std::vector<contract::FieldError> errors;
  Json rows;
  if (!start.empty() && (start[0] == '[' || start[0] == '{')) {
    auto json = contract::parse_json(text);
    if (!json) return json.error();
    rows = json->is_object() ? contract::array_or_empty(*json, "areas") : *json;
  } else {
    rows = rows_from_csv(text, errors);
  }
  std::vector<service::PlanRow> plan;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    contract::ObjectReader reader(rows[i], "/" + std::to_string(i), errors);
    service::PlanRow row;
    row.area = code_of(reader.text("area", {1, 60, false}), areas);
    row.population = reader.integer("population", 1, 100'000'000, Rule::not_a_number);
    row.sample = reader.integer("sample", 1, 100'000, Rule::not_a_number);
    plan.push_back(std::move(row));
  }
  if (!errors.empty())
    return contract::Error{contract::ErrorCode::invalid, "sampling plan", std::move(errors), 0};
  return plan;
}

}  // namespace wufei::app
