// What an operator can set, from the command line and WUFEI_* environment variables; the command line wins.
// Plain data: the commands fill it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::service {
struct ContentPart;
}

namespace wufei::storage {
class Store;
}

namespace wufei::app {

struct ListenAddress {
  std::string host;
  int port = 0;  // 0: any free port
};

struct Settings {
  std::vector<service::ContentPart> (*parts)() = nullptr;  // what the content consists of: app's list
  // Lets the subjects hear what happens in the transactions of others, and does what must be done before
  // anybody reads: app's.
  contract::Status (*join)(storage::Store&) = nullptr;
  std::filesystem::path data = "data";        // database and keys
  std::string store;                          // postgres://..., "" = as the data directory says
  int store_connections = 16;                 // to that server, of one process
  int store_cache_mb = 0;                     // of SQLite's writer; 0 = by the machine's memory
  std::filesystem::path content = "content";  // its folder
  std::string public_url;                     // https://host of canonical links; "" = relative
  std::string listen = "127.0.0.1:8080";
  std::filesystem::path www = "build/wasm";  // the packed client
  std::vector<std::string> trusted_proxies;  // addresses and networks whose X-Forwarded-For is believed
  int workers = 0;                           // request threads; 0 = twice the processors, at least 8
  std::string notifier = "log";              // log | http
  std::string gateway_url;                   // of the gateway, http://host:port/path or https://
  std::filesystem::path gateway_template;    // JSON with {phone} {text} {reference} {kind}
  std::string gateway_token;        // sent as Authorization: Bearer; only from WUFEI_NOTICE_TOKEN(_FILE)
  std::string hook_url;             // told of each change by one POST; https:// or this machine, "" = none
  std::string hook_secret;          // signs those; only from WUFEI_HOOK_SECRET(_FILE)
  std::string open311_key;          // asked of Open311 filings; only from WUFEI_OPEN311_KEY(_FILE)
  int key_months = 3;               // that the keys of sealed values go back, besides the current month
  std::string log_level = "info";   // debug | info | warn | error
  std::string log_format = "text";  // text | json
  std::filesystem::path tls_certificate;  // PEM; then --listen speaks TLS alone. "": plain HTTP
  std::filesystem::path tls_key;
  std::string tls_redirect;       // HOST:PORT that sends plain HTTP there; "" = none
  std::filesystem::path tenants;  // the list of several whom one process serves; "" = one, as said above
  std::string tenant;             // the code of one in that list, whose part of the settings is in force

  // Residents reach it by https: through a proxy in front, or here.
  [[nodiscard]] bool https() const { return public_url.starts_with("https://") || !tls_certificate.empty(); }
};

// "HOST:PORT" or "[IPv6]:PORT". Errors: invalid; detail names the option.
contract::Result<ListenAddress> parse_listen(const std::string& text, const char* option = "--listen");

}  // namespace wufei::app
