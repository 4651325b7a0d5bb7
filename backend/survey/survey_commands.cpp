#include "survey/survey_commands.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.hpp"
#include "app/office.hpp"
#include "lib/base/text.hpp"
#include "lib/cli/output.hpp"
#include "lib/table/workbook.hpp"
#include "survey/survey_indicator.hpp"
#include "survey/survey_plan.hpp"
#include "survey/survey_report.hpp"
#include "survey/survey_slips.hpp"

namespace wufei::app {
namespace {

using contract::Text;
using service::ReportTable;

int list_surveys(Office& office) {
  const auto shown = office.surveys->list();
  if (!shown) return report(shown.error());
  for (const contract::Survey& survey : office.content->surveys) {
    const contract::Survey* live = contract::find_survey(*shown, survey.id);
    std::cout << survey.id << "  "
              << contract::status_name(live ? live->status : contract::SurveyStatus::draft) << "  "
              << survey.title << '\n';
  }
  return 0;
}

int set_open(Office& office, const SurveyAction& action) {
  const bool open = action.kind == SurveyAction::Kind::open;
  const auto done = office.surveys->set_open(action.survey, open, operator_name());
  if (!done) return report(done.error());
  std::cout << contract::text(open ? Text::cli_survey_opened : Text::cli_survey_closed,
                              {{"survey", action.survey}})
            << '\n';
  return 0;
}

// Slips cannot be printed again: a file that is there is never written over.
bool create_new(const std::filesystem::path& path) {
  const int made = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return made >= 0 && close(made) == 0;
}

// Slips are written before the codes are valid only if both succeed: the file is opened first, the codes are
// made, then it is filled.
int make_codes(const Config& config, Office& office, const SurveyAction& action) {
  const bool html = action.output.extension() == ".html";
  if (!html && action.output.extension() != ".csv") return refuse(Text::cli_survey_bad_output);
  if (html && config.public_url.empty()) return refuse(Text::cli_survey_no_url);
  std::ifstream plan_file(action.plan, std::ios::binary);
  if (!plan_file) return refuse(action.plan.string());
  const std::string text{std::istreambuf_iterator<char>(plan_file), {}};
  const auto plan = parse_plan(text, office.content->areas);
  if (!plan) return report(plan.error());
  const contract::Survey* survey = contract::find_survey(office.content->surveys, action.survey);
  if (!survey) return report(contract::make_error(contract::ErrorCode::not_found));
  if (std::any_of(plan->begin(), plan->end(),
                  [](const auto& row) { return row.sample < service::kSmallestStratum; }))
    return refuse(Text::cli_option_plan);
  if (!create_new(action.output)) return refuse(Text::cli_survey_bad_output);
  std::ofstream output(action.output, std::ios::binary);
  if (!output) return refuse(action.output.string());
  const auto codes = office.surveys->make_codes(action.survey, *plan, operator_name());
  if (!codes) {
    std::error_code ignored;
    std::filesystem::remove(action.output, ignored);
    return report(codes.error());
  }
  output << (html ? slips_html : slips_csv)(*survey, *codes, office.content->areas, config.public_url);
  output.close();
  if (!output) return refuse(action.output.string());
  std::cout << contract::text(Text::cli_survey_codes,
                              {{"count", std::to_string(codes->size())}, {"file", action.output.string()}})
            << '\n';
  return 0;
}

void append_table(std::string& out, const ReportTable& table) {
  for (const auto& row : table.rows) {
    out += "   ";
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? " " : "  ") + row[i];
    out += '\n';
  }
}

std::string results_text(const service::SurveyResults& results) {
  std::string out = results.survey.title + "\n";
  for (const service::KindResult* kind : {&results.invited, &results.open}) {
    out += "\n== " + service::kind_text(kind->kind) + "\n";
    for (const std::string& sentence : service::method_note(results, *kind)) out += sentence + "\n";
    for (std::size_t i = 0; i < kind->questions.size(); ++i) {
      const contract::SurveyQuestion& question = results.survey.questions[i];
      const service::QuestionResult& result = kind->questions[i];
      out += "\n" + question.id + "  " + question.title + "\n";
      out += service::base_text(result) + service::withheld_text(result) + "\n";
      if (result.withheld == service::Withheld::no)
        append_table(out, service::question_table(question, result, kind->weighted));
    }
  }
  return out;
}

ReportTable method_table(const service::SurveyResults& results) {
  ReportTable table{std::string(contract::text(Text::server_survey_sheet_method)), {"kind", "note"}, {}};
  for (const service::KindResult* kind : {&results.invited, &results.open})
    for (const std::string& sentence : service::method_note(results, *kind))
      table.rows.push_back({std::string(contract::kind_name(kind->kind)), sentence});
  return table;
}

ReportTable text_table(const std::vector<service::SurveyText>& texts) {
  ReportTable table{
      std::string(contract::text(Text::cli_survey_sheet_texts)), {"kind", "question", "text"}, {}};
  for (const service::SurveyText& text : texts)
    table.rows.push_back({std::string(contract::kind_name(text.kind)), text.question, text.text});
  return table;
}

int show_results(Office& office, const SurveyAction& action) {
  if (!format_is_known(action.format, action.output)) return 1;
  const auto results = office.surveys->exact_results(action.survey);
  if (!results) return report(results.error());
  std::vector<ReportTable> sheets{service::results_table(*results), service::codebook(results->survey),
                                  method_table(*results)};
  if (action.with_text) {
    const auto texts = office.surveys->texts(action.survey, operator_name());
    if (!texts) return report(texts.error());
    sheets.push_back(text_table(*texts));
  }
  if (action.format == "xlsx") {
    const auto workbook = make_workbook(sheets);
    return workbook ? write_out(*workbook, action.output) : report(workbook.error());
  }
  std::string out = action.format == "csv" ? service::table_csv(sheets[0]) : results_text(*results);
  if (action.with_text && action.format == "table") append_table(out, sheets.back());
  if (action.with_text && action.format == "csv") out = service::table_csv(sheets.back());
  return write_out(out, action.output);
}

Text refusal_text(service::IndicatorRefusal refusal) {
  switch (refusal) {
    case service::IndicatorRefusal::not_served:
      return Text::cli_survey_not_served;
    case service::IndicatorRefusal::still_open:
      return Text::cli_survey_still_open;
    case service::IndicatorRefusal::withheld:
    case service::IndicatorRefusal::no:
      break;
  }
  return Text::cli_survey_withheld;
}

// What the operator wrote stands; the rest is the survey's.
service::PublishRequest completed(service::PublishRequest given, const service::PublishRequest& of_survey) {
  given.value = of_survey.value;
  given.note = of_survey.note;
  if (given.period.empty()) given.period = of_survey.period, given.ended = of_survey.ended;
  if (given.source_title.empty()) given.source_title = of_survey.source_title;
  if (given.source_date.empty()) given.source_date = of_survey.source_date;
  return given;
}

int publish_indicator(const Config& config, Office& office, const SurveyAction& action) {
  const auto kind = contract::answer_kind_from_name(action.answers);
  if (!kind) return refuse(Text::cli_survey_bad_kind);
  const auto results = office.surveys->exact_results(action.survey);
  if (!results) return report(results.error());
  const contract::Date today = contract::china_date(service::system_clock().now());
  const auto offer = service::survey_indicator(*results, *kind, action.publish.request.indicator, today);
  if (offer.refused != service::IndicatorRefusal::no) return refuse(refusal_text(offer.refused));
  return run_publish_indicator(config,
                               {completed(action.publish.request, offer.request), action.publish.yes});
}

}  // namespace

int run_survey(const Config& config, const SurveyAction& action) {
  auto office = open_office(config);
  if (!office) return report(office.error());
  switch (action.kind) {
    case SurveyAction::Kind::open:
    case SurveyAction::Kind::close:
      return set_open(*office, action);
    case SurveyAction::Kind::codes:
      return make_codes(config, *office, action);
    case SurveyAction::Kind::results:
      return show_results(*office, action);
    case SurveyAction::Kind::publish_indicator:
      return publish_indicator(config, *office, action);
    case SurveyAction::Kind::list:
      break;
  }
  return list_surveys(*office);
}

}  // namespace wufei::app
