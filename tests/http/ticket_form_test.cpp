// One booking as a browser without scripts opens, changes, cancels and rates it: who may, and who may not.
#include <doctest/doctest.h>

#include "lib/base/error.hpp"
#include "pickup/booking_rules.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using contract::Rule;

TEST_CASE("what opens a booking is in no address and no page, and in a cookie of that page alone") {
  for (const bool https : {false, true}) {
    Visit visit(https);
    const http::Response sent = visit.post("/pickup/book", sound());
    const std::string line(sent.headers.value("Set-Cookie"));
    const std::string token = visit.cookie.substr(visit.cookie.find('=') + 1);
    CHECK(token.size() == 32);
    CHECK(holds(line, "; HttpOnly"));
    CHECK(holds(line, "; SameSite=Strict"));
    CHECK(holds(line, "; Secure") == https);
    CHECK_FALSE(holds(line, "Max-Age"));
    CHECK(visit.cookie_path.starts_with("/pickup/ticket/WF-"));
    CHECK_FALSE(holds(std::string(sent.headers.value("Location")), token));
    for (const char* below : {"", "/change", "/cancel", "/slip"}) {
      const http::Response page = visit.get(visit.cookie_path + below);
      CHECK(page.status == 200);
      CHECK(page.headers.value("Cache-Control") == "private, no-store");
      CHECK_FALSE(holds(page.body, token));
    }
  }
}

TEST_CASE("without its cookie a booking asks for number and telephone, and after 72 hours too") {
  Visit visit;
  const std::string reference = visit.booked(sound()), path = visit.cookie_path;
  const std::string other = visit.cookie;
  visit.cookie.clear();
  for (const char* below : {"", "?done=booked", "/change", "/cancel", "/calendar.ics", "/slip"}) {
    const http::Response page = visit.get(path + below);
    CHECK(page.status == 401);
    CHECK(holds(page.body, "value=\"" + reference + "\""));
    CHECK_FALSE(holds(page.body, "Garden Road"));
  }
  CHECK(holds(visit.get(path + "?done=booked").body, words_of(Text::server_booking_cookie)));
  visit.cookie = "a=b; wufei-ticket=" + std::string(32, 'f') + "; c";
  CHECK(visit.get(path).status == 401);
  visit.cookie = "a=b; " + other;
  CHECK(visit.get(path).status == 200);
  CHECK(visit.get("/pickup/ticket/WF-222-222-222").status == 401);
  visit.office.clock.advance(73 * 3600);
  CHECK(visit.get(path).status == 401);
}

TEST_CASE("the ticket says who of the staff opened it, or that nobody did") {
  Visit visit;
  const std::string reference = visit.booked(sound()), path = visit.cookie_path;
  CHECK_FALSE(holds(visit.get(path).body, words_of(Text::look_title)));
  visit.office.pickups->set_staff_words([](const contract::Actor&) { return "office<1>"; });
  CHECK(holds(visit.get(path).body, words_of(Text::booking_looks_none)));
  REQUIRE(visit.office.pickups->show(reference, true, test::kClerk));
  const std::string page = visit.get(path).body;
  CHECK_FALSE(holds(page, words_of(Text::booking_looks_none)));
  CHECK(holds(page, "office&lt;1&gt;"));
  CHECK_FALSE(holds(page, test::kClerk.id));
}

TEST_CASE(
    "a change to a full slot, without a difference, or of what changed meanwhile keeps what was typed") {
  Visit visit;
  make_scarce(visit);
  visit.booked(sound(test::sample_slot("bulky", "2026-11-27", "am")));
  REQUIRE(test::book(visit.office, test::sample_request(1)));
  const std::string path = visit.cookie_path;
  const http::Response form = visit.get(path + "/change");
  Fields fields{{"proof", hidden(form.body, "proof")},
                {"version", "1"},
                {"slot", test::sample_slot("bulky", "2026-11-27", "am")},
                {"address", "Garden Road 12, house 7"},
                {"note", "no lift"},
                {first_item(), "1"}};
  const http::Response same = visit.post(path + "/change", fields);
  CHECK(same.status == 400);
  CHECK(holds(same.body, contract::rule_text(Rule::no_change)));
  fields["slot"] = test::sample_slot();
  fields["note"] = "second floor";
  const http::Response full = visit.post(path + "/change", fields);
  CHECK(full.status == 409);
  CHECK(holds(full.body, words_of(Text::pickup_nearest)));
  CHECK(holds(full.body, ">second floor</textarea>"));
  fields["slot"] = test::sample_slot("bulky", "2026-11-28", "am");
  fields["version"] = "7";
  const http::Response stale = visit.post(path + "/change", fields);
  CHECK(stale.status == 412);
  CHECK(holds(stale.body, words_of(Text::notice_stale_change_text)));
  CHECK(hidden(stale.body, "version") == "1");
  fields["address"] = "x";
  fields[first_item()] = "0";
  const http::Response wrong = visit.post(path + "/change", fields);
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, contract::text(Text::server_form_faults, {{"count", "2"}})));
}

