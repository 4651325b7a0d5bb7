#include "indicator/indicator_datasets.hpp"

#include "lib/base/civil_date.hpp"

namespace wufei::service {
namespace {

using contract::IndicatorCell;
using contract::IndicatorRevision;
using Type = FieldType;

const std::vector<std::string> kOperators{"eq", "ge", "le", "gt", "lt"};

std::vector<DatasetField> indicator_fields() {
  std::vector<DatasetField> fields{{"no", Type::integer, true},      {"name", Type::text, true},
                                   {"level1", Type::text, true},     {"level2", Type::text, true},
                                   {"level3", Type::text, true},     {"required", Type::boolean, true},
                                   {"special", Type::boolean, true}, {"unit", Type::text},
                                   {"unit_source", Type::text},      {"direction", Type::text, true}};
  for (const std::string cell : {"baseline", "target_2023", "target_2025"}) {
    fields.push_back({cell + "_raw", Type::text});
    fields.push_back({cell + "_op", Type::text, false, kOperators});
    fields.push_back({cell + "_value", Type::number});
    if (cell == "baseline") fields.push_back({"baseline_year", Type::integer});
    fields.push_back({cell + "_reference_year", Type::integer});
  }
  for (DatasetField field : {DatasetField{"comparable", Type::text, true},
                             {"responsible", Type::texts},
                             {"actual_period", Type::text},
                             {"actual_op", Type::text, false, kOperators},
                             {"actual_value", Type::number},
                             {"actual_words", Type::text},
                             {"actual_source", Type::text},
                             {"verdict", Type::text, true, {"met", "not_met", "unknown"}},
                             {"extraction_flag", Type::text},
                             {"extraction_confidence", Type::text},
                             {"sections", Type::texts},
                             {"discrepancies", Type::texts}})
    fields.push_back(std::move(field));
  return fields;
}

DatasetValue bound_value(contract::Bound bound) {
  return text_value(operator_word(std::string(contract::bound_sign(bound))));
}

void add_cell(DatasetRow& row, const IndicatorCell& cell, bool with_year) {
  row.push_back(text_value(cell.raw));
  row.push_back(bound_value(cell.bound));
  row.push_back(number_value(cell.value ? cell.value->text : ""));
  if (with_year) row.push_back(integer_value(cell.year));
  row.push_back(integer_value(cell.reference_year));
}

void add_actual(DatasetRow& row, const IndicatorRevision* actual) {
  static const IndicatorRevision kNone;
  const IndicatorRevision& shown = actual == nullptr ? kNone : *actual;
  row.push_back(text_value(shown.period));
  row.push_back(bound_value(shown.bound));
  row.push_back(number_value(shown.value));
  row.push_back(text_value(shown.words));
  row.push_back(text_value(shown.source_title));
}

DatasetRow indicator_row(const IndicatorStanding& standing) {
  const contract::Indicator& row = *standing.row;
  const contract::Json json = contract::indicator_to_json(row, standing.actual());
  DatasetRow values{integer_value(row.no),
                    text_value(row.name),
                    text_value(row.level1),
                    text_value(row.level2),
                    text_value(row.level3),
                    row.required,
                    row.special,
                    text_value(row.unit),
                    text_value(row.unit_source),
                    text_value(contract::text_or_empty(json, "direction"))};
  add_cell(values, row.baseline, true);
  add_cell(values, row.target_2023, false);
  add_cell(values, row.target_2025, false);
  values.push_back(text_value(contract::text_or_empty(json, "comparable")));
  values.push_back(list_value(row.responsible));
  add_actual(values, standing.actual());
  values.push_back(std::string(verdict_name(standing.judgement.verdict)));
  values.push_back(text_value(row.extraction_flag));
  values.push_back(text_value(row.extraction_confidence));
  values.push_back(list_value(row.sections));
  values.push_back(list_value(row.discrepancies));
  return values;
}

DatasetRow revision_row(const IndicatorRevision& row) {
  return {row.sequence,
          static_cast<std::int64_t>(row.indicator),
          static_cast<std::int64_t>(row.revision),
          integer_value(row.replaces),
          text_value(row.period),
          bound_value(row.bound),
          number_value(row.value),
          text_value(row.words),
          text_value(row.unit),
          integer_value(row.reference_year),
          text_value(row.source_title),
          text_value(row.source_number),
          text_value(row.source_date),
          text_value(row.publisher),
          text_value(row.note),
          text_value(contract::format_instant(row.published_at)),
          text_value(row.previous_hash),
          text_value(row.hash)};
}

std::vector<DatasetField> revision_fields() {
  return {{"sequence", Type::integer, true},
          {"indicator_no", Type::integer, true, {}, "indicators.no"},
          {"revision", Type::integer, true},
          {"replaces", Type::integer},
          {"period", Type::text, true},
          {"op", Type::text, false, kOperators},
          {"value", Type::number},
          {"words", Type::text},
          {"unit", Type::text},
          {"reference_year", Type::integer},
          {"source_title", Type::text, true},
          {"source_number", Type::text},
          {"source_date", Type::date},
          {"publisher", Type::text, true},
          {"note", Type::text},
          {"published_at", Type::instant, true},
          {"previous_hash", Type::text, true},
          {"hash", Type::text, true}};
}

}  // namespace

void add_indicator_datasets(DatasetRegistry& registry, const IndicatorService& service) {
  registry.add("indicators", [&service](const ContentSet&) -> contract::Result<Dataset> {
    Dataset table{"", indicator_fields(), {"no"}, {}};
    const IndicatorBoardPtr board = service.board();  // stays while it is read
    for (const IndicatorStanding& standing : board->rows) table.rows.push_back(indicator_row(standing));
    return table;
  });
  registry.add("indicator_revisions", [&service](const ContentSet&) -> contract::Result<Dataset> {
    Dataset table{"", revision_fields(), {"sequence"}, {}};
    const IndicatorBoardPtr board = service.board();
    for (const IndicatorRevision& row : board->chain) table.rows.push_back(revision_row(row));
    return table;
  });
}

}  // namespace wufei::service
