// A pickup as a browser without scripts books it, and what hostile programs make of the form.
#include <doctest/doctest.h>
#include <algorithm>

#include "lib/base/error.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using namespace wufei::tests;
using contract::Rule;

TEST_CASE("without scripts: things and place, time and person, the ticket, a change, a cancellation") {
  Visit visit;
  const auto start = visit.book.open("/pickup/new");
  REQUIRE(start);
  CHECK(holds(start->blocks.front().text, "action=\"/pickup/book\""));
  const http::Response times = visit.post("/pickup/book", things());
  CHECK(times.status == 200);
  CHECK(holds(times.body, "value=\"" + test::sample_slot() + "\""));
  CHECK(hidden(times.body, first_item()) == "1");
  CHECK(hidden(times.body, "address") == "Garden Road 12, house 7");
  CHECK(hidden(times.body, "key").size() == 32);
  CHECK_FALSE(holds(times.body, "id=\"errors\""));
  const http::Response sent = visit.post("/pickup/book", sound());
  const http::Response ticket = visit.follow(sent);
  CHECK(ticket.status == 200);
  CHECK(holds(ticket.body, words_of(Text::server_booking_done_title)));
  CHECK(holds(ticket.body, bulky().items.front().name));
  CHECK(holds(ticket.body, "<span data-paper=\"138********\"><span>138****0007</span>"));
  CHECK_FALSE(holds(ticket.body, "13800000007"));
  const std::string path(sent.headers.value("Location").substr(0, sent.headers.value("Location").find('?')));
  CHECK(visit.get(path).status == 200);  // a reload, and another
  CHECK(holds(visit.get(path + "/calendar.ics").body, "BEGIN:VEVENT"));

  const http::Response form = visit.get(path + "/change");
  CHECK(form.status == 200);
  CHECK(holds(form.body, "value=\"Garden Road 12, house 7\""));
  const Fields change{{"proof", hidden(form.body, "proof")},
                      {"version", hidden(form.body, "version")},
                      {"slot", test::sample_slot("bulky", "2026-11-27", "pm")},
                      {"address", "Garden Road 14"},
                      {"note", "no lift"},
                      {first_item(), "2"}};
  const http::Response changed = visit.follow(visit.post(path + "/change", change));
  CHECK(holds(changed.body, words_of(Text::notice_changed_title)));
  CHECK(holds(changed.body, "Garden Road 14"));

  const http::Response question = visit.get(path + "/cancel");
  CHECK(holds(question.body, words_of(Text::booking_cancel_title)));
  CHECK(question.body.find(">" + words_of(Text::server_booking_keep)) <
        question.body.find(">" + words_of(Text::server_booking_cancel) + "<"));
  const Fields cancel{{"proof", hidden(question.body, "proof")},
                      {"version", hidden(question.body, "version")}};
  CHECK(holds(visit.follow(visit.post(path + "/cancel", cancel)).body,
              words_of(Text::booking_status_cancelled)));
  CHECK(visit.follow(visit.post(path + "/cancel", cancel)).status == 200);  // the same button twice
  CHECK(holds(visit.get(path + "/change").body, words_of(Text::change_cancelled_text)));
}

