// After the stop: a rating and a report that nothing was fetched, over the API and from the booking's page,
// with everything that is refused.
#include <doctest/doctest.h>

#include "lib/base/error.hpp"
#include "pickup/outcome/outcome_routes.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using contract::Json;
using contract::OutcomeKind;
using contract::Rule;

namespace {

// A booking that its resident holds a token of and has opened in a browser, on its day after its window.
struct Stop {
  Stop() {
    http::add_outcome_routes(visit.router, visit.desk);
    reference = visit.booked(sound());
    token = visit.cookie.substr(visit.cookie.find('=') + 1);
    page = visit.cookie_path;
    proof = hidden(visit.get(page + "/cancel").body, "proof");
    visit.office.clock.set("2026-11-26T12:00:00+08:00");
  }
  http::Response post(const std::string& below, const std::string& body, const std::string& key = {},
                      std::string bearer = {}) {
    http::Headers headers;
    headers.set("Content-Type", "application/json");
    headers.set("Authorization", "Bearer " + (bearer.empty() ? token : bearer));
    if (!key.empty()) headers.set("Idempotency-Key", key);
    return visit.ask("POST", "/api/v1/pickups/" + reference + below, body, headers);
  }
  void record(const contract::Outcome& outcome) {
    REQUIRE(visit.office.pickups->record_outcome(reference, outcome, test::kClerk));
  }
  void collect() { REQUIRE(test::complete(*visit.office.pickups, reference, 30000)); }

  Visit visit;
  std::string reference, token, page, proof;
};

std::string rules_of(const http::Response& response) {
  std::string text;
  const auto json = contract::parse_json(response.body);
  for (const Json& error : contract::array_or_empty(*json, "errors"))
    text += contract::text_or_empty(error, "pointer") + " " + contract::text_or_empty(error, "rule") + ";";
  return text;
}

}  // namespace

TEST_CASE("a rating over the API: once, by token, after something was collected") {
  Stop stop;
  const std::string rating = R"({"stars":4,"comment":"friendly"})";
  const http::Response early = stop.post("/rating", rating);
  CHECK(early.status == 409);
  CHECK(rules_of(early) == " not_collected;");
  stop.collect();
  CHECK(stop.post("/rating", rating, {}, "wrong").status == 401);
  for (const auto& [body, rules] : std::map<std::string, std::string>{
           {R"({"stars":0})", "/stars stars_range;"},
           {R"({"stars":6})", "/stars stars_range;"},
           {R"({"stars":4.5})", "/stars stars_range;"},
           {R"({"comment":"x"})", "/stars required;"},
           {R"({"stars":5,"mood":1})", "/mood unknown_field;"},
           {R"({"stars":5,"comment":")" + std::string(301, 'a') + "\"}", "/comment too_long;"},
           {"{", " malformed_json;"}}) {
    const http::Response wrong = stop.post("/rating", body);
    CHECK(wrong.status == 400);
    CHECK(rules_of(wrong) == rules);
  }
  CHECK(stop.post("/rating", std::string(5000, ' ')).status == 413);
  const http::Response done = stop.post("/rating", rating, "key-0123456789");
  REQUIRE(done.status == 200);
  CHECK(done.headers.value("Cache-Control") == "private, no-store");
  const Json json = *contract::parse_json(done.body);
  CHECK(json["rating"]["stars"] == 4);
  CHECK(json["rateable"] == false);
  CHECK(stop.post("/rating", rating, "key-0123456789").body == done.body);  // a double tap
  CHECK(stop.post("/rating", R"({"stars":1})", "key-0123456789").status == 422);
  const http::Response again = stop.post("/rating", rating);
  CHECK(again.status == 409);
  CHECK(rules_of(again) == " already_rated;");
}

TEST_CASE(
    "a missed pickup over the API: in its time, once, unless something was collected or a reason refuses") {
  Stop stop;
  stop.visit.office.clock.set("2026-11-26T09:00:00+08:00");
  CHECK(rules_of(stop.post("/missed", "{}")) == " missed_too_early;");
  stop.visit.office.clock.set("2026-11-26T11:30:00+08:00");
  CHECK(stop.post("/missed", "{}", {}, "wrong").status == 401);
  CHECK(rules_of(stop.post("/missed", R"({"comment":7})")) == "/comment wrong_type;");
  const http::Response done = stop.post("/missed", R"({"comment":"nobody came"})", "key-0123456789");
  REQUIRE(done.status == 200);
  const Json json = *contract::parse_json(done.body);
  CHECK(json["missed"]["status"] == "open");
  CHECK(json["reportable"] == false);
  CHECK(stop.post("/missed", R"({"comment":"nobody came"})", "key-0123456789").body == done.body);
  const http::Response again = stop.post("/missed", "{}");
  CHECK(again.status == 409);
  CHECK(rules_of(again) == " missed_reported;");
}

