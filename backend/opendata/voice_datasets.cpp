#include "opendata/voice_datasets.hpp"

#include <algorithm>

#include "survey/survey_report.hpp"

namespace wufei::service {
namespace {

using contract::FeedbackStatistics;
using Type = FieldType;

constexpr const char* kEveryKind = "all";

DatasetRow statistics_row(const std::string& kind, const FeedbackStatistics& counts) {
  return {kind,           counts.received, counts.open,  counts.overdue, counts.handled,  counts.due,
          counts.on_time, counts.reopened, counts.rated, counts.stars,   counts.published};
}

contract::Result<Dataset> feedback_statistics(FeedbackService& feedback) {
  Dataset table;
  table.fields = {{"kind", Type::text, true}};
  for (const char* name : {"received", "open", "overdue", "handled", "due", "on_time", "reopened", "rated",
                           "stars", "published"})
    table.fields.push_back({name, Type::integer, true});
  table.key = {"kind"};
  const auto all = feedback.statistics();
  if (!all) return all.error();
  table.rows.push_back(statistics_row(kEveryKind, *all));
  const auto kinds = feedback.statistics_by_kind();
  if (!kinds) return kinds.error();
  for (const contract::FeedbackKindStatistics& row : *kinds)
    table.rows.push_back(statistics_row(row.kind, row.counts));
  return table;
}

// A decimal as it stands; nothing for a number that is withheld.
DatasetValue decimal_or_none(const std::string& text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
  return plain ? number_value(text) : DatasetValue();
}

std::vector<DatasetField> survey_fields() {
  std::vector<DatasetField> fields{{"survey", Type::text, true},
                                   {"position", Type::integer, true},
                                   {"survey_title", Type::text, true},
                                   {"version", Type::integer, true},
                                   {"as_of", Type::date, true}};
  for (const char* name : {"kind", "question", "title", "value", "label"})
    fields.push_back({name, Type::text});
  for (const char* name :
       {"n", "missing", "count", "share", "low", "high", "weighted_share", "weighted_low", "weighted_high"})
    fields.push_back({name, Type::number});
  fields.push_back({"note", Type::text});
  return fields;
}

void add_results(Dataset& table, const SurveyResults& results) {
  const std::size_t own = 5;  // fields in front of those of the report
  std::int64_t position = 0;
  for (const auto& cells : results_table(results).rows) {
    DatasetRow row{results.survey.id, ++position, results.survey.title,
                   static_cast<std::int64_t>(results.survey.version), contract::format_date(results.as_of)};
    for (std::size_t i = own; i < table.fields.size(); ++i) {
      const std::string text = i - own < cells.size() ? cells[i - own] : std::string();
      row.push_back(table.fields[i].type == Type::number ? decimal_or_none(text) : text_value(text));
    }
    table.rows.push_back(std::move(row));
  }
}

contract::Result<Dataset> survey_results(SurveyService& surveys) {
  Dataset table;
  table.fields = survey_fields();
  table.key = {"survey", "position"};
  const auto list = surveys.list();
  if (!list) return list.error();
  for (const contract::Survey& survey : **list) {
    if (survey.status != contract::SurveyStatus::closed) continue;
    const auto results = surveys.results(survey.id);
    if (!results) return results.error();
    add_results(table, **results);
  }
  return table;
}

}  // namespace

void add_voice_datasets(DatasetRegistry& registry, FeedbackService& feedback, SurveyService& surveys) {
  registry.add("feedback_statistics",
               [&feedback](const ContentSet&) { return feedback_statistics(feedback); });
  registry.add("survey_results", [&surveys](const ContentSet&) { return survey_results(surveys); });
}

}  // namespace wufei::service
