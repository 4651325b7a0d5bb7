#include "lib/base/json.hpp"
#include "model_world.hpp"
#include "wasm/pickup/booking_check.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;

const std::string kLookup = "/api/v1/pickups/lookup";
const std::string kOpen = "/api/v1/pickups/" + kReference;

void open_with_token(World& w, const std::string& path) {
  w.storage["wufei.token." + kReference] = "secret";
  w.start(path);
  w.answer_public();
  w.answer("GET", kOpen, 200, pickup_body());
}

TEST_CASE("look-up checks both fields, then opens the booking and keeps the token") {
  World w;
  w.start("/pickup/lookup");
  w.send(SubmitLookup{});
  CHECK(w.focus == "reference");
  CHECK(w.open_fetches("POST", kLookup) == 0);
  w.send(SetField{Form::draft, Field::reference, kReference});
  w.send(SetField{Form::draft, Field::phone_tail, "12"});
  w.send(SubmitLookup{});
  CHECK(lookup_errors(w.model).size() == 1);
  CHECK(w.focus == "phone_tail");
  w.send(SetField{Form::draft, Field::phone_tail, "1234"});
  w.send(SubmitLookup{});
  w.answer("POST", kLookup, 200, pickup_body(1, "booked", "secret"));
  CHECK(w.path() == "/pickup/" + kReference);
  CHECK(w.history.size() == 2);
  CHECK(w.storage["wufei.token." + kReference] == "secret");
}

TEST_CASE("a booking page without a token asks for the digits, with the reference filled in") {
  World w;
  w.start("/pickup/" + kReference);
  REQUIRE(w.model.page.kind == PageKind::pickup_booking);
  CHECK(w.model.open.needs_lookup);
  CHECK(w.model.lookup.reference == kReference);
  w.send(SetField{Form::draft, Field::phone_tail, "1234"});
  w.send(SubmitLookup{});
  w.send(SubmitLookup{});
  CHECK(w.open_fetches("POST", kLookup) == 1);
  w.answer("POST", kLookup, 404);
  REQUIRE(w.model.lookup.failure);
  w.send(SubmitLookup{});
  w.answer("POST", kLookup, 200, pickup_body(1, "booked", "secret"));
  CHECK_FALSE(w.model.open.needs_lookup);
  CHECK(w.model.open.pickup.value.reference == kReference);
  CHECK(w.storage["wufei.token." + kReference] == "secret");
  CHECK(w.path() == "/pickup/" + kReference);
}

TEST_CASE("a token that is no longer good leads to the look-up") {
  World w;
  w.storage["wufei.token." + kReference] = "old";
  w.start("/pickup/" + kReference);
  const Fetch fetch = w.answer("GET", kOpen, 401);
  CHECK(header_of(fetch, "Authorization") == "Bearer old");
  CHECK(w.model.open.needs_lookup);
  CHECK(w.storage.count("wufei.token." + kReference) == 0);
}

TEST_CASE("cancel asks first, names the version and happens once") {
  World w;
  open_with_token(w, "/pickup/" + kReference);
  w.send(ConfirmCancel{});
  CHECK(w.open_fetches("POST", kOpen) == 0);
  w.send(AskCancel{});
  CHECK(w.focus == "dialog");
  w.send(ConfirmCancel{});
  w.send(ConfirmCancel{});
  CHECK(w.open_fetches("POST", kOpen) == 1);
  const int scrolled_up = w.scrolled_up;
  const Fetch fetch = w.answer("POST", kOpen + "/cancel", 200, pickup_body(2, "cancelled"));
  CHECK(w.scrolled_up == scrolled_up + 1);
  CHECK(w.focus == "heading");
  REQUIRE_FALSE(w.announced.empty());  // it stands above the heading
  CHECK(w.announced.back().starts_with(contract::text(contract::Text::notice_cancelled_title)));
  CHECK(header_of(fetch, "If-Match") == "\"1\"");
  CHECK(w.model.open.pickup.value.status == contract::PickupStatus::cancelled);
  CHECK_FALSE(w.model.open.asking_cancel);
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->kind == NoticeKind::success);
}

TEST_CASE("a cancel whose answer was lost is repeated and counts as done") {
  World w;
  open_with_token(w, "/pickup/" + kReference);
  w.send(AskCancel{});
  w.send(ConfirmCancel{});
  w.answer("POST", kOpen + "/cancel", 0);
  CHECK(w.model.open.asking_cancel);
  REQUIRE(w.model.open.failure);
  w.send(ConfirmCancel{});
  w.answer("POST", kOpen + "/cancel", 409, problem_body("conflict", "", "already_cancelled"));
  w.answer("GET", kOpen, 200, pickup_body(2, "cancelled"));
  CHECK(w.model.open.pickup.value.status == contract::PickupStatus::cancelled);
}

TEST_CASE("a cancel of something that changed reads it again") {
  World w;
  open_with_token(w, "/pickup/" + kReference);
  w.send(AskCancel{});
  w.send(ConfirmCancel{});
  w.answer("POST", kOpen + "/cancel", 412);
  w.answer("GET", kOpen, 200, pickup_body(2));
  CHECK(w.model.open.pickup.value.version == 2);
  CHECK_FALSE(w.model.open.asking_cancel);
  REQUIRE(w.model.notice);
}

