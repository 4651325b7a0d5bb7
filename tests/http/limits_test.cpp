// Limits on guessing and on networks of callers, and what other sites may not send.
#include <doctest/doctest.h>

#include "lib/web/guess_key.hpp"
#include "lib/web/guess_limit.hpp"
#include "lib/web/router.hpp"

using namespace wufei::http;
using namespace std::chrono_literals;
namespace contract = wufei::contract;

TEST_CASE("a network has a few times one caller's limit, however many addresses it has") {
  RateLimiter::Clock::time_point now{};
  const auto allowed = [&](CallerLimit& limit, const auto& peer_of) {
    int count = 0;
    for (int i = 0; i < 300; ++i) count += limit.take(peer_of(i)) ? 0 : 1;
    return count;
  };
  CallerLimit limit({5, 0.001}, {}, [&] { return now; });
  CHECK(allowed(limit, [](int) { return std::string("2001:db8::1"); }) == 5);
  CHECK(allowed(limit, [](int i) { return "2001:db8:1:" + std::to_string(i % 10) + "::1"; }) == 10);
  CHECK(allowed(limit, [](int i) { return "2001:db8:2:" + std::to_string(i * 31) + "::1"; }) <= 40);
  CHECK(allowed(limit, [](int i) { return "192.0.2." + std::to_string(i % 250); }) == 40);
  CHECK(allowed(limit, [](int) { return std::string("198.51.100.7"); }) == 5);  // others are not touched
  CHECK(allowed(limit, [](int) { return std::string("127.0.0.1"); }) == 300);
  CallerLimit share({1, 0.001}, {1.5, 1.5, 0}, [&] { return now; });  // of ten places, five for one caller
  int taken = 0;
  for (int i = 0; i < 300; ++i)
    taken +=
        share.take("2001:db8:" + std::to_string(i / 100) + ":" + std::to_string(i) + "::1", 1.0 / 5, "slot")
            ? 0
            : 1;
  CHECK(taken == 3 * 7);
  CHECK_FALSE(share.take("2001:db8:0:1::1", 1.0 / 5, "another"));
  const auto refusal = limit.take("192.0.2.251");
  REQUIRE(refusal);
  CHECK(refusal->retry_after_s == 125);  // 1000 s for one, eight callers' worth for the /24
}

namespace {

// A reference with a secret tail that somebody guesses at.
struct Guessing {
  RateLimiter::Clock::time_point now{};
  GuessLimit limit{[this] { return now; }};
  bool exists = true;
  bool database = true;  // is there

  contract::ErrorCode guess(const std::string& peer, std::string_view reference, bool right,
                            bool short_secret = true) {
    const auto answer = limit.run(
        {peer, reference, short_secret}, [this] { return exists; },
        [&]() -> contract::Result<int> {
          if (!database) return contract::make_error(contract::ErrorCode::unavailable);
          if (right) return 1;
          return contract::make_error(contract::ErrorCode::not_found);
        });
    return answer ? contract::ErrorCode::internal : answer.error().code;  // internal: it opened
  }
};
constexpr auto kOpened = contract::ErrorCode::internal;
constexpr auto kWrong = contract::ErrorCode::not_found;
constexpr auto kStopped = contract::ErrorCode::rate_limited;

}  // namespace

TEST_CASE("the limit on guesses at a reference cannot be washed away by other references") {
  Guessing g;
  for (int i = 0; i < 5; ++i) CHECK(g.guess("127.0.0.1", "WF-1", false) == kWrong);
  CHECK(g.guess("127.0.0.1", "WF-1", false) == kStopped);
  g.exists = false;
  for (int i = 0; i < 200000; ++i) g.guess("127.0.0.1", "WF-" + std::to_string(i + 2), false);
  g.exists = true;
  for (int i = 0; i < 200000; ++i) g.guess("127.0.0.1", "FK-" + std::to_string(i), false);
  CHECK(g.guess("127.0.0.1", "WF-1", false) == kStopped);
  g.now += 300s;
  CHECK(g.guess("127.0.0.1", "WF-1", false) == kWrong);
  CHECK(g.guess("127.0.0.1", "WF-1", true) == kStopped);
}

TEST_CASE("guesses by many callers at one reference are few in sum, and its owner is not locked out") {
  Guessing g;
  g.limit.remember_owner("203.0.113.5", "WF-1");
  int answered = 0;
  for (int caller = 0; caller < 400; ++caller)
    for (int i = 0; i < 6; ++i)
      answered += g.guess("2001:" + std::to_string(1000 + caller) + "::1", "WF-1", false) == kWrong ? 1 : 0;
  CHECK(answered == 30);
  CHECK(g.guess("203.0.113.5", "WF-1", true) == kOpened);    // from where he booked
  CHECK(g.guess("198.51.100.9", "WF-1", true) == kStopped);  // from elsewhere: not with four digits
  CHECK(g.guess("198.51.100.9", whole_number_key("WF-1"), true) == kOpened);  // but with the whole number
  CHECK(g.guess("198.51.100.9", "WF-1", true) == kOpened);                    // and then he is known
  CHECK(g.guess("198.51.100.77", "WF-2", false) == kWrong);  // other references are not touched
}

