// A booking on paper: what stands on the slip, what its code says, for which pieces there are labels, and who
// may have it.
#include <doctest/doctest.h>

#include "lib/picture/qr_svg.hpp"
#include "pickup/plain/slip_page.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

// Labels: a list of their own, each with the reference.
std::size_t labels_of(const std::string& page) {
  const auto at = page.find("class=\"slip-labels\"");
  return at == std::string::npos ? 0 : count_of(page.substr(at, page.find("</ul>", at) - at), "<li>");
}

std::string item_field(std::size_t index) {
  return "item-" + bulky().items.at(index).id;
}

}  // namespace

TEST_CASE("a slip has time, number, things, what to prepare, and a code without a secret") {
  Visit visit;
  const std::string reference = visit.booked(sound()), path = visit.cookie_path;
  const std::string token = visit.cookie.substr(visit.cookie.find('=') + 1);
  CHECK(holds(visit.get(path).body, "href=\"" + path + "/slip\""));
  const http::Response page = visit.get(path + "/slip");
  REQUIRE(page.status == 200);
  CHECK(page.headers.value("Cache-Control") == "private, no-store");
  const auto content = visit.office.pickups->content();
  const contract::Site& site = content->get<service::CountyContent>().site;
  for (const std::string& part :
       {reference, words_of(Text::server_slip_title), site.portal_name, site.price_note, site.service_number,
        bulky().items.front().name, bulky().items.front().prepare.front(), words_of(Text::pickup_next_2),
        words_of(Text::server_slip_cut), words_of(Text::server_slip_scan), std::string("138********"),
        std::string("Garden Road 12, house 7"), std::string("no lift"),
        contract::text(Text::server_slip_printed, {{"date", "2026-11-24"}})})
    CHECK_MESSAGE(holds(page.body, part), part);
  CHECK(holds(page.body, http::qr_svg("https://wufei.example/pickup/" + reference)));
  CHECK(labels_of(page.body) == 1);
  CHECK_FALSE(holds(page.body, token));
  CHECK_FALSE(holds(page.body, "13800000007"));
  CHECK_FALSE(holds(page.body, "*0007"));  // they open the booking
}

TEST_CASE("a number that people write into their booking is not printed with its last digits") {
  Visit visit;
  Fields fields = sound();
  fields["note"] = "call 138-0000-0007 or 063 0000";
  fields["address"] = "Garden Road 12, 13800000007";
  visit.booked(fields);
  const std::string path = visit.cookie_path, slip = visit.get(path + "/slip").body;
  CHECK(holds(slip, "call 138******** or 063 0000"));
  CHECK(holds(slip, "Garden Road 12, 138********"));
  for (const char* last : {"-0007", "00007"}) CHECK_FALSE(holds(slip, last));
  const std::string ticket = visit.get(path).body;
  CHECK(holds(ticket, "call <span data-paper=\"138********\"><span>138-0000-0007</span></span> or 063 0000"));
  CHECK(holds(ticket, "12, <span data-paper=\"138********\"><span>13800000007</span></span>"));
}

TEST_CASE("a slip has a label for each piece of each thing, and for a few at most") {
  Visit visit;
  Fields fields = sound();
  fields[item_field(0)] = "2";
  fields[item_field(1)] = "1";
  visit.booked(fields);
  const std::string page = visit.get(visit.cookie_path + "/slip").body;
  CHECK(labels_of(page) == 3);
  CHECK(holds(page, contract::text(Text::server_slip_piece,
                                   {{"number", "2"}, {"count", "2"}, {"unit", bulky().items.front().unit}})));
  auto pickup = test::book(visit.office, test::sample_request(3));
  REQUIRE(pickup);
  pickup->items.front().quantity = 1'000'000;
  const auto content = visit.office.pickups->content();
  const std::string many = http::slip_html(*content, {*pickup, {}, visit.office.clock.now()});
  CHECK(labels_of(many) == http::kMostLabels);
  CHECK(holds(many, contract::text(Text::server_slip_more, {{"count", std::to_string(http::kMostLabels)}})));
}

TEST_CASE("a slip says who booked for somebody, and without an address of the site has no code") {
  Visit visit;
  contract::PickupRequest request = test::sample_request(1);
  request.proxy = contract::PickupProxy{"Wang <b>", "13900000008", true};
  const auto pickup = test::book(visit.office, request);
  REQUIRE(pickup);
  const auto content = visit.office.pickups->content();
  const std::string page = http::slip_html(*content, {*pickup, {}, visit.office.clock.now()});
  CHECK(holds(page, "Wang &lt;b&gt;"));
  CHECK_FALSE(holds(page, "13900000008"));
  CHECK_FALSE(holds(page, "slip-code"));
  CHECK(holds(page, words_of(Text::server_slip_no_address)));
}

TEST_CASE("nobody else has the slip, and its look-up knows the number and no more") {
  Visit visit;
  const std::string reference = visit.booked(sound()), path = visit.cookie_path;
  CHECK(visit.get("/pickup/ticket/WF-222-222-222/slip").status == 401);
  http::Request asked = form_request("GET", "/api/v1/pickups/" + reference + "/slip");
  CHECK(visit.router.handle(asked).status == 401);
  const std::string token = visit.cookie.substr(visit.cookie.find('=') + 1);
  asked.headers.set("Authorization", "Bearer " + token);
  const http::Response own = visit.router.handle(asked);
  CHECK(own.status == 200);
  CHECK(own.headers.value("Cache-Control") == "private, no-store");
  CHECK(own.body.starts_with("<article class=\"slip\">"));
  CHECK(holds(own.body, http::qr_svg("https://wufei.example/pickup/" + reference)));
  http::Request other = form_request("GET", "/api/v1/pickups/WF-222-222-222/slip");
  other.headers.set("Authorization", "Bearer " + token);
  CHECK(visit.router.handle(other).status == 401);
  visit.cookie.clear();
  const http::Response locked = visit.get(path + "/slip");
  CHECK(locked.status == 401);
  CHECK_FALSE(holds(locked.body, "Garden Road"));
}

TEST_CASE("a booking that is cancelled, over or on a closed day has no labels, and its slip says so") {
  Visit visit;
  const std::string reference = visit.booked(sound()), path = visit.cookie_path;
  const auto content = visit.office.pickups->content();
  auto closed = test::book(visit.office, test::sample_request(4));
  REQUIRE(closed);
  closed->slot.closed = "snow";
  const std::string snow = http::slip_html(*content, {*closed, {}, visit.office.clock.now()});
  CHECK(labels_of(snow) == 0);
  CHECK(holds(snow, contract::text(Text::server_ticket_closed, {{"reason", "snow"}})));
  const std::string proof = hidden(visit.get(path + "/cancel").body, "proof");
  closed->slot.closed.clear();
  const contract::UtcSeconds end = contract::china_instant(closed->slot.date, closed->slot.end_minute);
  CHECK(labels_of(http::slip_html(*content, {*closed, {}, end - 1})) == 1);
  const std::string past = http::slip_html(*content, {*closed, {}, end});
  CHECK(labels_of(past) == 0);
  CHECK(holds(past, words_of(Text::server_slip_past)));
  CHECK(visit.post(path + "/cancel", {{"proof", proof}, {"version", "1"}}).status == 303);
  const std::string cancelled = visit.get(path + "/slip").body;
  CHECK(labels_of(cancelled) == 0);
  CHECK(holds(cancelled, words_of(Text::server_slip_cancelled)));
  CHECK_FALSE(holds(cancelled, words_of(Text::server_slip_cut)));
}
