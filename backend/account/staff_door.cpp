#include "account/staff_door.hpp"

#include <algorithm>
#include <set>

#include "county/secrets.hpp"
#include "lib/base/error.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/cookie.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::Text;

constexpr const char* kHtml = "text/html; charset=utf-8";
constexpr std::string_view kDeskHome = "/desk";
constexpr std::string_view kDeviceCookie = "wufei-desk-known";
constexpr int kDeviceSeconds = 90 * 24 * 3600;

Response page_response(int status, std::string html) {
  Response response = text_response(status, kHtml, std::move(html));
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

contract::Document said(Text title, Text text) {
  contract::Document document;
  document.title = words(title);
  document.indexed = false;
  document.blocks.push_back(contract::paragraph_block(words(text)));
  return document;
}

std::string size_words(std::size_t bytes) {
  constexpr std::size_t kMegabyte = 1024 * 1024;
  return bytes < kMegabyte ? std::to_string(bytes / 1024) + " KB" : std::to_string(bytes / kMegabyte) + " MB";
}

// What was typed, to be copied: the page that it was typed into is gone.
contract::Document session_over(const Request& request) {
  contract::Document document = said(Text::server_desk_session_over, Text::server_desk_session_over_text);
  document.blocks.push_back(
      contract::paragraph_block({contract::link_span(words(Text::server_desk_sign_in), "/desk/sign-in")}));
  const auto posted = posted_form(request);
  if (!posted) return document;
  for (const auto& [name, value] : posted->fields) {
    const bool secret = name == kFormKey || name == "password" || name == "again" || name == "present";
    if (secret || value.empty() || name.starts_with("was-")) continue;
    contract::Block block;
    block.kind = contract::BlockKind::code;
    block.text = value;
    document.blocks.push_back(std::move(block));
  }
  return document;
}

// A pattern without the names of its parameters.
std::string shape_of(std::string_view pattern) {
  std::string shape;
  bool inside = false;
  for (const char c : pattern) {
    if (c == '}') inside = false;
    if (!inside) shape += c;
    if (c == '{') inside = true;
  }
  return shape;
}

}  // namespace

void open_desk_form(HtmlWriter& out, const contract::StaffCaller& caller, std::string_view action,
                    bool with_files) {
  out.open("form", {{"method", "post"},
                    {"action", action},
                    {"enctype", with_files ? "multipart/form-data" : kNoAttribute},
                    {"accept-charset", "utf-8"}});
  out.open("input", {{"type", "hidden"}, {"name", kFormKey}, {"value", caller.form_key}});
}

// With https no page of a neighbouring host can set it (RFC 6265bis, 4.1.3.2).
std::string_view StaffDoor::cookie_name() const {
  return https_ ? "__Host-wufei-desk" : "wufei-desk";
}

contract::Result<StaffDoor::Caller> StaffDoor::caller_of(const Request& request,
                                                         service::Presence presence) const {
  const std::string_view token = cookie_value(request, cookie_name());
  if (token.empty()) return contract::make_error(ErrorCode::unauthorized, "no session");
  return accounts_.caller(token, presence);
}

service::Doorstep StaffDoor::doorstep(const Request& request) {
  return {limit_key(request.peer), request.peer, std::string(request.headers.value("User-Agent")),
          std::string(cookie_value(request, kDeviceCookie))};
}

void StaffDoor::let_in(Response& response, const service::SignedIn& signed_in) const {
  // A telephone ends its browser whenever it likes, and the session of who works outside is for the day.
  const bool day = signed_in.day_long;
  set_cookie(response, {.name = cookie_name(),
                        .value = signed_in.token,
                        .path = "/",
                        .https = https_,
                        .seconds = day ? static_cast<int>(service::kSessionSeconds) : -1});
  set_cookie(response, {.name = kDeviceCookie,
                        .value = signed_in.device,
                        .path = "/desk",
                        .https = https_,
                        .seconds = kDeviceSeconds});
}

void StaffDoor::let_out(Response& response) const {
  set_cookie(response, {.name = cookie_name(), .value = {}, .path = "/", .https = https_, .seconds = 0});
}

