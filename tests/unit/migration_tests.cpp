// A database of an earlier version is taken to today's, and everything in it is there: tests/fixtures.
#include <doctest/doctest.h>

#include "app/features.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/base/text.hpp"
#include "lib/store/data_directory.hpp"
#include "lib/store/sqlite/connection.hpp"
#include "notice/notifier.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::ErrorCode;
using test::has_field;

namespace {

// What the residents of store-8.sql hold.
constexpr const char* kBooked = "WF-WKM-CYX-P45";
constexpr const char* kBookedToken = "be15b6c71cec4ebe9058fd704b5c7aca";
constexpr const char* kBookingKey = "booking-key-0001";
constexpr const char* kBookingBody =
    R"({"area":"371524001","address":"Garden Road 1","contact_name":"Li","phone":"13800000001","category":"bulky",)"
    R"("items":[{"item":"sofa","quantity":1}],"slot":"371524001.bulky.20261130.am","consent":true})";
constexpr const char* kCancelled = "WF-XSN-F9K-UXP";
constexpr const char* kCase = "FK-85F-UAZ-9Q9";
constexpr const char* kCaseToken = "59b0d7ce83d589d781a587fb55b85547";
constexpr const char* kCaseKey = "feedback-key-001";
constexpr const char* kCaseBody =
    R"({"kind":"suggestion","topic":"pickup","text":"The bins of Garden Road are full since Monday.",)"
    R"("anonymous":false,"contact_name":"Wang","phone":"13900000001","publish_consent":true})";

std::unique_ptr<storage::Store> open_store(const std::filesystem::path& directory) {
  storage::StoreOptions options;
  options.directory = directory;
  auto store = storage::Store::open(options);
  if (!store) FAIL(store.error().detail);
  return std::move(*store);
}

// The database of version 8, with its key, opened by this program.
struct Earlier {
  // `more`: SQL of that version, run before the program opens it.
  explicit Earlier(const std::string& more = {}) {
    const auto fixture = test::content_directory().parent_path() / "tests/fixtures/store-8.sql";
    std::filesystem::create_directories(storage::key_file(directory).parent_path());
    const auto owner = std::filesystem::perms::owner_all;
    for (const auto& folder : {directory, storage::key_file(directory).parent_path()})
      std::filesystem::permissions(folder, owner);
    std::string key;
    for (char byte = 0; byte < 32; ++byte) key += byte;
    test::write_file(storage::key_file(directory), key);
    std::filesystem::permissions(storage::key_file(directory), owner);
    storage::Connection(storage::database_file(directory), storage::Access::write)
        .execute(test::read_file(fixture) + more);
    clock.set("2026-11-28T16:00:00+08:00");
    store = open_store(directory);
  }

  test::Scratch scratch;
  std::filesystem::path directory = scratch.path() / "data";
  test::FakeClock clock;
  std::unique_ptr<storage::Store> store;
};

template <class History>
std::string kinds(const History& history) {
  std::string text;
  for (const contract::HistoryEvent& event : history) text += event.kind + " ";
  return text;
}

class Recorder final : public service::Notifier {
 public:
  std::string name() const override { return "recorder"; }
  contract::Status send(const service::Notice& notice) override {
    sent += notice.kind + " " + notice.reference + " " + notice.phone + "\n";
    return contract::ok();
  }
  std::string sent;
};

}  // namespace

TEST_CASE("version 8: a database is migrated and the check finds nothing wrong") {
  Earlier earlier;
  const auto report = storage::check_database(earlier.directory, app::all_stores());
  REQUIRE(report);
  CAPTURE(report->text);
  const auto holds = [&](const std::string& line) { return report->text.find(line) != std::string::npos; };
  CHECK(report->ok);
  CHECK(holds(std::string(contract::text(contract::Text::cli_check_pickups)) + ": 2"));
  CHECK(holds(std::string(contract::text(contract::Text::cli_check_cases)) + ": 1"));
}

TEST_CASE("version 8: the planner is told what the tables will hold, as in a new database") {
  const Earlier earlier;
  storage::Connection connection(storage::database_file(earlier.directory), storage::Access::read);
  for (const char* index : {"waste_manifest_next", "notice_open"})
    CHECK(connection.ask_number("SELECT count(*) FROM sqlite_stat1 WHERE idx = '" + std::string(index) +
                                "' AND stat = '1000 1000 100'") == 1);
}

TEST_CASE("version 8: bookings open with their tokens, keep their history and their first replies") {
  Earlier earlier;
  service::PickupService pickups(*earlier.store, test::real_content(), earlier.clock, service::system_ids());
  const auto booked = pickups.get(kBooked, kBookedToken);
  REQUIRE(booked);
  CHECK(kinds(booked->history) == "created assigned ");
  CHECK(booked->history[1].detail == "Crew 1");
  CHECK(pickups.get(kCancelled, kBookedToken).error().code == ErrorCode::unauthorized);
  CHECK(pickups.get(kBooked, kCaseToken).error().code == ErrorCode::unauthorized);
  CHECK(pickups.lookup(kBooked, "0001")->contact_name == "Li");
  CHECK(kinds(pickups.show(kCancelled, false, test::kClerk)->pickup.history) == "created cancelled ");
  const auto again = pickups.book({}, kBookingKey, kBookingBody);
  REQUIRE(again);
  CHECK(again->reference == kBooked);
  CHECK(again->token == kBookedToken);
  CHECK(has_field(pickups.book({}, kBookingKey, "{}").error(), "", contract::Rule::idempotency_key_reused));
  const auto cancelled = pickups.cancel(kBooked, kBookedToken, 2);
  REQUIRE(cancelled);
  CHECK(kinds(cancelled->history) == "created assigned cancelled ");
}

