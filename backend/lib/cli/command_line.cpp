#include "lib/cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace wufei::app {
namespace {

bool is_host(std::string_view text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:[]";
  return !text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos;
}

}  // namespace

contract::Result<std::string> checked_public_url(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  if (url.empty()) return url;
  const std::size_t scheme = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
  if (scheme > 0 && is_host(std::string_view(url).substr(scheme))) return url;
  return contract::make_error(contract::ErrorCode::invalid,
                              "--public-url takes https://HOST, not \"" + url + "\"");
}

using contract::Text;

namespace {

// The option or argument that a refusal of the library names: before ":" or behind it, or its first word.
std::string named_in(const std::string& what, bool behind) {
  const std::size_t colon = what.find(": ");
  if (behind && colon != std::string::npos) return what.substr(colon + 2);
  const std::size_t quote = what.find('"'), end = what.rfind('"');  // the value, where the refusal shows it
  return what.substr(0, std::min(what.find(' '), colon)) +
         (quote < end ? " " + what.substr(quote, end + 1 - quote) : std::string());
}

std::string problem_of(const CLI::Error& error) {
  const std::string what = error.what();
  const auto is = [&error](CLI::ExitCodes code) { return error.get_exit_code() == static_cast<int>(code); };
  if (is(CLI::ExitCodes::RequiredError) && what.starts_with("A subcommand"))
    return std::string(contract::text(Text::cli_usage_command));
  const bool behind = is(CLI::ExitCodes::ExtrasError) || what.starts_with("Could not convert");
  const Text said = is(CLI::ExitCodes::RequiredError) ? Text::cli_usage_missing
                    : is(CLI::ExitCodes::ExtrasError) ? Text::cli_usage_unknown
                                                      : Text::cli_usage_wrong;
  return contract::text(said, {{"what", named_in(what, behind)}});
}

// The library names the group of options in English, those of commands before they can say otherwise.
class StaffFormatter final : public CLI::Formatter {
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    if (group == "Options") group = contract::text(Text::cli_label_option);
    return CLI::Formatter::make_group(std::move(group), is_positional, std::move(options));
  }
};

}  // namespace

void speak_to_staff(CLI::App& app) {
  app.set_help_flag("-h,--help", std::string(contract::text(Text::cli_option_help)));
  app.formatter(std::make_shared<StaffFormatter>());
  app.group(std::string(contract::text(Text::cli_label_subcommand)));
  const std::pair<const char*, Text> labels[] = {{"Usage", Text::cli_label_usage},
                                                 {"OPTIONS", Text::cli_label_option},
                                                 {"Positionals", Text::cli_label_positionals},
                                                 {"SUBCOMMAND", Text::cli_label_subcommand},
                                                 {"SUBCOMMANDS", Text::cli_label_subcommand},
                                                 {"REQUIRED", Text::cli_label_required},
                                                 {"Env", Text::cli_label_env}};
  for (const auto& [label, text] : labels)
    app.get_formatter()->label(label, std::string(contract::text(text)));
  app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return contract::text(
               Text::cli_failed,
               {{"reason", contract::text(Text::cli_usage_hint, {{"problem", problem_of(error)}})}}) +
           "\n";
  });
}

CLI::App* CommandLine::command(const char* name, Text about, std::function<int()> run_it) {
  CLI::App* made = app.add_subcommand(name, std::string(contract::text(about)));
  add_data(made);
  add_content(made);
  if (run_it)
    made->callback([this, run_it = std::move(run_it)] {
      if (!run) run = run_it;
    });
  return made;
}

CLI::App* CommandLine::action(CLI::App* parent, const char* name, Text about, std::function<int()> run_it) {
  parent->require_subcommand(1);
  parent->fallthrough();
  CLI::App* made = parent->add_subcommand(name, std::string(contract::text(about)));
  made->callback([this, run_it = std::move(run_it)] { run = run_it; });
  return made;
}

namespace {

// The library reads variables for the options of every command, called or not, unless a command ends its own
// parsing: all write to the same settings, and the environment would win over what stands on the command
// line.
void read_environment_when_called(CLI::App* command) {
  command->parse_complete_callback([] {});
}

}  // namespace

void CommandLine::add_data(CLI::App* command) {
  read_environment_when_called(command);
  add_option(command, "--data", settings.data, Text::cli_option_data)->envname("WUFEI_DATA");
  add_option(command, "--store", settings.store, Text::cli_option_store)->envname("WUFEI_STORE");
  if (add_tenants != nullptr) add_tenants(command, settings);
}

void CommandLine::add_content(CLI::App* command) {
  read_environment_when_called(command);
  add_option(command, "--content", settings.content, Text::cli_option_content)->envname("WUFEI_CONTENT");
}

void CommandLine::add_notifier(CLI::App* command) {
  read_environment_when_called(command);
  add_option(command, "--notifier", settings.notifier, Text::cli_option_notifier)
      ->check(CLI::IsMember({"log", "http"}))
      ->envname("WUFEI_NOTIFIER");
}

void CommandLine::add_tls_certificate(CLI::App* command) {
  read_environment_when_called(command);
  add_option(command, "--tls-certificate", settings.tls_certificate, Text::cli_option_tls_certificate)
      ->envname("WUFEI_TLS_CERTIFICATE");
}

void CommandLine::add_public_url(CLI::App* command) {
  read_environment_when_called(command);
  add_option(command, "--public-url", settings.public_url, Text::cli_option_public_url)
      ->envname("WUFEI_PUBLIC_URL")
      ->transform(CLI::Validator(
          [](std::string& url) {
            auto sound = checked_public_url(url);
            if (!sound) return sound.error().detail;
            url = std::move(*sound);
            return std::string();
          },
          "URL"));
}

}  // namespace wufei::app
