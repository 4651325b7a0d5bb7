#include "lib/cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace wufei::app {

using contract::Text;

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

void CommandLine::add_data(CLI::App* command) {
  add_option(command, "--data", settings.data, Text::cli_option_data)->envname("WUFEI_DATA");
}

void CommandLine::add_content(CLI::App* command) {
  add_option(command, "--content", settings.content, Text::cli_option_content)->envname("WUFEI_CONTENT");
}

void CommandLine::add_public_url(CLI::App* command) {
  add_option(command, "--public-url", settings.public_url, Text::cli_option_public_url)
      ->envname("WUFEI_PUBLIC_URL");
}

}  // namespace wufei::app
