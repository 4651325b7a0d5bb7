// Limits of several processes that serve one county: what one lets through counts at the others, at both
// engines.
#include <doctest/doctest.h>

#include "account/sign_in_limit.hpp"
#include "app/limit_exchange.hpp"
#include "lib/store/shared/spent_store.hpp"
#include "lib/web/caller_limit.hpp"
#include "lib/web/guess_limit.hpp"
#include "support/database.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using storage::Session;

namespace {

constexpr std::string_view kCaller = "203.0.113.9";

// A process: limits of its own and the exchange, on data that others use too.
struct Process {
  Process(storage::Store& data, test::FakeClock& clock) : store(data) {
    guesses.share_in(limits);
    limits.add("bookings", bookings.shared());
    limits.add("signing in", sign_in);
    exchange.emplace(limits, data, clock, service::system_ids());
  }
  int bookings_until_refused(std::string_view peer, int most) {
    for (int i = 0; i < most; ++i)
      if (bookings.take(peer)) return i;
    return most;
  }

  storage::Store& store;
  http::RateLimiter::Clock::time_point now{std::chrono::hours(1)};
  http::CallerLimit bookings{{10, 0.1}, {}, [this] { return now; }};
  http::GuessLimit guesses{[this] { return now; }};
  service::SignInLimit sign_in;
  service::SharedLimits limits;
  std::optional<app::LimitExchange> exchange;
};

struct Two {
  Two() { clock.set("2026-11-24T10:00:00+08:00"); }

  test::Scratch scratch;
  std::unique_ptr<storage::Store> store =
      *storage::Store::open(test::server_options(scratch.path() / "data"));
  test::FakeClock clock;
  Process one{*store, clock}, other{*store, clock};

  void exchange() {
    CHECK(one.exchange->run());
    CHECK(other.exchange->run());
    CHECK(one.exchange->run());
  }
  std::int64_t rows() {
    return *store->readers().run([this](Session& session) -> contract::Result<std::int64_t> {
      std::int64_t all = 0;
      for (const auto& report : storage::SpentStore::newest(session, store->county()))
        all += static_cast<std::int64_t>(
            storage::SpentStore::since(session, store->county(), {report.process, 0}).size());
      return all;
    });
  }
};

}  // namespace

TEST_CASE("what a caller takes at one process he has not at the other") {
  Two two;
  CHECK(two.one.bookings_until_refused(kCaller, 6) == 6);
  CHECK(two.other.bookings_until_refused(kCaller, 2) == 2);
  two.exchange();
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 2);
  two.exchange();
  CHECK(two.other.bookings_until_refused(kCaller, 10) == 0);
  CHECK(two.other.bookings_until_refused("198.51.100.7", 10) == 10);  // another caller
}

TEST_CASE("what was told is not told again, and comes back with time") {
  Two two;
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 10);
  for (int i = 0; i < 5; ++i) two.exchange();
  CHECK(two.other.bookings_until_refused(kCaller, 10) == 0);
  two.other.now += std::chrono::seconds(31);
  CHECK(two.other.bookings_until_refused(kCaller, 10) == 3);
}

TEST_CASE("what is given back is given back everywhere") {
  Two two;
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 10);
  two.exchange();
  for (int i = 0; i < 10; ++i) two.one.bookings.give_back(kCaller);
  two.exchange();
  CHECK(two.other.bookings_until_refused(kCaller, 10) == 10);
}

TEST_CASE("who signs in while nobody can look has tried no more often than before, at both") {
  Two two;
  const service::SignInTry attempt{"clerk", "203.0.113.0/24", {}};
  const auto tries_without_wait = [&](service::SignInLimit& limit) {
    int tries = 0;
    while (tries < 200 && limit.take(attempt, two.clock.now()) == 0) ++tries;
    return tries;
  };
  for (int i = 0; i < 200; ++i) {
    REQUIRE(two.one.sign_in.take(attempt, two.clock.now()) == 0);
    if (i % 10 == 0) two.exchange();  // also when the other has heard of it already
    two.one.sign_in.take_back(attempt);
  }
  two.exchange();
  service::SignInLimit fresh;
  const int usual = tries_without_wait(fresh);
  CHECK(usual > 0);
  CHECK(usual < 200);
  CHECK(tries_without_wait(two.one.sign_in) == usual);
  CHECK(tries_without_wait(two.other.sign_in) == usual);
}