TEST_CASE("every other refusal of a missed pickup says which") {
  Stop late;
  late.visit.office.clock.set("2026-11-26T10:00:00+08:00");
  const std::string fresh = late.visit.office.pickups->lookup(late.reference, "0007")->token;
  late.visit.office.clock.set("2026-11-29T09:59:00+08:00");
  CHECK(late.post("/missed", "{}", {}, fresh).status == 200);  // Sunday: the second working day is Monday
  Stop after;
  after.visit.office.clock.set("2026-12-01T00:00:00+08:00");
  const std::string found = after.visit.office.pickups->lookup(after.reference, "0007")->token;
  CHECK(rules_of(after.post("/missed", "{}", {}, found)) == " missed_too_late;");
  Stop collected;
  collected.collect();
  CHECK(rules_of(collected.post("/missed", "{}")) == " missed_collected;");
  Stop refused;
  contract::Outcome outcome;
  outcome.kind = OutcomeKind::not_presented;
  outcome.reason = "nothing_out";
  refused.record(outcome);
  const http::Response answer = refused.post("/missed", "{}");
  CHECK(rules_of(answer) == " missed_refused;");
  CHECK(holds(answer.body, contract::rule_text(Rule::missed_refused)));
  Stop cancelled;
  REQUIRE(cancelled.visit.office.pickups->cancel_by_staff(cancelled.reference, "flood", test::kClerk));
  CHECK(rules_of(cancelled.post("/missed", "{}")) == " already_cancelled;");
}

TEST_CASE("the booking's page tells the outcome, takes a rating once and says what was given") {
  Stop stop;
  CHECK_FALSE(holds(stop.visit.get(stop.page).body, "action=\"" + stop.page + "/rating\""));
  stop.collect();
  const std::string before = stop.visit.get(stop.page).body;
  CHECK(holds(before, words_of(Text::outcome_title)));
  CHECK(holds(before, contract::text(Text::outcome_weight_value, {{"weight", "30"}})));
  CHECK(holds(before, "action=\"" + stop.page + "/rating\""));
  CHECK(holds(before, "action=\"" + stop.page + "/rate\""));  // the survey is beside it
  const Fields none{{"proof", stop.proof}, {"stars", ""}, {"comment", "kept"}};
  const http::Response wrong = stop.visit.post(stop.page + "/rating", none);
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, contract::rule_text(Rule::stars_range, 5)));
  CHECK(holds(wrong.body, ">kept</textarea>"));
  CHECK(stop.visit.post(stop.page + "/rating", {{"stars", "5"}}).status == 403);
  const Fields given{{"proof", stop.proof}, {"stars", "5"}, {"comment", ""}};
  const http::Response page = stop.visit.follow(stop.visit.post(stop.page + "/rating", given));
  CHECK(holds(page.body, words_of(Text::outcome_rated_title)));
  CHECK(holds(page.body, contract::text(Text::outcome_rated, {{"stars", "5"}})));
  CHECK_FALSE(holds(page.body, "action=\"" + stop.page + "/rating\""));
  CHECK(stop.visit.post(stop.page + "/rating", given).status == 303);  // a double click
}

TEST_CASE("a comment is not lost with the cookie of the booking's page, nor by another look-up") {
  for (const bool collected : {false, true}) {
    Stop stop;
    if (collected) stop.collect();
    const std::string target = stop.page + (collected ? "/rating" : "/missed");
    Fields given{{"proof", "of-before"}, {"stars", collected ? "4" : ""}, {"comment", "a line of <mine>"}};
    const http::Response stale = stop.visit.post(target, given);
    CHECK(stale.status == 403);
    CHECK(holds(stale.body, words_of(Text::server_case_stale)));
    CHECK(holds(stale.body, ">a line of &lt;mine&gt;</textarea>"));
    CHECK(holds(stale.body, "<option value=\"4\" selected") == collected);
    given["proof"] = hidden(stale.body, "proof");
    CHECK(given["proof"] == stop.proof);
    stop.visit.cookie.clear();
    const http::Response locked = stop.visit.post(target, given);
    CHECK(locked.status == 401);
    CHECK(holds(locked.body, "action=\"/pickup/find\""));
    CHECK(holds(locked.body, "value=\"" + stop.reference + "\""));
    CHECK(holds(locked.body, words_of(Text::server_case_typed)));
    CHECK(holds(locked.body, "<p>a line of &lt;mine&gt;</p>"));
  }
}