Response StaffDoor::without_session(const Request& request, const contract::Error& error) const {
  if (error.code != ErrorCode::unauthorized) return problem_response(error, request);
  if (request.method == "POST") return outside(session_over(request), 401);
  std::string target = "/desk/sign-in?next=";
  contract::append_percent_encoded(target, request.path, "/");
  return see_other(target);
}

Response StaffDoor::without_permission(const Caller& caller) const {
  return reply(caller, said(Text::server_desk_forbidden, Text::server_desk_forbidden_text), 403);
}

template <class Work>
Response StaffDoor::behind(const Request& request, Permission permission, const Work& work,
                           service::Presence presence) const {
  const auto caller = caller_of(request, presence);
  if (!caller) return without_session(request, caller.error());
  if (!caller->may(permission)) return without_permission(*caller);
  return work(*caller);
}

void StaffDoor::page(std::string_view pattern, std::string_view name, Permission permission, Page work) {
  guarded_.push_back({"GET", std::string(pattern), permission});
  router_.add(Route::get(pattern, name, [this, permission, work = std::move(work)](const Request& request) {
    return behind(request, permission, [&](const Caller& caller) { return work(request, caller); });
  }));
}

void StaffDoor::standing_page(std::string_view pattern, std::string_view name, Permission permission,
                              Page work) {
  guarded_.push_back({"GET", std::string(pattern), permission});
  router_.add(Route::get(pattern, name, [this, permission, work = std::move(work)](const Request& request) {
    return behind(
        request, permission, [&](const Caller& caller) { return work(request, caller); },
        service::Presence::stands);
  }));
}

void StaffDoor::watch(std::string_view pattern, std::string_view name, Permission permission, Page work) {
  guarded_.push_back({"GET", std::string(pattern), permission, true});
  router_.add(Route::get(pattern, name, [this, permission, work = std::move(work)](const Request& request) {
    const auto caller = caller_of(request, service::Presence::watches);
    if (!caller) return problem_response(caller.error(), request);
    return caller->may(permission) ? work(request, *caller) : without_permission(*caller);
  }));
}

Handler StaffDoor::behind_key(Permission permission, Upload work) const {
  return [this, permission, work = std::move(work)](const Request& request) {
    return behind(request, permission, [&](const Caller& caller) -> Response {
      const auto posted = posted_form(request);
      if (!posted) return refusal(request, caller, posted.error());
      if (!service::same_secret(field_value(posted->fields, kFormKey), caller.form_key))
        return reply(caller, said(Text::server_desk_foreign, Text::server_desk_foreign_text), 403);
      return work(request, caller, *posted);
    });
  };
}

void StaffDoor::form(std::string_view pattern, std::string_view name, Permission permission, Form work,
                     std::size_t max_body) {
  const auto plain = [work = std::move(work)](const Request& request, const Caller& caller,
                                              const PostedForm& posted) {
    return work(request, caller, posted.fields);
  };
  Route route = Route::post(pattern, name, max_body, behind_key(permission, plain));
  route.takes = Takes::form;
  add_form(std::move(route), permission, Text::server_desk_large_form);
}

void StaffDoor::upload(std::string_view pattern, std::string_view name, Permission permission, Upload work) {
  add_form(Route::post(pattern, name, kLargestBody, behind_key(permission, std::move(work))), permission,
           Text::server_desk_large_file);
}

// The address itself, or the nearest one above it that is a page.
std::string StaffDoor::form_page(std::string_view pattern, std::string_view path) const {
  const auto is_page = [&](const Guarded& one) {
    return one.method == "GET" && !one.leads && !one.watched && one.pattern == pattern;
  };
  while (pattern.size() > kDeskHome.size() && std::none_of(guarded_.begin(), guarded_.end(), is_page)) {
    pattern = pattern.substr(0, pattern.rfind('/'));
    path = path.substr(0, path.rfind('/'));
  }
  return std::string(path);
}

