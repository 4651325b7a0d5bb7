// Makes a data directory with many sealed bookings, as years of use leave it: booked through the service,
// spread over the county's areas and the open days before today and the days that can be booked now.
//
// usage: bench_fill_bookings DIRECTORY BOOKINGS [DAYS]; with one day all are on the next that can be booked
#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench/load.hpp"
#include "county/county_content.hpp"

namespace {

using namespace wufei;

constexpr int kMostDays = 170;  // what is older is erased by the portal itself
constexpr int kDaySeconds = 86400;

// The slots of the first day that can be booked at the office's clock.
std::vector<contract::Slot> next_slots(test::Office& office, const std::string& area) {
  const auto slots = office.pickups->list_slots(area, "bulky", std::nullopt, 7);
  std::vector<contract::Slot> next;
  if (slots)
    for (const contract::Slot& slot : *slots)
      if (slot.date == slots->front().date) next.push_back(slot);
  return next;
}

// One booking of that number; each has a name and an address of its own.
bool book(test::Office& office, int number, const std::string& area, const std::string& slot) {
  contract::PickupRequest request = test::sample_request(number);
  request.contact_name = "Li " + std::to_string(number % 9973);
  request.area = area;
  request.slot = slot;
  return office.pickups->book(request, "", "").has_value();
}

void book_day(test::Office& office, int first, int count) {
  const auto& areas = test::real_content()->get<service::CountyContent>().areas;
  std::vector<std::pair<std::string, std::string>> places;  // area, slot
  for (const contract::Area& area : areas)
    for (const contract::Slot& slot : next_slots(office, area.code)) places.push_back({area.code, slot.id});
  if (places.empty()) return;  // a week of holidays
  std::vector<std::thread> clients;
  std::atomic<int> next{0}, refused{0};
  for (int client = 0; client < bench::kClients; ++client)
    clients.emplace_back([&] {
      for (int i = next++; i < count; i = next++) {
        const auto& [area, slot] = places[static_cast<std::size_t>(i) % places.size()];
        if (!book(office, first + i, area, slot)) ++refused;
      }
    });
  for (std::thread& client : clients) client.join();
  if (refused > 0) std::printf("note %d bookings were refused\n", refused.load());
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) return 2;
  const int bookings = std::atoi(words[2]), days = count > 3 ? std::atoi(words[3]) : kMostDays;
  test::Office office;
  office.pickups->set_content(bench::roomy_content());
  const contract::UtcSeconds now = service::system_clock().now();
  for (int day = 0; day < days; ++day) {
    office.clock.set(contract::format_instant(now - std::int64_t{days - 1 - day} * kDaySeconds));
    const int first = static_cast<int>(std::int64_t{bookings} * day / days);
    book_day(office, first, static_cast<int>(std::int64_t{bookings} * (day + 1) / days) - first);
  }
  office.pickups.reset();
  office.surveys.reset();
  office.store.reset();
  std::filesystem::copy(office.scratch.path() / "data", words[1], std::filesystem::copy_options::recursive);
  return 0;
}
