#include "publishing/publishing_commands.hpp"

#include <iostream>

#include "county/office.hpp"
#include "county/published/content_keeper.hpp"
#include "county/published/revision_store.hpp"

namespace wufei::app {
namespace {

using contract::Text;

int run_export(const Settings& settings, const std::filesystem::path& target) {
  // Also where files and publications do not agree: this is the way to bring them together.
  auto office = open_office(settings, Published::left_out);
  if (!office) return report(office.error());
  const service::Changes nobody;
  const service::ContentKeeper keeper(settings.content, settings.parts(), *office->store, *office->source,
                                      nobody);
  if (auto written = keeper.write_to(target); !written) return report(written.error());
  std::cout << contract::text(Text::cli_export_done, {{"directory", target.string()}}) << '\n';
  return 0;
}

}  // namespace

int verify_revisions(const Settings& settings) {
  return verify_chain(settings, storage::read_revision_chain, Text::cli_verify_published_ok,
                      Text::cli_verify_published_bad);
}

void add_publishing_commands(CommandLine& line) {
  const auto target = std::make_shared<std::filesystem::path>();
  CLI::App* command = line.command("export", Text::cli_export,
                                   [&line, target] { return run_export(line.settings, *target); });
  add_option(command, "DIRECTORY", *target, Text::cli_option_export_directory)->required();
}

}  // namespace wufei::app
