#include "survey/survey_commands.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>

#include "county/county_content.hpp"
#include "county/office.hpp"
#include "indicator/indicator_commands.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/store/durable_file.hpp"
#include "survey/survey_content.hpp"
#include "survey/survey_indicator.hpp"
#include "survey/survey_plan.hpp"
#include "survey/survey_report.hpp"
#include "survey/survey_service.hpp"
#include "survey/survey_slips.hpp"

namespace wufei::app {
namespace {

using contract::Text;
using service::ReportTable;

struct SurveyAction {
  enum class Kind { list, open, close, codes, results, publish_indicator };
  Kind kind = Kind::list;
  std::string survey;
  std::filesystem::path plan;    // codes: JSON or CSV
  std::filesystem::path output;  // codes: *.html or *.csv; results: "" = standard output
  std::string format = "table";  // results: table | csv | xlsx
  bool with_text = false;        // results: open answers to text questions, for staff
  std::string answers;           // publish_indicator: invited
  PublishOptions publish;        // publish_indicator: indicator, publisher and, when given, period and source
};

// The office with the service of surveys on top.
struct SurveyOffice : Office {
  service::SurveyService surveys;
  explicit SurveyOffice(Office office)
      : Office(std::move(office)), surveys(*store, *source, service::system_clock(), service::system_ids()) {}
};

int list_surveys(SurveyOffice& office) {
  const auto shown = office.surveys.list();
  if (!shown) return report(shown.error());
  for (const contract::Survey& survey : office.content->get<service::SurveyContent>()) {
    const contract::Survey* live = contract::find_survey(**shown, survey.id);
    std::cout << survey.id << "  "
              << contract::status_name(live ? live->status : contract::SurveyStatus::draft) << "  "
              << survey.title << '\n';
  }
  return 0;
}

int set_open(SurveyOffice& office, const SurveyAction& action) {
  const bool open = action.kind == SurveyAction::Kind::open;
  const auto done = office.surveys.set_open(action.survey, open, contract::Actor::staff(operator_name()));
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

// The slips are on the disk before their codes are valid; when either fails, neither is there.
int make_codes(const Settings& settings, SurveyOffice& office, const SurveyAction& action) {
  const bool html = action.output.extension() == ".html";
  if (!html && action.output.extension() != ".csv") return refuse(Text::cli_survey_bad_output);
  if (html && settings.public_url.empty()) return refuse(Text::cli_survey_no_url);
  std::ifstream plan_file(action.plan, std::ios::binary);
  if (!plan_file) return refuse(action.plan.string());
  const std::string text{std::istreambuf_iterator<char>(plan_file), {}};
  if (!contract::is_valid_utf8(text)) return refuse(Text::cli_place_not_utf8);
  const auto plan = parse_plan(text, office.content->get<service::CountyContent>().areas);
  if (!plan) return report(plan.error());
  const contract::Survey* survey =
      contract::find_survey(office.content->get<service::SurveyContent>(), action.survey);
  if (!survey) return report(contract::make_error(contract::ErrorCode::not_found));
  if (std::any_of(plan->begin(), plan->end(),
                  [](const auto& row) { return row.sample < service::kSmallestStratum; }))
    return refuse(Text::cli_option_plan);
  if (!create_new(action.output)) return refuse(Text::cli_survey_bad_output);
  const auto keep = [&](const std::vector<service::IssuedCode>& issued) -> contract::Status {
    const std::string slips = (html ? http::slips_html : http::slips_csv)(
        *survey, issued, office.content->get<service::CountyContent>().areas, settings.public_url);
    const std::filesystem::path folder = std::filesystem::absolute(action.output).parent_path();
    if (storage::write_durably(action.output, slips, 0600) && storage::sync_to_disk(folder))
      return contract::ok();
    return contract::make_error(contract::ErrorCode::unavailable,
                                action.output.string() + ": cannot be written");
  };
  const auto codes =
      office.surveys.make_codes(action.survey, *plan, contract::Actor::staff(operator_name()), keep);
  if (!codes) {
    std::error_code ignored;
    std::filesystem::remove(action.output, ignored);
    return report(codes.error());
  }
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
    out += "\n== " + service::kind_text(results.survey, kind->kind) + "\n";
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

ReportTable text_table(const std::vector<service::SurveyText>& texts) {
  ReportTable table{
      std::string(contract::text(Text::cli_survey_sheet_texts)), {"kind", "question", "text"}, {}};
  for (const service::SurveyText& text : texts)
    table.rows.push_back({std::string(contract::kind_name(text.kind)), text.question, text.text});
  return table;
}

int show_results(SurveyOffice& office, const SurveyAction& action) {
  if (!format_is_known(action.format, action.output)) return 1;
  const auto results = office.surveys.exact_results(action.survey);
  if (!results) return report(results.error());
  std::vector<ReportTable> sheets = service::report_sheets(*results);
  if (action.with_text) {
    const auto texts = office.surveys.texts(action.survey, contract::Actor::staff(operator_name()));
    if (!texts) return report(texts.error());
    sheets.push_back(text_table(*texts));
  }
  if (action.format == "xlsx") {
    const auto workbook = service::report_workbook(sheets);
    return workbook ? write_out(*workbook, action.output) : report(workbook.error());
  }
  std::string out = action.format == "csv" ? service::report_csv(sheets[0]) : results_text(*results);
  if (action.with_text && action.format == "table") append_table(out, sheets.back());
  if (action.with_text && action.format == "csv") out = service::report_csv(sheets.back());
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

int publish_indicator(const Settings& settings, SurveyOffice& office, const SurveyAction& action) {
  if (action.answers != contract::kind_name(contract::AnswerKind::invited))
    return refuse(Text::cli_survey_bad_kind);
  const auto results = office.surveys.exact_results(action.survey);
  if (!results) return report(results.error());
  const contract::Date today = contract::china_date(service::system_clock().now());
  const auto offer = service::survey_indicator(*results, action.publish.request.indicator, today);
  if (offer.refused != service::IndicatorRefusal::no) return refuse(refusal_text(offer.refused));
  return run_publish_indicator(settings,
                               {completed(action.publish.request, offer.request), action.publish.yes});
}

int run_survey(const Settings& settings, const SurveyAction& action) {
  auto opened = open_office(settings);
  if (!opened) return report(opened.error());
  SurveyOffice office(std::move(*opened));
  switch (action.kind) {
    case SurveyAction::Kind::open:
    case SurveyAction::Kind::close:
      return set_open(office, action);
    case SurveyAction::Kind::codes:
      return make_codes(settings, office, action);
    case SurveyAction::Kind::results:
      return show_results(office, action);
    case SurveyAction::Kind::publish_indicator:
      return publish_indicator(settings, office, action);
    case SurveyAction::Kind::list:
      break;
  }
  return list_surveys(office);
}

using Kind = SurveyAction::Kind;
using SharedAction = std::shared_ptr<SurveyAction>;

CLI::App* add_action(CommandLine& line, CLI::App* survey, const SharedAction& action, const char* name,
                     Text about, Kind kind) {
  return line.action(survey, name, about, [&line, action, kind] {
    action->kind = kind;
    return run_survey(line.settings, *action);
  });
}

void add_codes(CommandLine& line, CLI::App* survey, const SharedAction& action) {
  CLI::App* codes = add_action(line, survey, action, "codes", Text::cli_survey_make_codes, Kind::codes);
  add_option(codes, "--plan", action->plan, Text::cli_option_plan)->required();
  add_option(codes, "--out,--output,-o", action->output, Text::cli_option_slips)->required();
  line.add_public_url(codes);
}

void add_results(CommandLine& line, CLI::App* survey, const SharedAction& action) {
  CLI::App* results = add_action(line, survey, action, "results", Text::cli_survey_results, Kind::results);
  add_option(results, "--format", action->format, Text::cli_option_format);
  add_option(results, "--output,--out,-o", action->output, Text::cli_option_output);
  add_flag(results, "--with-text", action->with_text, Text::cli_option_with_text);
}

void add_publish(CommandLine& line, CLI::App* survey, const SharedAction& action) {
  service::PublishRequest& request = action->publish.request;
  CLI::App* publish = add_action(line, survey, action, "publish-indicator",
                                 Text::cli_survey_publish_indicator, Kind::publish_indicator);
  add_option(publish, "NO", request.indicator, Text::cli_option_indicator)->required();
  add_option(publish, "--answers", action->answers, Text::cli_option_answers)->required();
  add_option(publish, "--publisher", request.publisher, Text::cli_option_publisher)->required();
  add_option(publish, "--period", request.period, Text::cli_option_survey_period);
  add_option(publish, "--source", request.source_title, Text::cli_option_survey_source);
  add_option(publish, "--source-number", request.source_number, Text::cli_option_source_number);
  add_option(publish, "--source-date", request.source_date, Text::cli_option_survey_source_date);
  add_option(publish, "--correct", request.correct, Text::cli_option_correct);
  add_flag(publish, "--yes", action->publish.yes, Text::cli_option_yes);
}

}  // namespace

// `wufei survey ID ACTION ...` and `wufei surveys`.
void add_survey_commands(CommandLine& line) {
  line.command("surveys", Text::cli_surveys, [&line] { return run_survey(line.settings, {}); });
  const auto action = std::make_shared<SurveyAction>();
  CLI::App* survey = line.command("survey", Text::cli_survey);
  add_option(survey, "ID", action->survey, Text::cli_option_survey)->required();
  add_action(line, survey, action, "open", Text::cli_survey_open, Kind::open);
  add_action(line, survey, action, "close", Text::cli_survey_close, Kind::close);
  add_codes(line, survey, action);
  add_results(line, survey, action);
  add_publish(line, survey, action);
}

}  // namespace wufei::app
