// Options of the program: what they mean, what is refused, in whose language.
#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "app/serve_command.hpp"
#include "lib/cli/command_line.hpp"
#include "lib/cli/settings.hpp"

using namespace wufei;

TEST_CASE("addresses to listen on") {
  CHECK(app::parse_listen("127.0.0.1:8080")->port == 8080);
  CHECK(app::parse_listen("[::1]:0")->host == "::1");
  for (const char* wrong : {"", "8080", ":8080", "host:", "host:x", "host:70000", "host:-1"})
    CHECK_FALSE(app::parse_listen(wrong));
}

TEST_CASE("a configuration that means nothing is refused, lists are taken apart") {
  const auto with = [](std::vector<std::string> proxies, std::string url = {}) {
    app::Settings config;
    config.trusted_proxies = std::move(proxies);
    config.public_url = std::move(url);
    return app::checked(config);
  };
  CHECK(with({"127.0.0.1,10.0.0.0/8", "::1 , 192.0.2.1"})->trusted_proxies ==
        std::vector<std::string>{"127.0.0.1", "10.0.0.0/8", "::1", "192.0.2.1"});
  CHECK(with({""})->trusted_proxies.empty());
  for (const char* bad : {"localhost", "127.0.0.1,proxy", "10.0.0.0/40", "0.0.0.0/0"})
    CHECK(with({bad}).error().detail.find("--trusted-proxy") != std::string::npos);
  CHECK(with({}, "https://example.org/")->public_url == "https://example.org");
  CHECK(with({}, "http://[::1]:8080")->public_url == "http://[::1]:8080");
  for (const char* bad : {"example.org", "javascript:alert(1)", "https://", "https://a b", "https://a/path",
                          "https://u@a", "https://a?q", "ftp://a"})
    CHECK(with({}, bad).error().detail.find("--public-url") != std::string::npos);
}

TEST_CASE("the command line refuses and helps in the language of the staff") {
  CLI::App line("about", "wufei");
  app::speak_to_staff(line);
  line.require_subcommand(1);
  std::string weight;
  CLI::App* done = line.add_subcommand("done", "about");
  done->add_option("--kg", weight, "about")->required()->check(CLI::Range(1, 9));
  const auto refusal = [&line](std::vector<std::string> arguments) {
    std::reverse(arguments.begin(), arguments.end());
    std::ostringstream out, err;
    try {
      line.parse(arguments);
    } catch (const CLI::ParseError& wrong) {
      CHECK(line.exit(wrong, out, err) != 0);
    }
    return err.str();
  };
  const auto expected = [](contract::Text said, std::string_view what) {
    const std::string problem = contract::text(said, {{"what", what}});
    return contract::text(
               contract::Text::cli_failed,
               {{"reason", contract::text(contract::Text::cli_usage_hint, {{"problem", problem}})}}) +
           "\n";
  };
  CHECK(refusal({}) == expected(contract::Text::cli_usage_command, ""));
  CHECK(refusal({"done"}) == expected(contract::Text::cli_usage_missing, "--kg"));
  CHECK(refusal({"done", "--kg", "1", "--top"}) == expected(contract::Text::cli_usage_unknown, "--top"));
  CHECK(refusal({"done", "--kg", "20"}) == expected(contract::Text::cli_usage_wrong, "--kg"));
  const std::string help = line.help() + done->help();
  for (const char* english :
       {"Print", "Usage", "OPTIONS", "Options", "SUBCOMMAND", "Subcommands", "REQUIRED"})
    CHECK(help.find(english) == std::string::npos);
}

TEST_CASE("the command line wins over the environment, whatever other commands there are") {
  app::Settings settings;
  CLI::App line("about", "wufei");
  app::CommandLine commands{line, settings};
  for (const char* name : {"first", "second", "third"})
    commands.command(name, contract::Text::cli_check, [] { return 0; });
  setenv("WUFEI_DATA", "of-environment", 1);
  line.parse(std::vector<std::string>{"given", "--data", "second"});  // the library takes them from the back
  CHECK(settings.data == "given");
  REQUIRE(commands.run);
  line.parse(std::vector<std::string>{"second"});
  CHECK(settings.data == "of-environment");
  unsetenv("WUFEI_DATA");
}