TEST_CASE("everything that is wrong is said at the top and at its field, and what was typed stays") {
  Visit visit;
  Fields wrong = things();
  wrong[first_item()] = "9";
  wrong["area"] = "";
  wrong["village"] = "";
  wrong["address"] = "<b>\xF0\xA0\xAE\xB7\"";
  const http::Response first = visit.post("/pickup/book", wrong);
  CHECK(first.status == 400);
  CHECK(holds(first.body, contract::text(Text::server_form_faults, {{"count", "3"}})));
  CHECK(first.body.find("id=\"errors\"") < first.body.find("<h1>"));
  CHECK(holds(first.body, "href=\"#" + first_item() + "\""));
  CHECK(holds(first.body, "href=\"#area\""));
  CHECK(holds(first.body, "<option value=\"9\" selected"));
  CHECK(holds(first.body, "value=\"&lt;b&gt;\xF0\xA0\xAE\xB7&quot;\""));
  CHECK_FALSE(holds(first.body, "<b>\xF0"));
  CHECK(holds(first.body, "<strong>" + contract::rule_text(Rule::unknown_area)));

  Fields person = sound("");
  person["contact_name"] = "";
  person["phone"] = "1380000123";
  person["note"] = "third floor";
  const http::Response second = visit.post("/pickup/book", without(person, "consent"));
  CHECK(second.status == 400);
  CHECK(holds(second.body, contract::text(Text::server_form_faults, {{"count", "4"}})));
  for (const char* field : {"slot", "contact_name", "phone", "consent"}) {
    CHECK(holds(second.body, std::string("href=\"#") + field + "\""));
    CHECK(holds(second.body, std::string("id=\"") + field + "-fault\""));
  }
  CHECK(second.body.find("href=\"#slot\"") < second.body.find("href=\"#consent\""));
  CHECK(holds(second.body, "value=\"1380000123\""));
  CHECK(holds(second.body, ">third floor</textarea>"));
  std::size_t focused = 0;
  for (std::size_t at = 0; (at = second.body.find("autofocus=", at)) != std::string::npos; ++at) ++focused;
  CHECK(focused == 1);
  const http::Response back = visit.post("/pickup/book", [&] {
    person["step"] = "what";
    return person;
  }());
  CHECK(back.status == 200);
  CHECK(hidden(back.body, "phone") == "1380000123");
  CHECK(holds(back.body, "<option value=\"1\" selected"));
}

TEST_CASE(
    "without scripts: for somebody else, with both names, and nothing of it where one books for oneself") {
  Visit visit;
  Fields half = sound();
  half["proxy_name"] = "Wang";
  const http::Response refused = visit.post("/pickup/book", half);
  CHECK(refused.status == 400);
  CHECK(holds(refused.body, contract::text(Text::server_form_faults, {{"count", "2"}})));
  CHECK(holds(refused.body, "href=\"#proxy_phone\""));
  CHECK(holds(refused.body, "id=\"proxy_consent-fault\""));
  CHECK(holds(refused.body, contract::rule_text(Rule::proxy_consent_required)));
  CHECK(holds(refused.body, "<details class=\"fields\" open"));
  CHECK(holds(refused.body, "value=\"Wang\""));
  half["proxy_phone"] = "0635-3260001";
  half["proxy_consent"] = "on";
  const http::Response ticket = visit.follow(visit.post("/pickup/book", half));
  CHECK(holds(ticket.body, words_of(Text::pickup_check_proxy)));
  CHECK(holds(ticket.body, "Wang <span data-paper=\"063********\"><span>063****0001</span>"));
  Visit other;
  CHECK_FALSE(holds(other.post("/pickup/book", things()).body, "<details class=\"fields\" open"));
  CHECK_FALSE(
      holds(other.follow(other.post("/pickup/book", sound())).body, words_of(Text::pickup_check_proxy)));
}

TEST_CASE("things of two kinds, of none and of nobody are refused; the rest of a form stays") {
  Visit visit;
  const auto refused = [&](const std::string& name, const std::string& value, const std::string& said) {
    Fields fields = things();
    fields[first_item()] = name == first_item() ? value : "1";
    fields[name] = value;
    const http::Response reply = visit.post("/pickup/book", fields);
    return reply.status == 400 && holds(reply.body, said) && holds(reply.body, "Garden Road 12, house 7");
  };
  const auto& categories = test::real_content()->get<service::PickupContent>().catalogue.categories;
  CHECK(refused("item-" + categories[1].items[0].id, "1", words_of(Text::server_booking_one_category)));
  CHECK(refused(first_item(), "0", contract::rule_text(Rule::no_items)));
  CHECK(refused("item-nothing", "1", contract::rule_text(Rule::unknown_item)));
  const int most = bulky().items.front().max_quantity;
  for (const char* number : {"-1", "99999999999999999999", "1e3", "2 ", "\xEF\xBC\x91", "3"})
    CHECK(refused(first_item(), number, contract::rule_text(Rule::quantity_range, most)));
  Fields many = things();
  for (const contract::CatalogueItem& item : bulky().items) many["item-" + item.id] = "2";
  CHECK(holds(visit.post("/pickup/book", many).body,
              contract::rule_text(Rule::too_many_items, bulky().max_items)));
}