TEST_CASE("a whole number is guessed as rarely as its end, by those who know the end, too") {
  Guessing g;
  g.limit.remember_owner("203.0.113.5", "WF-1");
  const std::string whole = whole_number_key("WF-1");
  int answered = 0;
  for (int caller = 0; caller < 100; ++caller) {
    const std::string peer = "2001:" + std::to_string(1000 + caller) + "::1";
    CHECK(g.guess(peer, "WF-1", true) == kOpened);
    for (int i = 0; i < 6; ++i) answered += g.guess(peer, whole, false) == kWrong ? 1 : 0;
  }
  CHECK(answered == 30);
  CHECK(g.guess("198.51.100.9", whole, true) == kStopped);
  CHECK(g.guess("198.51.100.9", "WF-1", true) == kOpened);  // the end is counted apart
  CHECK(g.guess("203.0.113.5", whole, true) == kOpened);    // from where he booked
}

TEST_CASE("one caller's wrong guesses are limited, whatever they are at; right ones cost nothing") {
  Guessing g;
  for (int i = 0; i < 100; ++i) CHECK(g.guess("192.0.2.1", "WF-1", true) == kOpened);
  g.exists = false;
  for (int i = 0; i < 20; ++i)
    CHECK(g.guess("192.0.2.1", "WF-" + std::to_string(i), false, i % 2 == 0) == kWrong);
  CHECK(g.guess("192.0.2.1", "WF-99", false) == kStopped);
}

TEST_CASE("what nobody could look at was no guess: its owner is let in when the database is there again") {
  Guessing g;
  g.database = false;
  for (int i = 0; i < 100; ++i)
    CHECK(g.guess("192.0.2.1", "WF-1", i % 2 == 0) == contract::ErrorCode::unavailable);
  g.database = true;
  for (int i = 0; i < 5; ++i) CHECK(g.guess("192.0.2.1", "WF-1", false) == kWrong);  // five, as ever
  CHECK(g.guess("192.0.2.1", "WF-1", false) == kStopped);
  g.database = false;
  CHECK(g.guess("192.0.2.1", "WF-1", true) == kStopped);  // and no more for that
}

TEST_CASE("a body that is packed is refused, not read as it is") {
  Router router;
  router.add(Route::post("/form", "form", 100,
                         [](const Request&) { return text_response(200, "text/plain", "ok"); }));
  const auto status = [&](const char* coding, const char* body) {
    Request request;
    request.method = "POST";
    request.path = "/form";
    request.headers.set("Content-Encoding", coding);
    request.body = body;
    return router.handle(request).status;
  };
  for (const char* coding : {"gzip", "br", "identity, gzip"}) CHECK(status(coding, "x") == 415);
  for (const char* coding : {"identity", ""}) CHECK(status(coding, "x") == 200);
  CHECK(status("gzip", "") == 200);
}

TEST_CASE("what a page of another site makes a browser send is refused, whatever the route") {
  Router router;
  const auto fine = [](const Request&) { return text_response(200, "text/plain", "ok"); };
  router.add(Route::post("/form", "form", 100, fine));
  router.add(Route::get("/form", "read", fine));
  Route open = Route::post("/open", "open", 100, fine);
  open.takes_foreign = true;
  router.add(std::move(open));
  router.set_public_url("https://wufei.example");
  const auto status = [&](const char* method, const char* path,
                          const std::vector<std::pair<const char*, const char*>>& headers) {
    Request request;
    request.method = method;
    request.path = path;
    request.headers.set("Host", "127.0.0.1:8080");
    for (const auto& [name, value] : headers) request.headers.set(name, value);
    return router.handle(request).status;
  };
  CHECK(status("POST", "/form", {}) == 200);  // a program
  CHECK(status("POST", "/form", {{"Sec-Fetch-Site", "same-origin"}}) == 200);
  CHECK(status("POST", "/form", {{"Sec-Fetch-Site", "none"}}) == 200);
  CHECK(status("POST", "/form", {{"Sec-Fetch-Site", "cross-site"}}) == 403);
  CHECK(status("POST", "/form", {{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://wufei.example"}}) ==
        403);
  CHECK(status("POST", "/form", {{"Origin", "https://evil.example"}}) == 403);
  CHECK(status("POST", "/form", {{"Origin", "null"}}) == 403);
  CHECK(status("POST", "/form", {{"Origin", "http://127.0.0.1:8080"}}) == 200);
  CHECK(status("POST", "/form", {{"Origin", "https://WUFEI.example"}}) == 200);
  CHECK(status("POST", "/form", {{"Origin", "https://a.b"}, {"X-Forwarded-Host", "a.b"}}) == 200);
  CHECK(status("POST", "/open", {{"Sec-Fetch-Site", "cross-site"}}) == 200);
  CHECK(status("GET", "/form", {{"Sec-Fetch-Site", "cross-site"}}) == 200);
}
