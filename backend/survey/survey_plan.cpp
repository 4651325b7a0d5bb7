#include "survey/survey_plan.hpp"

#include <charconv>

#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"

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

// Lines of cells; quotes are taken off, since no cell of a plan holds a comma.
std::vector<Cells> parse_csv(std::string_view text) {
  std::vector<Cells> lines;
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    Cells cells;
    for (bool more = true; more;) {
      const std::size_t comma = line.find(',');
      std::string cell = contract::trimmed(line.substr(0, comma));
      if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
        cell = cell.substr(1, cell.size() - 2);
      cells.push_back(std::move(cell));
      more = comma != std::string_view::npos;
      if (more) line.remove_prefix(comma + 1);
    }
    if (cells.size() > 1 || !cells.front().empty()) lines.push_back(std::move(cells));
  }
  return lines;
}

Json number_or_text(const std::string& text) {
  std::int64_t number = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && stop == text.data() + text.size() ? Json(number) : Json(text);
}

// The same rows as JSON, by the names in the first line.
Json csv_rows(const std::string& text) {
  Json rows = Json::array();
  const std::vector<Cells> lines = parse_csv(text);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    Json row = Json::object();
    for (std::size_t c = 0; c < lines[i].size() && c < lines[0].size(); ++c)
      row[lines[0][c]] = lines[0][c] == "area" ? Json(lines[i][c]) : number_or_text(lines[i][c]);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

contract::Result<std::vector<service::PlanRow>> parse_plan(const std::string& text,
                                                           const contract::Areas& areas) {
  if (!contract::is_valid_utf8(text)) return contract::field_error("", Rule::invalid_text);
  const std::string start = contract::trimmed(text);
  Json rows;
  if (!start.empty() && (start[0] == '[' || start[0] == '{')) {
    auto json = contract::parse_json(text);
    if (!json) return json.error();
    rows = json->is_object() ? contract::array_or_empty(*json, "areas") : *json;
  } else {
    rows = csv_rows(text);
  }
  std::vector<contract::FieldError> errors;
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
