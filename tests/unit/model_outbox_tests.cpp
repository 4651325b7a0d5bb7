// A booking that was submitted without a network: kept, sent once, refused, withdrawn, expired.
#include "lib/base/text.hpp"
#include "model_world.hpp"

namespace wufei::model {
namespace {

using contract::Text;

const std::string kPickups = "/api/v1/pickups";

// Submitted in a dead spot; answers what was sent.
Fetch submit_in_vain(World& w) {
  w.fill_to_check();
  w.send(OnlineChanged{false});
  w.send(Submit{});
  return w.answer("POST", kPickups, 0);
}

// The device later, another page open.
World reopened(const World& before, const std::string& path, bool with_part = true) {
  World w;
  w.storage = before.storage;
  w.now = before.now;
  w.random = 500;
  w.part_ready = with_part;
  w.start(path);
  return w;
}

bool is_kept(const World& w) {
  return w.storage.count("wufei.outbox") == 1;
}

TEST_CASE("what was submitted without a network waits, is said, and is sent when the network is back") {
  World w;
  const Fetch first = submit_in_vain(w);
  CHECK(w.path() == "/pickup/new/check");
  CHECK(is_kept(w));
  CHECK(w.announced.back() == contract::text(Text::outbox_state));
  CHECK(w.focus == "heading");
  w.send(OnlineChanged{true});
  w.send(TimerFired{kOutboxTimer});
  w.send(Submit{});
  CHECK(w.open_fetches("POST", kPickups) == 1);
  const Fetch second = w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  CHECK(second.body == first.body);
  CHECK(header_of(second, "Idempotency-Key") == header_of(first, "Idempotency-Key"));
  CHECK(w.path() == "/pickup/new/done");
  CHECK_FALSE(is_kept(w));
  CHECK(w.storage.count("wufei.draft") == 0);
  w.send(TimerFired{kOutboxTimer});
  CHECK(w.open_fetches("POST", kPickups) == 0);
}

TEST_CASE("a page that was closed meanwhile: the next one sends it, whichever it is, and stays where it is") {
  World w;
  const Fetch first = submit_in_vain(w);
  World later = reopened(w, "/", false);
  CHECK(later.part_requests == 1);
  later.send(PartLoaded{true});
  const Fetch second = later.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  CHECK(second.body == first.body);
  CHECK(header_of(second, "Idempotency-Key") == header_of(first, "Idempotency-Key"));
  CHECK(later.path() == "/");
  REQUIRE(later.model.notice);
  CHECK(later.model.notice->title == contract::text(Text::outbox_sent, {{"reference", kReference}}));
  CHECK(later.announced.back() == later.model.notice->title);
  CHECK(later.storage["wufei.bookings"].find(kReference) == 0);
  CHECK_FALSE(is_kept(later));
  CHECK(reopened(later, "/").open_fetches("POST", kPickups) == 0);
}

TEST_CASE("a server that can not answer now is asked again after a while") {
  World w;
  submit_in_vain(w);
  World later = reopened(w, "/pickup/lookup");
  later.answer("POST", kPickups, 503, {}, 90);
  CHECK(later.timers[kOutboxTimer] == 90000);
  CHECK(is_kept(later));
  later.send(TimerFired{kOutboxTimer});
  CHECK(later.open_fetches("POST", kPickups) == 1);
}

TEST_CASE("what the server refuses later keeps everything but the slot, and says why until it is mended") {
  World w;
  submit_in_vain(w);
  World later = reopened(w, "/pickup/lookup");
  later.answer_public();
  later.answer("POST", kPickups, 409, problem_body("conflict", "/slot", "slot_full"));
  CHECK(later.path() == "/pickup/lookup");
  REQUIRE(later.model.notice);
  CHECK(later.model.notice->title == contract::text(Text::outbox_refused));
  CHECK_FALSE(is_kept(later));
  World again = reopened(later, "/pickup/lookup");
  again.answer_public();
  CHECK(again.open_fetches("POST", kPickups) == 0);
  const Draft& draft = again.model.booking.draft;
  CHECK_FALSE(draft.refused.empty());
  CHECK(draft.request.slot.empty());
  CHECK(draft.request.address == "1 Main Street");
  again.send(Navigate{"/pickup/new/check"});
  CHECK(again.path() == "/pickup/new/when");
  again.answer("GET", "/api/v1/slots", 200, slots_body());
  again.send(ChooseSlot{Form::draft, kArea + ".bulky.20261127.am"});
  CHECK(draft.refused.empty());
}

TEST_CASE("changing what waits withdraws it; so does dropping it") {
  World w;
  submit_in_vain(w);
  World other = reopened(w, "/pickup/lookup");
  other.answer("POST", kPickups, 0);
  other.send(AskDrop{});
  CHECK(other.focus == "dialog");
  other.send(DismissDrop{});
  CHECK(other.focus == "drop_booking");
  other.send(ConfirmDrop{});
  CHECK(is_kept(other));
  other.send(AskDrop{});
  other.send(ConfirmDrop{});
  other.send(ConfirmDrop{});
  CHECK_FALSE(other.model.dropping);
  CHECK(other.storage.count("wufei.draft") == 0);
  CHECK_FALSE(is_kept(other));
  CHECK(other.announced.back() == contract::text(Text::outbox_dropped));

  w.send(Navigate{"/pickup/new/where"});
  w.send(SetField{Form::draft, Field::address, "2 Main Street"});
  CHECK_FALSE(is_kept(w));
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kPickups) == 0);
}

