#include "indicator/indicator.hpp"

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 6> kSigns{"", "=", ">", ">=", "<", "<="};
constexpr std::array<std::string_view, 6> kShownSigns{"", "", ">", "\xE2\x89\xA5", "<", "\xE2\x89\xA4"};
constexpr std::array<std::string_view, 3> kDirections{"higher", "lower", "other"};
constexpr std::array<std::string_view, 5> kComparables{"yes", "no", "n/a", "suspect_scope",
                                                       "qualitative_target"};
constexpr std::array<std::string_view, 3> kTargetKinds{"value", "words", "floor"};

template <class Enum, std::size_t N>
std::string name_in(const std::array<std::string_view, N>& names, Enum value) {
  return std::string(names[static_cast<std::size_t>(value)]);
}

Json number_or_null(int number) {
  return number == 0 ? Json() : Json(number);
}
Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

IndicatorCell cell_from(const Json& json) {
  IndicatorCell cell;
  cell.raw = text_or_empty(json, "raw");
  cell.bound = parse_bound(text_or_empty(json, "op")).value_or(Bound::none);
  cell.value = parse_decimal(text_or_empty(json, "value"));
  cell.year = static_cast<int>(number_or(json, "year", 0));
  cell.reference_year = static_cast<int>(number_or(json, "reference_year", 0));
  return cell;
}

void read_texts(const Json& json, Indicator& row) {
  row.responsible = texts_in(array_or_empty(json, "responsible"));
  row.responsible_raw = text_or_empty(json, "responsible_raw");
  const Json& extraction = object_or_empty(json, "extraction");
  row.extraction_flag = text_or_empty(extraction, "flag");
  row.extraction_confidence = text_or_empty(extraction, "confidence");
  row.raw_cells = texts_in(array_or_empty(extraction, "raw_cells"));
  row.meaning = text_or_empty(json, "meaning");
  row.method = text_or_empty(json, "method");
  row.reading = text_or_empty(json, "reading");
  row.discrepancies = texts_in(array_or_empty(json, "discrepancies"));
  row.sections = texts_in(array_or_empty(json, "sections"));
}

Indicator indicator_from(const Json& json) {
  Indicator row;
  row.no = static_cast<int>(number_or(json, "no", 0));
  row.name = text_or_empty(json, "name");
  row.level1 = text_or_empty(json, "level1");
  row.level2 = text_or_empty(json, "level2");
  row.level3 = text_or_empty(json, "level3");
  row.required = flag_or(json, "required", false);
  row.special = flag_or(json, "special", false);
  row.unit = text_or_empty(json, "unit");
  row.unit_source = text_or_empty(json, "unit_source");
  row.direction =
      enum_named<Direction>(kDirections, text_or_empty(json, "direction")).value_or(Direction::other);
  row.baseline = cell_from(object_or_empty(json, "baseline"));
  row.target_2023 = cell_from(object_or_empty(json, "target_2023"));
  row.target_2025 = cell_from(object_or_empty(json, "target_2025"));
  row.comparable = enum_named<Comparable>(kComparables, text_or_empty(json, "comparable"))
                       .value_or(Comparable::not_applicable);
  row.qualitative = flag_or(json, "qualitative", false);
  row.target_kind =
      enum_named<TargetKind>(kTargetKinds, text_or_empty(json, "target_kind")).value_or(TargetKind::value);
  row.scope_unclear = text_or_empty(json, "scope") == "unclear";
  read_texts(json, row);
  return row;
}

Json revision_without_hash(const IndicatorRevision& row) {
  return {{"sequence", row.sequence},
          {"indicator", row.indicator},
          {"revision", row.revision},
          {"replaces", number_or_null(row.replaces)},
          {"period", row.period},
          {"op", text_or_null(bound_sign(row.bound))},
          {"value", text_or_null(row.value)},
          {"words", text_or_null(row.words)},
          {"unit", row.unit},
          {"reference_year", number_or_null(row.reference_year)},
          {"source_title", row.source_title},
          {"source_number", text_or_null(row.source_number)},
          {"source_date", row.source_date},
          {"publisher", row.publisher},
          {"note", text_or_null(row.note)},
          {"published_at", format_instant(row.published_at)},
          {"previous_hash", row.previous_hash}};
}

}  // namespace

std::string_view bound_sign(Bound bound) {
  return kSigns[static_cast<std::size_t>(bound)];
}

std::optional<Bound> parse_bound(std::string_view sign) {
  return enum_named<Bound>(kSigns, sign);
}

const Indicator* IndicatorTable::find(int no) const {
  return find_by(&Indicator::no, indicators, no);
}

bool Period::whole_year() const {
  const YearMonthDay first = year_month_day(from);
  return from == make_date({first.year, 1, 1}) && to == make_date({first.year, 12, 31});
}

