#include "app/county_list.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "lib/base/find.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/cli/secret.hpp"
#include "lib/store/place.hpp"
#include "lib/web/target.hpp"

namespace wufei::app {
namespace {

namespace fs = std::filesystem;
using contract::Json;
using contract::Text;

constexpr contract::TextLimits kText{1, 1000}, kPerhaps{0, 1000};
constexpr int kFewestConnections =
    4;  // to PostgreSQL, of one county: a writer and a reader, each with one more

contract::Error bad_list(std::string why) {
  return contract::make_error(contract::ErrorCode::invalid, std::move(why));
}

Text text_of(contract::Rule rule) {
  if (rule == contract::Rule::unknown_field) return Text::cli_counties_unknown;
  const bool missing = rule == contract::Rule::required || rule == contract::Rule::too_short;
  return missing ? Text::cli_counties_missing : Text::cli_counties_wrong;
}

// Reads the entries one after the other; what may stand once only is kept over all of them.
class ListReader {
 public:
  explicit ListReader(const Settings& process) : process_(process) {}
  contract::Result<std::vector<CountyEntry>> read(const Json& file);

 private:
  CountyEntry entry(const Json& json, const std::string& pointer);
  void take_code(contract::ObjectReader& in, Settings& settings);
  void take_hosts(contract::ObjectReader& in, CountyEntry& entry);
  void take_url(contract::ObjectReader& in, CountyEntry& entry);
  void take_places(contract::ObjectReader& in, Settings& settings);
  void take_notices(contract::ObjectReader& in, CountyEntry& entry);
  void take_hook(contract::ObjectReader& in, CountyEntry& entry);
  void take_tls(contract::ObjectReader& in, CountyEntry& entry);
  fs::path path(const std::string& written) const {
    return written.empty() ? fs::path() : (process_.tenants.parent_path() / written).lexically_normal();
  }
  void fault(const std::string& pointer, Text problem) {
    faults_ += (faults_.empty() ? "" : "\n") +
               contract::text(Text::cli_counties_fault, {{"file", process_.tenants.string()},
                                                         {"pointer", pointer.empty() ? "/" : pointer},
                                                         {"problem", contract::text(problem)}});
  }

