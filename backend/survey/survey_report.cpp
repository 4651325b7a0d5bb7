#include "survey/survey_report.hpp"

#include <array>
#include <cmath>
#include <cstdio>

#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Json;
using contract::Text;
using Row = std::vector<std::string>;

std::string number(std::int64_t value) {
  return std::to_string(value);
}

std::string shown_number(const std::optional<std::int64_t>& value) {
  return value ? number(*value) : std::string();
}

// Value, label, count, share, interval and their weighted twins; "" where hidden.
void append_numbers(Row& row, const CellResult& cell) {
  const auto add = [&row](bool shown, double value) {
    row.push_back(shown ? decimal_text(value, 4) : std::string());
  };
  row.push_back(cell.hidden ? std::string() : number(cell.count));
  add(!cell.hidden, cell.share);
  add(!cell.hidden, cell.interval.low);
  add(!cell.hidden, cell.interval.high);
  const WeightedShare weighted = cell.weighted.value_or(WeightedShare{});
  add(cell.weighted.has_value(), weighted.share);
  add(cell.weighted.has_value(), weighted.interval.low);
  add(cell.weighted.has_value(), weighted.interval.high);
}

void append_question(ReportTable& table, const KindResult& kind, const contract::SurveyQuestion& question,
                     const QuestionResult& result) {
  const Row head{std::string(contract::kind_name(kind.kind)), question.id, question.title};
  const Row base{shown_number(result.n), shown_number(result.missing)};
  const auto add = [&](const std::string& value, const std::string& label, const CellResult* cell,
                       const std::string& note) {
    Row row = head;
    row.insert(row.end(), {value, label});
    row.insert(row.end(), base.begin(), base.end());
    if (cell)
      append_numbers(row, *cell);
    else
      row.resize(table.header.size() - 1);
    row.push_back(note);
    table.rows.push_back(std::move(row));
  };
  if (result.cells.empty()) add("", "", nullptr, withheld_text(result));
  for (const CellResult& cell : result.cells)
    add(cell.value, cell.label, &cell, cell.hidden ? words(Text::server_survey_hidden_cell) : std::string());
  if (result.serving && question.serves)
    add("indicator",
        contract::text(Text::server_survey_serving, {{"no", number(question.serves->indicator)}}),
        &*result.serving, result.serving->hidden ? words(Text::server_survey_hidden_cell) : std::string());
}

const char* withheld_name(Withheld withheld) {
  constexpr std::array kNames{"no", "few_answers", "would_reveal", "text"};
  return kNames[static_cast<std::size_t>(withheld)];
}

double rounded(double value) {
  return std::round(value * 1e6) / 1e6;
}

Json cell_to_json(const CellResult& cell) {
  Json json = Json::object();
  if (!cell.value.empty()) json = {{"value", cell.value}, {"label", cell.label}};
  if (cell.hidden) return json["hidden"] = true, json;
  json["count"] = cell.count;
  json["share"] = rounded(cell.share);
  json["low"] = rounded(cell.interval.low);
  json["high"] = rounded(cell.interval.high);
  if (cell.weighted)
    json["weighted"] = {{"share", rounded(cell.weighted->share)},
                        {"low", rounded(cell.weighted->interval.low)},
                        {"high", rounded(cell.weighted->interval.high)},
                        {"effective_n", rounded(cell.weighted->effective_n)}};
  return json;
}

Json question_to_json(const contract::SurveyQuestion& question, const QuestionResult& result, bool weighted) {
  Json json{{"id", question.id}, {"title", question.title}, {"kind", contract::kind_name(question.kind)}};
  if (result.withheld != Withheld::no) json["withheld"] = withheld_name(result.withheld);
  if (result.n) json["n"] = *result.n;
  if (result.missing) json["missing"] = *result.missing;
  if (result.cells.empty()) return json;
  if (weighted) json["design_effect"] = rounded(result.design_effect);
  if (result.mean) json["mean"] = rounded(*result.mean);
  json["values"] = Json::array();
  for (const CellResult& cell : result.cells) json["values"].push_back(cell_to_json(cell));
  if (result.serving && question.serves) {
    json["serving"] = cell_to_json(*result.serving);
    json["serving"]["indicator"] = question.serves->indicator;
    json["serving"]["values"] = question.serves->values;
  }
  return json;
}