TEST_CASE("after a day it is gone, and that is said once") {
  World w;
  submit_in_vain(w);
  w.now += kDraftLifetime + 60;
  World later = reopened(w, "/");
  CHECK(later.open_fetches("POST", kPickups) == 0);
  CHECK(later.storage.count("wufei.draft") == 0);
  REQUIRE(later.model.notice);
  CHECK(later.model.notice->text == contract::text(Text::outbox_expired));
  CHECK_FALSE(reopened(later, "/").model.notice);
}

TEST_CASE("a link of the guide does not touch what waits, it leads to it") {
  World w;
  const Fetch first = submit_in_vain(w);
  w.send(Navigate{"/pickup/new/what?category=clothes"});
  CHECK(w.path() == "/pickup/new/check");
  CHECK(is_kept(w));
  w.send(OnlineChanged{true});
  CHECK(w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret")).body == first.body);
}

TEST_CASE("who changes what waits is told to submit it again") {
  World w;
  submit_in_vain(w);
  w.send(Navigate{"/pickup/new/where"});
  w.send(SetField{Form::draft, Field::address, "2 Main Street"});
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->title == contract::text(Text::notice_resubmit_title));
}

TEST_CASE("what another page of the device has dropped, changed or sent is not sent from here") {
  World w;
  submit_in_vain(w);
  World other = reopened(w, "/pickup/lookup");
  other.answer("POST", kPickups, 0);
  SUBCASE("dropped") {
    other.send(AskDrop{});
    other.send(ConfirmDrop{});
  }
  SUBCASE("changed, and submitted anew") {
    other.send(Navigate{"/pickup/new/where"});
    other.send(SetField{Form::draft, Field::address, "2 Main Street"});
  }
  w.storage = other.storage;
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kPickups) == 0);
  CHECK(w.model.booking.draft.body.empty());
  CHECK_FALSE(w.model.booking.draft.id.empty());  // what is submitted next has a key of its own
}

TEST_CASE("a page whose booking another page has dropped asks what is missing, and submits under a new key") {
  World w;
  const Fetch first = submit_in_vain(w);
  w.storage.erase("wufei.draft");
  w.send(OnlineChanged{true});
  CHECK(w.path() == "/pickup/new/what");
  w.fill_to_check();
  w.send(Submit{});
  const Fetch second = w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  CHECK_FALSE(header_of(second, "Idempotency-Key").starts_with("-"));
  CHECK(header_of(second, "Idempotency-Key") != header_of(first, "Idempotency-Key"));
}

TEST_CASE("leaving the page takes back the question whether to throw away what waits") {
  World w;
  submit_in_vain(w);
  w.send(AskDrop{});
  w.send(Navigate{"/pickup/lookup"});
  CHECK_FALSE(w.model.dropping);
  w.send(ConfirmDrop{});
  CHECK(is_kept(w));
}

TEST_CASE("a device that keeps nothing still sends from the open page") {
  World w;
  submit_in_vain(w);
  w.model.waits_kept = false;
  w.storage.clear();
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kPickups) == 1);
}

TEST_CASE("a page that stays open keeps nothing longer than the device") {
  World w;
  submit_in_vain(w);
  w.now += kDraftLifetime + 60;
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kPickups) == 0);
  CHECK(w.storage.count("wufei.draft") == 0);
  CHECK_FALSE(is_kept(w));
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->text == contract::text(Text::outbox_expired));
  CHECK(w.path() == "/pickup/new/what");
  CHECK_FALSE(w.model.booking.draft.id.empty());
}

TEST_CASE("what is changed while it is on its way stays; what was sent is said") {
  World w;
  submit_in_vain(w);
  w.send(Navigate{"/pickup/new/where"});
  w.send(OnlineChanged{true});
  REQUIRE(w.open_fetches("POST", kPickups) == 1);
  w.send(SetField{Form::draft, Field::address, "2 Main Street"});
  w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  CHECK(w.path() == "/pickup/new/where");
  CHECK(w.model.booking.draft.request.address == "2 Main Street");
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->title == contract::text(Text::outbox_sent, {{"reference", kReference}}));
}

TEST_CASE("an answer that is not the portal's ends nothing") {
  for (const int status : {200, 302, 408, 425, 502}) {
    World w;
    submit_in_vain(w);
    w.send(OnlineChanged{true});
    w.answer("POST", kPickups, status, "<html>");
    CHECK_MESSAGE(is_kept(w), status);
    CHECK_MESSAGE(w.timers.count(kOutboxTimer) == 1, status);
  }
}

TEST_CASE("old feedback leaves the device wherever the person is") {
  World w;
  w.storage["wufei.feedback"] =
      R"({"version":1,"id":"f","saved_at":1,"body":"{}","refused":"","request":{"text":"old"}})";
  w.storage["wufei.outbox"] = "1";
  World later = reopened(w, "/");
  CHECK(later.storage.count("wufei.feedback") == 0);
  REQUIRE(later.model.notice);
  CHECK(later.model.notice->text == contract::text(Text::outbox_expired));
}

}  // namespace
}  // namespace wufei::model