void StaffDoor::lead_up() {
  std::set<std::string> pages;
  std::map<std::string, std::string> above;  // by what they have in common, however parameters are called
  for (const Guarded& one : guarded_) {
    if (one.method == "GET") pages.insert(shape_of(one.pattern));
    for (std::size_t at = one.pattern.rfind('/'); at > kDeskHome.size(); at = one.pattern.rfind('/', at - 1))
      above.try_emplace(shape_of(one.pattern.substr(0, at)), one.pattern.substr(0, at));
  }
  for (const auto& [shape, pattern] : above) {
    if (pages.contains(shape)) continue;
    page(pattern, "desk_above", Permission::own_account,
         [this, there = pattern](const Request& request, const Caller&) {
           return see_other(form_page(there, request.path));
         });
    guarded_.back().leads = true;
  }
}

// The server asks before it has read who sends it: nobody's name stands on this page.
void StaffDoor::add_form(Route route, Permission permission, Text too_large) {
  guarded_.push_back({"POST", route.pattern, permission});
  route.too_large = [this, too_large, pattern = route.pattern, limit = size_words(route.max_body)](
                        const Request& request, Response problem) {
    if (request.headers.value("Accept").find("text/html") == std::string_view::npos) return problem;
    contract::Document document;
    document.title = contract::error_title(ErrorCode::too_large);
    document.indexed = false;
    document.blocks.push_back(contract::paragraph_block(contract::text(too_large, {{"limit", limit}})));
    document.blocks.push_back(contract::paragraph_block(
        {contract::link_span(words(Text::server_desk_large_back), form_page(pattern, request.path))}));
    return outside(document, problem.status);
  };
  route.form_page = [this, pattern = route.pattern](const Request& request) {
    return form_page(pattern, request.path);
  };
  router_.add(std::move(route));
}

std::map<std::string, std::string> StaffDoor::display_names() const {
  std::map<std::string, std::string> names;
  const auto accounts = accounts_.list();
  if (!accounts) return names;
  for (const contract::StaffAccount& account : *accounts) names[account.name] = account.display;
  return names;
}

void StaffDoor::enter(DeskEntry entry) {
  entries_.push_back(std::move(entry));
}

DeskFrame StaffDoor::frame_of(const Caller* caller) const {
  DeskFrame frame{book_.frame().name, book_.frame().mark, style_, {}, {}, caller};
  // Where people sign in, what phones kept goes.
  if (!caller || caller->may(Permission::view_stops)) frame.scripts += crew_script_;
  if (!caller || caller->may(Permission::work_waste)) frame.scripts += road_script_;
  if (caller)
    for (const DeskEntry& entry : entries_)
      if (caller->may(entry.permission)) frame.entries.push_back(entry);
  return frame;
}

Response StaffDoor::reply(const Caller& caller, const contract::Document& document, int status) const {
  return page_response(status, desk_page(frame_of(&caller), document));
}

Response StaffDoor::show(const Caller& caller, DeskPage page) const {
  contract::Document document;
  document.path = std::move(page.path);
  document.title = std::move(page.title);
  document.indexed = false;
  document.personal = true;
  document.blocks.push_back(written_page(std::move(page.markup)));
  return reply(caller, document, page.status);
}

Response StaffDoor::outside(const contract::Document& document, int status) const {
  return page_response(status, desk_page(frame_of(nullptr), document));
}

Response StaffDoor::refusal(const Request& request, const Caller& caller,
                            const contract::Error& error) const {
  contract::Document document;
  document.path = request.path;
  document.title = contract::error_title(error.code);
  // A rule says more exactly what is another by now.
  const bool told = error.code == contract::ErrorCode::precondition && !error.fields.empty();
  std::string text(told ? std::string_view() : contract::error_explanation(error.code));
  for (const contract::FieldError& fault : error.fields) text += contract::rule_text(fault.rule, fault.limit);
  document.blocks.push_back(contract::paragraph_block(std::move(text)));
  Response response = reply(caller, document, contract::error_status(error.code));
  if (error.retry_after_s > 0) response.headers.set("Retry-After", std::to_string(error.retry_after_s));
  response.cause = cause_of(error);
  return response;
}

Response StaffDoor::see_other(std::string_view path) {
  return http::see_other(std::string(path));
}

}  // namespace wufei::http
