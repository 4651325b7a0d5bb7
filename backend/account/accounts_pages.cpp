// All accounts, for an administrator: who there is, adding one, changing, disabling, a new one-time link.
#include "account/account_pages.hpp"
#include "account/sign_in_pages.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/page/moment.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::AccountService;
using service::NewAccount;
using Caller = contract::StaffCaller;
using Faults = std::vector<FormFault>;

constexpr std::string_view kAccounts = "/desk/accounts";

struct Accounts {
  StaffDoor& door;
  AccountService& accounts;
  std::string public_url;
};

std::string_view state_text(contract::AccountState state) {
  switch (state) {
    case contract::AccountState::active:
      return contract::text(Text::server_desk_state_active);
    case contract::AccountState::disabled:
      return contract::text(Text::server_desk_state_disabled);
    default:
      return contract::text(Text::server_desk_state_invited);
  }
}

Text label_of(std::string_view field) {
  if (field == "name") return Text::server_desk_name;
  if (field == "display") return Text::server_desk_display;
  return field == "role" ? Text::server_desk_role : Text::server_desk_department;
}

Faults faults_of(const contract::Error& error) {
  Faults faults;
  for (const contract::FieldError& fault : error.fields) {
    const std::string field = fault.pointer.empty() ? std::string() : fault.pointer.substr(1);
    faults.push_back({field, field.empty() ? std::string() : words(label_of(field)),
                      std::string(contract::rule_text(fault.rule, fault.limit))});
  }
  if (faults.empty()) faults.push_back({{}, {}, std::string(contract::error_explanation(error.code))});
  return faults;
}

void line_field(FormParts& parts, const char* name, Text hint, const std::string& value) {
  parts.text_field({.name = name, .label = words(label_of(name)), .hint = words(hint), .value = value});
}

// Name (where `with_name`), display, role and department.
void write_fields(FormParts& parts, const NewAccount& values, bool with_name) {
  if (with_name) line_field(parts, "name", Text::server_desk_name_hint, values.name);
  line_field(parts, "display", Text::server_desk_display_hint, values.display);
  SelectField::Group roles;
  for (const contract::Role role : contract::kRoles)
    roles.choices.push_back({std::string(contract::role_name(role)), std::string(contract::role_text(role))});
  parts.select_field({"role",
                      words(Text::server_desk_role),
                      words(Text::server_desk_role_hint),
                      std::string(contract::role_name(values.role)),
                      {std::move(roles)}});
  line_field(parts, "department", Text::server_desk_department_hint, values.department);
}

Response with_status(Response response, const contract::Error& error) {
  response.status = contract::error_status(error.code);
  response.cause = cause_of(error);
  return response;
}

NewAccount wanted_of(const FormFields& fields) {
  return {contract::entered_symbols(field_value(fields, "name")),
          contract::entered_text(field_value(fields, "display")),
          contract::role_from_name(field_value(fields, "role")).value_or(contract::Role::analyst),
          contract::entered_text(field_value(fields, "department"))};
}

void write_table(HtmlWriter& out, const std::vector<contract::StaffAccount>& all) {
  out.open("table").open("thead").open("tr");
  for (const Text title : {Text::server_desk_name, Text::server_desk_display, Text::server_desk_role,
                           Text::server_desk_department, Text::server_desk_state, Text::server_desk_last})
    out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const contract::StaffAccount& account : all) {
    out.open("tr").open("th", {{"scope", "row"}});
    out.link(std::string(kAccounts) + "/" + account.name, account.name).close("th");
    out.element("td", account.display).element("td", contract::role_text(account.role));
    out.element("td", account.department).element("td", state_text(account.state));
    out.element("td", account.signed_in_at == 0 ? std::string(contract::text(Text::server_desk_never))
                                                : moment_words(account.signed_in_at));
    out.close("tr");
  }
  out.close("tbody").close("table");
}

contract::Document page_of(std::string path, std::string title, std::string markup) {
  contract::Document document;
  document.path = std::move(path);
  document.title = std::move(title);
  document.blocks.push_back(written_page(std::move(markup)));
  return document;
}

Response list_reply(const Accounts& self, const Request& request, const Caller& caller,
                    const NewAccount& values, Faults faults) {
  const auto all = self.accounts.list();
  if (!all) return self.door.refusal(request, caller, all.error());
  const int status = faults.empty() ? 200 : 400;
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  parts.summary();
  out.element("h1", contract::text(Text::server_desk_accounts));
  write_table(out, *all);
  out.element("h2", contract::text(Text::server_desk_add));
  open_desk_form(out, caller, kAccounts);
  write_fields(parts, values, true);
  parts.button(contract::text(Text::server_desk_add));
  out.close("form");
  return self.door.reply(
      caller, page_of(std::string(kAccounts), words(Text::server_desk_accounts), out.take()), status);
}

// Shown once, in the reply to the form that made it.
Response link_reply(const Accounts& self, const Caller& caller, const std::string& name,
                    const service::StaffLink& link) {
  HtmlWriter out;
  out.element("h1", contract::text(Text::server_desk_link));
  out.element("p", contract::text(Text::server_desk_link_text,
                                  {{"name", name}, {"until", moment_words(link.expires_at)}}));
  out.open("p").element("code", link_address(self.public_url, link)).close("p");
  out.open("p").link(kAccounts, contract::text(Text::server_desk_back_to_accounts)).close("p");
  return self.door.reply(caller, page_of(std::string(kAccounts), words(Text::server_desk_link), out.take()));
}

