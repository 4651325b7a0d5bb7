// The same calls of the services on both engines give the same answers: thousands of them, drawn at random,
// in one order. Runs beside a server of PostgreSQL (scripts/with_postgres); else it is skipped.
#include <doctest/doctest.h>

#include <random>

#include "app/features.hpp"
#include "county/county_content.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/store/data_directory.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"
#include "support/survey_fixture.hpp"

using namespace wufei;

namespace {

constexpr int kCalls = 10000;

// The same numbers for both.
class SeededIds final : public service::IdSource {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
  }

 private:
  std::mt19937 random_{20261128};
};

// One county on one engine, with the services of residents and staff.
struct Twin {
  // `key`: of the other one, so that what is made with it is the same; "" = a fresh one.
  explicit Twin(const std::string& url, const std::filesystem::path& key = {}) {
    storage::StoreOptions options;
    options.directory = scratch.path() / "data";
    if (!key.empty()) {
      std::filesystem::create_directories(options.directory / "keys");
      std::filesystem::copy_file(key, storage::key_file(options.directory));
    }
    options.url = url;
    options.exclusive = options.create = true;
    auto opened = storage::Store::open(options);
    REQUIRE(opened);
    store = std::move(*opened);
    app::join_all(*store);
    clock.set("2026-11-24T10:00:00+08:00");
    pickups = std::make_unique<service::PickupService>(*store, test::real_content(), clock, ids);
    feedback = std::make_unique<service::FeedbackService>(*store, source, clock, ids);
    surveys = std::make_unique<service::SurveyService>(*store, source, clock, ids);
  }

  test::Scratch scratch;
  test::FakeClock clock;
  SeededIds ids;
  service::ContentSource source{test::real_content()};
  std::unique_ptr<storage::Store> store;
  std::unique_ptr<service::PickupService> pickups;
  std::unique_ptr<service::FeedbackService> feedback;
  std::unique_ptr<service::SurveyService> surveys;
  std::vector<contract::Pickup> booked;
  std::vector<contract::FeedbackCase> filed;
};

std::string error_text(const contract::Error& error) {
  std::string text = std::to_string(static_cast<int>(error.code));
  for (const auto& field : error.fields)
    text += ' ' + field.pointer + ' ' + std::to_string(static_cast<int>(field.rule));
  return text;
}

template <class T, class Say>
std::string told(const contract::Result<T>& answer, const Say& say) {
  return answer ? say(*answer) : error_text(answer.error());
}

std::string say_pickup(const contract::Pickup& pickup) {
  return pickup_to_json(pickup).dump();
}
std::string say_staff(const service::StaffPickup& pickup) {
  return say_pickup(pickup.pickup) + pickup.crew + std::to_string(pickup.collected_grams);
}
std::string say_case(const contract::FeedbackCase& feedback) {
  return feedback_case_to_json(feedback).dump();
}
std::string say_staff_case(const service::StaffFeedback& feedback) {
  return say_case(feedback.feedback) + feedback.channel + std::to_string(feedback.version);
}
std::string say_number(int number) {
  return std::to_string(number);
}

using Random = std::mt19937;
using Call = std::string (*)(Twin&, Random&);

int below(Random& random, std::size_t bound) {
  return bound == 0 ? 0 : static_cast<int>(random() % bound);
}

contract::PickupRequest drawn_request(Random& random) {
  const auto& content = *test::real_content();
  const auto& catalogue = content.get<service::PickupContent>().catalogue;
  const std::string category =
      catalogue.categories[static_cast<std::size_t>(below(random, catalogue.categories.size()))].id;
  contract::PickupRequest request = test::sample_request(below(random, 40), category);
  request.slot = test::sample_slot(category, "2026-11-" + std::to_string(24 + below(random, 7)),
                                   random() % 2 == 0 ? "am" : "pm");
  if (random() % 9 == 0) request.phone = "1";
  if (random() % 5 == 0) request.note = "𠮷 二楼";
  return request;
}