TEST_CASE("a change sends only what differs") {
  World w;
  open_with_token(w, "/pickup/" + kReference + "/change");
  w.answer("GET", "/api/v1/slots", 200, slots_body());
  w.send(SubmitChange{});
  CHECK(w.open_fetches("PATCH", kOpen) == 0);  // nothing changed
  CHECK_FALSE(change_errors(w.model).empty());
  w.send(SetField{Form::change, Field::address, "2 Main Street"});
  w.send(SubmitChange{});
  w.send(SubmitChange{});
  CHECK(w.open_fetches("PATCH", kOpen) == 1);
  const Fetch fetch = w.answer("PATCH", kOpen, 200, pickup_body(2, "booked", {}, "2 Main Street"));
  CHECK(header_of(fetch, "If-Match") == "\"1\"");
  CHECK(fetch.body == R"({"address":"2 Main Street"})");
  CHECK(w.path() == "/pickup/" + kReference);
  CHECK(w.model.open.pickup.value.version == 2);
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->kind == NoticeKind::success);
  REQUIRE_FALSE(w.announced.empty());
  CHECK(w.announced.back().starts_with(contract::text(contract::Text::notice_changed_title)));
}

TEST_CASE("a change of something that changed keeps what was typed and says so") {
  World w;
  open_with_token(w, "/pickup/" + kReference + "/change");
  w.send(SetField{Form::change, Field::note, "ring twice"});
  w.send(SubmitChange{});
  w.answer("PATCH", kOpen, 412);
  const int scrolled_up = w.scrolled_up;
  w.answer("GET", kOpen, 200, pickup_body(2));
  CHECK(w.scrolled_up == scrolled_up + 1);
  CHECK(w.model.change.note == "ring twice");
  REQUIRE(w.model.notice);
  w.send(SubmitChange{});
  const Fetch again = w.answer("PATCH", kOpen, 401);
  CHECK(header_of(again, "If-Match") == "\"2\"");
  CHECK(w.model.open.needs_lookup);
}

TEST_CASE("a change whose answer was lost is found in the booking") {
  World w;
  open_with_token(w, "/pickup/" + kReference + "/change");
  w.send(SetField{Form::change, Field::address, "2 Main Street"});
  w.send(SubmitChange{});
  w.answer("PATCH", kOpen, 0);
  REQUIRE(w.model.change.failure);
  w.send(SubmitChange{});
  w.answer("PATCH", kOpen, 412);
  w.answer("GET", kOpen, 200, pickup_body(2, "booked", {}, "2 Main Street"));
  CHECK(w.path() == "/pickup/" + kReference);
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->kind == NoticeKind::success);
}

TEST_CASE("a change to a slot that filled up keeps the rest") {
  World w;
  open_with_token(w, "/pickup/" + kReference + "/change");
  w.answer("GET", "/api/v1/slots", 200, slots_body());
  w.send(ChooseSlot{Form::change, kArea + ".bulky.20261127.pm"});
  w.send(SetField{Form::change, Field::note, "ring twice"});
  w.send(SubmitChange{});
  w.answer("PATCH", kOpen, 409, problem_body("conflict", "/slot", "slot_full", R"(,"nearest":[])"));
  CHECK(w.model.change.slot == kArea + ".bulky.20261126.am");
  CHECK(w.model.change.note == "ring twice");
  CHECK(w.path() == "/pickup/" + kReference + "/change");
}

TEST_CASE("too many look-ups say how long to wait") {
  World w;
  w.start("/pickup/" + kReference);
  w.send(SetField{Form::draft, Field::phone_tail, "1234"});
  w.send(SubmitLookup{});
  w.answer("POST", kLookup, 429, {}, 60);
  REQUIRE(w.model.lookup.failure);
  CHECK(w.timers[1] == 60000);
}

TEST_CASE("another booking's code begins another answer, also right after the first was counted") {
  const std::string base = "/api/v1/surveys/sample";
  World w;
  w.start("/surveys/sample#code=7K3-M9P-4TS");
  w.answer_public();
  w.answer(
      "GET", base, 200,
      R"({"id":"sample","version":1,"title":"S","status":"open","kinds":["invited"],"after_pickup":true})");
  w.answer("POST", base + "/resume", 200, R"({"version":1,"answers":{}})");
  w.send(SubmitSurvey{});
  const std::string first = header_of(
      w.answer("POST", base + "/responses", 201, R"({"receipt":"R-7K3-M9P-4TS"})"), "Idempotency-Key");
  CHECK(w.model.survey.kept.receipt == "R-7K3-M9P-4TS");
  w.send(Navigate{"/surveys/sample#code=222-222-222"});
  CHECK(w.model.survey.kept.receipt.empty());
  CHECK(w.model.survey.kept.code == "222-222-222");
  CHECK(w.path().find("222") == std::string::npos);
  CHECK_FALSE(first.empty());
}

}  // namespace
}  // namespace wufei::model
