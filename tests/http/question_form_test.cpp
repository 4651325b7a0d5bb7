// A pickup as a reader of large print books it without scripts: one question on a page.
#include <doctest/doctest.h>

#include <array>
#include <regex>

#include "lib/base/error.hpp"
#include "pickup/plain/question_form.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using contract::Rule;

namespace {

constexpr std::array kTitles{Text::pickup_what_title, Text::pickup_things_title, Text::pickup_where_title,
                             Text::pickup_when_title, Text::pickup_hours_title,  Text::pickup_who_title,
                             Text::pickup_check_title};

// A browser that sends back every field of the page that it was shown, with what the reader answers on it.
struct LargeVisit : Visit {
  http::Response send(const Fields& fields, const std::string& target = "/pickup/book") {
    http::Headers look;
    look.set("Cookie", large ? "wufei-look=large" : "wufei-look=dark");
    return ask("POST", target, encoded(fields), look);
  }
  // A press on a button of size, and what the browser then sends once more.
  http::Response resize(Fields fields, bool to_large) {
    fields["look"] = to_large ? "large" : "standard";
    const http::Response asked = send(fields);
    CHECK(asked.status == 307);
    CHECK(holds(std::string(asked.headers.value("Set-Cookie")), "wufei-look="));
    large = to_large;
    return send(fields, std::string(asked.headers.value("Location")));
  }
  http::Response answer(const http::Response& page, const Fields& typed, const std::string& step) {
    Fields fields = hidden_fields(page.body);
    for (const auto& [name, value] : typed) fields[name] = value;
    fields["step"] = step;
    return send(fields);
  }
  static Fields hidden_fields(const std::string& page) {
    const std::regex pattern("type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    Fields fields;
    for (std::sregex_iterator at(page.begin(), page.end(), pattern), end; at != end; ++at)
      fields[(*at)[1].str()] = (*at)[2].str();
    return fields;
  }
  http::Response first() {
    const auto document = book.open("/pickup/new/what", true);
    REQUIRE(document);
    http::Response page;
    page.body = document->blocks.front().text;
    return page;
  }
  // From the first question to the one at this place, everything answered soundly.
  http::Response go_to(std::size_t last) {
    http::Response page = first();
    for (std::size_t at = 0; at < last; ++at)
      page = answer(page, sound_answers(at), std::string(http::kQuestionSteps[at + 1]));
    return page;
  }
  static Fields sound_answers(std::size_t at) {
    const Fields all = sound();
    if (at == 0) return {{"category", "bulky"}};
    if (at == 1) return {{first_item(), "1"}};
    if (at == 2)
      return {{"area", all.at("area")}, {"village", all.at("village")}, {"address", all.at("address")}};
    if (at == 3) return {{"day", "2026-11-26"}};
    if (at == 4) return {{"slot", test::sample_slot()}};
    return {{"contact_name", "Li"}, {"phone", "138 0000 0007"}, {"note", "no lift"}, {"consent", "on"}};
  }

  bool large = true;
};

void expect_question(const http::Response& page, std::size_t at) {
  CAPTURE(at);
  CHECK(holds(page.body, "<h1>" + words_of(kTitles[at]) + "</h1>"));
  CHECK(holds(page.body,
              contract::text(Text::pickup_question, {{"number", std::to_string(at + 1)}, {"count", "7"}})));
  CHECK(holds(page.body, ">" + words_of(Text::common_back) + "</button>") == (at > 0));
}

}  // namespace

TEST_CASE("large print without scripts: seven questions, one on a page, to a stored booking") {
  LargeVisit visit;
  http::Response page = visit.first();
  for (std::size_t at = 0; at < kTitles.size(); ++at) {
    expect_question(page, at);
    CHECK_FALSE(holds(page.body, "id=\"errors\""));
    if (at + 1 == kTitles.size()) break;
    page = visit.answer(page, LargeVisit::sound_answers(at), std::string(http::kQuestionSteps[at + 1]));
    CHECK(page.status == 200);
  }
  CHECK(holds(page.body, "Garden Road 12, house 7"));
  CHECK(holds(page.body, bulky().items.front().name));
  const http::Response sent = visit.answer(page, {}, "send");
  CHECK(holds(visit.follow(sent).body, words_of(Text::server_booking_done_title)));
  CHECK(visit.answer(page, {}, "send").headers.value("Location") == sent.headers.value("Location"));
}

TEST_CASE("in large print a question asks for nothing of another one") {
  LargeVisit visit;
  CHECK_FALSE(holds(visit.first().body, "<select"));
  const std::string things = visit.go_to(1).body;
  CHECK(holds(things, "<select id=\"" + first_item()));
  const auto& categories = test::real_content()->get<service::PickupContent>().catalogue.categories;
  for (const contract::Category& category : categories)
    CHECK(holds(things, "id=\"item-" + category.items.front().id + "\"") == (category.id == "bulky"));
  const std::string day = visit.go_to(3).body;
  CHECK(holds(day, "name=\"day\" id=\"day-2026-11-26\""));
  CHECK_FALSE(holds(day, "type=\"radio\" name=\"slot\""));
  const std::string hours = visit.go_to(4).body;
  CHECK(holds(hours, "value=\"" + test::sample_slot() + "\""));
  CHECK_FALSE(holds(hours, "value=\"" + test::sample_slot("bulky", "2026-11-27", "am") + "\""));
  const auto standard = visit.book.open("/pickup/new/what");
  REQUIRE(standard);
  CHECK(holds(standard->blocks.front().text, "name=\"area\""));
}

TEST_CASE("in large print each question says what is missing in it, on its own page") {
  constexpr std::array kFaults{"1", "1", "2", "1", "1", "3"};
  constexpr std::array kFields{"category", "items", "area", "day", "slot", "contact_name"};
  for (std::size_t at = 0; at < kFaults.size(); ++at) {
    LargeVisit visit;
    const http::Response page = visit.go_to(at);
    const http::Response wrong = visit.answer(page, {}, std::string(http::kQuestionSteps[at + 1]));
    CHECK(wrong.status == 400);
    expect_question(wrong, at);
    CHECK(holds(wrong.body, contract::text(Text::server_form_faults, {{"count", kFaults[at]}})));
    CHECK(holds(wrong.body, std::string("href=\"#") + kFields[at] + "\""));
    CHECK(holds(wrong.body, std::string("id=\"") + kFields[at] + "-fault\""));
    CHECK(wrong.body.find("id=\"errors\"") < wrong.body.find("<h1>"));
    expect_question(
        visit.answer(wrong, LargeVisit::sound_answers(at), std::string(http::kQuestionSteps[at + 1])),
        at + 1);
  }
}

TEST_CASE("the way back in large print keeps what was typed, on the page that is left too") {
  LargeVisit visit;
  http::Response page = visit.go_to(5);
  page = visit.answer(page, {{"contact_name", "Wang"}, {"phone", "138"}, {"proxy_name", "Li"}}, "hours");
  CHECK(page.status == 200);
  expect_question(page, 4);
  CHECK(std::regex_search(page.body, std::regex("value=\"" + test::sample_slot() + "\" checked")));
  CHECK(hidden(page.body, "contact_name") == "Wang");
  CHECK(hidden(page.body, "phone") == "138");
  const std::string key = hidden(page.body, "key");
  CHECK(key.size() == 32);
  for (std::size_t at = 4; at > 0; --at) {
    page = visit.answer(page, LargeVisit::sound_answers(at), std::string(http::kQuestionSteps[at - 1]));
    CHECK(page.status == 200);
    expect_question(page, at - 1);
  }
  CHECK(hidden(page.body, first_item()) == "1");
  CHECK(hidden(page.body, "address") == "Garden Road 12, house 7");
  CHECK(hidden(page.body, "proxy_name") == "Li");
  CHECK(hidden(page.body, "key") == key);
}

TEST_CASE("another kind, place or day leaves what no longer fits unsent, and asks for it again") {
  LargeVisit visit;
  const auto& categories = test::real_content()->get<service::PickupContent>().catalogue.categories;
  const http::Response check = visit.go_to(6);
  const http::Response kind = visit.answer(check, {}, "kind");
  const http::Response things = visit.answer(kind, {{"category", categories[1].id}}, "things");
  CHECK(things.status == 200);
  CHECK(hidden(things.body, first_item()) == "1");  // for who comes back to it
  const http::Response again = visit.answer(things, {}, "check");
  CHECK(again.status == 400);
  expect_question(again, 1);
  const http::Response day = visit.answer(check, {{"day", "2026-11-27"}}, "check");
  CHECK(day.status == 400);
  expect_question(day, 4);
  CHECK(hidden(day.body, "contact_name") == "Li");
}

TEST_CASE("a slot that fills up before the large print form is sent leads to the day, with the nearest") {
  LargeVisit visit;
  make_scarce(visit);
  const http::Response check = visit.go_to(6);
  REQUIRE(test::book(visit.office, test::sample_request(1)));
  const http::Response full = visit.answer(check, {}, "send");
  CHECK(full.status == 409);
  expect_question(full, 3);
  CHECK(holds(full.body, "<strong>" + contract::rule_text(Rule::slot_full)));
  CHECK(holds(full.body, words_of(Text::pickup_nearest)));
  CHECK(hidden(full.body, "contact_name") == "Li");
  CHECK(hidden(full.body, "note") == "no lift");
  CHECK(hidden(full.body, "key") == hidden(check.body, "key"));
  std::smatch near;
  REQUIRE(std::regex_search(full.body, near, std::regex("id=\"near-[^\"]*\" value=\"([^\"]*)\"")));
  const http::Response hours = visit.answer(full, {{"day", near[1].str()}}, "hours");
  expect_question(hours, 4);
  CHECK(std::regex_search(hours.body, std::regex("value=\"" + near[1].str() + "\" checked")));
  const http::Response last = visit.answer(hours, {{"slot", near[1].str()}}, "check");
  expect_question(last, 6);
  CHECK(visit.answer(last, {}, "send").status == 303);
}

TEST_CASE("an unknown day, and hidden fields that nobody typed, are asked again or left out") {
  LargeVisit visit;
  const http::Response day = visit.go_to(3);
  for (const char* typed : {"2027-11-26", "2026-11-31", "soon", "\"><b>"}) {
    const http::Response wrong = visit.answer(day, {{"day", typed}}, "hours");
    CHECK(wrong.status == 400);
    expect_question(wrong, 3);
    CHECK_FALSE(holds(wrong.body, "<b>\""));
  }
  const http::Response check = visit.go_to(6);
  const auto tampered = [&](const std::string& name, const std::string& value, std::size_t at) {
    const http::Response wrong = visit.answer(check, {{name, value}}, "send");
    CAPTURE(name);
    CHECK(wrong.status == 400);
    expect_question(wrong, at);
  };
  tampered("category", "nothing", 0);
  tampered("item-nothing", "1", 1);
  tampered(first_item(), "9", 1);
  tampered("area", "000000000", 2);
  tampered("slot", "anything", 4);
  tampered("phone", "1", 5);
  const http::Response gone = visit.answer(check, {{"item-nothing", "1"}}, "send");
  expect_question(visit.answer(gone, {{first_item(), "1"}}, "check"), 6);
}

TEST_CASE("a page of one size of print that is answered in the other goes on, and nothing is lost") {
  LargeVisit visit;
  const http::Response day = visit.send(things());  // the standard form's first page
  CHECK(day.status == 200);
  expect_question(day, 3);
  CHECK(hidden(day.body, "category") == "bulky");
  const http::Response last = visit.go_to(6);
  visit.large = false;
  const http::Response times = visit.answer(last, {}, "person");
  CHECK(times.status == 200);
  CHECK(holds(times.body, "value=\"138 0000 0007\""));
  CHECK(holds(times.body, "checked=\"checked\""));
  const http::Response kind = visit.answer(last, {}, "kind");
  CHECK(kind.status == 200);
  CHECK(holds(kind.body, "<option value=\"1\" selected"));
  CHECK(holds(kind.body, "value=\"Garden Road 12, house 7\""));
  visit.large = true;
  Fields whole = sound();
  whole["contact_name"] = "";
  expect_question(visit.send(whole), 5);
  CHECK(visit.send(sound()).status == 303);
  LargeVisit other;
  const http::Response check = other.go_to(6);
  other.large = false;
  CHECK(other.answer(check, {}, "send").status == 303);
}

TEST_CASE("the standard size in the middle: the browser sends the same again, with the cookie") {
  LargeVisit visit;
  const http::Response person = visit.go_to(5);
  Fields fields = LargeVisit::hidden_fields(person.body);
  fields["contact_name"] = "Wang";
  fields["look"] = "standard";
  const http::Response asked = visit.send(fields);
  CHECK(asked.status == 307);
  CHECK(holds(std::string(asked.headers.value("Set-Cookie")), "wufei-look=;"));
  const std::string again(asked.headers.value("Location"));
  CHECK(again.starts_with("/pickup/book?"));
  const http::Response times = visit.ask("POST", again, encoded(fields));
  CHECK(times.status == 200);
  CHECK(holds(times.body, "value=\"Wang\""));
  CHECK(std::regex_search(times.body, std::regex("value=\"" + test::sample_slot() + "\" checked")));
}

TEST_CASE(
    "large print in the middle of the standard form: what was typed is there, and nothing is wrong yet") {
  LargeVisit visit;
  visit.large = false;
  const auto standard = visit.book.open("/pickup/new/what");
  REQUIRE(standard);
  Fields first = LargeVisit::hidden_fields(standard->blocks.front().text);
  CHECK(first["at"] == "what");
  first[first_item()] = "1";
  first["address"] = "Garden Road";  // and no town yet
  const http::Response place = visit.resize(first, true);
  CHECK(place.status == 200);
  expect_question(place, 2);
  CHECK_FALSE(holds(place.body, "id=\"errors\""));
  CHECK(holds(place.body, "value=\"Garden Road\""));
  CHECK(hidden(place.body, first_item()) == "1");
  Fields back = LargeVisit::hidden_fields(place.body);
  back["address"] = "Garden Road 12";
  const http::Response again = visit.resize(back, false);
  CHECK(again.status == 200);
  CHECK_FALSE(holds(again.body, "id=\"errors\""));
  CHECK(holds(again.body, "<option value=\"1\" selected"));
  CHECK(holds(again.body, "value=\"Garden Road 12\""));
  const http::Response untouched = visit.resize({{"at", "what"}}, true);
  expect_question(untouched, 0);
  CHECK_FALSE(holds(untouched.body, "id=\"errors\""));
}

TEST_CASE("large print on the second page of the standard form keeps time, person and key") {
  LargeVisit visit;
  visit.large = false;
  Fields typed = LargeVisit::hidden_fields(visit.send(things()).body);
  CHECK(typed["at"] == "when");
  const std::string key = typed["key"];
  typed["contact_name"] = "Wang";
  typed["phone"] = "138";
  typed["note"] = "no lift";
  Fields timed = typed;
  timed["slot"] = test::sample_slot();
  const http::Response person = visit.resize(timed, true);
  CHECK(person.status == 200);
  expect_question(person, 5);
  CHECK_FALSE(holds(person.body, "id=\"errors\""));
  CHECK(holds(person.body, "value=\"Wang\""));
  CHECK(holds(person.body, "value=\"138\""));
  CHECK(holds(person.body, ">no lift</textarea>"));
  CHECK(hidden(person.body, "slot") == test::sample_slot());
  CHECK(hidden(person.body, "key") == key);
  visit.large = false;
  const http::Response day = visit.resize(typed, true);
  expect_question(day, 3);
  CHECK_FALSE(holds(day.body, "id=\"errors\""));
  CHECK(hidden(day.body, "contact_name") == "Wang");
  CHECK(hidden(day.body, "address") == "Garden Road 12, house 7");
}

TEST_CASE("another day, then the standard size: the window of the day before is not chosen there") {
  LargeVisit visit;
  const http::Response day = visit.answer(visit.go_to(6), {}, "day");
  expect_question(day, 3);
  visit.large = false;  // the cookie has been set
  const http::Response times = visit.answer(day, {{"day", "2026-11-27"}}, "hours");
  CHECK(times.status == 200);
  CHECK(holds(times.body, "value=\"" + test::sample_slot() + "\""));
  CHECK_FALSE(holds(times.body, "value=\"" + test::sample_slot() + "\" checked"));
  CHECK(holds(times.body, "value=\"138 0000 0007\""));
}