std::string book(Twin& twin, Random& random) {
  const auto request = drawn_request(random);
  const std::string key = random() % 3 == 0 ? "key-" + std::to_string(below(random, 200)) : "";
  const auto answer = twin.pickups->book(request, key, request.address);
  if (answer) twin.booked.push_back(*answer);
  return told(answer, say_pickup);
}

std::string book_by_phone(Twin& twin, Random& random) {
  const auto answer = twin.pickups->book_by_phone(drawn_request(random), test::kClerk);
  if (answer) twin.booked.push_back(*answer);
  return told(answer, say_pickup);
}

contract::Pickup drawn_pickup(Twin& twin, Random& random) {
  const auto number = random();
  if (twin.booked.empty()) return {};
  return twin.booked[number % twin.booked.size()];
}

std::string look_up(Twin& twin, Random& random) {
  const auto pickup = drawn_pickup(twin, random);
  return told(twin.pickups->lookup(pickup.reference, std::to_string(1000 + below(random, 50))), say_pickup);
}

std::string get(Twin& twin, Random& random) {
  const auto pickup = drawn_pickup(twin, random);
  return told(twin.pickups->get(pickup.reference, pickup.token), say_pickup);
}

std::string change(Twin& twin, Random& random) {
  const auto pickup = drawn_pickup(twin, random);
  contract::PickupChange wanted;
  const auto other = drawn_request(random);
  if (random() % 2 == 0) wanted.slot = other.slot;
  if (random() % 2 == 0) wanted.note = "changed";
  return told(twin.pickups->change(pickup.reference, pickup.token, 1 + below(random, 3), wanted), say_pickup);
}

std::string cancel(Twin& twin, Random& random) {
  const auto pickup = drawn_pickup(twin, random);
  return told(twin.pickups->cancel(pickup.reference, pickup.token, {}), say_pickup);
}

std::string slots(Twin& twin, Random& random) {
  const auto request = drawn_request(random);
  return told(twin.pickups->list_slots(request.area, request.category, {}, {}),
              [](const std::vector<contract::Slot>& found) { return contract::slots_to_json(found).dump(); });
}

std::string assign(Twin& twin, Random& random) {
  const auto pickup = drawn_pickup(twin, random);
  return told(twin.pickups->assign(pickup.reference, "crew " + std::to_string(below(random, 3)), test::kClerk,
                                   random() % 2 == 0),
              say_staff);
}

std::string complete(Twin& twin, Random& random) {
  const auto pickup = drawn_pickup(twin, random);
  return told(test::complete(*twin.pickups, pickup.reference, 1000 * (1 + below(random, 40))), say_staff);
}

std::string sheet(Twin& twin, Random& random) {
  const contract::Date day = *contract::parse_date("2026-11-" + std::to_string(24 + below(random, 7)));
  return told(twin.pickups->run_sheet(day, "", random() % 2 == 0, test::kClerk),
              [](const std::vector<service::RunSheetRow>& rows) {
                std::string text;
                for (const auto& row : rows) text += row.reference + row.phone + row.items + row.crew + ';';
                return text;
              });
}

std::string file_case(Twin& twin, Random& random) {
  contract::FeedbackRequest request;
  request.kind = random() % 2 == 0 ? "complaint" : "suggestion";
  request.topic = "pickup";
  request.text = "The bin at house " + std::to_string(below(random, 90)) + " is full.";
  request.contact_name = "Li";
  request.phone = "138" + std::to_string(100000000 + below(random, 30)).substr(1);
  request.publish_consent = random() % 2 == 0;
  const std::string key = random() % 3 == 0 ? "case-" + std::to_string(below(random, 99)) : "";
  const auto answer = twin.feedback->file({request, key, request.text});
  if (answer) twin.filed.push_back(*answer);
  return told(answer, say_case);
}