Json kind_to_json(const SurveyResults& results, const KindResult& kind) {
  Json json{{"completed", kind.completed}, {"started", kind.started}, {"weighted", kind.weighted}};
  const bool sampled = kind.kind == contract::AnswerKind::invited && !results.survey.after_pickup;
  json["representative"] = sampled;
  if (sampled) {
    json["invited"] = kind.invited;
    json["response_rate_rr1"] = rounded(kind.response_rate);
    json["design_effect"] = rounded(kind.design_effect);
  }
  json["method"] = method_note(results, kind);
  json["questions"] = Json::array();
  for (std::size_t i = 0; i < kind.questions.size(); ++i)
    json["questions"].push_back(
        question_to_json(results.survey.questions[i], kind.questions[i], kind.weighted));
  return json;
}

}  // namespace

std::string decimal_text(double value, int decimals) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return std::string(text.data(), static_cast<std::size_t>(std::max(0, length)));
}

std::string percent_text(double share) {
  return decimal_text(share * 100, 1) + "%";
}

std::string interval_text(const Interval& interval) {
  return percent_text(interval.low) + "\xE2\x80\x93" + percent_text(interval.high);
}

std::string kind_text(const contract::Survey& survey, contract::AnswerKind kind) {
  if (survey.after_pickup) return words(Text::server_survey_after_pickup);
  return words(kind == contract::AnswerKind::invited ? Text::server_survey_invited
                                                     : Text::server_survey_open);
}

std::string withheld_text(const QuestionResult& result) {
  switch (result.withheld) {
    case Withheld::few:
      return contract::text(Text::server_survey_few, {{"limit", number(kSmallestBase)}});
    case Withheld::reveals:
      return words(Text::server_survey_reveals);
    case Withheld::text:
      return words(Text::server_survey_text_for_staff);
    case Withheld::no:
      break;
  }
  return {};
}

std::string base_text(const QuestionResult& result) {
  if (result.withheld == Withheld::reveals) return {};
  const std::string limit = number(kSmallestCell);
  if (!result.n) return contract::text(Text::server_survey_base_few, {{"limit", limit}});
  if (!result.missing)
    return contract::text(Text::server_survey_base_few_missing, {{"n", number(*result.n)}, {"limit", limit}});
  return contract::text(Text::server_survey_base,
                        {{"n", number(*result.n)}, {"missing", number(*result.missing)}});
}

