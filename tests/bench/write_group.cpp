// Durable bookings per second at 64 clients: the writer's group commit against one transaction per booking,
// alternating in the same run on the same disk. Prints `figure write_group_vs_mutex RATIO`.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

#include "support/office_fixture.hpp"

namespace {

using namespace wufei;

constexpr int kClients = 64;
constexpr int kRounds = 3;
constexpr std::chrono::milliseconds kRound{2500};

std::shared_ptr<service::Content> roomy_content() {
  auto content = std::make_shared<service::Content>(*test::real_content());
  for (auto& [category, windows] : content->rules.default_capacity)
    for (auto& [window, places] : windows) places = 1000000;
  return content;
}

double bookings_per_second(int batch_size) {
  test::Office office(batch_size);
  office.pickups->set_content(roomy_content());
  std::atomic<bool> stop{false};
  std::atomic<int> booked{0}, refused{0};
  std::vector<std::thread> clients;
  const auto start = std::chrono::steady_clock::now();
  for (int client = 0; client < kClients; ++client)
    clients.emplace_back([&, client] {
      for (int i = 0; !stop; ++i)
        ++(office.pickups->book(test::sample_request(client * 100000 + i), "", "") ? booked : refused);
    });
  std::this_thread::sleep_for(kRound);
  stop = true;
  for (std::thread& client : clients) client.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  if (refused > 0) std::printf("note %d bookings were refused\n", refused.load());
  return booked / took.count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  std::vector<double> grouped, single;
  for (int round = 0; round < kRounds; ++round) {
    grouped.push_back(bookings_per_second(64));
    single.push_back(bookings_per_second(1));
  }
  std::printf("figure write_group_per_s %.0f\n", median(grouped));
  std::printf("figure write_single_per_s %.0f\n", median(single));
  std::printf("figure write_group_vs_mutex %.2f\n", median(grouped) / median(single));
  return 0;
}
