// What is told to whom: messages wait, are sent once, given up, and are few.
#include <doctest/doctest.h>

#include <functional>
#include <vector>

#include "feedback/feedback_service.hpp"
#include "lib/store/data_directory.hpp"
#include "notice/notice_service.hpp"
#include "notice/notice_store.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"

using namespace wufei;
using contract::ErrorCode;
using test::book;
using test::Office;
using test::sample_request;
using test::sample_slot;

namespace {

class RecordingNotifier final : public service::Notifier {
 public:
  std::string name() const override { return "recording"; }
  contract::Status send(const service::Notice& notice) override {
    if (meanwhile) meanwhile();
    if (down) return contract::make_error(ErrorCode::unavailable, "gateway is down");
    sent.push_back(notice);
    return contract::ok();
  }
  bool down = false;
  std::function<void()> meanwhile;  // happens while the gateway takes its time
  std::vector<service::Notice> sent;
};

}  // namespace

TEST_CASE("notices wait while the gateway is down and are sent once") {
  Office office;
  RecordingNotifier notifier;
  service::NoticeService notices(*office.store, office.clock, notifier);
  const auto pickup = book(office, sample_request());
  notifier.down = true;
  CHECK(*notices.deliver_due(10) == 0);
  CHECK(*notices.deliver_due(10) == 0);
  CHECK(notices.list(true, false, test::kClerk)->at(0).attempts == 1);  // not before a minute has passed
  notifier.down = false;
  office.clock.advance(61);
  CHECK(*notices.deliver_due(10) == 1);
  CHECK(*notices.deliver_due(10) == 0);
  REQUIRE(notifier.sent.size() == 1);
  CHECK(notifier.sent[0].phone == sample_request().phone);
  CHECK(notifier.sent[0].text.find(pickup->reference) != std::string::npos);
  CHECK(notifier.sent[0].text.find('{') == std::string::npos);
  CHECK(notices.list(false, false, test::kClerk)->at(0).phone == "138****0001");
}

TEST_CASE("what is erased while the gateway is slow is neither sent nor tried again") {
  Office office;
  RecordingNotifier notifier;
  service::NoticeService notices(*office.store, office.clock, notifier);
  REQUIRE(book(office, sample_request(1)));
  REQUIRE(book(office, sample_request(2)));
  const storage::NoticeStore outbox(*office.store, "pickup");
  notifier.meanwhile = [&] {
    REQUIRE(office.store->writer().run([&](storage::Session& session) {
      for (const auto& row : outbox.list(session, true)) outbox.erase_messages(session, row.item);
      return contract::ok();
    }));
  };
  SUBCASE("the message under way fails") {
    notifier.down = true;
  }
  SUBCASE("the message under way arrives"){}(void)notices.deliver_due(10);
  CHECK(notifier.sent.size() == (notifier.down ? 0U : 1U));  // the second was erased before its turn
  notifier.down = false;
  notifier.meanwhile = {};
  office.clock.advance(3 * 24 * 3600);
  CHECK(*notices.deliver_due(10) == 0);
  CHECK(notifier.sent.size() <= 1);
}

TEST_CASE("a notice that cannot be read is given up and holds up no other") {
  Office office;
  RecordingNotifier notifier;
  service::NoticeService notices(*office.store, office.clock, notifier);
  REQUIRE(book(office, sample_request(1)));
  const auto readable = book(office, sample_request(2));
  test::RawDatabase(office.scratch.path() / "data")
      .execute("UPDATE notice SET message = phone_hash WHERE id = (SELECT min(id) FROM notice)");
  const auto delivered = notices.deliver_due(10);
  REQUIRE_FALSE(delivered);
  CHECK(delivered.error().detail == "notices given up, unreadable: 1");
  REQUIRE(notifier.sent.size() == 1);
  CHECK(notifier.sent[0].reference == readable->reference);
  CHECK(*notices.deliver_due(10) == 0);
  CHECK(notices.list(true, false, test::kClerk)->at(0).last_error == "cannot be read");
}

TEST_CASE("a notice is given up after two days, and kept") {
  Office office;
  RecordingNotifier notifier;
  notifier.down = true;
  service::NoticeService notices(*office.store, office.clock, notifier);
  REQUIRE(book(office, sample_request()));
  for (int hour = 0; hour < 60; ++hour) {
    (void)notices.deliver_due(10);
    office.clock.advance(3600);
  }
  notifier.down = false;
  CHECK(*notices.deliver_due(10) == 0);
  CHECK(notices.list(true, false, test::kClerk)->size() == 1);
}

TEST_CASE(
    "one reminder on the day before, while the resident can still change, none for what was cancelled") {
  Office office;
  RecordingNotifier notifier;
  service::NoticeService notices(*office.store, office.clock, notifier);
  const auto one = book(office, sample_request(1)), two = book(office, sample_request(2));
  (void)notices.deliver_due(100);
  notifier.sent.clear();
  office.clock.set("2026-11-25T15:59:00+08:00");
  CHECK(*office.pickups->queue_reminders() == 0);
  office.clock.set("2026-11-25T16:00:00+08:00");
  CHECK(*office.pickups->queue_reminders() == 2);
  REQUIRE(office.pickups->cancel_by_staff(two->reference, "storm", test::kClerk));
  (void)office.pickups->queue_reminders();
  (void)notices.deliver_due(100);
  int reminders = 0;
  for (const service::Notice& notice : notifier.sent) reminders += notice.kind == "reminder";
  CHECK(reminders == 1);
}

