// The list of counties that one process serves (`--counties FILE`): a JSON file, one entry a county.
//
//   {"counties": [{"code": "371524", "hosts": ["wf.example.gov.cn"], "public_url":
//   "https://wf.example.gov.cn",
//                  "content": "donge/content", "data": "donge/data", "store": "postgres://wufei@db/donge",
//                  "notices": {"url": "...", "template": "...", "token_file": "..."},
//                  "hook": {"url": "...", "secret_file": "..."}, "open311_key_file": "...",
//                  "tls": {"certificate": "...", "key": "..."}}]}
//
// Paths are taken from the file's own directory. `public_url`, `store`, `notices`, `hook`,
// `open311_key_file` and `tls` may be left out: https:// with the first host, what the data directory says,
// the log, no hook, no key, the process's certificate.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "lib/base/result.hpp"
#include "lib/cli/command_line.hpp"
#include "lib/cli/settings.hpp"
#include "lib/net/tls.hpp"

namespace wufei::app {

struct CountyEntry {
  std::vector<std::string> hosts;  // as host_name() writes them
  Settings settings;               // the process's with this county's own; `tenant` is its code
  std::filesystem::path token_file, open311_key_file, hook_secret_file;  // "": no such secret
  http::TlsFiles tls;  // of its hosts; "" in both: the process's pair
};

// The entries of the file that `process` names. Errors: invalid; detail has a line for each fault, in the
// staff's language: not readable, an unknown or missing member, a host, data directory or store twice.
contract::Result<std::vector<CountyEntry>> read_county_list(const Settings& process);

// --counties and --county.
void add_county_options(CLI::App* command, Settings& settings);

// The settings of one county with what its files of secrets hold. Errors: invalid.
contract::Result<Settings> settings_of(const CountyEntry& entry);

// `process` as it is, or, where it names a county, as the list says of that one: then it is the only one.
// Errors: invalid (no list, no such county).
contract::Result<Settings> settings_of_county(const Settings& process);

}  // namespace wufei::app
