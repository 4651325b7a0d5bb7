// What is kept of a booking as its resident sees, copies and erases it in a browser without scripts: who may,
// and what hostile programs make of the forms.
#include <doctest/doctest.h>

#include "lib/base/error.hpp"
#include "pickup/own/mine_routes.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kWhole = "13800000007";

// A browser that has booked, and comes for what is kept.
struct MineVisit : Visit {
  explicit MineVisit(bool https = false) : Visit(https) {
    http::add_pickup_mine_routes({router, book, guesses, https}, *office.pickups);
    reference = booked(sound());
    ticket = cookie;
  }
  http::Response come(const std::string& secret = kWhole) {
    return post("/mine/pickup", {{"reference", reference}, {"secret", secret}});
  }
  std::string page(const std::string& below = {}) { return "/mine/pickup/" + reference + below; }
  void cancel() {
    const auto found = office.pickups->lookup(reference, "0007");
    REQUIRE(found);
    REQUIRE(office.pickups->cancel(reference, found->token, std::nullopt));
  }
  std::string proof() { return hidden(get(page("/erase")).body, "proof"); }

  std::string reference, ticket;
};

bool is_private(const http::Response& response) {
  return response.headers.value("Cache-Control") == "private, no-store";
}

}  // namespace

TEST_CASE("what is kept is shown to who names the whole number, at a page of its own") {
  for (const bool https : {false, true}) {
    MineVisit visit(https);
    const http::Response sent = visit.come("138 0000 0007");
    REQUIRE(sent.status == 303);
    const std::string line(sent.headers.value("Set-Cookie"));
    CHECK(holds(line, "Path=/mine/pickup/" + visit.reference));
    for (const char* part : {"; HttpOnly", "; SameSite=Strict"}) CHECK(holds(line, part));
    CHECK(holds(line, "; Secure") == https);
    const std::string token = visit.cookie.substr(visit.cookie.find('=') + 1);
    const http::Response page = visit.follow(sent);
    CHECK(page.status == 200);
    CHECK(is_private(page));
    for (const char* part : {"Garden Road 12, house 7", kWhole, "no lift", "noindex"})
      CHECK_MESSAGE(holds(page.body, part), part);
    CHECK_FALSE(holds(page.body, token));
    CHECK(holds(page.body, words_of(Text::server_mine_survey)));
    const http::Response file = visit.get(visit.page("/data.json"));
    CHECK(file.status == 200);
    CHECK(is_private(file));
    CHECK(holds(std::string(file.headers.value("Content-Disposition")), "attachment"));
    CHECK(contract::parse_json(file.body)->at("record").at("phone") == kWhole);
  }
}

TEST_CASE("four digits, another number and another reference open nothing, and are not said back") {
  MineVisit visit;
  struct Wrong {
    Fields fields;
    int status;
  };
  const std::string other = visit.reference == "WF-222-222-222" ? "WF-333-333-333" : "WF-222-222-222";
  for (const Wrong& wrong : {Wrong{{{"reference", visit.reference}, {"secret", "0007"}}, 400},
                             Wrong{{{"reference", visit.reference}, {"secret", "13800000008"}}, 404},
                             Wrong{{{"reference", other}, {"secret", kWhole}}, 404},
                             Wrong{{{"reference", "<b>"}, {"secret", kWhole}}, 400}, Wrong{{}, 400}}) {
    const http::Response page = visit.post("/mine/pickup", wrong.fields);
    CHECK(page.status == wrong.status);
    CHECK(is_private(page));
    CHECK(page.headers.value("Set-Cookie").empty());
    for (const char* told : {"Garden Road", "13800000008", kWhole, "<b>"})
      CHECK_FALSE(holds(page.body, told));
  }
  visit.cookie = visit.ticket, visit.cookie_path = "/";
  for (const char* below : {"", "/data.json", "/erase", "/photographs/1"}) {
    const http::Response page = visit.get(visit.page(below));
    CHECK(page.status == 401);
    CHECK(holds(page.body, "value=\"" + visit.reference + "\""));
    CHECK_FALSE(holds(page.body, "Garden Road"));
  }
}

