// The outbox on the desk: what waits, whom to call, told once, and the alarm when nothing goes out.
#include <doctest/doctest.h>

#include "desk/notices/notices_page.hpp"
#include "desk_case_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

class Gateway final : public service::Notifier {
 public:
  std::string name() const override { return "gateway"; }
  contract::Status send(const service::Notice&) override {
    if (down) return contract::make_error(contract::ErrorCode::unavailable, "gateway is down");
    return contract::ok();
  }
  bool down = true;
};

struct NoticesVisit : DeskVisit {
  NoticesVisit() {
    http::add_notices_pages(desk_ground(), notices);
    as("wang", Role::dispatcher);
  }
  Gateway gateway;
  service::NoticeService notices{*office.store, office.clock, gateway};
};

std::string first_id(const std::string& page) {
  std::smatch found;
  REQUIRE(std::regex_search(page, found, std::regex("/desk/notices/(\\d+)/done")));
  return found[1];
}

}  // namespace

TEST_CASE("desk: what waits in the outbox is called by hand and ticked once; numbers are on the record") {
  NoticesVisit visit;
  visit.office.pickups->set_staff_words([](const contract::Actor&) { return "office"; });
  const auto pickup = test::book(visit.office, test::sample_request(1));
  REQUIRE(pickup);
  const std::string reference = pickup->reference;
  const http::Response page = visit.get("/desk/notices");
  CHECK(page.status == 200);
  CHECK(holds(page.body, "/desk/pickups/" + reference));
  CHECK(holds(page.body, "138****0001"));
  CHECK_FALSE(holds(page.body, "13800000001"));
  CHECK(holds(visit.post("/desk/notices/phones", {}).body, "tel:13800000001"));
  const std::string path = "/desk/notices/" + first_id(page.body) + "/done";
  CHECK(holds(visit.follow(visit.post(path, {})).body, words_of(Text::server_outbox_told)));
  CHECK_FALSE(holds(visit.get("/desk/notices").body, reference));
  CHECK(holds(visit.get("/desk/notices?state=all").body, words_of(Text::server_outbox_sent)));
  const http::Response twice = visit.post(path, {});
  CHECK(twice.status == 409);
  CHECK(holds(twice.body, words_of(Text::server_outbox_already)));
  CHECK(visit.post("/desk/notices/999999999999999999999/done", {}).status == 409);
  const auto told = visit.office.pickups->get(pickup->reference, pickup->token);
  CHECK(std::count_if(told->looks->begin(), told->looks->end(),
                      [](const contract::Look& look) { return look.full_phone; }) == 1);
  visit.as("zhou", Role::crew, "1");
  CHECK(visit.get("/desk/notices").status == 403);
  CHECK(visit.post("/desk/notices/phones", {}).status == 403);
}

TEST_CASE("desk: an officer calls about cases, a dispatcher about bookings, nobody about what is told") {
  NoticesVisit visit;
  const std::string booking = booked(visit, 1), answered = filed(visit);
  const std::string path = "/desk/notices/" + first_id(visit.get("/desk/notices").body) + "/done";
  CHECK_FALSE(holds(visit.get("/desk/notices?state=all").body, answered));
  visit.as("zhao", Role::officer);
  CHECK(holds(visit.get("/desk/notices").body, answered));
  CHECK_FALSE(holds(visit.get("/desk/notices").body, booking));
  const std::string called = visit.post("/desk/notices/phones", {{"state", "all"}}).body;
  CHECK(holds(called, "13800000009"));
  visit.feedback.set_staff_words([](const contract::Actor&) { return "office"; });
  const auto told = visit.feedback.lookup_by_phone(answered, "0009");
  REQUIRE(told->looks->size() == 1);
  CHECK(told->looks->front().full_phone);
  CHECK_FALSE(holds(called, "13800000001"));
  CHECK(visit.post(path, {}).status == 409);
  visit.as("qian", Role::officer, "office 7");
  CHECK_FALSE(holds(visit.get("/desk/notices").body, answered));
  visit.as("wang", Role::dispatcher);
  CHECK(visit.post(path, {}).status == 303);
  const std::string all = visit.post("/desk/notices/phones", {{"state", "all"}}).body;
  CHECK(holds(all, booking));
  CHECK_FALSE(holds(all, "13800000001"));
}

TEST_CASE("desk: an outbox from which nothing went for a day says so, and one that moves does not") {
  NoticesVisit visit;
  booked(visit, 1);
  CHECK(*visit.notices.deliver_due(10) == 0);
  CHECK_FALSE(holds(visit.get("/desk/notices").body, "role=\"alert\""));
  visit.office.clock.advance(25 * 3600);
  visit.as("wei", Role::dispatcher);  // the first session is over
  CHECK(holds(visit.get("/desk/notices").body, "role=\"alert\""));
  CHECK(service::is_stuck(*visit.notices.health(), visit.office.clock.now()));
  visit.gateway.down = false;
  CHECK(*visit.notices.deliver_due(10) == 1);
  CHECK_FALSE(service::is_stuck(*visit.notices.health(), visit.office.clock.now()));
  CHECK_FALSE(holds(visit.get("/desk/notices").body, "role=\"alert\""));
}

TEST_CASE("an outbox that stands still fails in the same words however many wait") {
  const contract::UtcSeconds now = 1'800'000'000, long_ago = now - service::kOutboxAlarm - 1;
  CHECK(service::check_outbox({0, 0, 0}, now));
  CHECK(service::check_outbox({3, long_ago, now}, now));
  const auto few = service::check_outbox({3, long_ago, 0}, now),
             many = service::check_outbox({400, long_ago, 0}, now);
  REQUIRE_FALSE(few);
  REQUIRE_FALSE(many);
  CHECK(few.error().detail == many.error().detail);
  CHECK(few.error().code == contract::ErrorCode::unavailable);
}

TEST_CASE("desk: what no gateway takes for two days is to be called") {
  NoticesVisit visit;
  const std::string lasting = booked(visit, 1);
  visit.office.clock.advance(49 * 3600);
  visit.as("wei", Role::dispatcher);
  CHECK(*visit.notices.deliver_due(10) == 0);
  CHECK(holds(visit.get("/desk/notices").body, words_of(Text::server_outbox_failed)));
  const auto rows = visit.notices.list(true, false, test::kClerk);
  REQUIRE(rows);
  CHECK(rows->front().state == service::NoticeState::failed);
}