ReportTable question_table(const contract::SurveyQuestion& question, const QuestionResult& result,
                           bool weighted) {
  ReportTable table{question.title,
                    {words(Text::server_survey_column_value), words(Text::server_survey_column_count),
                     words(Text::server_survey_column_share), words(Text::server_survey_column_interval)},
                    {}};
  if (weighted) {
    table.header.push_back(words(Text::server_survey_column_weighted));
    table.header.push_back(words(Text::server_survey_column_weighted_interval));
  }
  for (const CellResult& cell : result.cells) {
    Row row{cell.label};
    if (cell.hidden) {
      row.push_back(contract::text(Text::server_survey_hidden, {{"limit", number(kSmallestCell)}}));
      row.resize(table.header.size(), words(Text::server_survey_not_shown));
    } else {
      row.insert(row.end(), {number(cell.count), percent_text(cell.share), interval_text(cell.interval)});
      if (weighted && cell.weighted)
        row.insert(row.end(), {percent_text(cell.weighted->share), interval_text(cell.weighted->interval)});
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

ReportTable results_table(const SurveyResults& results) {
  ReportTable table{words(Text::server_survey_sheet_results),
                    {"kind", "question", "title", "value", "label", "n", "missing", "count", "share", "low",
                     "high", "weighted_share", "weighted_low", "weighted_high", "note"},
                    {}};
  for (const KindResult* kind : {&results.invited, &results.open})
    for (std::size_t i = 0; i < kind->questions.size(); ++i)
      append_question(table, *kind, results.survey.questions[i], kind->questions[i]);
  return table;
}

ReportTable codebook(const contract::Survey& survey) {
  ReportTable table{
      words(Text::server_survey_sheet_codebook), {"question", "kind", "title", "value", "label", "note"}, {}};
  for (const contract::SurveyQuestion& question : survey.questions) {
    std::string note;
    if (question.show_if) {
      note = question.show_if->question + " =";
      for (const std::string& value : question.show_if->any_of) note += " " + value;
    }
    const Row head{question.id, std::string(contract::kind_name(question.kind)), question.title};
    const auto values = contract::question_values(question);
    if (values.empty()) table.rows.push_back({head[0], head[1], head[2], "", "", note});
    for (const contract::SurveyOption& value : values)
      table.rows.push_back({head[0], head[1], head[2], value.id, value.label, note});
  }
  const auto explain = [&](const char* column, Text meaning) {
    table.rows.push_back({column, "column", words(meaning), "", "", ""});
  };
  explain("kind", Text::server_survey_codebook_kind);
  explain("n", Text::server_survey_codebook_n);
  explain("missing", Text::server_survey_codebook_missing);
  explain("count", Text::server_survey_codebook_count);
  explain("share", Text::server_survey_codebook_share);
  explain("low, high", Text::server_survey_codebook_interval);
  explain("weighted_*", Text::server_survey_codebook_weighted);
  return table;
}

std::vector<std::string> method_note(const SurveyResults& results, const KindResult& kind) {
  const std::string limit = number(kSmallestBase), cell = number(kSmallestCell);
  const std::string completed = number(kind.completed), partial = number(kind.started - kind.completed);
  std::vector<std::string> note;
  if (results.survey.after_pickup) {
    note.push_back(contract::text(Text::server_survey_method_after_pickup, {{"completed", completed}}));
  } else if (kind.kind == contract::AnswerKind::open) {
    note.push_back(contract::text(Text::server_survey_method_open, {{"completed", completed}}));
  } else if (kind.invited == 0) {
    note.push_back(words(Text::server_survey_method_no_plan));
  } else {
    note.push_back(
        contract::text(Text::server_survey_method_invited, {{"areas", number(kind.areas)},
                                                            {"invited", number(kind.invited)},
                                                            {"completed", completed},
                                                            {"partial", partial},
                                                            {"rate", percent_text(kind.response_rate)}}));
    if (kind.weighted) {
      const double effective = static_cast<double>(kind.completed) / kind.design_effect;
      note.push_back(contract::text(
          Text::server_survey_method_weights,
          {{"deff", decimal_text(kind.design_effect, 2)}, {"effective", decimal_text(effective, 1)}}));
    }
    if (kind.areas_answered < kind.areas)
      note.push_back(contract::text(Text::server_survey_method_empty_areas,
                                    {{"count", number(kind.areas - kind.areas_answered)}}));
  }
  note.push_back(words(kind.weighted ? Text::server_survey_method_interval_weighted
                                     : Text::server_survey_method_interval));
  note.push_back(contract::text(Text::server_survey_method_hidden, {{"limit", limit}, {"cell", cell}}));
  note.push_back(contract::text(
      Text::server_survey_method_version,
      {{"version", number(results.survey.version)}, {"date", contract::format_date(results.as_of)}}));
  return note;
}

std::vector<ReportTable> report_sheets(const SurveyResults& results) {
  ReportTable method{words(Text::server_survey_sheet_method), {"kind", "note"}, {}};
  for (const KindResult* kind : {&results.invited, &results.open})
    for (const std::string& sentence : method_note(results, *kind))
      method.rows.push_back({std::string(contract::kind_name(kind->kind)), sentence});
  return {results_table(results), codebook(results.survey), std::move(method)};
}

Json results_to_json(const SurveyResults& results) {
  return {{"survey", results.survey.id},
          {"version", results.survey.version},
          {"title", results.survey.title},
          {"status", contract::status_name(results.survey.status)},
          {"as_of", contract::format_date(results.as_of)},
          {"invited", kind_to_json(results, results.invited)},
          {"open", kind_to_json(results, results.open)}};
}

}  // namespace wufei::service
