#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "lib/base/replaced.hpp"

namespace {

struct Pair {
  int first;
  int second;
};

}  // namespace

TEST_CASE("who reads a value while it is replaced has one or the other, whole") {
  constexpr int kLast = 2000;
  wufei::contract::Replaced<const Pair> held(std::make_shared<const Pair>(Pair{0, 0}));
  std::atomic<int> mixed{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      for (int seen = 0; seen < kLast;) {
        const auto pair = held.load();
        if (pair->first != pair->second || pair->first < seen) ++mixed;
        seen = pair->first;
      }
    });
  const auto kept = held.load();
  for (int i = 1; i <= kLast; ++i) held.store(std::make_shared<const Pair>(Pair{i, i}));
  for (std::thread& reader : readers) reader.join();
  CHECK(mixed == 0);
  CHECK(kept->first == 0);
}

TEST_CASE("nothing is there before something was stored") {
  wufei::contract::Replaced<const int> held;
  CHECK(held.load() == nullptr);
  held.store(std::make_shared<const int>(1));
  CHECK(*held.load() == 1);
}
