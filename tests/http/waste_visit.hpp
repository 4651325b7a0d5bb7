// A yard of waste with its pages, and members of parties and staff who are signed in.
#pragma once

#include <map>
#include <string>

#include "desk_visit.hpp"
#include "lib/page/page_frame.hpp"
#include "support/waste_fixture.hpp"
#include "waste/manifest/manifest_pages.hpp"
#include "waste/manifest/manifest_routes.hpp"

namespace wufei::tests {

using contract::MemberRole;

struct WasteVisit {
  WasteVisit() {
    http::add_manifest_routes(router, book, yard.manifests);
    http::add_manifest_pages(std::make_shared<const http::ManifestRoom>(
        http::ManifestRoom{door, yard.manifests, yard.office.clock, "https://example.org"}));
    book.set_writer([](const contract::Document& document) { return http::page_body({}, document); });
  }
  // From now on a member of this party acts.
  void as(std::int64_t party, MemberRole role = MemberRole::clerk) {
    name = "m" + std::to_string(party) + std::string(contract::member_role_name(role));
    if (!tokens.contains(name)) {
      sign_in(Role::enterprise);
      const auto accounts_now = accounts.caller(tokens[name], service::Presence::acts);
      REQUIRE(accounts_now);
      REQUIRE(yard.office.store->writer().run([&](storage::Session& session) -> contract::Status {
        yard.parties.put_member(session, {accounts_now->account.id, party, role});
        return contract::ok();
      }));
    }
  }
  void as_staff(const std::string& who, Role role) {
    name = who;
    if (!tokens.contains(name)) sign_in(role);
  }
  void as_nobody() { name.clear(); }
  void sign_in(Role role) {
    const auto link = accounts.add({name, name, role, role == Role::crew ? "1" : ""}, test::kClerk);
    REQUIRE(link);
    const auto welcome = accounts.welcome(link->token);
    REQUIRE(welcome);
    const auto in = accounts.accept(link->token, "quiet lorry 27 willow",
                                    service::code_at(welcome->second_secret, yard.office.clock.now()), {});
    REQUIRE(in);
    tokens[name] = in->token;
  }
  http::Response ask(const std::string& method, const std::string& target, const std::string& body = {}) {
    http::Request request = form_request(method, target);
    if (!idempotency.empty()) request.headers.set("Idempotency-Key", idempotency);
    if (!name.empty()) request.headers.set("Cookie", "wufei-desk=" + tokens[name]);
    request.body = body;
    return router.handle(request);
  }
  http::Response get(const std::string& target) { return ask("GET", target); }
  // With the key of the session and the version that the page shows.
  http::Response post(const std::string& path, Fields fields) {
    const auto caller = accounts.caller(tokens[name], service::Presence::acts);
    REQUIRE(caller);
    fields["form_key"] = caller->form_key;
    return ask("POST", path, encoded(fields));
  }
  http::Response step(const std::string& number, const std::string& step, Fields fields = {}) {
    const std::string path = http::manifest_path(number);
    fields["step"] = step;
    if (!fields.contains("version")) fields["version"] = std::to_string(yard.now(number).version);
    return post(path + "/step", std::move(fields));
  }

  test::WasteYard yard;
  service::AccountService accounts{*yard.office.store, yard.office.clock, service::system_ids()};
  http::Router router;
  http::DocumentBook book;
  http::StaffDoor door{router, accounts, book, false};
  std::map<std::string, std::string> tokens;
  std::string name, idempotency;
};

}  // namespace wufei::tests