Response add(const Accounts& self, const Request& request, const Caller& caller, const FormFields& fields) {
  const NewAccount wanted = wanted_of(fields);
  const auto link = self.accounts.add(wanted, caller.actor());
  if (link) return link_reply(self, caller, wanted.name, *link);
  return with_status(list_reply(self, request, caller, wanted, faults_of(link.error())), link.error());
}

void write_button(HtmlWriter& out, const Caller& caller, const std::string& action, Text word) {
  open_desk_form(out, caller, action);
  out.element("button", contract::text(word), {{"type", "submit"}, {"class", "second"}}).close("form");
}

std::string account_markup(const Caller& caller, const contract::StaffAccount& account,
                           const NewAccount& values, Faults faults) {
  HtmlWriter out;
  const std::string path = std::string(kAccounts) + "/" + account.name;
  FormParts parts(out, std::move(faults));
  parts.summary();
  out.element("h1", account.name).element("p", state_text(account.state));
  open_desk_form(out, caller, path);
  write_fields(parts, values, false);
  parts.button(contract::text(Text::server_desk_save));
  out.close("form").element("h2", contract::text(Text::server_desk_access));
  const bool disabled = account.state == contract::AccountState::disabled;
  if (!disabled) write_button(out, caller, path + "/link", Text::server_desk_new_link);
  write_button(out, caller, path + (disabled ? "/enable" : "/disable"),
               disabled ? Text::server_desk_enable : Text::server_desk_disable);
  return out.take();
}

Response account_reply(const Accounts& self, const Request& request, const Caller& caller,
                       const NewAccount* values, Faults faults) {
  const auto all = self.accounts.list();
  if (!all) return self.door.refusal(request, caller, all.error());
  const std::string_view name = request.path_parameter("name");
  for (const contract::StaffAccount& account : *all) {
    if (account.name != name) continue;
    const int status = faults.empty() ? 200 : 400;
    const NewAccount present{account.name, account.display, account.role, account.department};
    return self.door.reply(
        caller,
        page_of(std::string(kAccounts) + "/" + account.name, account.name,
                account_markup(caller, account, values ? *values : present, std::move(faults))),
        status);
  }
  return self.door.refusal(request, caller,
                           contract::make_error(contract::ErrorCode::not_found, "no such account"));
}

Response change(const Accounts& self, const Request& request, const Caller& caller,
                const FormFields& fields) {
  NewAccount wanted = wanted_of(fields);
  wanted.name = request.path_parameter("name");
  const auto changed = self.accounts.change(wanted, caller.actor());
  if (!changed)
    return with_status(account_reply(self, request, caller, &wanted, faults_of(changed.error())),
                       changed.error());
  return StaffDoor::see_other(kAccounts);
}

Response set_disabled(const Accounts& self, const Request& request, const Caller& caller, bool disabled) {
  const auto done = self.accounts.set_disabled(request.path_parameter("name"), disabled, caller.actor());
  if (!done)
    return with_status(account_reply(self, request, caller, nullptr, faults_of(done.error())), done.error());
  return StaffDoor::see_other(kAccounts);
}

Response new_link(const Accounts& self, const Request& request, const Caller& caller) {
  const std::string name(request.path_parameter("name"));
  const auto link = self.accounts.renew_link(name, caller.actor());
  if (!link) return self.door.refusal(request, caller, link.error());
  return link_reply(self, caller, name, *link);
}

}  // namespace

void add_accounts_pages(StaffDoor& door, AccountService& accounts, const std::string& public_url) {
  constexpr auto kManage = contract::Permission::manage_accounts;
  const auto self = std::make_shared<Accounts>(Accounts{door, accounts, public_url});
  const std::string one = std::string(kAccounts) + "/{name}";
  door.enter({std::string(kAccounts), words(Text::server_desk_accounts), "users", kManage});
  door.page(kAccounts, "desk_accounts", kManage, [self](const Request& request, const Caller& caller) {
    return list_reply(*self, request, caller, {}, {});
  });
  door.form(kAccounts, "desk_add_account", kManage,
            [self](const Request& request, const Caller& caller, const FormFields& fields) {
              return add(*self, request, caller, fields);
            });
  door.page(one, "desk_staff", kManage, [self](const Request& request, const Caller& caller) {
    return account_reply(*self, request, caller, nullptr, {});
  });
  door.form(one, "desk_change_account", kManage,
            [self](const Request& request, const Caller& caller, const FormFields& fields) {
              return change(*self, request, caller, fields);
            });
  for (const bool disabled : {true, false})
    door.form(one + (disabled ? "/disable" : "/enable"), disabled ? "desk_disable" : "desk_enable", kManage,
              [self, disabled](const Request& request, const Caller& caller, const FormFields&) {
                return set_disabled(*self, request, caller, disabled);
              });
  door.form(one + "/link", "desk_new_link", kManage,
            [self](const Request& request, const Caller& caller, const FormFields&) {
              return new_link(*self, request, caller);
            });
}

}  // namespace wufei::http
