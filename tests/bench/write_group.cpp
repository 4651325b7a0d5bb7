// Durable bookings per second at 64 clients: the writer's group commit against one transaction per booking,
// alternating in the same run on the same disk. Prints `figure write_group_vs_mutex RATIO`.
#include "bench/load.hpp"

int main() {
  using namespace wufei;
  const bench::Write book = [](test::Office& office, int number) {
    return office.pickups->book(test::sample_request(number), "", "").has_value();
  };
  std::vector<double> grouped, single;
  for (int round = 0; round < bench::kRounds; ++round) {
    grouped.push_back(bench::writes_per_second(64, book));
    single.push_back(bench::writes_per_second(1, book));
  }
  std::printf("figure write_group_per_s %.0f\n", bench::median(grouped));
  std::printf("figure write_single_per_s %.0f\n", bench::median(single));
  std::printf("figure write_group_vs_mutex %.2f\n", bench::median(grouped) / bench::median(single));
  return 0;
}
