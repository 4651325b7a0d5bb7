#include "waste/waste_commands.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

#include "county/county_content.hpp"
#include "county/office.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "waste/exchange/exchange_files.hpp"
#include "waste/exchange/result_import.hpp"
#include "waste/party/part_import.hpp"
#include "waste/party/party_import.hpp"

namespace wufei::app {
namespace {

using contract::Actor;
using contract::Text;

// The services of a command, over an office that outlives them.
struct WasteOffice {
  explicit WasteOffice(Office& office)
      : accounts(*office.store, service::system_clock(), service::system_ids()),
        registration(*office.store, *office.source, accounts, service::system_clock(),
                     service::system_ids()) {}

  service::AccountService accounts;
  service::RegistrationService registration;
};

// Each fault on its line; 1 when there is one.
int print_import(const service::PartyImport& import, Text done) {
  for (const service::PartyRowFault& fault : import.faults)
    std::cerr << fault.line << '\t' << fault.column << '\t' << fault.text << '\n';
  std::cout << contract::text(done, {{"added", std::to_string(import.added)},
                                     {"same", std::to_string(import.same)},
                                     {"faulty", std::to_string(import.faults.size())}})
            << '\n';
  return import.faults.empty() ? 0 : 1;
}

int run_import(const Settings& settings, const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return report(contract::make_error(contract::ErrorCode::unavailable, file + " cannot be read"));
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  auto office = open_office(settings);
  if (!office) return report(office.error());
  WasteOffice waste(*office);
  const auto import = service::import_parties(bytes, *office->source->current(), waste.registration,
                                              Actor::staff(operator_name()));
  if (!import) return report(import.error());
  return print_import(*import, Text::cli_waste_imported);
}

using Part = service::RegistrationService::Part;

int run_import_parts(const Settings& settings, Part part, const std::string& file) {
  const auto bytes = read_in(file);
  if (!bytes) return 1;
  auto office = open_office(settings);
  if (!office) return report(office.error());
  WasteOffice waste(*office);
  const service::PartyCaller caller{{}, {}, Actor::staff(operator_name())};
  const auto import =
      service::import_parts(part, {}, *bytes, *office->source->current(), waste.registration, caller);
  if (!import) return report(import.error());
  return print_import(*import, Text::server_waste_part_import_done);
}

struct MemberWish {
  std::string party, account, role = "admin";
};

int run_member(const Settings& settings, const MemberWish& wish) {
  const auto role = contract::member_role_from_name(wish.role);
  if (!role) return refuse(Text::cli_waste_bad_role);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  WasteOffice waste(*office);
  const std::string code = contract::entered_code(wish.party);
  const storage::PartyStore parties(*office->store);
  const auto party = office->store->readers().run(
      [&](storage::Session& session) -> contract::Result<std::optional<contract::Party>> {
        return parties.find_code(session, code);
      });
  if (!party) return report(party.error());
  if (!*party)
    return report(contract::make_error(contract::ErrorCode::not_found,
                                       contract::text(Text::cli_waste_no_party, {{"code", code}})));
  const std::string name = contract::entered_symbols(wish.account);
  if (auto joined = waste.registration.join((*party)->id, name, *role, Actor::staff(operator_name()));
      !joined)
    return report(joined.error());
  std::cout << contract::text(Text::cli_waste_member_done, {{"name", name}, {"party", (*party)->name}})
            << '\n';
  return 0;
}

struct ExportWish {
  std::string directory, month;
};

int run_export(const Settings& settings, const ExportWish& wish) {
  const auto month = contract::entered_month(wish.month);
  if (!month && !wish.month.empty()) return refuse(Text::cli_waste_bad_month);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  service::ExchangeService exchange(*office->store, *office->source, service::system_clock(),
                                    service::system_ids());
  const auto set = exchange.export_set(month, Actor::staff(operator_name()));
  if (!set) return report(set.error());
  const auto content = office->source->current();
  const http::ExchangeFiles files =
      http::exchange_files(*set, content->get<service::WasteContent>(),
                           service::county_code(content->get<service::CountyContent>()));
  const std::filesystem::path directory(wish.directory);
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  for (const auto& [name, bytes] : files)
    if (const int status = write_out(bytes, directory / name); status != 0) return status;
  std::cout << contract::text(Text::cli_waste_exported,
                              {{"files", std::to_string(files.size())}, {"directory", directory.string()}})
            << '\n';
  return 0;
}

int run_import_results(const Settings& settings, const std::string& file) {
  const auto bytes = read_in(file);
  if (!bytes) return 1;
  const auto rows = service::read_results(*bytes);
  if (!rows) return refuse(Text::cli_waste_no_results);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  service::ResultService results(*office->store, service::system_clock());
  const auto import = results.import(*rows, Actor::staff(operator_name()));
  if (!import) return report(import.error());
  for (const service::ResultFault& fault : import->faults)
    std::cerr << contract::text(Text::cli_waste_result_fault,
                                {{"line", std::to_string(fault.line)},
                                 {"why", contract::rule_text(fault.rule, fault.limit)}})
              << '\n';
  std::cout << contract::text(Text::cli_waste_results_done,
                              {{"taken", std::to_string(import->taken)},
                               {"known", std::to_string(import->known)},
                               {"faulty", std::to_string(import->faults.size())}})
            << '\n';
  return import->faults.empty() ? 0 : 1;
}

void add_exchange_commands(CommandLine& line, CLI::App* waste) {
  const auto wish = std::make_shared<ExportWish>();
  CLI::App* give = line.action(waste, "export", Text::cli_waste_export,
                               [&line, wish] { return run_export(line.settings, *wish); });
  add_option(give, "--to", wish->directory, Text::cli_option_waste_export_to)->required();
  add_option(give, "--month", wish->month, Text::cli_option_waste_export_month);
  const auto file = std::make_shared<std::string>();
  CLI::App* take = line.action(waste, "import-results", Text::cli_waste_results,
                               [&line, file] { return run_import_results(line.settings, *file); });
  add_option(take, "FILE", *file, Text::cli_option_waste_results_file)->required();
}

// A list of what parties have.
void add_part_action(CommandLine& line, CLI::App* waste, const char* name, Text about, Part part) {
  const auto file = std::make_shared<std::string>();
  CLI::App* import = line.action(
      waste, name, about, [&line, file, part] { return run_import_parts(line.settings, part, *file); });
  add_option(import, "FILE", *file, Text::cli_option_waste_file)->required();
}

}  // namespace

void add_waste_commands(CommandLine& line) {
  CLI::App* waste = line.command("waste", Text::cli_waste);
  const auto file = std::make_shared<std::string>();
  CLI::App* import = line.action(waste, "import", Text::cli_waste_import,
                                 [&line, file] { return run_import(line.settings, *file); });
  add_option(import, "FILE", *file, Text::cli_option_waste_file)->required();
  add_part_action(line, waste, "import-facilities", Text::server_waste_facility_import, Part::facility);
  add_part_action(line, waste, "import-vehicles", Text::server_waste_vehicle_import, Part::vehicle);
  add_part_action(line, waste, "import-permits", Text::server_waste_permit_import, Part::permit);
  add_part_action(line, waste, "import-contracts", Text::server_waste_contract_import, Part::contract);
  const auto wish = std::make_shared<MemberWish>();
  CLI::App* member = line.action(waste, "member", Text::cli_waste_member,
                                 [&line, wish] { return run_member(line.settings, *wish); });
  add_option(member, "CODE", wish->party, Text::cli_option_waste_party)->required();
  add_option(member, "NAME", wish->account, Text::cli_option_waste_account)->required();
  add_option(member, "--role", wish->role, Text::cli_option_waste_member_role);
  add_exchange_commands(line, waste);
}

}  // namespace wufei::app
