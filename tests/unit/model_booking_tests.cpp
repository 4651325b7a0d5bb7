#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "model_world.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/form_update.hpp"

namespace wufei::model {
namespace {

const std::string kPickups = "/api/v1/pickups";

TEST_CASE("a booking goes from what to done and leaves nothing behind") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  const Fetch sent = w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  const auto body = contract::parse_json(sent.body);
  REQUIRE(body);
  CHECK(contract::text_or_empty(*body, "phone") == "13800001234");
  CHECK(contract::text_or_empty(*body, "slot") == kArea + ".bulky.20261126.am");
  CHECK(w.path() == "/pickup/new/done");
  REQUIRE(w.model.booking.created);
  CHECK(w.model.booking.created->reference == kReference);
  CHECK(w.storage.count("wufei.draft") == 0);
  CHECK(w.storage["wufei.token." + kReference] == "secret");
  CHECK(w.announced.back().find(kReference) != std::string::npos);
  CHECK(w.focus == "heading");

  w.send(DownloadCalendar{});
  REQUIRE(w.downloads.size() == 1);
  CHECK(header_of(w.downloads[0].request, "Authorization") == "Bearer secret");
  w.send(PrintPage{});
  REQUIRE(w.printed.size() == 1);
  CHECK(w.printed[0].slip.url == kPickups + "/" + kReference + "/slip");
  CHECK(header_of(w.printed[0].slip, "Authorization") == "Bearer secret");
  w.send(CopyReference{});
  CHECK(w.copied == std::vector<std::string>{kReference});
}

TEST_CASE("going back from done can not book again") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  w.back();
  CHECK(w.path() == "/pickup/new/done");
  w.send(Submit{});
  CHECK(w.open_fetches("POST", kPickups) == 0);
  while (w.at > 1) {
    w.back();
    CHECK(w.path() == "/pickup/new/done");
  }
  w.send(Navigate{"/pickup/new/what"});
  CHECK(w.path() == "/pickup/new/what");
  w.send(ChooseCategory{"bulky"});
  w.send(SetQuantity{Form::draft, "sofa", 1});
  w.send(NextStep{Question::kind});
  CHECK(w.path() == "/pickup/new/where");
  w.back();
  CHECK(w.path() == "/pickup/new/what");
}

TEST_CASE("booking for somebody else: both numbers are sent, the draft keeps them, a neighbour is next") {
  using Act = SetProxy::Act;
  World w;
  w.fill_to_check();
  w.send(Navigate{"/pickup/new/who"});
  w.send(SetProxy{.act = Act::other, .flag = true});
  w.send(NextStep{Question::person});
  CHECK(w.path() == "/pickup/new/who");
  CHECK(w.focus == "proxy_name");
  w.send(SetProxy{.act = Act::name, .value = "Zhou"});
  w.send(SetProxy{.act = Act::phone, .value = "13900000002"});
  w.send(SetProxy{.act = Act::other, .flag = false});
  CHECK(w.storage["wufei.draft"].find("Zhou") == std::string::npos);
  w.send(SetProxy{.act = Act::other, .flag = true});
  CHECK(w.storage["wufei.draft"].find("Zhou") != std::string::npos);
  w.send(SetProxy{.act = Act::consent, .flag = true});
  w.send(SetProxy{.act = Act::other, .flag = false});
  w.send(SetProxy{.act = Act::other, .flag = true});  // for somebody else than before
  w.send(NextStep{Question::person});
  CHECK(w.focus == "proxy_consent");
  w.send(SetProxy{.act = Act::consent, .flag = true});
  w.send(NextStep{Question::person});
  w.send(Submit{});
  const Fetch sent = w.answer("POST", kPickups, 201, pickup_body(1, "booked", "secret"));
  const auto request = contract::parse_pickup_request(*contract::parse_json(sent.body));
  REQUIRE(request);
  REQUIRE(request->proxy);
  CHECK(request->proxy->phone == "13900000002");

  w.send(BookAgain{.neighbour = true});
  const contract::PickupRequest& next = w.model.booking.draft.request;
  CHECK(next.area == kArea);
  CHECK(next.address.empty());
  CHECK(next.contact_name.empty());
  CHECK(next.phone.empty());
  REQUIRE(next.proxy);
  CHECK(next.proxy->name == "Zhou");
  CHECK_FALSE(next.proxy->consent);
}