TEST_CASE("a form sent twice books once; other words under the same key are asked about, not booked") {
  Visit visit;
  const std::string first = visit.booked(sound());
  CHECK(visit.booked(sound()) == first);
  CHECK(visit.get(visit.cookie_path).status == 200);
  Fields other = sound();
  other["address"] = "Garden Road 99";
  const http::Response asked = visit.post("/pickup/book", other);
  CHECK(asked.status == 422);
  CHECK(holds(asked.body, words_of(Text::server_booking_again)));
  other["key"] = hidden(asked.body, "key");
  CHECK(other["key"] != sound()["key"]);
  CHECK(visit.booked(other) != first);
  const std::string keyless = [&] {
    Fields fields = without(sound(), "key");
    fields["address"] = "Garden Road 100";
    const std::string made = visit.booked(fields);
    CHECK(visit.booked(fields) == made);
    return made;
  }();
  CHECK(keyless != first);
}

TEST_CASE("the address that has a booking already leads to the look-up") {
  Visit visit;
  visit.booked(sound());
  Fields again = sound();
  again["key"] = "another";
  const http::Response reply = visit.post("/pickup/book", again);
  CHECK(reply.status == 409);
  CHECK(holds(reply.body, "href=\"/pickup/lookup\">" + words_of(Text::failure_open_booking_text)));
  CHECK(holds(reply.body, "value=\"138 0000 0007\""));
}

TEST_CASE("a slot that fills up meanwhile keeps everything and offers the nearest three") {
  Visit visit;
  make_scarce(visit);
  REQUIRE(test::book(visit.office, test::sample_request(1)));
  const http::Response page = visit.post("/pickup/book", things());
  CHECK(std::regex_search(page.body, std::regex("value=\"" + test::sample_slot() + "\" disabled")));
  const http::Response reply = visit.post("/pickup/book", sound());
  CHECK(reply.status == 409);
  CHECK(holds(reply.body, "<strong>" + contract::rule_text(Rule::slot_full)));
  CHECK(holds(reply.body, words_of(Text::pickup_nearest)));
  std::size_t offered = 0;
  for (std::size_t at = 0; (at = reply.body.find("id=\"near-", at)) != std::string::npos; ++at) ++offered;
  CHECK(offered == 3);
  CHECK(holds(reply.body, "value=\"138 0000 0007\""));
  CHECK(holds(reply.body, ">no lift</textarea>"));
  CHECK(hidden(reply.body, "key") == sound()["key"]);
  CHECK(visit.booked(sound(test::sample_slot("bulky", "2026-11-26", "pm"))).starts_with("WF-"));
}

TEST_CASE("bookings of a caller are one quota for the form and the API, and running out loses no word") {
  Visit visit;
  visit.peer = "192.0.2.7";
  while (!visit.desk.take_turn(visit.peer)) {
  }
  const http::Response reply = visit.post("/pickup/book", sound());
  CHECK(reply.status == 429);
  CHECK_FALSE(reply.headers.value("Retry-After").empty());
  CHECK(holds(reply.body, "value=\"138 0000 0007\""));
  CHECK(holds(reply.body, words_of(Text::error_rate_limited_detail)));
}

