#include "app/serve_command.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <string>

#include "app/keys_command.hpp"
#include "app/portal.hpp"
#include "app/process_memory.hpp"
#include "app/tls_serving.hpp"
#include "lib/cli/log.hpp"
#include "lib/cli/output.hpp"
#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

using contract::Text;

contract::Error refused(std::string why) {
  return contract::make_error(contract::ErrorCode::invalid, std::move(why));
}

// Entries may be given apart or as one text with commas or spaces between.
contract::Result<std::vector<std::string>> checked_proxies(const std::vector<std::string>& given) {
  constexpr std::string_view kBetween = ", \t";
  std::vector<std::string> proxies;
  for (const std::string& list : given) {
    std::size_t from = list.find_first_not_of(kBetween);
    while (from != std::string::npos) {
      const std::size_t end = std::min(list.find_first_of(kBetween, from), list.size());
      proxies.push_back(list.substr(from, end - from));
      if (!http::is_network(proxies.back()))
        return refused("--trusted-proxy takes addresses (127.0.0.1) and networks (10.0.0.0/8), not \"" +
                       proxies.back() + "\"");
      from = list.find_first_not_of(kBetween, end);
    }
  }
  return proxies;
}

// Blocks the signals in every thread that starts later; wait() takes them.
class StopSignal {
 public:
  StopSignal() {
    std::signal(SIGPIPE, SIG_IGN);
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    if (isatty(STDIN_FILENO) == 0) sigaddset(&signals_, SIGHUP);  // else it means that the terminal is gone
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  }
  // Returns when it is time to stop; meanwhile calls `reload` for each SIGHUP.
  template <class Reload>
  void wait(const Reload& reload) {
    int taken = 0;
    while (sigwait(&signals_, &taken) != 0 || taken == SIGHUP)
      if (taken == SIGHUP) reload();
  }

 private:
  sigset_t signals_{};
};

// "host:port" with the port that was taken.
std::string authority(const std::string& listen, int port) {
  const std::string host = parse_listen(listen)->host;
  const bool six = host.find(':') != std::string::npos;
  return (six ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

int run_serve(const Settings& given) {
  share_heaps();
  start_log(given.log_level, given.log_format);
  const auto config = checked(given);
  if (!config) return report(config.error());
  StopSignal stop_signal;
  auto portal = Portal::start(*config);
  if (!portal) return report(portal.error());
  if (const int port = (*portal)->redirect_port(); port > 0)
    std::printf("redirecting from http://%s\n", authority(config->tls_redirect, port).c_str());
  std::printf("listening on %s://%s\n", config->tls_certificate.empty() ? "http" : "https",
              authority(config->listen, (*portal)->port()).c_str());
  std::fflush(stdout);
  release_start_memory();
  stop_signal.wait([&portal] { (*portal)->reload(); });
  log_info("stopping");
  (*portal)->stop();
  return 0;
}

}  // namespace

contract::Result<Settings> checked(Settings config) {
  auto proxies = checked_proxies(config.trusted_proxies);
  if (!proxies) return proxies.error();
  config.trusted_proxies = std::move(*proxies);
  auto url = checked_public_url(config.public_url);
  if (!url) return url.error();
  config.public_url = std::move(*url);
  return config;
}

void add_serve_command(CommandLine& line, Settings& config) {
  CLI::App* serve = line.command("serve", Text::cli_serve, [&config] { return run_serve(config); });
  line.add_public_url(serve);
  add_option(serve, "--listen", config.listen, Text::cli_option_listen)->envname("WUFEI_LISTEN");
  add_option(serve, "--www", config.www, Text::cli_option_www)->envname("WUFEI_WWW");
  add_option(serve, "--trusted-proxy", config.trusted_proxies, Text::cli_option_proxy)
      ->envname("WUFEI_TRUSTED_PROXY");
  add_option(serve, "--workers", config.workers, Text::cli_option_workers)->check(CLI::Range(0, 1024));
  add_option(serve, "--store-connections", config.store_connections, Text::cli_option_store_connections)
      ->check(CLI::Range(4, 1000))
      ->envname("WUFEI_STORE_CONNECTIONS");
  add_key_months(line, serve);
  add_option(serve, "--store-cache", config.store_cache_mb, Text::cli_option_store_cache)
      ->check(CLI::Range(0, 4096))
      ->envname("WUFEI_STORE_CACHE");
  line.add_notifier(serve);
  add_option(serve, "--notice-url", config.gateway_url, Text::cli_option_notice_url)
      ->envname("WUFEI_NOTICE_URL");
  add_option(serve, "--notice-template", config.gateway_template, Text::cli_option_notice_template)
      ->envname("WUFEI_NOTICE_TEMPLATE");
  add_option(serve, "--hook-url", config.hook_url, Text::cli_option_hook_url)->envname("WUFEI_HOOK_URL");
  add_tls_options(line, serve);
  add_option(serve, "--log-level", config.log_level, Text::cli_option_log_level)
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->envname("WUFEI_LOG_LEVEL");
  add_option(serve, "--log-format", config.log_format, Text::cli_option_log_format)
      ->check(CLI::IsMember({"text", "json"}))
      ->envname("WUFEI_LOG_FORMAT");
}

}  // namespace wufei::app
