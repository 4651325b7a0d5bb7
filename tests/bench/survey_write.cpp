// Durable survey answers per second against durable bookings, both at 64 clients with group commit,
// alternating in the same run on the same disk. Prints `figure survey_write_per_s_vs_booking RATIO`.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
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

contract::Json sample_answer() {
  return {{"version", 1},
          {"kind", "open"},
          {"complete", true},
          {"answers",
           {{"area", test::real_content()->areas.front().code},
            {"reached", "no"},
            {"took_part", {"sorting", "recycling"}},
            {"satisfaction", 4},
            {"collection", 7},
            {"advice", "more bins near the market"}}}};
}

double writes_per_second(const std::function<bool(test::Office&, int)>& write) {
  test::Office office;
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

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  const contract::Json answer = sample_answer();
  std::vector<double> surveys, bookings;
  for (int round = 0; round < kRounds; ++round) {
    surveys.push_back(writes_per_second([&](test::Office& office, int number) {
      return office.surveys->submit("satisfaction-2026", answer, "key-" + std::to_string(number)).has_value();
    }));
    bookings.push_back(writes_per_second([](test::Office& office, int number) {
      return office.pickups->book(test::sample_request(number), "key-" + std::to_string(number), "body")
          .has_value();
    }));
  }
  std::printf("figure survey_write_per_s %.0f\n", median(surveys));
  std::printf("figure survey_write_per_s_vs_booking %.2f\n", median(surveys) / median(bookings));
  return 0;
}
