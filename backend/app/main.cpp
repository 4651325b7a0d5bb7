// The command line of `wufei`: reads options, calls one command. Texts are in the locale (cli.*); defaults in
// config.hpp.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <string>

#include "app/commands.hpp"
#include "app/office.hpp"
#include "lib/base/text.hpp"
#include "survey/survey_commands.hpp"

namespace {

using namespace wufei::app;
using wufei::contract::Text;

std::string help(Text key) {
  return std::string(wufei::contract::text(key));
}

// The command that was chosen; set by the subcommand's callback.
struct Invocation {
  Config config;
  RunSheetOptions sheet;
  PickupAction action;
  CasesOptions cases;
  FeedbackAction feedback;
  SurveyAction survey;
  std::string file;
  std::string format = "table";
  std::string word;
  PublishOptions publish;
  bool content_only = false;
  bool only_unsent = false;
  std::int64_t done = 0;
  bool with_phone = false;
  std::function<int()> run;
};

void add_data(CLI::App* command, Config& config) {
  command->add_option("--data", config.data, help(Text::cli_option_data))->envname("WUFEI_DATA");
}
void add_content(CLI::App* command, Config& config) {
  command->add_option("--content", config.content, help(Text::cli_option_content))->envname("WUFEI_CONTENT");
}

void add_serve(CLI::App& app, Invocation& call) {
  Config& config = call.config;
  CLI::App* serve = app.add_subcommand("serve", help(Text::cli_serve));
  serve->add_option("--listen", config.listen, help(Text::cli_option_listen))->envname("WUFEI_LISTEN");
  add_data(serve, config);
  add_content(serve, config);
  serve->add_option("--www", config.www, help(Text::cli_option_www))->envname("WUFEI_WWW");
  serve->add_option("--public-url", config.public_url, help(Text::cli_option_public_url))
      ->envname("WUFEI_PUBLIC_URL");
  serve->add_option("--trusted-proxy", config.trusted_proxies, help(Text::cli_option_proxy))
      ->envname("WUFEI_TRUSTED_PROXY");
  serve->add_option("--workers", config.workers, help(Text::cli_option_workers))->check(CLI::Range(0, 1024));
  serve->add_option("--notifier", config.notifier, help(Text::cli_option_notifier))
      ->check(CLI::IsMember({"log", "http"}))
      ->envname("WUFEI_NOTIFIER");
  serve->add_option("--notice-url", config.notice_url, help(Text::cli_option_notice_url))
      ->envname("WUFEI_NOTICE_URL");
  serve->add_option("--notice-template", config.notice_template, help(Text::cli_option_notice_template))
      ->envname("WUFEI_NOTICE_TEMPLATE");
  serve->add_option("--log-level", config.log_level, help(Text::cli_option_log_level))
      ->envname("WUFEI_LOG_LEVEL");
  serve->callback([&call] { call.run = [&call] { return run_serve(call.config); }; });
}

void add_pickups(CLI::App& app, Invocation& call) {
  CLI::App* pickups = app.add_subcommand("pickups", help(Text::cli_pickups));
  pickups->add_option("--date", call.sheet.date, help(Text::cli_option_date))->required();
  pickups->add_option("--area", call.sheet.area, help(Text::cli_option_area));
  pickups->add_option("--format", call.sheet.format, help(Text::cli_option_format));
  pickups->add_option("--output,-o", call.sheet.output, help(Text::cli_option_output));
  pickups->add_flag("--with-phone", call.sheet.with_phone, help(Text::cli_option_with_phone));
  add_data(pickups, call.config);
  add_content(pickups, call.config);
  pickups->callback([&call] { call.run = [&call] { return run_pickups(call.config, call.sheet); }; });
}

CLI::App* add_action(CLI::App* pickup, Invocation& call, const char* name, Text about,
                     PickupAction::Kind kind) {
  CLI::App* action = pickup->add_subcommand(name, help(about));
  action->callback([&call, kind] {
    call.action.kind = kind;
    call.run = [&call] { return run_pickup(call.config, call.action); };
  });
  return action;
}

// `wufei pickup REF ACTION ...`: the reference stands before the action.
void add_pickup(CLI::App& app, Invocation& call) {
  using Kind = PickupAction::Kind;
  CLI::App* pickup = app.add_subcommand("pickup", help(Text::cli_pickup));
  pickup->add_option("REF", call.action.reference, help(Text::cli_option_reference))->required();
  add_data(pickup, call.config);
  add_content(pickup, call.config);
  pickup->require_subcommand(1);
  pickup->fallthrough();
  CLI::App* show = add_action(pickup, call, "show", Text::cli_pickup_show, Kind::show);
  show->add_flag("--with-phone", call.action.with_phone, help(Text::cli_option_with_phone));
  CLI::App* assign = add_action(pickup, call, "assign", Text::cli_pickup_assign, Kind::assign);
  assign->add_option("CREW", call.action.text, help(Text::cli_option_crew))->required();
  CLI::App* complete = add_action(pickup, call, "complete", Text::cli_pickup_complete, Kind::complete);
  complete->add_option("--kg", call.action.kilograms, help(Text::cli_option_kg))->required();
  CLI::App* absent =
      add_action(pickup, call, "not-presented", Text::cli_pickup_not_presented, Kind::not_presented);
  absent->add_option("REASON", call.action.text, help(Text::cli_option_reason))->required();
  CLI::App* cancel = add_action(pickup, call, "cancel", Text::cli_pickup_cancel, Kind::cancel);
  cancel->add_option("REASON", call.action.text, help(Text::cli_option_reason))->required();
}

void add_cases(CLI::App& app, Invocation& call) {
  CLI::App* cases = app.add_subcommand("cases", help(Text::cli_cases));
  cases->add_flag("--open", call.cases.only_open, help(Text::cli_option_open));
  cases->add_flag("--overdue", call.cases.only_overdue, help(Text::cli_option_overdue));
  cases->add_option("--kind", call.cases.kind, help(Text::cli_option_kind));
  cases->add_option("--format", call.cases.format, help(Text::cli_option_format));
  cases->add_option("--output,-o", call.cases.output, help(Text::cli_option_output));
  cases->add_flag("--with-phone", call.cases.with_phone, help(Text::cli_option_with_phone));
  add_data(cases, call.config);
  add_content(cases, call.config);
  cases->callback([&call] { call.run = [&call] { return run_cases(call.config, call.cases); }; });
}

CLI::App* add_case_action(CLI::App* parent, Invocation& call, const char* name, Text about,
                          FeedbackAction::Kind kind) {
  CLI::App* action = parent->add_subcommand(name, help(about));
  action->callback([&call, kind] {
    call.feedback.kind = kind;
    call.run = [&call] { return run_case(call.config, call.feedback); };
  });
  return action;
}

// `wufei case REF ACTION ...`: the reference stands before the action.
void add_case(CLI::App& app, Invocation& call) {
  using Kind = FeedbackAction::Kind;
  FeedbackAction& feedback = call.feedback;
  CLI::App* one = app.add_subcommand("case", help(Text::cli_case));
  one->add_option("REF", feedback.reference, help(Text::cli_option_case))->required();
  add_data(one, call.config);
  add_content(one, call.config);
  one->require_subcommand(1);
  one->fallthrough();
  CLI::App* show = add_case_action(one, call, "show", Text::cli_case_show, Kind::show);
  show->add_flag("--with-phone", feedback.with_phone, help(Text::cli_option_with_phone));
  CLI::App* assign = add_case_action(one, call, "assign", Text::cli_case_assign, Kind::assign);
  assign->add_option("BODY", feedback.text, help(Text::cli_option_body))->required();
  CLI::App* answer = add_case_action(one, call, "answer", Text::cli_case_answer, Kind::answer);
  answer->add_option("FILE", feedback.file, help(Text::cli_option_text_file))->required();
  CLI::App* publish = add_case_action(one, call, "publish", Text::cli_case_publish, Kind::publish);
  publish->add_option("--text", feedback.file, help(Text::cli_option_public_text))->required();
  publish->add_option("--answer", feedback.answer_file, help(Text::cli_option_public_answer))->required();
  add_case_action(one, call, "unpublish", Text::cli_case_unpublish, Kind::unpublish);
  CLI::App* close = add_case_action(one, call, "close", Text::cli_case_close, Kind::close);
  close->add_option("--note", feedback.text, help(Text::cli_option_note));
  CLI::App* photos = add_case_action(one, call, "photos", Text::cli_case_photos, Kind::photos);
  photos->add_option("DIR", feedback.directory, help(Text::cli_option_directory))->required();
}

void add_desk(CLI::App& app, Invocation& call) {
  CLI::App* book = app.add_subcommand("book", help(Text::cli_pickup_book));
  book->add_option("FILE", call.file, help(Text::cli_option_file))->required();
  add_data(book, call.config);
  add_content(book, call.config);
  book->callback([&call] { call.run = [&call] { return run_pickup_book(call.config, call.file); }; });
  CLI::App* notices = app.add_subcommand("notices", help(Text::cli_notices));
  notices->add_flag("--unsent", call.only_unsent, help(Text::cli_option_unsent));
  notices->add_option("--done", call.done, help(Text::cli_option_done));
  notices->add_flag("--with-phone", call.with_phone, help(Text::cli_option_with_phone));
  add_data(notices, call.config);
  add_content(notices, call.config);
  notices->callback([&call] {
    call.run = [&call] {
      return call.done > 0 ? run_notice_done(call.config, call.done)
                           : run_notices(call.config, call.only_unsent, call.with_phone);
    };
  });
}

void add_guide(CLI::App& app, Invocation& call) {
  CLI::App* guide = app.add_subcommand("guide", help(Text::cli_guide));
  guide->require_subcommand(1);
  guide->fallthrough();
  add_data(guide, call.config);
  add_content(guide, call.config);
  CLI::App* words = guide->add_subcommand("words", help(Text::cli_guide_words));
  words->add_option("--format", call.format, help(Text::cli_option_word_format))
      ->check(CLI::IsMember({"table", "csv"}));
  words->add_option("--done", call.word, help(Text::cli_option_word_done));
  words->callback(
      [&call] { call.run = [&call] { return run_guide_words(call.config, call.format, call.word); }; });
  CLI::App* places = guide->add_subcommand("import-places", help(Text::cli_guide_import));
  places->add_option("FILE", call.file, help(Text::cli_option_csv))->required();
  places->callback([&call] { call.run = [&call] { return run_guide_import(call.config, call.file); }; });
}

// An empty value is refused by the rules of publishing, which say more than "missing".
void add_publish(CLI::App& app, Invocation& call) {
  wufei::service::PublishRequest& request = call.publish.request;
  CLI::App* publish = app.add_subcommand("publish-indicator", help(Text::cli_publish_indicator));
  publish->add_option("NO", request.indicator, help(Text::cli_option_indicator))->required();
  publish->add_option("--period", request.period, help(Text::cli_option_period));
  publish->add_option("--value", request.value, help(Text::cli_option_value));
  publish->add_option("--text", request.words, help(Text::cli_option_text));
  publish->add_option("--op", request.bound, help(Text::cli_option_bound));
  publish->add_option("--reference-year", request.reference_year, help(Text::cli_option_reference_year));
  publish->add_option("--source", request.source_title, help(Text::cli_option_source));
  publish->add_option("--source-number", request.source_number, help(Text::cli_option_source_number));
  publish->add_option("--source-date", request.source_date, help(Text::cli_option_source_date));
  publish->add_option("--publisher", request.publisher, help(Text::cli_option_publisher));
  publish->add_option("--note", request.note, help(Text::cli_option_note));
  publish->add_option("--correct", request.correct, help(Text::cli_option_correct));
  publish->add_flag("--yes", call.publish.yes, help(Text::cli_option_yes));
  add_data(publish, call.config);
  add_content(publish, call.config);
  publish->callback(
      [&call] { call.run = [&call] { return run_publish_indicator(call.config, call.publish); }; });
  CLI::App* verify = app.add_subcommand("verify", help(Text::cli_verify));
  add_data(verify, call.config);
  add_content(verify, call.config);
  verify->callback([&call] { call.run = [&call] { return run_verify(call.config); }; });
}

CLI::App* add_survey_publish(CLI::App& survey, Invocation& call) {
  wufei::service::PublishRequest& request = call.survey.publish.request;
  CLI::App* publish = survey.add_subcommand("publish-indicator", help(Text::cli_survey_publish_indicator));
  publish->add_option("NO", request.indicator, help(Text::cli_option_indicator))->required();
  publish->add_option("--answers", call.survey.answers, help(Text::cli_option_answers))->required();
  publish->add_option("--publisher", request.publisher, help(Text::cli_option_publisher))->required();
  publish->add_option("--period", request.period, help(Text::cli_option_survey_period));
  publish->add_option("--source", request.source_title, help(Text::cli_option_survey_source));
  publish->add_option("--source-number", request.source_number, help(Text::cli_option_source_number));
  publish->add_option("--source-date", request.source_date, help(Text::cli_option_survey_source_date));
  publish->add_option("--correct", request.correct, help(Text::cli_option_correct));
  publish->add_flag("--yes", call.survey.publish.yes, help(Text::cli_option_yes));
  return publish;
}

// `wufei survey ID ACTION ...` and `wufei surveys`.
void add_survey(CLI::App& app, Invocation& call) {
  using Kind = SurveyAction::Kind;
  const auto run = [&call](Kind kind) {
    call.survey.kind = kind;
    call.run = [&call] { return run_survey(call.config, call.survey); };
  };
  CLI::App* surveys = app.add_subcommand("surveys", help(Text::cli_surveys));
  add_data(surveys, call.config);
  add_content(surveys, call.config);
  surveys->callback([run] { run(Kind::list); });
  CLI::App* survey = app.add_subcommand("survey", help(Text::cli_survey));
  survey->add_option("ID", call.survey.survey, help(Text::cli_option_survey))->required();
  add_data(survey, call.config);
  add_content(survey, call.config);
  survey->require_subcommand(1);
  survey->fallthrough();
  survey->add_subcommand("open", help(Text::cli_survey_open))->callback([run] { run(Kind::open); });
  survey->add_subcommand("close", help(Text::cli_survey_close))->callback([run] { run(Kind::close); });
  CLI::App* codes = survey->add_subcommand("codes", help(Text::cli_survey_make_codes));
  codes->add_option("--plan", call.survey.plan, help(Text::cli_option_plan))->required();
  codes->add_option("--out,--output,-o", call.survey.output, help(Text::cli_option_slips))->required();
  codes->add_option("--public-url", call.config.public_url, help(Text::cli_option_public_url))
      ->envname("WUFEI_PUBLIC_URL");
  codes->callback([run] { run(Kind::codes); });
  CLI::App* results = survey->add_subcommand("results", help(Text::cli_survey_results));
  results->add_option("--format", call.survey.format, help(Text::cli_option_format));
  results->add_option("--output,--out,-o", call.survey.output, help(Text::cli_option_output));
  results->add_flag("--with-text", call.survey.with_text, help(Text::cli_option_with_text));
  results->callback([run] { run(Kind::results); });
  add_survey_publish(*survey, call)->callback([run] { run(Kind::publish_indicator); });
}

void add_maintenance(CLI::App& app, Invocation& call) {
  const auto with_file = [&](const char* name, Text about,
                             int (*run)(const Config&, const std::filesystem::path&)) {
    CLI::App* command = app.add_subcommand(name, help(about));
    command->add_option("FILE", call.file, help(Text::cli_option_file))->required();
    add_data(command, call.config);
    command->callback([&call, run] { call.run = [&call, run] { return run(call.config, call.file); }; });
  };
  with_file("backup", Text::cli_backup, run_backup);
  with_file("restore", Text::cli_restore, run_restore);
  CLI::App* check = app.add_subcommand("check", help(Text::cli_check));
  add_data(check, call.config);
  add_content(check, call.config);
  check->add_flag("--content-only", call.content_only, help(Text::cli_option_content_only));
  check->add_option("--places", call.file, help(Text::cli_option_check_places));
  check->callback([&call] {
    call.run = [&call] {
      return call.file.empty() ? run_check(call.config, call.content_only)
                               : run_check_places(call.config, call.file);
    };
  });
  app.add_subcommand("version", help(Text::cli_version))->callback([&call] { call.run = run_version; });
}

}  // namespace

int main(int argc, char** argv) {
  umask(077);  // databases, backups and run sheets hold personal data
  Invocation call;
  if (const char* token = std::getenv("WUFEI_NOTICE_TOKEN")) call.config.notice_token = token;
  if (const char* key = std::getenv("WUFEI_OPEN311_KEY")) call.config.open311_key = key;
  CLI::App app{help(Text::cli_about), "wufei"};
  app.require_subcommand(1);
  add_serve(app, call);
  add_pickups(app, call);
  add_pickup(app, call);
  add_cases(app, call);
  add_case(app, call);
  add_desk(app, call);
  add_guide(app, call);
  add_publish(app, call);
  add_survey(app, call);
  add_maintenance(app, call);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? 0 : 2;
  }
  try {
    return call.run();
  } catch (const std::exception& failure) {
    return report(wufei::contract::make_error(wufei::contract::ErrorCode::internal, failure.what()));
  }
}