TEST_CASE(
    "while a booking cannot be read the form of its comment stands with what was typed, to be sent again") {
  for (const bool collected : {false, true}) {
    Stop stop;
    if (collected) stop.collect();
    const std::string target = stop.page + (collected ? "/rating" : "/missed");
    Fields given{
        {"proof", stop.proof}, {"stars", collected ? "4" : ""}, {"comment", "a line of <mine>\r\nand one"}};
    {
      const LostTable lost(stop.visit.office, "access_token");
      const http::Response failed = stop.visit.post(target, given);
      CHECK(failed.status == 500);
      CHECK(failed.headers.value("Cache-Control") == "private, no-store");
      CHECK(holds(failed.body, contract::error_explanation(contract::ErrorCode::internal)));
      CHECK(holds(failed.body, "action=\"" + target + "\""));
      CHECK(holds(failed.body, ">a line of &lt;mine&gt;"));
      CHECK(holds(failed.body, "<option value=\"4\" selected") == collected);
      CHECK(hidden(failed.body, "proof") == stop.proof);
      CHECK_FALSE(holds(failed.body, "Garden Road"));
    }
    CHECK(stop.visit.post(target, given).status == 303);
  }
}

TEST_CASE("another look on the booking's page keeps a rating or a report that is not sent yet") {
  for (const bool collected : {false, true}) {
    Stop stop;
    if (collected) stop.collect();
    const std::string cookie = stop.visit.cookie;
    const http::Response reply =
        stop.visit.post(stop.page + (collected ? "/rating" : "/missed"), {{"proof", stop.proof},
                                                                          {"stars", collected ? "4" : ""},
                                                                          {"comment", "half a line"},
                                                                          {"look", "large"}});
    CHECK(reply.status == 200);
    CHECK(holds(std::string(reply.headers.value("Set-Cookie")), "wufei-look=large;"));
    CHECK(holds(reply.body, ">half a line</textarea>"));
    CHECK(holds(reply.body, "<option value=\"4\" selected") == collected);
    CHECK(holds(reply.body, "id=\"entries\""));
    stop.visit.cookie = cookie;
    stop.visit.cookie_path = stop.page;
    CHECK_FALSE(holds(stop.visit.get(stop.page).body, "half a line"));
  }
}

TEST_CASE("the booking's page takes a report, shows its answer, and says when a reason refuses it") {
  Stop stop;
  const std::string before = stop.visit.get(stop.page).body;
  CHECK(holds(before, "action=\"" + stop.page + "/missed\""));
  const Fields report{{"proof", stop.proof}, {"comment", "<b>nobody</b>"}};
  const http::Response sent = stop.visit.follow(stop.visit.post(stop.page + "/missed", report));
  CHECK(holds(sent.body, words_of(Text::outcome_missed_open)));
  CHECK(holds(sent.body, "&lt;b&gt;nobody&lt;/b&gt;"));
  CHECK(stop.visit.post(stop.page + "/missed", report).status == 303);
  REQUIRE(stop.visit.office.pickups->settle_missed(stop.reference, true, "we come tomorrow", test::kClerk));
  const std::string after = stop.visit.get(stop.page).body;
  CHECK(holds(after, words_of(Text::outcome_missed_upheld)));
  CHECK(holds(after, "we come tomorrow"));
  Stop refused;
  contract::Outcome outcome;
  outcome.kind = OutcomeKind::non_conforming;
  outcome.reason = "mixed_waste";
  refused.record(outcome);
  const std::string page = refused.visit.get(refused.page).body;
  CHECK(holds(page, contract::rule_text(Rule::missed_refused)));
  CHECK_FALSE(holds(page, "action=\"" + refused.page + "/missed\""));
  const http::Response posted = refused.visit.post(refused.page + "/missed", {{"proof", refused.proof}});
  CHECK(posted.status == 409);
  CHECK(holds(posted.body, contract::rule_text(Rule::missed_refused)));
}