TEST_CASE("rare characters come through whole; what can not be read is refused before it is looked at") {
  Visit visit;
  Fields fields = sound();
  fields["contact_name"] = "\xF0\xAC\x9C\xAC\xE6\xB6\x9B";  // beyond the basic plane
  fields["note"] = "a\r\nb & <c> \"d\"";
  fields["address"] = "\xE2\x80\x8B\xE8\x8A\xB1\xE5\x9B\xAD\xE8\xB7\xAF 1 \xEF\xBC\x92 \xE5\x8F\xB7";
  const http::Response ticket = visit.follow(visit.post("/pickup/book", fields));
  CHECK(holds(ticket.body, "\xF0\xAC\x9C\xAC\xE6\xB6\x9B"));
  CHECK(holds(ticket.body, "a\nb &amp; &lt;c&gt; &quot;d&quot;"));
  fields["contact_name"] = "Li\x07";
  fields["note"] = std::string(201, 'n');
  const http::Response wrong = visit.post("/pickup/book", fields);
  CHECK(wrong.status == 400);
  CHECK(holds(wrong.body, contract::rule_text(Rule::invalid_text)));
  CHECK(holds(wrong.body, contract::rule_text(Rule::too_long, 200)));
  for (const char* body : {"area=%00", "area=%ff", "area=%", "step=send&step=what"})
    CHECK(visit.ask("POST", "/pickup/book", body).status == 400);
  CHECK(visit.ask("POST", "/pickup/book", "note=" + std::string(40000, 'x')).status == 413);
  CHECK(visit.ask("POST", "/pickup/find", "reference=" + std::string(2000, 'x')).status == 413);
  http::Headers json;
  json.set("Content-Type", "application/json");
  CHECK(visit.ask("POST", "/pickup/book", "{}", json).status == 415);
  CHECK(visit.ask("POST", "/pickup/book", "").status == 400);
  fields = sound();
  fields["key"] = std::string(5000, 'k') + "\" onfocus=\"x";
  fields["phone"] = "1";
  CHECK_FALSE(holds(visit.post("/pickup/book", fields).body, "k\" onfocus"));
}

TEST_CASE("the pages where booking and look-up begin hold their forms, and what a link names is chosen") {
  Visit visit;
  const auto chosen = visit.book.open("/pickup/new/what?category=bulky&item=" + bulky().items.front().id);
  REQUIRE(chosen);
  CHECK(holds(chosen->blocks.front().text, "<details class=\"pick\" open=\"open\">"));
  CHECK(holds(chosen->blocks.front().text, "<option value=\"1\" selected"));
  const auto plain = visit.book.open("/pickup/new/when");
  REQUIRE(plain);
  CHECK_FALSE(holds(plain->blocks.front().text, "open=\"open\""));
  const auto lookup = visit.book.open("/pickup/lookup");
  REQUIRE(lookup);
  CHECK(holds(lookup->blocks.front().text, "action=\"/pickup/find\""));
  const std::size_t chips = lookup->blocks.front().text.find("<ul class=\"chips mine\">");
  CHECK(chips < lookup->blocks.front().text.find("<h1>"));
  CHECK(holds(lookup->blocks.front().text, "href=\"/pickup/lookup#settings\""));
  CHECK(std::any_of(lookup->blocks.begin(), lookup->blocks.end(),
                    [](const contract::Block& block) { return holds(block.text, "<h2 id=\"settings\">"); }));
  const std::string reference = visit.booked(sound());
  for (const char* below : {"", "/change"}) {
    const auto page = visit.book.open("/pickup/" + reference + below);
    REQUIRE(page);
    CHECK(holds(page->blocks.front().text, words_of(Text::booking_verify_title)));
    // The number of the address is filled in, and stands nowhere else.
    const std::string& form = page->blocks.front().text;
    const std::size_t number = form.find(reference);
    CHECK(form.rfind("value=\"", number) + 7 == number);
    CHECK(form.find(reference, number + 1) == std::string::npos);
    CHECK_FALSE(holds(form, "Garden Road"));
  }
}