namespace {

// The form of a change, filled in on the booking's page.
struct ChangeVisit : Visit {
  ChangeVisit() {
    reference = booked(sound());
    path = cookie_path + "/change";
    given = {{"proof", hidden(get(path).body, "proof")},
             {"version", "1"},
             {"slot", test::sample_slot("bulky", "2026-11-27", "am")},
             {"address", "Garden Road <13>"},
             {"note", "third floor\r\nring twice"},
             {first_item(), "2"}};
  }
  // Of the slot that is asked for.
  [[nodiscard]] static std::string wish() {
    const auto& rules = test::real_content()->get<service::PickupContent>().rules;
    const auto key = contract::parse_slot_id(test::sample_slot("bulky", "2026-11-27", "am"));
    const auto* window = contract::find_window(rules, key->window);
    return service::slot_text(rules, *key, window->start_minute, window->end_minute);
  }

  std::string reference, path;
  Fields given;
};

}  // namespace

TEST_CASE("a change is not lost with the cookie of the booking's page, nor by another look-up") {
  ChangeVisit visit;
  const std::string proof = visit.given["proof"];
  visit.given["proof"] = "of-before";
  const http::Response stale = visit.post(visit.path, visit.given);
  CHECK(stale.status == 403);
  CHECK(holds(stale.body, words_of(Text::server_case_stale)));
  CHECK(holds(stale.body, "value=\"Garden Road &lt;13&gt;\""));
  CHECK(holds(stale.body, "ring twice</textarea>"));
  CHECK(holds(stale.body, "<option value=\"2\" selected"));
  CHECK(std::regex_search(stale.body, std::regex("value=\"" + visit.given["slot"] + "\" checked")));
  CHECK(hidden(stale.body, "proof") == proof);
  CHECK(holds(visit.get(visit.path).body, "value=\"Garden Road 12, house 7\""));
  visit.cookie.clear();
  const http::Response locked = visit.post(visit.path, visit.given);
  CHECK(locked.status == 401);
  CHECK(holds(locked.body, "action=\"/pickup/find\""));
  CHECK(holds(locked.body, "value=\"" + visit.reference + "\""));
  CHECK(holds(locked.body, words_of(Text::server_case_typed)));
  CHECK(holds(locked.body, "<p>" + ChangeVisit::wish() + "</p>"));
  CHECK(holds(locked.body, bulky().items.front().name));
  for (const char* line : {"<p>Garden Road &lt;13&gt;</p>", "<p>third floor</p>", "<p>ring twice</p>"})
    CHECK_MESSAGE(holds(locked.body, line), line);
  CHECK_FALSE(holds(locked.body, "12, house 7"));
}

TEST_CASE("while a booking cannot be read the form of its change stands with what was typed") {
  ChangeVisit visit;
  {
    const LostTable lost(visit.office, "access_token");
    Fields given = visit.given;
    const http::Response failed = visit.post(visit.path, given);
    CHECK(failed.status == 500);
    CHECK(failed.headers.value("Cache-Control") == "private, no-store");
    CHECK(holds(failed.body, contract::error_explanation(contract::ErrorCode::internal)));
    CHECK(holds(failed.body, "value=\"Garden Road &lt;13&gt;\""));
    CHECK(holds(failed.body, "ring twice</textarea>"));
    CHECK(holds(failed.body, "<option value=\"2\" selected"));
    CHECK(std::regex_search(failed.body, std::regex("value=\"" + given["slot"] + "\" checked")));
    CHECK(holds(failed.body, ChangeVisit::wish()));
    CHECK(hidden(failed.body, "proof") == given["proof"]);
    CHECK(hidden(failed.body, "version") == "1");
    CHECK_FALSE(holds(failed.body, words_of(Text::pickup_slots_empty_title)));
    CHECK_FALSE(holds(failed.body, words_of(Text::change_keep_slot)));
    CHECK_FALSE(holds(failed.body, "12, house 7"));
    const std::string cookie = visit.cookie, at = visit.cookie_path;
    given["look"] = "large";
    const http::Response larger = visit.post(visit.path, given);
    CHECK(holds(std::string(larger.headers.value("Set-Cookie")), "wufei-look=large;"));
    CHECK(holds(larger.body, "ring twice</textarea>"));
    visit.cookie = cookie, visit.cookie_path = at;
    given = {{"proof", "x"}, {"note", "a note alone"}};
    CHECK(holds(visit.post(visit.path, given).body, ">a note alone</textarea>"));
    CHECK(visit.get(visit.path).status == 500);
  }
  CHECK(visit.post(visit.path, visit.given).status == 303);
}

