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
