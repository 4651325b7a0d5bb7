// A change that the city's address refuses for what it says holds nothing up: it is skipped after a few
// tries, on record. A refusal of who says it, or of when, skips nothing.
#include <doctest/doctest.h>

#include <set>

#include "waste/exchange/hook_service.hpp"
#include "waste_city.hpp"

using namespace wufei;
using test::City;

namespace {

// Refuses what says one of these words, with that status.
struct Picky final : service::HookReceiver {
  contract::Result<int> take(const service::HookMessage& message) override {
    ++asked;
    for (const std::string& word : refused)
      if (message.body.find("\"" + word + "\"") != std::string::npos) return status;
    taken.push_back(message.id);
    return 200;
  }
  std::set<std::string> refused;
  int status = 422, asked = 0;
  std::vector<std::string> taken;
};

struct SkipCity : City {
  SkipCity() {
    hook.on_skipped = [this] { ++skipped; };
  }
  // So many turns, each when the next try is due.
  void turns(int count) {
    for (int i = 0; i < count; ++i) {
      (void)hook.deliver(receiver, [] { return false; });
      yard.office.clock.advance(service::kLongestHookPause);
    }
  }
  std::vector<std::string> noted() {
    std::vector<std::string> list;
    const auto read = yard.office.store->readers().run([&](storage::Session& session) -> contract::Status {
      for (const auto& row : storage::access_entries(session, *yard.office.store, {}, 1000))
        if (row.entry.action == "waste_hook_skipped")
          list.push_back(row.entry.reference + " " + row.entry.detail);
      return contract::ok();
    });
    REQUIRE(read);
    return list;
  }

  service::HookService hook{*yard.office.store, yard.office.clock};
  Picky receiver;
  int skipped = 0;
};

}  // namespace

TEST_CASE("waste hook: what is refused for what it says is skipped after a few tries, on record") {
  SkipCity city;
  for (const char* id : {"a", "b", "c"}) city.change(id);
  city.receiver.refused = {"b"};
  city.turns(service::kRefusedTries - 1);
  CHECK(city.skipped == 0);
  CHECK(city.hook.view()->waiting == 2);
  CHECK(city.noted().empty());
  city.turns(1);
  CHECK(city.skipped == 1);
  CHECK(city.hook.view()->waiting == 0);
  CHECK(city.hook.view()->state.stopped_at == 0);
  CHECK(city.receiver.taken.size() == 2);  // the one behind it in the same turn
  CHECK(city.receiver.asked == 2 + service::kRefusedTries);
  CHECK(city.noted() == std::vector<std::string>{"b manifest.updated answered 422"});
  CHECK(city.page("").rows.size() == 3);  // who reads the feed has it
}

TEST_CASE("waste hook: a wrong address or secret, too much and too slow skip nothing") {
  for (const int status : {401, 403, 404, 408, 409, 410, 429, 500, 301}) {
    CAPTURE(status);
    SkipCity city;
    city.change("a");
    city.receiver.refused = {"a"};
    city.receiver.status = status;
    city.turns(service::kHookTries);
    CHECK(city.skipped == 0);
    CHECK(city.hook.view()->waiting == 1);
    CHECK(city.hook.view()->state.stopped_at > 0);
    CHECK(city.noted().empty());
  }
}
