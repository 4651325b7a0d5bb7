// One's own account: password and sessions.
#include "account/account_pages.hpp"
#include "account/password.hpp"
#include "lib/base/error.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/page/moment.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::AccountService;
using Caller = contract::StaffCaller;
using Faults = std::vector<FormFault>;

constexpr std::string_view kOwn = "/desk/account";

void write_session(HtmlWriter& out, const Caller& caller, const service::StaffSession& session) {
  out.open("tr").element("td", moment_words(session.row.created_at));
  out.element("td", moment_words(session.row.seen_at));
  out.element("td", session.row.place).element("td", session.row.agent).open("td");
  if (session.current) {
    out.text(contract::text(Text::server_desk_this_session));
  } else {
    open_desk_form(out, caller, std::string(kOwn) + "/sessions/" + std::to_string(session.row.id) + "/end");
    out.element("button", contract::text(Text::server_desk_end_session), {{"type", "submit"}}).close("form");
  }
  out.close("td").close("tr");
}

void write_sessions(HtmlWriter& out, const Caller& caller,
                    const std::vector<service::StaffSession>& sessions) {
  out.element("h2", contract::text(Text::server_desk_sessions)).open("table").open("thead").open("tr");
  for (const Text title : {Text::server_desk_since, Text::server_desk_seen, Text::server_desk_place,
                           Text::server_desk_agent, Text::server_desk_action})
    out.element("th", contract::text(title), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const service::StaffSession& session : sessions) write_session(out, caller, session);
  out.close("tbody").close("table");
}

void password_field(FormParts& parts, const char* name, Text label, std::string hint, std::string_view fill) {
  parts.text_field({.name = name,
                    .label = words(label),
                    .hint = std::move(hint),
                    .value = {},
                    .type = "password",
                    .autocomplete = fill});
}

void write_password(HtmlWriter& out, const Caller& caller, FormParts& parts) {
  out.element("h2", contract::text(Text::server_desk_change_password));
  open_desk_form(out, caller, "/desk/account/password");
  password_field(parts, "present", Text::server_desk_password, {}, "current-password");
  password_field(parts, "password", Text::server_desk_new_password,
                 contract::text(Text::server_desk_password_hint,
                                {{"count", std::to_string(service::kShortestPassword)}}),
                 "new-password");
  password_field(parts, "again", Text::server_desk_again, {}, "new-password");
  parts.button(contract::text(Text::server_desk_change_password));
  out.close("form");
}

Response own_reply(const StaffDoor& door, AccountService& accounts, const Request& request,
                   const Caller& caller, Faults faults) {
  const auto sessions = accounts.sessions(caller);
  if (!sessions) return door.refusal(request, caller, sessions.error());
  contract::Document document;
  document.path = kOwn;
  document.title = words(Text::server_desk_own);
  const int status = faults.empty() ? 200 : 400;
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  parts.summary();
  out.element("h1", document.title);
  out.element(
      "p", contract::text(Text::server_desk_own_text, {{"name", caller.account.name},
                                                       {"display", caller.account.display},
                                                       {"role", contract::role_text(caller.account.role)}}));
  if (request.query_value("done") == "password")
    out.element("p", contract::text(Text::server_desk_password_changed), {{"role", "status"}});
  write_sessions(out, caller, *sessions);
  write_password(out, caller, parts);
  document.blocks.push_back(written_page(out.take()));
  return door.reply(caller, document, status);
}

std::string said(const contract::Error& error) {
  if (!error.fields.empty())
    return std::string(contract::rule_text(error.fields.front().rule, error.fields.front().limit));
  return words(error.code == contract::ErrorCode::unauthorized ? Text::server_desk_present_wrong
                                                               : Text::server_desk_not_now);
}

Response change_password(StaffDoor& door, AccountService& accounts, const Request& request,
                         const Caller& caller, const FormFields& fields) {
  const std::string_view wanted = field_value(fields, "password");
  if (wanted != field_value(fields, "again"))
    return own_reply(door, accounts, request, caller,
                     {{"again", {}, std::string(contract::rule_text(contract::Rule::password_differs))}});
  const auto changed = accounts.change_password(caller, field_value(fields, "present"), wanted);
  if (changed) return StaffDoor::see_other("/desk/account?done=password");
  const bool weak = !changed.error().fields.empty();
  return own_reply(door, accounts, request, caller,
                   {{weak ? "password" : "present", {}, said(changed.error())}});
}

Response end_session(StaffDoor& door, AccountService& accounts, const Request& request,
                     const Caller& caller) {
  const auto id = contract::leading_whole<std::int64_t>(request.path_parameter("id"));
  const auto ended = accounts.revoke(caller, id);
  // One that is over already is what was wanted.
  if (!ended && ended.error().code != contract::ErrorCode::not_found)
    return door.refusal(request, caller, ended.error());
  return StaffDoor::see_other(kOwn);
}

}  // namespace

void add_own_pages(StaffDoor& door, AccountService& accounts) {
  constexpr auto kAll = contract::Permission::own_account;
  door.page(kOwn, "desk_account", kAll, [&door, &accounts](const Request& request, const Caller& caller) {
    return own_reply(door, accounts, request, caller, {});
  });
  door.form("/desk/account/password", "desk_password", kAll,
            [&door, &accounts](const Request& request, const Caller& caller, const FormFields& fields) {
              return change_password(door, accounts, request, caller, fields);
            });
  door.form("/desk/account/sessions/{id}/end", "desk_end_session", kAll,
            [&door, &accounts](const Request& request, const Caller& caller, const FormFields&) {
              return end_session(door, accounts, request, caller);
            });
}

}  // namespace wufei::http
