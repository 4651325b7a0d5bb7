// Load on the real office (services over a real database on the disk of the checkout) from many clients at
// once, as the measurements of writing share it. Each measurement opens a fresh office, so that no round
// meets a grown file.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

namespace wufei::bench {

constexpr int kClients = 64;
constexpr int kRounds = 3;
constexpr std::chrono::milliseconds kRound{2500};

// The county's content with places enough that no window and no day is ever full.
inline service::ContentPtr roomy_content() {
  return test::edited<service::PickupContent>(*test::real_content(), [](auto& pickup) {
    for (auto& [category, windows] : pickup.rules.default_capacity)
      for (auto& [window, places] : windows) places = 1000000;
    pickup.rules.day_capacity = 0;
  });
}

// Writes one thing, numbered uniquely; false = refused.
using Write = std::function<bool(test::Office&, int)>;

// Acknowledged (durable) writes per second over one round; `batch_size` = most transactions in one commit.
inline double writes_per_second(int batch_size, const Write& write) {
  test::Office office(batch_size);
  office.pickups->set_content(roomy_content());
  std::atomic<bool> stop{false};
  std::atomic<int> written{0}, refused{0};
  std::vector<std::thread> clients;
  const auto start = std::chrono::steady_clock::now();
  for (int client = 0; client < kClients; ++client)
    clients.emplace_back([&, client] {
      for (int i = 0; !stop; ++i) ++(write(office, client * 100000 + i) ? written : refused);
    });
  std::this_thread::sleep_for(kRound);
  stop = true;
  for (std::thread& client : clients) client.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (refused > 0) std::printf("note %d writes were refused\n", refused.load());
  return written / took.count();
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace wufei::bench