TEST_CASE("a double tap sends one request and passes one step") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.send(Submit{});
  CHECK(w.open_fetches("POST", kPickups) == 1);

  World other;
  other.start("/pickup/new/what");
  other.answer_public();
  other.send(ChooseCategory{"bulky"});
  other.send(SetQuantity{Form::draft, "sofa", 1});
  other.send(NextStep{Question::kind});
  other.send(NextStep{Question::kind});
  CHECK(other.path() == "/pickup/new/where");
  CHECK(other.history.size() == 2);
}

TEST_CASE("a lost answer is retried under the same key, also after a reload; other content has another key") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  const Fetch first = w.answer("POST", kPickups, 0);
  REQUIRE(w.model.booking.failure);
  CHECK(w.model.booking.failure->status == 0);
  w.send(Submit{});
  const Fetch second = w.answer("POST", kPickups, 0);
  CHECK(second.body == first.body);
  CHECK(header_of(second, "Idempotency-Key") == header_of(first, "Idempotency-Key"));

  World reloaded;
  reloaded.storage = w.storage;
  reloaded.random = 500;
  reloaded.start("/pickup/new/check");
  reloaded.answer_public();
  reloaded.answer("GET", "/api/v1/slots", 200, slots_body());
  reloaded.send(Submit{});
  const Fetch third = reloaded.answer("POST", kPickups, 0);
  CHECK(header_of(third, "Idempotency-Key") == header_of(first, "Idempotency-Key"));

  reloaded.send(SetField{Form::draft, Field::note, "no lift"});
  reloaded.send(Submit{});
  const Fetch changed = reloaded.answer("POST", kPickups, 0);
  CHECK(header_of(changed, "Idempotency-Key") != header_of(first, "Idempotency-Key"));
}

TEST_CASE("a slot that filled up loses nothing but the slot and offers the nearest") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  const std::string nearest =
      R"(,"nearest":[{"id":"371524001.bulky.20261126.pm","date":"2026-11-26","start":"14:00","end":"17:30",
        "capacity":20,"remaining":3}])";
  w.answer("POST", kPickups, 409, problem_body("conflict", "/slot", "slot_full", nearest));
  CHECK(w.path() == "/pickup/new/when");
  const contract::PickupRequest& kept = w.model.booking.draft.request;
  CHECK(kept.slot.empty());
  CHECK(kept.address == "1 Main Street");
  CHECK(kept.contact_name == "Wang");
  CHECK(kept.items.size() == 1);
  CHECK(kept.consent);
  REQUIRE(w.model.booking.picker.nearest.size() == 1);
  REQUIRE(w.model.notice);

  w.answer("GET", "/api/v1/slots", 200, slots_body(0));
  w.send(ChooseSlot{Form::draft, w.model.booking.picker.nearest[0].id});
  w.send(NextStep{Question::day});
  w.send(NextStep{Question::person});
  CHECK(w.path() == "/pickup/new/check");
  w.send(Submit{});
  CHECK(w.open_fetches("POST", kPickups) == 1);
}

TEST_CASE("a day that filled up in the whole county is said as such, and its slots are no choice any more") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", kPickups, 409, problem_body("conflict", "/slot", "day_full", R"(,"nearest":[])"));
  CHECK(w.path() == "/pickup/new/when");
  CHECK(w.model.booking.draft.request.slot.empty());
  REQUIRE(w.model.notice);
  CHECK(w.model.notice->title == contract::text(contract::Text::notice_day_full_title));
  contract::Json full = *contract::parse_json(slots_body());
  for (contract::Json& slot : full["slots"]) slot["remaining"] = slot["day_remaining"] = 0;
  w.answer("GET", "/api/v1/slots", 200, contract::to_text(full));
  w.send(ChooseSlot{Form::draft, kArea + ".bulky.20261126.am"});
  const auto errors = step_errors(w.model, Step::when);
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].rule == contract::Rule::day_full);
}

