// The command line while it is put together: every subject adds its commands with their own options
// (add_x_commands); main() parses and runs the one that was chosen. Texts are in the locale (cli.*).
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/base/text.hpp"
#include "lib/cli/settings.hpp"

namespace wufei::app {

// "https://HOST" without a slash at its end; "" stays "". Errors: invalid.
contract::Result<std::string> checked_public_url(std::string url);

// Every command can be told where its data is, also by WUFEI_* variables of the environment.
struct CommandLine {
  CLI::App& app;
  Settings& settings;
  // The options that choose one of several tenants, where there is such a list: app's.
  void (*add_tenants)(CLI::App*, Settings&) = nullptr;
  // What main() runs: set by the callback of a command, or before it by an option that replaces the command.
  std::function<int()> run = {};

  // A command with --data and --content; `run_it` answers the process's exit status: 0 done, 1 refused or
  // failed (the reason is on standard error, in Chinese for operators). Null: only its own subcommands run.
  CLI::App* command(const char* name, contract::Text about, std::function<int()> run_it = {});
  // A subcommand of `parent`, which must be given one; it takes the options of `parent` too.
  CLI::App* action(CLI::App* parent, const char* name, contract::Text about, std::function<int()> run_it);
  void add_data(CLI::App* command);
  void add_content(CLI::App* command);
  void add_public_url(CLI::App* command);
  void add_notifier(CLI::App* command);
  void add_tls_certificate(CLI::App* command);
};

// Help and refusals in the language of the staff. Call it before anything is added.
void speak_to_staff(CLI::App& app);

// Adds an option; `help` is a text of the locale.
template <class Value>
CLI::Option* add_option(CLI::App* command, const char* names, Value& value, contract::Text help) {
  return command->add_option(names, value, std::string(contract::text(help)));
}
inline CLI::Option* add_flag(CLI::App* command, const char* names, bool& value, contract::Text help) {
  return command->add_flag(names, value, std::string(contract::text(help)));
}

}  // namespace wufei::app
