#include "account/sign_in_pages.hpp"

#include <memory>

#include "account/one_time_code.hpp"
#include "account/password.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/picture/qr_svg.hpp"
#include "lib/web/cookie.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Text;
using Faults = std::vector<FormFault>;

constexpr std::string_view kSignIn = "/desk/sign-in", kWelcome = "/desk/welcome";
constexpr std::string_view kLinkCookie = "wufei-desk-link";
constexpr std::size_t kSmallForm = 4 * 1024;
constexpr int kLinkCookieSeconds = 3600;

struct SignIn {
  StaffDoor& door;
  service::AccountService& accounts;
  std::string site;
  bool https;
};

// A path of the desk; "/desk" for anything else, so that no link leads away from here.
std::string next_of(std::string_view wanted) {
  const bool inside = wanted == "/desk" || (wanted.starts_with("/desk/") && !wanted.starts_with(kSignIn));
  const bool clean = wanted.find_first_of("\\\r\n") == std::string_view::npos;
  return inside && clean ? std::string(wanted) : "/desk";
}

Response form_reply(const SignIn& self, std::string_view path, Text title, std::string markup, int status) {
  contract::Document document;
  document.path = path;
  document.title = words(title);
  document.indexed = false;
  document.blocks.push_back(written_page(std::move(markup)));
  return self.door.outside(document, status);
}

Response with_error(Response response, const contract::Error& error) {
  response.status = contract::error_status(error.code);
  if (error.retry_after_s > 0) response.headers.set("Retry-After", std::to_string(error.retry_after_s));
  response.cause = cause_of(error);
  return response;
}

void open_form(HtmlWriter& out, std::string_view action, Text title, FormParts& parts) {
  parts.summary();
  out.element("h1", contract::text(title));
  out.open("form",
           {{"class", "stacked"}, {"method", "post"}, {"action", action}, {"accept-charset", "utf-8"}});
}

void code_field(FormParts& parts) {
  parts.text_field({.name = "code",
                    .label = words(Text::server_desk_code),
                    .hint = words(Text::server_desk_code_hint),
                    .value = {},
                    .autocomplete = "one-time-code",
                    .inputmode = "numeric"});
}

// ---- Signing in

Response sign_in_reply(const SignIn& self, const std::string& name, const std::string& next, Faults faults) {
  HtmlWriter out;
  const int status = faults.empty() ? 200 : 400;
  FormParts parts(out, std::move(faults));
  open_form(out, kSignIn, Text::server_desk_sign_in_title, parts);
  parts.text_field({.name = "name",
                    .label = words(Text::server_desk_name),
                    .hint = {},
                    .value = name,
                    .autocomplete = "username"});
  parts.text_field({.name = "password",
                    .label = words(Text::server_desk_password),
                    .hint = {},
                    .value = {},
                    .type = "password",
                    .autocomplete = "current-password"});
  code_field(parts);
  parts.hidden("next", next);
  parts.button(contract::text(Text::server_desk_sign_in));
  out.close("form").element("p", contract::text(Text::server_desk_lost), {{"class", "hint"}});
  return form_reply(self, kSignIn, Text::server_desk_sign_in_title, out.take(), status);
}

std::string refusal_words(const contract::Error& error) {
  if (error.code == ErrorCode::unauthorized) return words(Text::server_desk_wrong);
  if (error.code == ErrorCode::rate_limited)
    return contract::text(Text::server_desk_wait, {{"seconds", std::to_string(error.retry_after_s)}});
  return std::string(contract::error_explanation(error.code));
}

// Digits as people type them: with spaces, in full width.
std::string code_of(const FormFields& fields) {
  std::string code = contract::entered_symbols(field_value(fields, "code"));
  std::erase(code, ' ');
  return code;
}

Response sign_in(const SignIn& self, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const std::string name = contract::entered_symbols(field_value(*fields, "name"));
  const std::string next = next_of(field_value(*fields, "next"));
  Faults missing;
  for (const auto& [field, label] : {std::pair{"name", Text::server_desk_name},
                                     {"password", Text::server_desk_password},
                                     {"code", Text::server_desk_code}})
    if (field_value(*fields, field).empty())
      missing.push_back({field, words(label), std::string(contract::rule_text(contract::Rule::required))});
  if (!missing.empty()) return sign_in_reply(self, name, next, std::move(missing));
  const auto signed_in = self.accounts.sign_in({name, field_value(*fields, "password"), code_of(*fields)},
                                               StaffDoor::doorstep(request));
  if (!signed_in)
    return with_error(sign_in_reply(self, name, next, {{"name", {}, refusal_words(signed_in.error())}}),
                      signed_in.error());
  Response response = StaffDoor::see_other(next);
  self.door.let_in(response, *signed_in);
  return response;
}

// ---- The one-time link

Response link_over(const SignIn& self) {
  HtmlWriter out;
  out.element("h1", contract::text(Text::server_desk_link_over));
  out.element("p", contract::text(Text::server_desk_link_over_text));
  return form_reply(self, kWelcome, Text::server_desk_link_over, out.take(), 401);
}

