// A pickup service on a real database in a temporary directory, with the county's real content and a clock
// that the test sets. The day is Tuesday 2026-11-24, 10:00 in China, unless a test says otherwise.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "county/content_source.hpp"
#include "journal/actor.hpp"
#include "lib/store/store.hpp"
#include "notice/notice_service.hpp"
#include "pickup/pickup_service.hpp"
#include "support/scratch.hpp"
#include "survey/survey_service.hpp"

namespace wufei::test {

class FakeClock final : public service::Clock {
 public:
  contract::UtcSeconds now() override { return now_; }
  void set(const std::string& instant);  // RFC 3339
  void advance(std::int64_t seconds) { now_ += seconds; }

 private:
  std::atomic<contract::UtcSeconds> now_{0};
};

inline const contract::Actor kClerk = contract::Actor::staff("cli:t");

std::filesystem::path content_directory();
// The content of the repository; stops the test when it has faults.
service::ContentPtr real_content();
// A set with one part changed by `edit(part)`; the rest is shared.
template <class Part, class Edit>
service::ContentPtr edited(const service::ContentSet& content, Edit edit) {
  Part part = content.get<Part>();
  edit(part);
  return std::make_shared<const service::ContentSet>(content.with(std::move(part)));
}

struct Office {
  explicit Office(int batch_size = 64);
  // Closes and opens the store again, as a restart does.
  void reopen();

  Scratch scratch;
  FakeClock clock;
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<service::PickupService> pickups;
  std::unique_ptr<service::ContentSource> source;
  std::unique_ptr<service::SurveyService> surveys;

 private:
  int batch_size_;
};

// A sound request for 2026-11-26 in the morning. Each number has an address of its own.
contract::PickupRequest sample_request(int number = 1, const std::string& category = "bulky");
std::string sample_slot(const std::string& category = "bulky", const std::string& date = "2026-11-26",
                        const std::string& window = "am");

contract::Result<contract::Pickup> book(Office& office, const contract::PickupRequest& request,
                                        const std::string& key = "", const std::string& body = "");

// What a crew records: all that was booked, of this weight; nothing was put out, with words for the resident.
contract::Result<service::StaffPickup> complete(service::PickupService& pickups, std::string_view reference,
                                                std::int64_t grams);
contract::Result<service::StaffPickup> not_presented(service::PickupService& pickups,
                                                     std::string_view reference, std::string_view note);

// True when the error holds this rule at this pointer.
bool has_field(const contract::Error& error, const std::string& pointer, contract::Rule rule);

}  // namespace wufei::test