int Period::year() const {
  return year_month_day(to).year;
}

std::optional<Period> parse_period(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    const auto first = parse_date(std::string(text) + "-01-01");
    if (!first || text.size() != 4) return std::nullopt;
    return Period{*first, make_date({year_month_day(*first).year, 12, 31})};
  }
  const auto from = parse_date(text.substr(0, slash)), to = parse_date(text.substr(slash + 1));
  if (!from || !to || *to < *from) return std::nullopt;
  return Period{*from, *to};
}

std::string format_period(const Period& period) {
  if (period.whole_year()) return std::to_string(period.year());
  return format_date(period.from) + "/" + format_date(period.to);
}

std::string revision_canonical(const IndicatorRevision& revision) {
  return to_text(revision_without_hash(revision));
}

Json revision_to_json(const IndicatorRevision& revision) {
  Json json = revision_without_hash(revision);
  json["hash"] = revision.hash;
  return json;
}

IndicatorTable indicators_from_json(const Json& json) {
  IndicatorTable table;
  table.baseline_year_header = static_cast<int>(number_or(json, "baseline_year_header", 0));
  table.baseline_year_text = static_cast<int>(number_or(json, "baseline_year_text", 0));
  table.declared = static_cast<int>(number_or(json, "declared", 0));
  table.declared_required = static_cast<int>(number_or(json, "declared_required", 0));
  const Json& source = object_or_empty(json, "source");
  table.source_title = text_or_empty(source, "title");
  table.source_number = text_or_empty(source, "document_number");
  table.source_date = text_or_empty(source, "date");
  table.source_place = text_or_empty(source, "place");
  for (const Json& row : array_or_empty(json, "indicators")) table.indicators.push_back(indicator_from(row));
  return table;
}

Json cell_to_json(const IndicatorCell& cell) {
  return {{"raw", cell.raw},
          {"op", text_or_null(bound_sign(cell.bound))},
          {"value", cell.value ? decimal_to_json(*cell.value) : Json()},
          {"year", number_or_null(cell.year)},
          {"reference_year", number_or_null(cell.reference_year)}};
}

Json actual_to_json(const IndicatorRevision* actual) {
  if (actual == nullptr) return {};
  const auto value = parse_decimal(actual->value);
  const auto period = parse_period(actual->period);
  return {{"raw", display_revision(*actual)},
          {"op", text_or_null(bound_sign(actual->bound))},
          {"value", value ? decimal_to_json(*value) : Json()},
          {"words", text_or_null(actual->words)},
          {"year", period ? Json(period->year()) : Json()},
          {"period", actual->period},
          {"reference_year", number_or_null(actual->reference_year)},
          {"source",
           {{"title", actual->source_title},
            {"number", text_or_null(actual->source_number)},
            {"date", actual->source_date}}},
          {"publisher", actual->publisher},
          {"revision", actual->revision},
          {"published_at", format_instant(actual->published_at)}};
}

Json indicator_to_json(const Indicator& row, const IndicatorRevision* actual) {
  return {{"no", row.no},
          {"name", row.name},
          {"level1", row.level1},
          {"level2", row.level2},
          {"level3", row.level3},
          {"unit", row.unit},
          {"unit_source", row.unit_source},
          {"direction", name_in(kDirections, row.direction)},
          {"required", row.required},
          {"special", row.special},
          {"baseline", cell_to_json(row.baseline)},
          {"target_2023", cell_to_json(row.target_2023)},
          {"target_2025", cell_to_json(row.target_2025)},
          {"comparable", name_in(kComparables, row.comparable)},
          {"target_kind", name_in(kTargetKinds, row.target_kind)},
          {"qualitative", row.qualitative},
          {"scope", row.scope_unclear ? "unclear" : "county"},
          {"actual", actual_to_json(actual)},
          {"responsible", row.responsible},
          {"meaning", row.meaning},
          {"method", row.method},
          {"reading", text_or_null(row.reading)},
          {"discrepancies", row.discrepancies},
          {"sections", row.sections},
          {"extraction",
           {{"flag", row.extraction_flag},
            {"confidence", row.extraction_confidence},
            {"raw_cells", row.raw_cells}}}};
}

std::string display_number(Bound bound, std::string_view number, std::string_view unit) {
  std::string out = name_in(kShownSigns, bound);
  out.append(number);
  if (unit != "%") out += ' ';
  return out.append(unit);
}

std::string display_cell(const IndicatorCell& cell, std::string_view unit) {
  return cell.value ? display_number(cell.bound, cell.value->text, unit) : cell.raw;
}

std::string display_revision(const IndicatorRevision& revision) {
  return revision.value.empty() ? revision.words
                                : display_number(revision.bound, revision.value, revision.unit);
}

}  // namespace wufei::contract
