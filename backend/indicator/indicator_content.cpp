#include "indicator/indicator_content.hpp"

#include "county/content_texts.hpp"
#include "county/county_content.hpp"
#include "lib/base/civil_date.hpp"

namespace wufei::service {
namespace {

using contract::Comparable;
using contract::Indicator;
using contract::IndicatorCell;
using contract::Json;

constexpr const char* kFile = "indicators/indicators.json";
constexpr const char* kCells[] = {"baseline", "target_2023", "target_2025"};

// One row with the place it stands at.
struct Row {
  const Indicator& row;
  const Json& json;
  std::string pointer;
  ContentFaults& faults;
  void fault(const std::string& member, const std::string& rule) const {
    faults.push_back({kFile, pointer + "/" + member, rule});
  }
};

// The schema lets any text stand in a number column: what is no decimal is named here.
void check_cell(const Row& at, const char* name) {
  const Json& cell = contract::object_or_empty(at.json, name);
  const std::string value = contract::text_or_empty(cell, "value");
  const std::string member = std::string(name) + "/value";
  if (!value.empty() && !contract::parse_decimal(value))
    at.fault(member, "is no plain decimal (\"" + value.substr(0, 40) + "\")");
  if (value.empty() == !contract::text_or_empty(cell, "op").empty())
    at.fault(std::string(name) + "/op", "must be given with a value and only then");
}

int reference_of_targets(const Indicator& row) {
  int year = -1;
  for (const IndicatorCell* target : row.targets())
    if (target->value) year = target->reference_year;
  return year;  // -1: no target has a number
}

void check_comparable(const Row& at) {
  const Indicator& row = at.row;
  const int reference = reference_of_targets(row);
  const bool both = row.baseline.value && reference >= 0;
  const bool same = row.baseline.reference_year == reference;
  if (row.comparable == Comparable::yes && !(both && same))
    at.fault("comparable", "\"yes\" needs a baseline and targets with the same reference year");
  if (row.comparable == Comparable::no && !(both && !same))
    at.fault("comparable", "\"no\" needs a baseline and targets with different reference years");
  if (row.comparable == Comparable::not_applicable && both)
    at.fault("comparable", "\"n/a\" is for rows without a baseline or without a target in numbers");
  if (row.comparable == Comparable::suspect_scope && !row.scope_unclear)
    at.fault("scope", "must be \"unclear\" where comparable is \"suspect_scope\"");
  if (row.comparable == Comparable::qualitative_target && !row.qualitative)
    at.fault("comparable", "\"qualitative_target\" is for rows whose targets are words");
}

void check_targets(const Row& at) {
  const Indicator& row = at.row;
  if (row.target_2023.year != 2023) at.fault("target_2023/year", "must be 2023");
  if (row.target_2025.year != 2025) at.fault("target_2025/year", "must be 2025");
  if (row.target_2023.value && row.target_2025.value &&
      row.target_2023.reference_year != row.target_2025.reference_year)
    at.fault("target_2025/reference_year", "differs from that of target_2023");
  const bool words = row.target_kind == contract::TargetKind::words;
  if (words != row.qualitative)
    at.fault("qualitative", "must be true where target_kind is \"words\", and only there");
  if (words && reference_of_targets(row) >= 0)
    at.fault("target_kind", "\"words\" is for rows whose targets have no number");
  const auto& floor = row.target_2025.value;
  if (row.target_kind == contract::TargetKind::floor &&
      !(row.baseline.value && floor && contract::compare(*floor, *row.baseline.value) < 0))
    at.fault("target_kind", "\"floor\" needs a target below the baseline");
}

// What is ours in a row; the raw cells are as printed.
void check_words(const Indicator& row, const std::string& pointer, const std::string& service_line,
                 const FileFaults& faults) {
  check_clean(row.name, pointer + "/name", faults);
  for (const auto& [text, name] : {std::pair(&row.meaning, "/meaning"), std::pair(&row.method, "/method"),
                                   std::pair(&row.reading, "/reading")}) {
    check_clean(*text, pointer + name, faults);
    check_promises(*text, service_line, pointer + name, faults);
  }
}

void check_row(const Row& at, std::size_t index, std::set<std::string>& names) {
  if (at.row.no != static_cast<int>(index) + 1)
    at.fault("no",
             "must be " + std::to_string(index + 1) + ": numbers run from 1 without a gap or repetition");
  if (!names.insert(at.row.name).second) at.fault("name", "is used twice");
  const std::size_t before = at.faults.size();
  for (const char* cell : kCells) check_cell(at, cell);
  if (at.faults.size() != before) return;
  check_targets(at);
  check_comparable(at);
}

IndicatorContent read(const ContentInput& input, const ContentSet&, ContentFaults&) {
  return contract::indicators_from_json(input.document(kFile));
}

void check(const ContentInput& input, const ContentSet& content, ContentFaults& all) {
  const Json& document = input.document(kFile);
  const Json& rows = contract::array_or_empty(document, "indicators");
  const auto& table = content.get<IndicatorContent>();
  const FileFaults faults(kFile, all);
  std::set<std::string> names;
  for (std::size_t i = 0; i < table.indicators.size() && i < rows.size(); ++i) {
    check_row({table.indicators[i], rows[i], at("/indicators", i), all}, i, names);
    check_words(table.indicators[i], at("/indicators", i), content.get<CountyContent>().site.service_number,
                faults);
  }
  faults.unless(contract::number_or(document, "listed", 0) == static_cast<std::int64_t>(rows.size()),
                "/listed", "is not the number of rows");
  faults.unless_date(table.source_date, "/source/date");
}

}  // namespace

ContentPart indicator_part() {
  return content_part("indicator", {{kFile, "indicators.schema.json"}}, read, check);
}

}  // namespace wufei::service
