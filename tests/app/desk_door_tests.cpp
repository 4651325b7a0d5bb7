// Every route of the desk, with every role and without a session: nobody comes in but by the table of
// permissions.
#include <doctest/doctest.h>

#include <map>
#include <regex>
#include <set>

#include "account/account_service.hpp"
#include "account/one_time_code.hpp"
#include "account/staff_door.hpp"
#include "app/portal_settings.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Role;

namespace {

constexpr const char* kPassword = "cold river stone";

struct DeskPortal {
  DeskPortal() {
    auto started = app::Portal::start(test::portal_settings(scratch));
    REQUIRE(started);
    portal = std::move(*started);
    accounts = portal->services().find<service::AccountService>();
    door = portal->services().find<http::StaffDoor>();
    REQUIRE(accounts);
    REQUIRE(door);
  }
  // The token of a session of somebody with this role.
  std::string session_of(Role role) {
    const std::string name = "a" + std::to_string(++people);
    const auto link = accounts->add({name, name, role, role == Role::crew ? "crew 1" : ""}, test::kClerk);
    REQUIRE(link);
    const std::string secret = accounts->welcome(link->token)->second_secret;
    const auto in =
        accounts->accept(link->token, kPassword, service::code_at(secret, service::system_clock().now()), {});
    REQUIRE(in);
    return in->token;
  }
  // Of a route behind the door; parameters of its path become "x".
  http::Response ask(const http::StaffDoor::Guarded& guarded, const std::string& token,
                     const std::string& body = {}) {
    for (const http::Route& route : portal->routes()) {
      if (route.method != guarded.method || route.pattern != guarded.pattern) continue;
      http::Request request;
      request.method = guarded.method;
      request.path = route.pattern;
      for (std::size_t at = 0; (at = route.pattern.find('{', at)) != std::string::npos; ++at)
        request.path_parameters[route.pattern.substr(at + 1, route.pattern.find('}', at) - at - 1)] = "x";
      if (!token.empty()) request.headers.add("Cookie", "wufei-desk=" + token);
      if (guarded.method == "POST") request.headers.add("Content-Type", "application/x-www-form-urlencoded");
      request.body = body;
      return route.handler(request);
    }
    FAIL("no such route: " << guarded.pattern);
    return {};
  }

  test::Scratch scratch;
  std::unique_ptr<app::Portal> portal;
  service::AccountService* accounts = nullptr;
  http::StaffDoor* door = nullptr;
  int people = 0;
};

}  // namespace

TEST_CASE("every route of the desk is behind the door, but for the ways in") {
  DeskPortal desk;
  std::map<std::string, bool> guarded;
  for (const auto& route : desk.door->guarded()) guarded[route.method + " " + route.pattern] = true;
  int open = 0;
  for (const http::Route& route : desk.portal->routes()) {
    if (!route.pattern.starts_with("/desk") || guarded.contains(route.method + " " + route.pattern)) continue;
    ++open;
    CAPTURE(route.pattern);
    CHECK((route.pattern == "/desk/sign-in" || route.pattern == "/desk/welcome"));
  }
  CHECK(open == 4);
  CHECK(guarded.size() > 10);
}

TEST_CASE("each route of the desk lets in the roles of the table, and nobody without a session") {
  DeskPortal desk;
  std::map<Role, std::string> sessions;
  for (const Role role : contract::kRoles) sessions[role] = desk.session_of(role);
  for (const auto& guarded : desk.door->guarded()) {
    const bool page = guarded.method == "GET";
    CAPTURE(guarded.method);
    CAPTURE(guarded.pattern);
    for (const std::string& stranger : {std::string(), std::string(64, 'a'), std::string("'--")})
      CHECK(desk.ask(guarded, stranger).status == (page && !guarded.watched ? 303 : 401));
    for (const Role role : contract::kRoles) {
      const std::string& token = sessions[role];
      CAPTURE(contract::role_name(role));
      const int status = desk.ask(guarded, token).status;
      // A form without the key of its session is refused whoever sends it.
      if (!page || !contract::may(role, guarded.permission))
        CHECK(status == 403);
      else
        CHECK((status == 200 || status == 404 || status == 400 || status == 303));
    }
  }
}

TEST_CASE("the key of one session does not open the forms of another") {
  DeskPortal desk;
  const std::string mine = desk.session_of(Role::administrator), other = desk.session_of(Role::administrator);
  const auto key_of = [&](const std::string& token) {
    const std::string page =
        desk.ask({"GET", "/desk/accounts", contract::Permission::manage_accounts}, token).body;
    const std::size_t at = page.find("name=\"form_key\" value=\"") + 23;
    return page.substr(at, 32);
  };
  CHECK(key_of(mine) != key_of(other));
  const http::StaffDoor::Guarded out{"POST", "/desk/sign-out", contract::Permission::own_account};
  CHECK(desk.ask(out, mine, "form_key=" + key_of(other)).status == 403);
  CHECK(desk.ask(out, mine, "form_key=" + key_of(mine)).status == 303);
  CHECK(desk.ask(out, mine, "form_key=" + key_of(other)).status == 401);
}

TEST_CASE("every address between a page and the desk is a page, or leads to the nearest one above it") {
  DeskPortal desk;
  const std::string token = desk.session_of(Role::officer);
  const std::regex parameter("\\{[^}]*\\}");
  std::set<std::string> pages, answered;
  for (const auto& guarded : desk.door->guarded()) {
    if (guarded.method != "GET") continue;
    answered.insert(std::regex_replace(guarded.pattern, parameter, "{}"));
    if (!guarded.leads) pages.insert(guarded.pattern);
  }
  int led = 0;
  for (const auto& guarded : desk.door->guarded()) {
    CAPTURE(guarded.pattern);
    for (std::size_t at = guarded.pattern.rfind('/'); at > 5; at = guarded.pattern.rfind('/', at - 1))
      CHECK(answered.contains(std::regex_replace(guarded.pattern.substr(0, at), parameter, "{}")));
    if (!guarded.leads) continue;
    ++led;
    const auto reply = desk.ask(guarded, token);
    CHECK(reply.status == 303);
    CHECK(pages.contains(std::string(reply.headers.value("Location"))));
  }
  CHECK(led > 0);
}