TEST_CASE("while free times cannot be read the form of a change says so and keeps the one that was chosen") {
  ChangeVisit visit;
  const LostTable lost(visit.office, "slot");
  const auto is_chosen = [](const http::Response& page, const std::string& slot) {
    return std::regex_search(page.body, std::regex("value=\"" + slot + "\" checked"));
  };
  const http::Response fresh = visit.get(visit.path), sent = visit.post(visit.path, visit.given);
  CHECK(is_chosen(fresh, test::sample_slot()));
  CHECK(is_chosen(sent, visit.given["slot"]));
  CHECK(holds(sent.body, "ring twice</textarea>"));
  for (const http::Response* page : {&fresh, &sent}) {
    CHECK(page->status == 500);
    CHECK(holds(page->body, contract::error_explanation(contract::ErrorCode::internal)));
    CHECK(holds(page->body, words_of(Text::change_keep_slot)));
    CHECK_FALSE(holds(page->body, words_of(Text::pickup_slots_empty_title)));
  }
}

TEST_CASE("another look in the middle of a change keeps what was typed and changes nothing") {
  Visit visit;
  visit.booked(sound());
  const std::string path = visit.cookie_path, cookie = visit.cookie;
  const http::Response form = visit.get(path + "/change");
  const http::Response asked = visit.post(path + "/change", {{"proof", hidden(form.body, "proof")},
                                                             {"version", hidden(form.body, "version")},
                                                             {"slot", test::sample_slot()},
                                                             {"address", "Garden Road 13"},
                                                             {"note", "third floor"},
                                                             {first_item(), "2"},
                                                             {"look", "large"}});
  CHECK(asked.status == 200);
  CHECK(holds(std::string(asked.headers.value("Set-Cookie")), "wufei-look=large;"));
  CHECK_FALSE(holds(asked.body, "id=\"errors\""));
  CHECK(holds(asked.body, "value=\"Garden Road 13\""));
  CHECK(holds(asked.body, ">third floor</textarea>"));
  CHECK(holds(asked.body, "<option value=\"2\" selected"));
  visit.cookie = cookie;
  visit.cookie_path = path;
  CHECK(holds(visit.get(path + "/change").body, "value=\"Garden Road 12, house 7\""));
}

TEST_CASE("after the cut-off nothing is changed or cancelled, and the page says so") {
  Visit visit;
  visit.booked(sound());
  const std::string path = visit.cookie_path;
  const std::string proof = hidden(visit.get(path + "/cancel").body, "proof");
  visit.office.clock.set("2026-11-25T18:00:00+08:00");
  for (const char* below : {"/change", "/cancel"}) {
    const http::Response page = visit.get(path + below);
    CHECK(holds(page.body, words_of(Text::change_not_changeable_title)));
    CHECK_FALSE(holds(page.body, words_of(Text::server_booking_cancel)));
  }
  CHECK(visit.post(path + "/cancel", {{"proof", proof}, {"version", "1"}}).status == 409);
  CHECK(visit.post(path + "/change", {{"proof", proof}, {"version", "1"}, {"address", "Garden Road 1"}})
            .status == 409);
  CHECK(holds(visit.get(path).body, words_of(Text::booking_status_booked)));
}

TEST_CASE(
    "the look-up opens a booking, guesses are counted with the API's, the digits are never written back") {
  Visit visit;
  const std::string reference = visit.booked(sound());
  visit.cookie.clear();
  visit.peer = "192.0.2.9";
  const auto find = [&](const std::string& digits) {
    return visit.post("/pickup/find", {{"reference", reference}, {"phone_tail", digits}});
  };
  const http::Response empty = visit.post("/pickup/find", {{"reference", "WF-1"}, {"phone_tail", ""}});
  CHECK(empty.status == 400);
  CHECK(holds(empty.body, contract::rule_text(Rule::reference_format)));
  CHECK(holds(empty.body, contract::rule_text(Rule::required)));
  const http::Response wrong = find("4321");
  CHECK(wrong.status == 404);
  CHECK(holds(wrong.body, "value=\"" + reference + "\""));
  CHECK_FALSE(holds(wrong.body, "4321"));
  const http::Response found = visit.follow(find("0007"));
  CHECK(found.status == 200);
  CHECK(holds(found.body, "Garden Road 12, house 7"));
  for (int i = 0; i < 4; ++i) find("4321");
  http::Headers json;
  json.set("Content-Type", "application/json");
  const std::string guess = "{\"reference\":\"" + reference + "\",\"phone_tail\":\"0007\"}";
  CHECK(find("4321").status == 429);
  CHECK(visit.ask("POST", "/api/v1/pickups/lookup", guess, json).status == 429);
  CHECK_FALSE(find("0007").headers.value("Retry-After").empty());
}