  const Settings& process_;
  std::vector<contract::FieldError> broken_;
  std::string faults_;
  std::set<std::string> codes_, hosts_, data_, stores_;
};

void ListReader::take_code(contract::ObjectReader& in, Settings& settings) {
  settings.tenant = in.text("code", kText);
  if (settings.tenant.empty()) return;
  const bool digits = settings.tenant.find_first_not_of("0123456789") == std::string::npos;
  if (settings.tenant.size() != 6 || !digits)
    fault(in.pointer_to("code"), Text::cli_counties_code_bad);
  else if (!codes_.insert(settings.tenant).second)
    fault(in.pointer_to("code"), Text::cli_counties_code_twice);
}

void ListReader::take_hosts(contract::ObjectReader& in, CountyEntry& entry) {
  const Json* hosts = in.array("hosts", true);
  if (hosts == nullptr) return;
  if (hosts->empty()) fault(in.pointer_to("hosts"), Text::cli_counties_missing);
  for (std::size_t i = 0; i < hosts->size(); ++i) {
    const auto* written = (*hosts)[i].get_ptr<const std::string*>();
    const std::string pointer = in.pointer_to("hosts") + "/" + std::to_string(i);
    const std::string host = written == nullptr ? std::string() : http::host_name(*written);
    if (host.empty() || host != *written)
      fault(pointer, Text::cli_counties_host_bad);
    else if (!hosts_.insert(host).second)
      fault(pointer, Text::cli_counties_host_twice);
    else
      entry.hosts.push_back(host);
  }
}

void ListReader::take_url(contract::ObjectReader& in, CountyEntry& entry) {
  std::string& url = entry.settings.public_url;
  url = in.text("public_url", kPerhaps);
  if (url.empty() && !entry.hosts.empty()) url = "https://" + entry.hosts.front();
  const auto sound = checked_public_url(url);
  const std::string host = sound ? http::host_name(http::authority_of_target(*sound)) : std::string();
  const bool own = contract::is_among(entry.hosts, host);
  if (!entry.hosts.empty() && !own) fault(in.pointer_to("public_url"), Text::cli_counties_url_bad);
  if (sound) url = *sound;
}

void ListReader::take_places(contract::ObjectReader& in, Settings& settings) {
  settings.content = path(in.text("content", kText));
  settings.data = path(in.text("data", kText));
  settings.store = in.text("store", kPerhaps);
  if (settings.data.empty()) return;
  std::error_code failed;
  const fs::path real = fs::weakly_canonical(settings.data, failed);
  if (!data_.insert((failed ? settings.data : real).string()).second)
    return fault(in.pointer_to("data"), Text::cli_counties_data_twice);
  const auto place =
      storage::resolved({settings.data, settings.store});  // else its opening says what is wrong
  if (place && !stores_.insert(storage::name_of(*place)).second)
    fault(in.pointer_to("store"), Text::cli_counties_store_twice);
}

void ListReader::take_notices(contract::ObjectReader& in, CountyEntry& entry) {
  const Json* notices = in.member("notices");
  entry.settings.notifier = notices == nullptr ? "log" : "http";
  if (notices == nullptr) return;
  contract::ObjectReader reader(*notices, in.pointer_to("notices"), broken_);
  entry.settings.gateway_url = reader.text("url", kText);
  entry.settings.gateway_template = path(reader.text("template", kText));
  entry.token_file = path(reader.text("token_file", kPerhaps));
  reader.refuse_unknown();
}

void ListReader::take_hook(contract::ObjectReader& in, CountyEntry& entry) {
  entry.settings.hook_url.clear();
  entry.settings.hook_secret.clear();
  const Json* hook = in.member("hook");
  if (hook == nullptr) return;
  contract::ObjectReader reader(*hook, in.pointer_to("hook"), broken_);
  entry.settings.hook_url = reader.text("url", kText);
  entry.hook_secret_file = path(reader.text("secret_file", kText));
  reader.refuse_unknown();
}

void ListReader::take_tls(contract::ObjectReader& in, CountyEntry& entry) {
  const Json* tls = in.member("tls");
  if (tls == nullptr) return;
  contract::ObjectReader reader(*tls, in.pointer_to("tls"), broken_);
  entry.tls = {path(reader.text("certificate", kText)), path(reader.text("key", kText))};
  reader.refuse_unknown();
}

CountyEntry ListReader::entry(const Json& json, const std::string& pointer) {
  CountyEntry entry;
  entry.settings = process_;
  entry.settings.gateway_token.clear();
  entry.settings.open311_key.clear();
  contract::ObjectReader in(json, pointer, broken_);
  take_code(in, entry.settings);
  take_hosts(in, entry);
  take_url(in, entry);
  take_places(in, entry.settings);
  take_notices(in, entry);
  take_hook(in, entry);
  take_tls(in, entry);
  entry.open311_key_file = path(in.text("open311_key_file", kPerhaps));
  in.refuse_unknown();
  return entry;
}

contract::Result<std::vector<CountyEntry>> ListReader::read(const Json& file) {
  std::vector<CountyEntry> entries;
  contract::ObjectReader in(file, "", broken_);
  if (const Json* counties = in.array("counties", true)) {
    if (counties->empty()) fault(in.pointer_to("counties"), Text::cli_counties_none);
    for (std::size_t i = 0; i < counties->size(); ++i)
      entries.push_back(entry((*counties)[i], in.pointer_to("counties") + "/" + std::to_string(i)));
  }
  in.refuse_unknown();
  for (const contract::FieldError& error : broken_) fault(error.pointer, text_of(error.rule));
  if (!faults_.empty()) return bad_list(faults_);
  const int share = process_.store_connections / static_cast<int>(entries.size());
  for (CountyEntry& entry : entries) entry.settings.store_connections = std::max(kFewestConnections, share);
  return entries;
}

}  // namespace

void add_county_options(CLI::App* command, Settings& settings) {
  add_option(command, "--counties", settings.tenants, Text::cli_option_counties)->envname("WUFEI_COUNTIES");
  add_option(command, "--county", settings.tenant, Text::cli_option_county);
}

contract::Result<std::vector<CountyEntry>> read_county_list(const Settings& process) {
  std::ifstream file(process.tenants, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad() || bytes.empty())
    return bad_list(contract::text(Text::cli_counties_unreadable, {{"file", process.tenants.string()}}));
  const auto json = contract::parse_json(bytes);
  if (!json)
    return bad_list(
        contract::text(Text::cli_counties_fault, {{"file", process.tenants.string()},
                                                  {"pointer", "/"},
                                                  {"problem", contract::text(Text::cli_counties_no_json)}}));
  return ListReader(process).read(*json);
}

contract::Result<Settings> settings_of(const CountyEntry& entry) {
  Settings settings = entry.settings;
  for (const auto& [file, secret] : {std::pair{&entry.token_file, &settings.gateway_token},
                                     std::pair{&entry.hook_secret_file, &settings.hook_secret},
                                     std::pair{&entry.open311_key_file, &settings.open311_key}}) {
    if (file->empty()) continue;
    auto read = secret_from_file("--counties", *file);
    if (!read) return read.error();
    *secret = std::move(*read);
  }
  return settings;
}

contract::Result<Settings> settings_of_county(const Settings& process) {
  if (process.tenant.empty()) return process;
  if (process.tenants.empty()) return bad_list(std::string(contract::text(Text::cli_county_needs_file)));
  const auto entries = read_county_list(process);
  if (!entries) return entries.error();
  for (const CountyEntry& entry : *entries)
    if (entry.settings.tenant == process.tenant) {
      auto chosen = settings_of(entry);
      if (chosen) chosen->tenants.clear();
      return chosen;
    }
  return bad_list(contract::text(Text::cli_county_unknown, {{"code", process.tenant}}));
}

}  // namespace wufei::app
