#include "guide/place_import.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "lib/base/utf8.hpp"
#include "lib/table/csv_rows.hpp"

namespace wufei::service {
namespace {

using contract::DropPlace;
using Columns = std::map<std::string, std::size_t, std::less<>>;

constexpr std::array<std::string_view, 7> kNeeded{"id",      "name",  "area",      "type",
                                                  "address", "hours", "categories"};
constexpr std::array<std::string_view, 2> kPosition{"latitude", "longitude"};
constexpr std::array<std::string_view, 5> kTypes{"recycling", "hazardous", "bulky", "construction",
                                                 "village"};
constexpr std::array<std::string_view, 6> kCategories{"recyclable", "hazardous", "kitchen",
                                                      "other",      "bulky",     "construction"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& known, std::string_view value) {
  return std::find(known.begin(), known.end(), value) != known.end();
}

// One row of the file while it is checked.
class Row {
 public:
  Row(int number, const std::vector<std::string>& cells, const Columns& columns,
      std::vector<PlaceFault>& faults)
      : number_(number), cells_(cells), columns_(columns), faults_(faults) {}

  void fail(std::string_view column, PlaceRule rule, int limit = 0) {
    faults_.push_back({number_, std::string(column), rule, limit});
  }
  [[nodiscard]] std::string cell(std::string_view column) const {
    const auto at = columns_.find(column);
    return at == columns_.end() ? std::string() : contract::trimmed(cells_[at->second]);
  }
  std::string text(std::string_view column, int most) {
    std::string value = cell(column);
    if (value.empty())
      fail(column, PlaceRule::required);
    else if (contract::code_point_count(value) > static_cast<std::size_t>(most))
      fail(column, PlaceRule::too_long, most);
    else if (contract::has_control_characters(value) || value.find('\n') != std::string::npos)
      fail(column, PlaceRule::bad_text);
    return value;
  }

 private:
  int number_;
  const std::vector<std::string>& cells_;
  const Columns& columns_;
  std::vector<PlaceFault>& faults_;
};

bool is_id(std::string_view id) {
  if (id.empty() || id.size() > 60 || id[0] < 'a' || id[0] > 'z') return false;
  return std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string area_code(std::string_view text, const contract::Areas& areas) {
  for (const contract::Area& area : areas)
    if (area.code == text || area.name == text) return area.code;
  return {};
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find_first_of("|;", begin), text.size());
    std::string part = contract::trimmed(std::string_view(text).substr(begin, end - begin));
    if (!part.empty()) parts.push_back(std::move(part));
    begin = end + 1;
  }
  return parts;
}

std::optional<double> degrees(std::string_view typed, double most) {
  const std::string text = contract::entered_symbols(typed);
  double value = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value >= -most && value <= most ? std::optional<double>(value) : std::nullopt;
}

void read_position(Row& row, DropPlace& place) {
  const std::string latitude = row.cell("latitude"), longitude = row.cell("longitude");
  if (latitude.empty() && longitude.empty()) return;
  const auto north = degrees(latitude, 90), east = degrees(longitude, 180);
  if (!north) row.fail("latitude", PlaceRule::bad_position);
  if (!east) row.fail("longitude", PlaceRule::bad_position);
  if (!north || !east) return;
  place.located = true;
  place.latitude = *north;
  place.longitude = *east;
}

void read_categories(Row& row, DropPlace& place) {
  place.categories = split(row.cell("categories"));
  if (place.categories.empty()) row.fail("categories", PlaceRule::required);
  for (const std::string& category : place.categories)
    if (!is_one_of(kCategories, category)) row.fail("categories", PlaceRule::unknown_category);
  const std::set<std::string> unique(place.categories.begin(), place.categories.end());
  place.categories.assign(unique.begin(), unique.end());
}

DropPlace read_place(Row& row, const contract::Areas& areas, std::set<std::string>& ids) {
  DropPlace place;
  place.id = row.text("id", 60);
  if (!place.id.empty() && !is_id(place.id)) row.fail("id", PlaceRule::bad_id);
  if (!place.id.empty() && !ids.insert(place.id).second) row.fail("id", PlaceRule::twice);
  place.name = row.text("name", 40);
  const std::string area = row.text("area", 40);
  place.area = area_code(area, areas);
  if (!area.empty() && place.area.empty()) row.fail("area", PlaceRule::unknown_area);
  place.type = row.text("type", 20);
  if (!place.type.empty() && !is_one_of(kTypes, place.type)) row.fail("type", PlaceRule::unknown_type);
  place.address = row.text("address", 80);
  place.hours = row.text("hours", 60);
  read_categories(row, place);
  read_position(row, place);
  return place;
}

std::optional<Columns> read_header(const std::vector<std::string>& cells, std::vector<PlaceFault>& faults) {
  Columns columns;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string name = contract::trimmed(cells[i]);
    const bool known = is_one_of(kNeeded, name) || is_one_of(kPosition, name);
    if (!known || !columns.emplace(name, i).second) faults.push_back({1, name, PlaceRule::header, 0});
  }
  for (const std::string_view name : kNeeded)
    if (columns.find(name) == columns.end()) faults.push_back({1, std::string(name), PlaceRule::header, 0});
  return faults.empty() ? std::optional<Columns>(columns) : std::nullopt;
}

}  // namespace

PlaceImport read_places(std::string_view csv, const contract::Areas& areas) {
  PlaceImport read;
  if (!contract::is_valid_utf8(csv)) return read.faults.push_back({0, {}, PlaceRule::not_utf8, 0}), read;
  const CsvRows rows = csv_rows(csv);
  if (rows.open_quote > 0) return read.faults.push_back({rows.open_quote, {}, PlaceRule::quotes, 0}), read;
  if (rows.rows.empty()) return read.faults.push_back({1, {}, PlaceRule::header, 0}), read;
  const auto columns = read_header(rows.rows.front().cells, read.faults);
  if (!columns) return read;
  if (rows.rows.size() == 1) read.faults.push_back({2, {}, PlaceRule::no_rows, 0});
  std::set<std::string> ids;
  for (std::size_t i = 1; i < rows.rows.size(); ++i) {
    const CsvRow& row = rows.rows[i];
    if (row.cells.size() != rows.rows.front().cells.size()) {
      read.faults.push_back({row.line, {}, PlaceRule::cell_count, 0});
      continue;
    }
    Row checked(row.line, row.cells, *columns, read.faults);
    read.places.push_back(read_place(checked, areas, ids));
  }
  return read;
}

}  // namespace wufei::service