TEST_CASE("another day takes the chosen window away, and that is heard; the same day does not") {
  const std::string words(contract::text(contract::Text::pickup_pick_slot));
  World w;
  w.fill_to_check();
  REQUIRE_FALSE(w.model.booking.draft.request.slot.empty());
  const std::string chosen = w.model.booking.draft.request.slot;
  w.announced.clear();
  w.send(ChooseDay{Form::draft, contract::make_date({2026, 11, 26})});
  CHECK(w.model.booking.draft.request.slot == chosen);
  CHECK(w.announced.empty());
  w.send(ChooseDay{Form::draft, contract::make_date({2026, 11, 27})});
  CHECK(w.model.booking.draft.request.slot.empty());
  CHECK(w.announced == std::vector<std::string>{words});
  w.send(ChooseDay{Form::draft, contract::make_date({2026, 11, 28})});
  CHECK(w.announced.size() == 1);  // nothing was chosen any more
}

TEST_CASE("an open booking at the address is said and the draft stays") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", kPickups, 409, problem_body("conflict", "", "open_booking_exists"));
  CHECK(w.path() == "/pickup/new/check");
  REQUIRE(w.model.booking.failure);
  CHECK_FALSE(w.model.booking.busy);
  CHECK(w.storage.count("wufei.draft") == 1);
}

TEST_CASE("a field that the server refuses is shown in its step until it changes") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", kPickups, 400, problem_body("invalid", "/address", "too_short", R"(,"x":1)"));
  CHECK(w.path() == "/pickup/new/where");
  CHECK(w.focus == "address");
  CHECK_FALSE(booking_error(w.model, "/address").empty());
  w.send(SetField{Form::draft, Field::address, "12 Main Street"});
  CHECK(booking_error(w.model, "/address").empty());
}

TEST_CASE("too many tries: the failure stands until the time is over") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", kPickups, 429, {}, 30);
  REQUIRE(w.model.booking.failure);
  CHECK(w.model.booking.failure->error.retry_after_s == 30);
  CHECK(w.timers[1] == 30000);
  w.send(TimerFired{1});
  CHECK_FALSE(w.model.booking.failure);
}

TEST_CASE("a key that was used with another body gets a new one") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  const Fetch first =
      w.answer("POST", kPickups, 422, problem_body("unprocessable", "", "idempotency_key_reused"));
  REQUIRE(w.model.notice);
  w.send(Submit{});
  const Fetch second = w.answer("POST", kPickups, 503);
  CHECK(header_of(second, "Idempotency-Key") != header_of(first, "Idempotency-Key"));
  REQUIRE(w.model.booking.failure);
}

TEST_CASE("the search for things says what it found once nothing more is typed") {
  World w;
  w.start("/pickup/new/what");
  w.answer_public();
  w.send(SetField{Form::draft, Field::item_search, "no such thing"});
  CHECK(w.announced.empty());
  REQUIRE(w.timers[kItemsTimer] > 0);
  w.send(TimerFired{kItemsTimer});
  REQUIRE_FALSE(w.announced.empty());
  CHECK(w.announced.back() ==
        contract::text(contract::Text::pickup_search_empty_title, {{"text", "no such thing"}}));
  const auto& category = w.model.catalogue.value.catalogue.categories.front();
  w.send(SetField{Form::draft, Field::item_search, category.items.front().name});
  w.send(TimerFired{kItemsTimer});
  CHECK(w.announced.back() == contract::text(contract::Text::pickup_search_found, {{"count", "1"}}));
  w.announced.clear();
  w.send(SetField{Form::draft, Field::item_search, ""});
  w.send(TimerFired{kItemsTimer});
  CHECK(w.announced.empty());
}