TEST_CASE("another look of the look-up keeps the number that was typed, and never writes the digits back") {
  Visit visit;
  const std::string reference = visit.booked(sound());
  visit.peer = "192.0.2.9";
  const auto itself = visit.book.open("/pickup/lookup"), of_booking = visit.book.open("/pickup/" + reference);
  REQUIRE(itself);
  CHECK(itself->entries.has_value());
  REQUIRE(of_booking);
  CHECK_FALSE(of_booking->entries.has_value());  // its address has the number
  const auto asked = [&](const std::string& typed, const std::string& digits) {
    visit.cookie.clear();
    return visit.post("/pickup/find", {{"reference", typed}, {"phone_tail", digits}, {"look", "larger"}});
  };
  const http::Response page = asked("wf-12 <b>", "4321");
  CHECK(page.status == 200);
  CHECK(page.headers.value("Cache-Control") == "private, no-store");
  CHECK(std::string(page.headers.value("Set-Cookie")).starts_with("wufei-look=larger;"));
  CHECK(holds(page.body, "value=\"wf-12 &lt;b&gt;\""));
  CHECK(holds(page.body, "action=\"/pickup/find\""));
  CHECK(holds(page.body, "name=\"look\" value=\"standard\" form=\"entries\""));
  CHECK(holds(page.body, "id=\"entries\""));
  CHECK_FALSE(holds(page.body, "id=\"errors\""));
  CHECK_FALSE(holds(page.body, "4321"));
  for (int i = 0; i < 40; ++i) CHECK(asked(reference, "4321").status == 200);  // no guess
  CHECK(std::string(asked(reference, "0007").headers.value("Set-Cookie")).starts_with("wufei-look="));
  CHECK(asked("", "0007").headers.value("Location") == "/pickup/lookup");
  CHECK(visit.post("/pickup/find", {{"reference", reference}, {"phone_tail", "0007"}}).status == 303);
}

TEST_CASE("what another site's page makes a browser send is refused, and so is a form without its proof") {
  Visit visit;
  visit.booked(sound());
  const std::string path = visit.cookie_path;
  const std::string proof = hidden(visit.get(path + "/cancel").body, "proof");
  http::Headers foreign;
  foreign.set("Origin", "https://evil.example");
  foreign.set("Host", "wufei.example");
  Fields fields{{"proof", proof}, {"version", "1"}};
  for (const std::string& target :
       {std::string("/pickup/book"), std::string("/pickup/find"), path + "/change", path + "/cancel"})
    CHECK(visit.ask("POST", target, encoded(fields), foreign).status == 403);
  http::Headers cross;
  cross.set("Sec-Fetch-Site", "cross-site");
  CHECK(visit.ask("POST", path + "/cancel", encoded(fields), cross).status == 403);
  for (const std::string& other : {std::string(), proof.substr(1), std::string(32, '0')}) {
    fields["proof"] = other;
    CHECK(visit.post(path + "/cancel", fields).status == 403);
    CHECK(visit.post(path + "/change", fields).status == 403);
    CHECK(visit.post(path + "/rate", fields).status == 403);
  }
  CHECK(holds(visit.get(path).body, words_of(Text::booking_status_booked)));
}

TEST_CASE("a completed booking is rated from its page, once, with a code that is in no address") {
  Visit visit;
  const std::string reference = visit.booked(sound()), path = visit.cookie_path;
  const Fields proof{{"proof", hidden(visit.get(path + "/cancel").body, "proof")}};
  CHECK(visit.post(path + "/rate", proof).status == 409);
  CHECK_FALSE(holds(visit.get(path).body, "action=\"" + path + "/rate\""));
  REQUIRE(visit.office.pickups->assign(reference, "Crew 1", test::kClerk));
  visit.office.clock.set("2026-11-26T12:00:00+08:00");
  REQUIRE(test::complete(*visit.office.pickups, reference, 30000));
  CHECK(holds(visit.get(path).body, "action=\"" + path + "/rate\""));
  const http::Response form = visit.post(path + "/rate", proof);
  CHECK(form.status == 200);
  CHECK(form.headers.value("Cache-Control") == "private, no-store");
  CHECK(std::regex_search(form.body, std::regex("name=\"code\"[^>]*value=\"[^\"]{9,}\"")));
  CHECK(holds(form.body, "action=\"/surveys/after-pickup\""));
}
