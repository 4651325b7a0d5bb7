// The command line of `wufei`: every subject adds its commands; one of them is run.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <utility>

#include "app/county_list.hpp"
#include "app/erasing_again.hpp"
#include "app/features.hpp"
#include "app/maintenance_commands.hpp"
#include "app/serve_command.hpp"
#include "app/version_command.hpp"
#include "lib/cli/output.hpp"
#include "lib/cli/secret.hpp"

using namespace wufei::app;

namespace {

// An installed program (cmake/install.cmake) finds what was installed with it, wherever it is called from.
void use_installed(Settings& config) {
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto share = program.parent_path().parent_path() / "share" / "wufei";
  if (failed || !std::filesystem::is_directory(share / "content", failed)) return;
  config.content = share / "content";
  config.www = share / "www";
}

wufei::contract::Status read_secrets(Settings& config) {
  auto token = secret_from_environment("WUFEI_NOTICE_TOKEN");
  if (!token) return token.error();
  auto key = secret_from_environment("WUFEI_OPEN311_KEY");
  if (!key) return key.error();
  auto hook = secret_from_environment("WUFEI_HOOK_SECRET");
  if (!hook) return hook.error();
  config.hook_secret = std::move(*hook);
  config.gateway_token = std::move(*token);
  config.open311_key = std::move(*key);
  return wufei::contract::ok();
}

}  // namespace

int main(int argc, char** argv) {
  umask(077);  // databases, backups and run sheets hold personal data
  Settings config;
  config.parts = content_parts;
  config.join = join_and_erase;
  use_installed(config);
  CLI::App app{std::string(wufei::contract::text(wufei::contract::Text::cli_about)), "wufei"};
  app.require_subcommand(1);
  speak_to_staff(app);
  CommandLine line{app, config, add_county_options};
  add_serve_command(line, config);
  add_maintenance_commands(line);
  add_version_command(line);
  for (const Feature& feature : features())
    if (feature.commands) feature.commands(line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return app.exit(wrong) == 0 ? 0 : 2;
  }
  // After what was asked is known: help needs no secret.
  if (const auto read = read_secrets(config); !read) return report(read.error());
  if (auto chosen = settings_of_county(config))
    config = std::move(*chosen);
  else
    return report(chosen.error());
  try {
    return line.run();
  } catch (const std::exception& failure) {
    return report(wufei::contract::make_error(wufei::contract::ErrorCode::internal, failure.what()));
  }
}