TEST_CASE("version 8: cases open with their tokens, keep their history and their first replies") {
  Earlier earlier;
  service::ContentSource content(test::real_content());
  service::FeedbackService feedback(*earlier.store, content, earlier.clock, service::system_ids());
  const auto mine = feedback.get(kCase, kCaseToken);
  REQUIRE(mine);
  CHECK(kinds(mine->history) == "received assigned answered published rated ");
  CHECK(feedback.show(kCase, false, test::kClerk)->actors ==
        std::vector<std::string>{"resident", "cli:root", "cli:root", "cli:root", "resident"});
  const auto again = feedback.file({{}, kCaseKey, kCaseBody});
  REQUIRE(again);
  CHECK(again->token == kCaseToken);
  CHECK(has_field(feedback.file({{}, kCaseKey, "{}"}).error(), "", contract::Rule::idempotency_key_reused));
  CHECK(feedback.published("")->size() == 1);
}

TEST_CASE("version 8: notices that were due are sent to whom they were meant for") {
  Earlier earlier;
  Recorder recorder;
  service::NoticeService notices(*earlier.store, earlier.clock, recorder);
  CHECK(*notices.deliver_due(10) == 5);
  CHECK(recorder.sent ==
        "booked WF-WKM-CYX-P45 13800000001\nbooked WF-XSN-F9K-UXP 13800000002\n"
        "feedback_received FK-85F-UAZ-9Q9 13900000001\nassigned WF-WKM-CYX-P45 13800000001\n"
        "cancelled WF-XSN-F9K-UXP 13800000002\n");
  CHECK(notices.list(false, false, test::kClerk)->size() == 6);
}

TEST_CASE("version 8: the access log says which subject an entry was about, and goes on") {
  Earlier earlier;
  service::PickupService pickups(*earlier.store, test::real_content(), earlier.clock, service::system_ids());
  REQUIRE(pickups.show(kBooked, true, test::kClerk));
  storage::Connection database(storage::database_file(earlier.directory), storage::Access::read);
  const auto entries =
      database.ask("SELECT action, subject, reference, detail FROM access_log ORDER BY sequence");
  using Row = std::vector<std::string>;
  REQUIRE(entries.size() == 14);
  CHECK(entries[0] == Row{"assigned", "pickup", kBooked, ""});
  CHECK(entries[2] == Row{"feedback_assigned", "feedback", kCase, ""});
  CHECK(entries[5] == Row{"run_sheet_with_phone", "pickup", "", "2026-11-30 "});
  CHECK(entries[10] == Row{"survey_open", "survey", "satisfaction-2026", ""});
  CHECK(entries[12] == Row{"notice_done", "notice", "6", ""});
  CHECK(entries[13] == Row{"show_with_phone", "pickup", kBooked, ""});
  CHECK(database.ask_number("SELECT count(*) FROM access_log WHERE actor_kind <> 'staff'") == 0);
}

TEST_CASE("version 8: finished stops have their outcome, which may be corrected") {
  const std::string id = "(SELECT id FROM pickup WHERE reference = '" + std::string(kBooked) + "')";
  Earlier earlier("UPDATE pickup SET status = 'completed', collected_grams = 35500 WHERE id = " + id +
                  "; INSERT INTO pickup_event (pickup, at, kind, detail, actor) VALUES (" + id +
                  ", 1795000000, 'completed', '', 'cli:root');");
  service::PickupService pickups(*earlier.store, test::real_content(), earlier.clock, service::system_ids());
  const auto booked = pickups.get(kBooked, kBookedToken);
  REQUIRE(booked);
  REQUIRE(booked->aftermath.outcome);
  CHECK(booked->aftermath.outcome->grams == 35500);
  CHECK(booked->aftermath.outcome->pieces == std::vector<contract::Pieces>{{"sofa", 1}});
  CHECK(booked->aftermath.outcome->at == 1795000000);
  CHECK(booked->aftermath.rateable);
  contract::Outcome outcome;
  outcome.kind = contract::OutcomeKind::not_presented;
  outcome.reason = "nothing_out";
  outcome.replaces = 1;
  CHECK(has_field(pickups.record_outcome(kBooked, {.grams = 1}, test::kClerk).error(), "",
                  contract::Rule::outcome_exists));
  earlier.clock.set("2026-11-20T16:00:00+08:00");
  CHECK(pickups.record_outcome(kBooked, outcome, test::kClerk)->pickup.status ==
        contract::PickupStatus::not_presented);
}