contract::FeedbackCase drawn_case(Twin& twin, Random& random) {
  const auto number = random();
  if (twin.filed.empty()) return {};
  return twin.filed[number % twin.filed.size()];
}

std::string handle_case(Twin& twin, Random& random) {
  const auto feedback = drawn_case(twin, random);
  switch (random() % 5) {
    case 0:
      return told(twin.feedback->assign(feedback.reference, "Sanitation office", test::kClerk),
                  say_staff_case);
    case 1:
      return told(twin.feedback->answer(feedback.reference, "It is done.", test::kClerk), say_staff_case);
    case 2:
      return told(twin.feedback->rate(feedback.reference, feedback.token, {1 + below(random, 5), ""}),
                  say_case);
    case 3:
      return told(twin.feedback->reopen(feedback.reference, feedback.token, "It came back."), say_case);
    default:
      return told(twin.feedback->get(feedback.reference, feedback.token), say_case);
  }
}

std::string publish_case(Twin& twin, Random& random) {
  const auto feedback = drawn_case(twin, random);
  return told(twin.feedback->publish(feedback.reference, "A bin is full.", "It is done.", test::kClerk),
              say_staff_case);
}

std::string count_cases(Twin& twin, Random& /*random*/) {
  return told(twin.feedback->statistics(), [](const contract::FeedbackStatistics& statistics) {
    return feedback_statistics_to_json(statistics).dump();
  });
}

std::string answer_survey(Twin& twin, Random& random) {
  const auto found = twin.surveys->find_open(test::kSurvey);
  if (!found) return error_text(found.error());
  auto response =
      contract::parse_survey_response(**found, test::sample_body(test::sample_answers(1 + below(random, 5))));
  if (!response) return error_text(response.error());
  const std::string key = random() % 3 == 0 ? "s" + std::to_string(below(random, 50)) : "";
  return told(twin.surveys->submit(**found, *response, key),
              [](const service::SurveySubmission& submission) { return submission.receipt; });
}

std::string pass_time(Twin& twin, Random& random) {
  twin.clock.advance(1 + below(random, 600));
  return told(twin.pickups->queue_reminders(), say_number) +
         told(twin.feedback->close_settled(), say_number) + told(twin.pickups->erase_expired(), say_number);
}

constexpr std::pair<Call, int> kKinds[] = {
    {book, 20},        {book_by_phone, 4}, {look_up, 8},       {get, 8},
    {change, 10},      {cancel, 5},        {slots, 4},         {assign, 8},
    {complete, 6},     {sheet, 2},         {file_case, 10},    {handle_case, 14},
    {publish_case, 5}, {count_cases, 1},   {answer_survey, 5}, {pass_time, 3}};

Call drawn_call(Random& random) {
  int all = 0;
  for (const auto& [call, weight] : kKinds) all += weight;
  int left = below(random, static_cast<std::size_t>(all));
  for (const auto& [call, weight] : kKinds)
    if ((left -= weight) < 0) return call;
  return book;
}

}  // namespace

TEST_CASE("ten thousand calls answer the same on SQLite and on PostgreSQL" *
          doctest::skip(!test::on_postgres())) {
  Twin one(""), other(test::fresh_database(), storage::key_file(one.store->place().directory));
  REQUIRE_FALSE(one.store->is_shared());
  REQUIRE(other.store->is_shared());
  Random random(7);
  int done = 0, refused = 0;
  for (int i = 0; i < kCalls; ++i) {
    const Call call = drawn_call(random);
    Random same = random;
    random.discard(16);
    Random again = same;
    const std::string first = call(one, same), second = call(other, again);
    CAPTURE(i);
    REQUIRE(first == second);
    (first.size() > 12 ? done : refused) += 1;
  }
  CHECK(done > kCalls / 3);  // not all of them refusals
  CHECK(refused > kCalls / 20);
  one.store->close();
  other.store->close();
}
