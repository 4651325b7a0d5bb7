// The command line of `wufei`: reads options, calls one command. Texts are in the locale (cli.*); defaults in
// config.hpp.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <string>

#include "app/commands.hpp"
#include "app/office.hpp"
#include "app/survey_commands.hpp"
#include "contract/text.hpp"

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
  SurveyAction survey;
  std::string file;
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
  check->callback([&call] { call.run = [&call] { return run_check(call.config, call.content_only); }; });
  app.add_subcommand("version", help(Text::cli_version))->callback([&call] { call.run = run_version; });
}

}  // namespace

int main(int argc, char** argv) {
  umask(077);  // databases, backups and run sheets hold personal data
  Invocation call;
  if (const char* token = std::getenv("WUFEI_NOTICE_TOKEN")) call.config.notice_token = token;
  CLI::App app{help(Text::cli_about), "wufei"};
  app.require_subcommand(1);
  add_serve(app, call);
  add_pickups(app, call);
  add_pickup(app, call);
  add_desk(app, call);
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
