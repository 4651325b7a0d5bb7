#include "account/account_commands.hpp"

#include <iostream>

#include "account/account_service.hpp"
#include "account/sign_in_pages.hpp"
#include "county/office.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::app {
namespace {

using contract::Actor;
using contract::Text;
using service::AccountService;

struct StaffAction {
  enum class Kind { add, list, link, change, disable, enable };
  Kind kind = Kind::list;
  service::NewAccount account;
  std::string role;
};

int print_link(const Settings& settings, const std::string& name,
               const contract::Result<service::StaffLink>& link) {
  if (!link) return report(link.error());
  std::cout << contract::text(Text::cli_staff_link,
                              {{"name", name}, {"until", contract::format_instant(link->expires_at)}})
            << '\n'
            << http::link_address(settings.public_url, *link) << '\n';
  return 0;
}

int print_accounts(AccountService& accounts) {
  const auto all = accounts.list();
  if (!all) return report(all.error());
  for (const contract::StaffAccount& account : *all)
    std::cout << account.name << '\t' << account.display << '\t' << contract::role_name(account.role) << '\t'
              << account.department << '\t' << contract::account_state_name(account.state) << '\t'
              << (account.signed_in_at ? contract::format_instant(account.signed_in_at) : std::string("-"))
              << '\n';
  return 0;
}

int print_account(const contract::Result<contract::StaffAccount>& account) {
  if (!account) return report(account.error());
  std::cout << contract::text(Text::cli_staff_done,
                              {{"name", account->name}, {"role", contract::role_text(account->role)}})
            << '\n';
  return 0;
}

int run(const Settings& settings, const StaffAction& given) {
  StaffAction action = given;
  action.account.name = contract::entered_symbols(action.account.name);
  action.account.display = contract::entered_text(action.account.display);
  action.account.department = contract::entered_text(action.account.department);
  using Kind = StaffAction::Kind;
  const bool has_role = action.kind == Kind::add || action.kind == Kind::change;
  const auto role = contract::role_from_name(action.role);
  if (has_role && !role) return refuse(Text::cli_staff_bad_role);
  action.account.role = role.value_or(contract::Role::analyst);
  auto office = open_office(settings);
  if (!office) return report(office.error());
  AccountService accounts(*office->store, service::system_clock(), service::system_ids());
  const Actor actor = Actor::staff(operator_name());
  const std::string& name = action.account.name;
  switch (action.kind) {
    case Kind::add:
      return print_link(settings, name, accounts.add(action.account, actor));
    case Kind::link:
      return print_link(settings, name, accounts.renew_link(name, actor));
    case Kind::change:
      return print_account(accounts.change(action.account, actor));
    case Kind::disable:
    case Kind::enable:
      return print_account(accounts.set_disabled(name, action.kind == Kind::disable, actor));
    case Kind::list:
      break;
  }
  return print_accounts(accounts);
}

}  // namespace

void add_account_commands(CommandLine& line) {
  using Kind = StaffAction::Kind;
  const auto action = std::make_shared<StaffAction>();
  CLI::App* staff = line.command("staff", Text::cli_staff);
  line.add_public_url(staff);
  const auto add = [&](const char* name, Text about, Kind kind) {
    CLI::App* one = line.action(staff, name, about, [&line, action, kind] {
      action->kind = kind;
      return run(line.settings, *action);
    });
    if (kind != Kind::list)
      add_option(one, "NAME", action->account.name, Text::cli_option_staff_name)->required();
    if (kind != Kind::add && kind != Kind::change) return;
    add_option(one, "--role", action->role, Text::cli_option_staff_role)->required();
    add_option(one, "--display", action->account.display, Text::cli_option_staff_display)->required();
    add_option(one, "--department", action->account.department, Text::cli_option_staff_department);
  };
  add("add", Text::cli_staff_add, Kind::add);
  add("list", Text::cli_staff_list, Kind::list);
  add("link", Text::cli_staff_new_link, Kind::link);
  add("change", Text::cli_staff_change, Kind::change);
  add("disable", Text::cli_staff_disable, Kind::disable);
  add("enable", Text::cli_staff_enable, Kind::enable);
}

}  // namespace wufei::app