TEST_CASE("a booking's title is its heading, in large print the one of its question") {
  World w;
  w.look.large = true;
  w.start("/pickup/new/what");
  w.answer_public();
  CHECK(w.title.find(contract::text(contract::Text::pickup_what_title)) == 0);
  w.send(ChooseCategory{"bulky"});
  w.send(NextStep{Question::kind});
  CHECK(w.title.find(contract::text(contract::Text::pickup_things_title)) == 0);
  w.send(SetQuantity{Form::draft, "sofa", 1});
  w.send(NextStep{Question::things});
  CHECK(w.title.find(contract::text(contract::Text::pickup_where_title)) == 0);
}

TEST_CASE("a step with errors can not be passed and the first wrong field gets the focus") {
  World w;
  w.start("/pickup/new/what");
  w.answer_public();
  w.send(NextStep{Question::kind});
  CHECK(w.path() == "/pickup/new/what");
  CHECK(w.focus == "category0");
  w.send(ChooseCategory{"bulky"});
  w.send(NextStep{Question::kind});
  CHECK(w.focus == "item_search");
  w.send(SetQuantity{Form::draft, "sofa", 9});
  w.send(NextStep{Question::kind});
  CHECK_FALSE(booking_error(w.model, "/items/").empty());
  w.send(SetQuantity{Form::draft, "sofa", 2});
  w.send(NextStep{Question::kind});
  CHECK(w.path() == "/pickup/new/where");
  CHECK(booking_error(w.model, "/area").empty());
  w.send(NextStep{Question::place});
  CHECK(w.focus == "area");
  CHECK_FALSE(booking_error(w.model, "/area").empty());
}

TEST_CASE("very long and broken texts are refused beside their field") {
  World w;
  w.fill_to_check();
  w.send(Navigate{"/pickup/new/where"});
  w.send(SetField{Form::draft, Field::address, std::string(10000, 'a')});
  w.send(NextStep{Question::place});
  CHECK(w.focus == "address");
  w.send(SetField{Form::draft, Field::address, "1 Main\x01 Street"});
  CHECK_FALSE(booking_error(w.model, "/address").empty());
  w.send(SetField{Form::draft, Field::address, "\xF0\xA0\xAE\xB7 1 Main Street"});
  CHECK(booking_error(w.model, "/address").empty());
}

TEST_CASE("items of another category stay in the draft but are not sent") {
  World w;
  w.fill_to_check();
  w.send(Navigate{"/pickup/new/what"});
  w.send(SetQuantity{Form::draft, "fridge", 1});
  CHECK(w.model.booking.draft.request.category == "e_waste");
  CHECK(w.model.booking.draft.request.slot.empty());
  CHECK(request_of(w.model).items.size() == 1);
  w.send(ChooseCategory{"bulky"});
  REQUIRE(request_of(w.model).items.size() == 1);
  CHECK(request_of(w.model).items[0].item == "sofa");
}

TEST_CASE("an answer about another area is dropped") {
  World w;
  w.fill_to_check();
  w.send(Navigate{"/pickup/new/where"});
  w.send(SetField{Form::draft, Field::area, "371524100"});
  w.send(NextStep{Question::place});
  const Fetch stale = w.fetches.back();
  w.send(Navigate{"/pickup/new/where"});
  w.send(SetField{Form::draft, Field::area, kArea});
  w.send(NextStep{Question::place});
  w.answer("GET", stale.url, 200, R"({"slots":[]})");
  CHECK(w.model.booking.picker.slots.state == LoadState::loading);
  w.answer("GET", "/api/v1/slots?area=" + kArea, 200, slots_body());
  CHECK(w.model.booking.picker.slots.value.size() == 4);
}

TEST_CASE("a chosen slot that is gone when the list comes is taken back and said") {
  World w;
  w.fill_to_check();
  w.send(Navigate{"/pickup/new/when"});
  w.answer("GET", "/api/v1/slots", 200, slots_body(0));
  CHECK(w.model.booking.draft.request.slot.empty());
  REQUIRE(w.model.notice);
}

}  // namespace
}  // namespace wufei::model