void write_second(HtmlWriter& out, const SignIn& self, const service::Welcome& welcome) {
  const std::string uri = service::authenticator_uri(welcome.second_secret, self.site, welcome.account.name);
  out.element("h2", contract::text(Text::server_desk_second))
      .element("p", contract::text(Text::server_desk_second_how));
  out.open("div", {{"class", "qr"}}).raw(qr_svg(uri)).close("div");
  out.open("p").text(contract::text(Text::server_desk_second_typed));
  out.element("code", service::typed_secret(welcome.second_secret)).close("p");
}

Response welcome_reply(const SignIn& self, const service::Welcome& welcome, Faults faults) {
  HtmlWriter out;
  const int status = faults.empty() ? 200 : 400;
  FormParts parts(out, std::move(faults));
  open_form(out, kWelcome, Text::server_desk_welcome, parts);
  out.element("p", contract::text(Text::server_desk_welcome_text,
                                  {{"name", welcome.account.name}, {"display", welcome.account.display}}));
  parts.text_field({.name = "password",
                    .label = words(Text::server_desk_new_password),
                    .hint = contract::text(Text::server_desk_password_hint,
                                           {{"count", std::to_string(service::kShortestPassword)}}),
                    .value = {},
                    .type = "password",
                    .autocomplete = "new-password"});
  parts.text_field({.name = "again",
                    .label = words(Text::server_desk_again),
                    .hint = {},
                    .value = {},
                    .type = "password",
                    .autocomplete = "new-password"});
  write_second(out, self, welcome);
  code_field(parts);
  parts.button(contract::text(Text::server_desk_begin));
  out.close("form");
  return form_reply(self, kWelcome, Text::server_desk_welcome, out.take(), status);
}

Response show_welcome(const SignIn& self, const Request& request) {
  if (const std::string_view link = request.query_value("link"); !link.empty()) {
    Response response = StaffDoor::see_other(kWelcome);
    const bool sound =
        link.size() <= 100 && link.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (sound)
      set_cookie(response, {.name = kLinkCookie,
                            .value = link,
                            .path = kWelcome,
                            .https = self.https,
                            .seconds = kLinkCookieSeconds});
    return response;
  }
  const auto welcome = self.accounts.welcome(cookie_value(request, kLinkCookie));
  if (welcome) return welcome_reply(self, *welcome, {});
  if (welcome.error().code != ErrorCode::unauthorized) return problem_response(welcome.error(), request);
  return link_over(self);
}

Faults welcome_faults(const contract::Error& error) {
  Faults faults;
  for (const contract::FieldError& fault : error.fields)
    faults.push_back({fault.pointer.empty() ? std::string() : fault.pointer.substr(1),
                      {},
                      std::string(contract::rule_text(fault.rule, fault.limit))});
  if (faults.empty()) faults.push_back({{}, {}, std::string(contract::error_explanation(error.code))});
  return faults;
}

Response accept(const SignIn& self, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  const std::string token(cookie_value(request, kLinkCookie));
  const auto welcome = self.accounts.welcome(token);
  if (!welcome) return link_over(self);
  const std::string_view password = field_value(*fields, "password");
  if (password != field_value(*fields, "again"))
    return welcome_reply(self, *welcome,
                         welcome_faults(contract::field_error("/again", contract::Rule::password_differs)));
  const auto signed_in =
      self.accounts.accept(token, password, code_of(*fields), StaffDoor::doorstep(request));
  if (!signed_in)
    return with_error(welcome_reply(self, *welcome, welcome_faults(signed_in.error())), signed_in.error());
  Response response = StaffDoor::see_other("/desk");
  self.door.let_in(response, *signed_in);
  set_cookie(response,
             {.name = kLinkCookie, .value = {}, .path = kWelcome, .https = self.https, .seconds = 0});
  return response;
}

}  // namespace

std::string link_address(const std::string& public_url, const service::StaffLink& link) {
  return public_url + std::string(kWelcome) + "?link=" + link.token;
}

void add_sign_in_pages(Router& router, StaffDoor& door, service::AccountService& accounts,
                       const std::string& site, bool https) {
  const auto self = std::make_shared<SignIn>(SignIn{door, accounts, site, https});
  const auto show = [](SignIn& pages, const Request& request) {
    return sign_in_reply(pages, {}, next_of(request.query_value("next")), {});
  };
  router.add(Route::get(kSignIn, "desk_sign_in_page", over(self, show)));
  router.add(Route::get(kWelcome, "desk_welcome_page", over(self, show_welcome)));
  Route in = Route::post(kSignIn, "desk_sign_in", kSmallForm, over(self, sign_in));
  Route begin = Route::post(kWelcome, "desk_welcome", kSmallForm, over(self, accept));
  in.takes = begin.takes = Takes::form;
  router.add(std::move(in));
  router.add(std::move(begin));
  door.form("/desk/sign-out", "desk_sign_out", contract::Permission::own_account,
            [self](const Request&, const contract::StaffCaller& caller, const FormFields&) {
              (void)self->accounts.sign_out(caller);
              Response response = StaffDoor::see_other(kSignIn);
              self->door.let_out(response);
              return response;
            });
}

}  // namespace wufei::http