TEST_CASE(
    "another look of the form keeps the reference that was typed, opens nothing and tells no number back") {
  MineVisit visit;
  CHECK(holds(visit.get("/mine/pickup").body, "name=\"look\" value=\"standard\" form=\"entries\""));
  for (const char* secret : {kWhole, "13900001111"}) {
    const http::Response page =
        visit.post("/mine/pickup", {{"reference", visit.reference}, {"secret", secret}, {"look", "large"}});
    CHECK(page.status == 200);
    CHECK(is_private(page));
    CHECK(std::string(page.headers.value("Set-Cookie")).starts_with("wufei-look=large;"));
    CHECK(holds(page.body, "value=\"" + visit.reference + "\""));
    CHECK(holds(page.body, "id=\"entries\""));
    CHECK_FALSE(holds(page.body, "id=\"errors\""));
    for (const char* told : {secret, "Garden Road"}) CHECK_FALSE(holds(page.body, told));
  }
  const http::Response nothing = visit.post("/mine/pickup", {{"secret", kWhole}, {"look", "large"}});
  CHECK(nothing.headers.value("Location") == "/mine/pickup");
}

TEST_CASE("wrong whole numbers run out of tries, with those of every other door") {
  MineVisit visit;
  visit.peer = "192.0.2.7";
  int last = 0;
  for (int i = 0; i < 40 && last != 429; ++i) last = visit.come("1390000" + std::to_string(1000 + i)).status;
  CHECK(last == 429);
  CHECK(visit.post("/pickup/find", {{"reference", visit.reference}, {"phone_tail", kWhole}}).status == 429);
  CHECK_FALSE(visit.come().headers.value("Retry-After").empty());
  visit.peer = "198.51.100.7";
  CHECK(visit.come().status == 303);
}

TEST_CASE("an open booking is not erased, and the page says how to go on") {
  MineVisit visit;
  REQUIRE(visit.come().status == 303);
  const http::Response page = visit.get(visit.page("/erase"));
  CHECK(page.status == 200);
  CHECK(holds(page.body, "/pickup/ticket/" + visit.reference + "/cancel"));
  CHECK(hidden(page.body, "proof").empty());
  CHECK(visit.post(visit.page("/erase"), {{"proof", "x"}}).status == 403);
  visit.cancel();
  const std::string proof = visit.proof();
  CHECK_FALSE(proof.empty());
}

TEST_CASE("a cancelled booking is erased once, whoever taps twice or comes from an old page") {
  MineVisit visit;
  visit.cancel();
  REQUIRE(visit.come().status == 303);
  const std::string proof = visit.proof();
  const Fields sure{{"proof", proof}};
  CHECK(visit.post(visit.page("/erase"), {{"proof", std::string(proof.size(), '0')}}).status == 403);
  CHECK(visit.post(visit.page("/erase"), {}).status == 403);
  http::Headers from_elsewhere;
  from_elsewhere.set("Sec-Fetch-Site", "cross-site");
  const http::Response foreign = visit.ask("POST", visit.page("/erase"), encoded(sure), from_elsewhere);
  CHECK(foreign.status == 403);
  CHECK(holds(visit.get(visit.page()).body, "Garden Road"));
  for (int i = 0; i < 2; ++i) {
    const http::Response page = visit.follow(visit.post(visit.page("/erase"), sure));
    CHECK(page.status == 200);
    CHECK(holds(page.body, words_of(Text::server_mine_erased_title)));
    CHECK(holds(page.body, words_of(Text::server_mine_pickup_stays_1)));
    CHECK_FALSE(holds(page.body, "Garden Road"));
  }
  CHECK(holds(visit.get(visit.page("/erase")).body, words_of(Text::server_mine_erased_title)));
  visit.cookie.clear();
  CHECK(visit.get(visit.page()).status == 401);
  CHECK(visit.come().status == 404);  // as any other that does not fit
  CHECK(visit.post("/pickup/find", {{"reference", visit.reference}, {"phone_tail", kWhole}}).status == 404);
}

TEST_CASE("the ticket leads to what is kept, without a secret in the address") {
  MineVisit visit;
  visit.cookie = visit.ticket;
  visit.cookie_path = "/pickup/ticket/" + visit.reference;
  const std::string body = visit.get(visit.cookie_path).body;
  CHECK(holds(body, "href=\"/mine/pickup/" + visit.reference + "\""));
}
