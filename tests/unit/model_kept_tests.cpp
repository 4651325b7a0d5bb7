// The bookings that a device knows: what is kept of them, in which order they stand, what opens them.
#include "model_world.hpp"
#include "wasm/pickup/kept_bookings.hpp"

namespace wufei::model {
namespace {

const std::string kOther = "WF-222-222-222";
const std::string kOld = "WF-WKM-CYX-P45";
const std::string kPickup = "/api/v1/pickups/";

std::string line(const std::string& reference, const std::string& day) {
  return reference + " " + kArea + ".bulky." + day + ".am\n";
}

TEST_CASE("what is kept is read back, and what is damaged is left out") {
  const std::string text =
      line(kReference, "20261126") + "nonsense\n\n" + kOther + " \n" + kOld + " 12.x.99.am\n";
  const auto list = kept_from_text(text);
  REQUIRE(list.size() == 3);
  CHECK(list[0].slot == kArea + ".bulky.20261126.am");
  CHECK(list[1].slot.empty());
  CHECK(list[2].slot.empty());
  CHECK(kept_from_text(kept_to_text(list)).size() == 3);
  const auto over = kept_from_text(kOther + "  over\n" + kOld + " " + kArea + ".bulky.20261126.am over\n");
  REQUIRE(over.size() == 2);
  CHECK(over[0].over);
  CHECK(over[1].over);
  CHECK_FALSE(over[1].slot.empty());
  CHECK(kept_from_text(kept_to_text(over))[0].over);
  std::string many;
  for (int i = 0; i < 50; ++i) many += line(kReference, "20261126");
  CHECK(kept_from_text(many).size() == 20);
}

TEST_CASE("a booking goes on the list with its slot and nothing of the person, another before it") {
  World w;
  w.storage["wufei.bookings"] = line(kOther, "20261127");
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", "/api/v1/pickups", 201, pickup_body(1, "booked", "secret"));
  CHECK(w.storage["wufei.bookings"] == line(kReference, "20261126") + line(kOther, "20261127"));
}

TEST_CASE("all bookings whose token is there are read, one after the other; the others are locked") {
  World w;
  w.storage["wufei.bookings"] =
      line(kOld, "20261120") + line(kOther, "20261130") + line(kReference, "20261126");
  w.storage["wufei.token." + kReference] = "secret";
  w.storage["wufei.token." + kOld] = "stale";
  w.start("/pickup/lookup");
  w.answer_public();
  const Fetch old = w.answer("GET", kPickup + kOld, 401);
  CHECK(header_of(old, "Authorization") == "Bearer stale");
  CHECK(w.storage.count("wufei.token." + kOld) == 0);
  const Fetch mine = w.answer("GET", kPickup + kReference, 200, pickup_body());
  CHECK(header_of(mine, "Authorization") == "Bearer secret");
  CHECK(w.open_fetches("GET", kPickup) == 0);
  const auto order = kept_in_order(w.model);
  REQUIRE(order.size() == 3);
  CHECK(order[0]->reference == kReference);
  CHECK(order[0]->pickup.has_value());
  CHECK(order[1]->reference == kOther);
  CHECK(order[1]->locked);
  CHECK(order[2]->reference == kOld);
  CHECK(is_past(w.model, *order[2]));
}

TEST_CASE("a cancelled booking is past whatever its day; without a network nothing is locked") {
  World w;
  w.storage["wufei.bookings"] = line(kReference, "20261126") + line(kOther, "20261130");
  w.storage["wufei.token." + kReference] = "secret";
  w.storage["wufei.token." + kOther] = "secret";
  w.start("/pickup/lookup");
  w.answer("GET", kPickup + kReference, 200, pickup_body(2, "cancelled"));
  w.answer("GET", kPickup + kOther, 0);
  const auto order = kept_in_order(w.model);
  CHECK(order.front()->reference == kOther);
  CHECK_FALSE(order.front()->locked);
  CHECK(is_past(w.model, *order.back()));
  CHECK(w.model.kept.failure.has_value());
}

TEST_CASE("home asks about the next booking that is to come, and about another only when that one is over") {
  World w;
  w.storage["wufei.last"] = kReference;
  w.storage["wufei.bookings"] =
      line(kOld, "20261120") + line(kReference, "20261126") + line(kOther, "20261130");
  w.storage["wufei.token." + kReference] = w.storage["wufei.token." + kOther] = "secret";
  w.part_ready = false;
  w.start("/");
  CHECK(w.part_requests == 1);
  w.send(PartLoaded{true});
  CHECK(w.open_fetches("GET", "/api/v1/catalogue") == 1);
  CHECK(w.open_fetches("GET", kPickup) == 1);
  w.answer("GET", kPickup + kReference, 200, pickup_body(2, "cancelled"));
  REQUIRE(coming(w.model) != nullptr);
  CHECK(coming(w.model)->reference == kOther);
  CHECK(w.open_fetches("GET", kPickup + kOther) == 1);
  CHECK(w.storage["wufei.bookings"].find(" over\n") != std::string::npos);
  World later;  // what is over is not asked for again
  later.storage = w.storage;
  later.start("/");
  CHECK(later.open_fetches("GET", kPickup + kReference) == 0);
  CHECK(later.open_fetches("GET", kPickup + kOther) == 1);
}

TEST_CASE("home of a device that has not booked, and in large print, does without the second part") {
  for (const bool large : {false, true}) {
    World w;
    if (large) w.storage["wufei.last"] = kReference;
    w.look.large = large;
    w.part_ready = false;
    w.start("/");
    CHECK(w.part_requests == 0);
  }
}

TEST_CASE("another booking at the same address keeps place and person, and asks for consent anew") {
  World w;
  w.fill_to_check();
  w.send(Submit{});
  w.answer("POST", "/api/v1/pickups", 201, pickup_body(1, "booked", "secret"));
  w.send(BookAgain{});
  CHECK(w.path() == "/pickup/new/what");
  const contract::PickupRequest& request = w.model.booking.draft.request;
  CHECK(request.address == "1 Main Street");
  CHECK(request.contact_name == "Wang");
  CHECK(request.phone == "138 0000 1234");
  CHECK(request.items.empty());
  CHECK(request.slot.empty());
  CHECK_FALSE(request.consent);
  w.send(BookAgain{});  // once
  CHECK(w.model.booking.draft.request.address == "1 Main Street");
}

}  // namespace
}  // namespace wufei::model
