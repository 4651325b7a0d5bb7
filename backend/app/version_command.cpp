#include "app/version_command.hpp"

#include <link.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "lib/base/text.hpp"

namespace wufei::app {
namespace {

using contract::Text;

// cmake/dependencies.cmake: "NAME VERSION" in lines.
constexpr std::string_view kBuiltWith =
#include "dependencies.inc"
    ;

// Names of the files that the program has loaded, with the versions that they bear.
std::set<std::string> loaded_libraries() {
  std::set<std::string> names;
  const auto add = [](dl_phdr_info* object, std::size_t, void* found) {
    std::error_code failed;
    const auto file = std::filesystem::canonical(object->dlpi_name, failed);
    if (!failed) static_cast<std::set<std::string>*>(found)->insert(file.filename().string());
    return 0;
  };
  dl_iterate_phdr(add, &names);
  return names;
}

int run_version(bool all) {
  std::cout << "wufei " << WUFEI_VERSION << '\n';
  if (!all) return 0;
  std::cout << '\n' << contract::text(Text::cli_version_built) << '\n' << kBuiltWith;
  std::cout << '\n' << contract::text(Text::cli_version_loaded) << '\n';
  for (const std::string& name : loaded_libraries()) std::cout << name << '\n';
  return 0;
}

}  // namespace

void add_version_command(CommandLine& line) {
  const auto all = std::make_shared<bool>(false);
  CLI::App* version = line.app.add_subcommand("version", std::string(contract::text(Text::cli_version)));
  add_flag(version, "--all", *all, Text::cli_option_version_all);
  version->callback([&line, all] { line.run = [all] { return run_version(*all); }; });
}

}  // namespace wufei::app
