#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <stdexcept>

#include "lib/base/error.hpp"
#include "lib/chore/chores.hpp"
#include "lib/net/last_look.hpp"
#include "support/wait_until.hpp"

using namespace wufei;
using namespace std::chrono_literals;
using service::Chore;
using service::ChoreEnd;
using service::Chores;
using service::Turn;

namespace {

struct End {
  std::string name;
  ChoreEnd end;
  std::string detail;
};

// What the observer was told, from any thread.
class Ends {
 public:
  Chores::Observer observer() {
    return [this](const std::string& name, ChoreEnd end, const std::string& detail) {
      const std::lock_guard lock(mutex_);
      all_.push_back({name, end, detail});
    };
  }
  [[nodiscard]] std::vector<End> of(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    std::vector<End> found;
    for (const End& end : all_)
      if (end.name == name) found.push_back(end);
    return found;
  }
  [[nodiscard]] std::size_t count(const std::string& name) const { return of(name).size(); }

 private:
  mutable std::mutex mutex_;
  std::vector<End> all_;
};

contract::Status nothing(const Turn&) {
  return contract::ok();
}

Chore chore(const std::string& name, const std::string& lane, std::chrono::milliseconds every,
            std::function<contract::Status(const Turn&)> run = nothing) {
  return {name, lane, every, 1h, std::move(run)};
}

}  // namespace

TEST_CASE("lanes do not wait for each other") {
  Ends ends;
  std::atomic<bool> open = false;
  Chores chores;
  chores.add(chore("slow gateway", "notices", 1h, [&open](const Turn&) {
    CHECK(test::wait_until([&open] { return open.load(); }));
    return contract::ok();
  }));
  chores.add(chore("index", "pages", 1ms));
  chores.add(chore("erase", "upkeep", 1ms));
  chores.prepare(ends.observer());
  chores.start();
  CHECK(test::wait_until([&] { return ends.count("index") >= 3 && ends.count("erase") >= 3; }));
  CHECK(ends.count("slow gateway") == 0);
  open = true;
  CHECK(test::wait_until([&] { return ends.count("slow gateway") == 1; }));
}

TEST_CASE("chores of one lane take turns: no two at once, and none is left waiting by a busy one") {
  Ends ends;
  std::atomic<int> running = 0, most = 0;
  const auto alone = [&](const Turn&) {
    most = std::max(most.load(), ++running);
    --running;
    return contract::ok();
  };
  Chores chores;
  for (const char* name : {"first", "second", "third"}) chores.add(chore(name, "pages", 0ms, alone));
  chores.add(chore("rare", "pages", 1h));
  chores.prepare(ends.observer());
  chores.start();
  CHECK(test::wait_until([&] { return ends.count("second") >= 20 && ends.count("third") >= 20; }));
  CHECK(ends.count("first") >= 19);
  CHECK(ends.count("rare") == 1);
  CHECK(most == 1);
}

TEST_CASE("a run past its limit is told so by its turn and counts as an overrun; one within does not") {
  Ends ends;
  Chores chores;
  Chore late = chore("late", "upkeep", 1h, [](const Turn& turn) {
    CHECK(test::wait_until([&turn] { return turn.over(); }));
    return contract::ok();
  });
  late.limit = 2ms;
  chores.add(late);
  chores.add(chore("in time", "upkeep", 1h, [](const Turn& turn) {
    CHECK_FALSE(turn.over());
    return contract::ok();
  }));
  chores.prepare(ends.observer());
  chores.start();
  REQUIRE(test::wait_until([&] { return ends.count("late") == 1 && ends.count("in time") == 1; }));
  CHECK(ends.of("late").front().end == ChoreEnd::overrun);
  CHECK(ends.of("in time").front().end == ChoreEnd::done);
}

TEST_CASE("a run that fails is told with its reason, and the next comes as usual") {
  Ends ends;
  Chores chores;
  chores.add(chore("refused", "a", 1ms, [](const Turn&) {
    return contract::Status(contract::make_error(contract::ErrorCode::unavailable, "disk full"));
  }));
  chores.add(chore("thrown", "a", 1ms,
                   [](const Turn&) -> contract::Status { throw std::runtime_error("no such table"); }));
  chores.prepare(ends.observer());
  chores.start();
  REQUIRE(test::wait_until([&] { return ends.count("refused") >= 2 && ends.count("thrown") >= 2; }));
  for (const auto& [name, detail] :
       std::map<std::string, std::string>{{"refused", "disk full"}, {"thrown", "no such table"}})
    for (const End& end : ends.of(name)) {
      CHECK(end.end == ChoreEnd::failed);
      CHECK(end.detail == detail);
    }
}

TEST_CASE("stopping ends a run that asks, and lets what is held in memory be written once more") {
  Ends ends;
  std::atomic<bool> begun = false;
  Chores chores;
  chores.add(chore("long", "upkeep", 1h, [&begun](const Turn& turn) {
    begun = true;
    CHECK(test::wait_until([&turn] { return turn.over(); }));
    return contract::ok();
  }));
  Chore counts = chore("write counts", "pages", 1h);
  counts.at_stop = true;
  chores.add(counts);
  chores.add(chore("index", "pages", 1h));
  chores.prepare(ends.observer());
  chores.start();
  REQUIRE(
      test::wait_until([&] { return begun && ends.count("write counts") == 1 && ends.count("index") == 1; }));
  chores.stop();
  CHECK(ends.of("long").at(0).end == ChoreEnd::done);
  CHECK(ends.count("write counts") == 2);
  CHECK(ends.count("index") == 1);
  chores.stop();
  CHECK(ends.count("write counts") == 2);
}

TEST_CASE("a look: what was seen counts until a look fails, or until none came for its time") {
  struct Seen {
    std::int64_t waiting = 0;
  };
  using Look = http::LastLook<Seen>;
  Look look(1min);
  const Look::Clock::time_point start{1h};
  CHECK_FALSE(look.seen(start));  // nobody has looked
  look.note(Seen{3}, start);
  CHECK(look.seen(start + 59s)->waiting == 3);
  CHECK_FALSE(look.seen(start + 1min));
  look.note(Seen{4}, start + 2min);
  CHECK(look.seen(start + 2min)->waiting == 4);
  look.note(contract::make_error(contract::ErrorCode::unavailable), start + 2min);
  CHECK_FALSE(look.seen(start + 2min));
  CHECK_FALSE(http::gauge_of(look, &Seen::waiting));
  look.note(Seen{5});
  CHECK(http::gauge_of(look, &Seen::waiting) == 5.0);
}
