// What an operator can set, from the command line and WUFEI_* environment variables; the command line wins.
// Plain data: main.cpp fills it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/cli/command_line.hpp"

namespace wufei::app {

struct ListenAddress {
  std::string host;
  int port = 0;  // 0: any free port
};

struct Config : Settings {
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path www = "build/wasm";  // the packed client
  std::vector<std::string> trusted_proxies;  // addresses and networks whose X-Forwarded-For is believed
  int workers = 0;                           // request threads; 0 = twice the processors, at least 8
  std::string notifier = "log";              // log | http
  std::string notice_url;                    // of the gateway, http://host:port/path or https://
  std::filesystem::path notice_template;     // JSON with {phone} {text} {reference} {kind}
  std::string notice_token;                  // sent as Authorization: Bearer; only from WUFEI_NOTICE_TOKEN
  std::string open311_key;                   // asked of Open311 filings; only from WUFEI_OPEN311_KEY
  std::string log_level = "info";            // debug | info | warn | error
};

// The configuration as the server takes it: lists of proxies taken apart, every entry an address or a
// network; the public URL "https://host" without a slash at its end. Errors: invalid; detail says what is
// wrong.
contract::Result<Config> checked(Config config);

// "HOST:PORT" or "[IPv6]:PORT". Errors: invalid.
contract::Result<ListenAddress> parse_listen(const std::string& text);

}  // namespace wufei::app