TEST_CASE("who has waited and then nobody can look does not wait anew") {
  service::SignInLimit limit;
  const service::SignInTry attempt{"clerk", "203.0.113.0/24", "device"};
  contract::UtcSeconds now = 1'800'000'000;
  int wait = 0;
  for (int i = 0; i < 12; ++i) now += (wait = limit.take(attempt, now));
  REQUIRE(wait > 60);
  REQUIRE(limit.take(attempt, now) == 0);
  limit.take_back(attempt);
  CHECK(limit.take(attempt, now) == 0);
  CHECK(limit.take(attempt, now) > 60);
}

TEST_CASE("more than a full bucket at both together is waited for") {
  Two two;
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 10);
  CHECK(two.other.bookings_until_refused(kCaller, 10) == 10);
  two.exchange();
  two.one.now += std::chrono::seconds(99);  // nine tokens of the twenty taken
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 0);
  two.one.now += std::chrono::seconds(12);
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 1);
}

TEST_CASE("guesses at a reference count together, and its owner is known at both") {
  Two two;
  const auto guess = [](Process& process, std::string_view peer, bool right) {
    const auto answer = process.guesses.run(
        {peer, "7K2Q-M4XD"}, [] { return true; },
        [&]() -> contract::Result<int> {
          if (right) return 1;
          return contract::make_error(contract::ErrorCode::not_found, "");
        });
    return answer ? contract::ErrorCode::internal : answer.error().code;
  };
  for (int i = 0; i < 5; ++i) CHECK(guess(two.one, kCaller, false) == contract::ErrorCode::not_found);
  CHECK(guess(two.one, kCaller, false) == contract::ErrorCode::rate_limited);
  two.exchange();
  CHECK(guess(two.other, kCaller, false) == contract::ErrorCode::rate_limited);
  two.one.guesses.remember_owner("198.51.100.7", "7K2Q-M4XD");
  two.exchange();
  for (int i = 0; i < 30; ++i)  // strangers, each from a network of his own
    (void)guess(i % 2 == 0 ? two.one : two.other, "100." + std::to_string(i + 1) + ".0.1", false);
  two.exchange();
  CHECK(guess(two.other, "101.1.1.1", true) == contract::ErrorCode::rate_limited);
  CHECK(guess(two.other, "198.51.100.7", true) == contract::ErrorCode::internal);  // opened
}

TEST_CASE("wrong passwords count together until one is right") {
  Two two;
  const service::SignInTry attempt{"lili", kCaller, ""};
  for (int i = 0; i < 6; ++i) (void)two.one.sign_in.take(attempt, two.clock.now());
  two.exchange();
  CHECK(two.other.sign_in.take(attempt, two.clock.now()) > 0);
  two.one.sign_in.right(attempt);
  two.exchange();
  CHECK(two.other.sign_in.take(attempt, two.clock.now()) == 0);
}

TEST_CASE("what a process tells names nobody, is kept two minutes, and a process that starts anew hears it") {
  Two two;
  CHECK(two.one.bookings_until_refused(kCaller, 10) == 10);
  two.exchange();
  CHECK(two.rows() > 0);
  REQUIRE(two.store->readers().run([&](Session& session) {
    for (const auto& report : storage::SpentStore::newest(session, two.store->county()))
      for (const auto& row : storage::SpentStore::since(session, two.store->county(), {report.process, 0}))
        CHECK(row.bucket.size() == 16);
    return contract::ok();
  }));
  Process third(*two.store, two.clock);
  CHECK(third.exchange->run());
  CHECK(third.bookings_until_refused(kCaller, 10) == 0);
  two.clock.advance(121);
  CHECK(two.one.exchange->run());
  CHECK(two.rows() == 0);
}

TEST_CASE("rows of a process that is gone do not stay") {
  Two two;
  {
    Process gone(*two.store, two.clock);
    CHECK(gone.bookings_until_refused(kCaller, 10) == 10);
    CHECK(gone.exchange->run());
  }
  two.clock.advance(3601);
  two.exchange();
  CHECK(two.rows() == 0);
}

TEST_CASE("many callers are told in reports of bounded size, none is forgotten") {
  Two two;
  constexpr int kCallers = 700;
  for (int i = 0; i < kCallers; ++i)
    (void)two.one.bookings_until_refused("100.64." + std::to_string(i / 250) + "." + std::to_string(i % 250),
                                         1);
  for (int turn = 0; turn < 4; ++turn) two.exchange();
  const auto again = two.one.limits.take_untold(10000);
  CHECK(again.empty());
}
