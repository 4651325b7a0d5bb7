// The county's desk with its pages, and colleagues who are signed in; what hostile programs make of the
// forms.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <regex>
#include <string>

#include "account/account_service.hpp"
#include "account/one_time_code.hpp"
#include "account/staff_door.hpp"
#include "app/features.hpp"
#include "county/county_content.hpp"
#include "county/published/content_keeper.hpp"
#include "desk/cases/statistics_page.hpp"
#include "desk/desk_pages.hpp"
#include "desk/plan/people_sheet.hpp"
#include "lib/base/error.hpp"
#include "lib/base/percent.hpp"
#include "lib/base/text.hpp"
#include "pickup/export/run_sheet.hpp"
#include "pickup/pickup_content.hpp"
#include "plain_visit.hpp"

namespace wufei::tests {

using contract::Role;

struct DeskVisit {
  DeskVisit() {
    const auto desk = desk_ground();
    http::add_desk_pages(desk);
    REQUIRE(indicators.set_content(office.source->current()));
    http::add_case_statistics_pages(desk, indicators);
  }

  [[nodiscard]] std::shared_ptr<const http::DeskGround> desk_ground() {
    return std::make_shared<const http::DeskGround>(
        http::DeskGround{door,
                         *office.pickups,
                         feedback,
                         sheets,
                         cases,
                         records,
                         *office.source,
                         office.clock,
                         service::system_ids(),
                         app::run_sheet_xlsx,
                         "https://example.org",
                         {calendar, hours, crews, accounts, app::people_xlsx}});
  }

  // From now on this one acts; the account is made when it is called for the first time.
  void as(const std::string& name, Role role, const std::string& department = {}) {
    std::string& token = tokens[name];
    if (token.empty()) token = signed_in({name, name, role, department});
    cookie = "wufei-desk=" + token;
  }
  std::string signed_in(const service::NewAccount& wanted) {
    constexpr std::string_view kPassword = "quiet lorry 27 willow";
    const auto link = accounts.add(wanted, test::kClerk);
    REQUIRE(link);
    const auto welcome = accounts.welcome(link->token);
    REQUIRE(welcome);
    const auto in = accounts.accept(link->token, kPassword,
                                    service::code_at(welcome->second_secret, office.clock.now()), {});
    REQUIRE(in);
    return in->token;
  }

  http::Response ask(const std::string& method, const std::string& target, const std::string& body = {},
                     const std::string& key = {}, const std::string& type = kForm) {
    http::Request request = form_request(method, target, type);
    if (!cookie.empty()) request.headers.set("Cookie", cookie);
    if (!key.empty()) request.headers.set("Idempotency-Key", key);
    request.body = body;
    return router.handle(request);
  }
  http::Response get(const std::string& target) { return ask("GET", target); }
  // With the key of the session, as the page's own form has it.
  http::Response post(const std::string& path, Fields fields) {
    fields["form_key"] = form_key();
    return ask("POST", path, encoded(fields));
  }
  std::string form_key() {
    return hidden(get("/desk").status == 200 ? get("/desk").body : get("/desk/stops").body, "form_key");
  }
  // How many entries of the access log have this action.
  int logged(std::string_view action) {
    return *office.store->readers().run([&](storage::Session& session) -> contract::Result<int> {
      int count = 0;
      for (const auto& row : storage::access_entries(session, *office.store, {}, 1000))
        count += row.entry.action == action ? 1 : 0;
      return count;
    });
  }
  http::Response follow(const http::Response& response) {
    CHECK(response.status == 303);
    return get(std::string(response.headers.value("Location")));
  }
  std::string version_of(const std::string& reference) {
    return std::to_string(office.pickups->show(reference, false, test::kClerk)->pickup.version);
  }

  test::Office office;
  service::AccountService accounts{*office.store, office.clock, service::system_ids()};
  service::FeedbackService feedback{*office.store, *office.source, office.clock, service::system_ids()};
  service::SheetService sheets{*office.store, *office.pickups, office.clock};
  service::CaseDesk cases{*office.store, feedback, office.clock};
  service::IndicatorService indicators{*office.store, office.clock};
  service::CalendarService calendar{*office.store, *office.pickups, office.clock};
  service::Changes changes;
  service::ContentKeeper keeper{test::content_directory(), app::content_parts(), *office.store,
                                *office.source, changes};
  service::WindowHours hours{*office.store, keeper, *office.source, office.clock};
  service::CrewService crews{*office.store, office.clock};
  service::StopRecords records{*office.store, *office.pickups, *office.source, office.clock};
  http::Router router;
  http::DocumentBook book;
  http::StaffDoor door{router, accounts, book, false};
  std::map<std::string, std::string> tokens;
  std::string cookie;
};

// A booking for Thursday the 26th in the morning.
inline std::string booked(DeskVisit& visit, int number = 1) {
  const auto pickup = test::book(visit.office, test::sample_request(number));
  REQUIRE(pickup);
  return pickup->reference;
}

}  // namespace wufei::tests