TEST_CASE("nobody is to be called about a reminder that failed when its booking is cancelled afterwards") {
  Office office;
  RecordingNotifier notifier;
  service::NoticeService notices(*office.store, office.clock, notifier);
  const auto pickup = book(office, sample_request());
  REQUIRE(notices.deliver_due(10));
  office.clock.set("2026-11-25T16:00:00+08:00");
  REQUIRE(*office.pickups->queue_reminders() == 1);
  notifier.down = true;
  office.clock.advance(49 * 3600);
  REQUIRE(notices.deliver_due(10));
  const auto reminder = [&] {
    return *office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<storage::NoticeRow> {
          for (const auto& row : storage::NoticeStore(*office.store).list(session, true))
            if (row.kind == "reminder") return row;
          return contract::make_error(ErrorCode::not_found, "no reminder");
        });
  };
  const contract::UtcSeconds given_up = reminder().given_up_at;
  REQUIRE(given_up == office.clock.now());
  office.clock.advance(3600);
  REQUIRE(office.pickups->cancel_by_staff(pickup->reference, "storm", test::kClerk));
  CHECK(reminder().last_error == storage::kOvertaken);
  CHECK(reminder().given_up_at == given_up);
  CHECK(notices.health()->waiting == 1);  // that it is cancelled
}

TEST_CASE("a change without a difference is none; a note sends no message; moves send one") {
  Office office;
  RecordingNotifier notifier;
  service::NoticeService notices(*office.store, office.clock, notifier);
  const auto pickup = book(office, sample_request());
  contract::PickupChange change;
  change.address = sample_request().address;
  CHECK(office.pickups->change(pickup->reference, pickup->token, 1, change)->version == 1);
  change.note = "ring twice";
  CHECK(office.pickups->change(pickup->reference, pickup->token, 1, change)->version == 2);
  change.slot = sample_slot("bulky", "2026-11-27");
  CHECK(office.pickups->change(pickup->reference, pickup->token, 2, change)->version == 3);
  change.slot = sample_slot("bulky", "2026-11-28");
  CHECK(office.pickups->change(pickup->reference, pickup->token, 3, change)->version == 4);
  (void)notices.deliver_due(100);
  int changed = 0;
  for (const service::Notice& notice : notifier.sent) changed += notice.kind == "changed";
  CHECK(changed == 1);
}

TEST_CASE(
    "one number gets few messages a day however often somebody books and cancels, and staff's in any case") {
  Office office;
  const auto messages = [&] {
    const auto rows = office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::NoticeRow>> {
          return storage::NoticeStore(*office.store).list(session, false);
        });
    REQUIRE(rows);
    return rows->size();
  };
  const auto cycle = [&](int number) {
    contract::PickupRequest request = sample_request(number);
    request.phone = "13800000001";
    const auto pickup = book(office, request);
    if (pickup) REQUIRE(office.pickups->cancel(pickup->reference, pickup->token, std::nullopt));
    return pickup;
  };
  for (int number = 1; number <= 40; ++number) REQUIRE(cycle(number));
  CHECK(messages() == 10);
  CHECK(cycle(41).error().code == ErrorCode::rate_limited);
  service::FeedbackService feedback(*office.store, *office.source, office.clock, service::system_ids());
  contract::FeedbackRequest report;
  report.kind = "complaint";
  report.topic = "other";
  report.area = "371524001";
  report.text = "The truck did not come to our street";
  report.contact_name = "Li Ming";
  report.phone = "13800000001";
  const auto filed = feedback.file({report, {}, {}});
  REQUIRE(filed);
  CHECK(messages() == 10);  // one budget over all routes
  REQUIRE(feedback.close(filed->reference, "done", test::kClerk));
  CHECK(messages() == 11);
  REQUIRE(book(office, sample_request(42)));  // another number
  CHECK(messages() == 12);
  office.clock.advance(24 * 3600 + 1);
  CHECK(cycle(43));
  CHECK(messages() == 14);
}

TEST_CASE("without a gateway notices stay open until staff mark them") {
  class Manual final : public service::Notifier {
   public:
    std::string name() const override { return "manual"; }
    bool reaches_residents() const override { return false; }
    contract::Status send(const service::Notice&) override { return contract::ok(); }
  } notifier;
  Office office;
  service::NoticeService notices(*office.store, office.clock, notifier);
  REQUIRE(book(office, sample_request()));
  (void)notices.deliver_due(10);
  const auto open = notices.list(true, false, test::kClerk);
  REQUIRE(open->size() == 1);
  CHECK(notices.mark_done(open->at(0).id, test::kClerk));
  CHECK(notices.list(true, false, test::kClerk)->empty());
  CHECK_FALSE(notices.mark_done(open->at(0).id, test::kClerk));
}
