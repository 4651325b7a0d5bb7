#include <algorithm>

#include "model_world.hpp"
#include "wasm/pickup/day_grid.hpp"

namespace wufei::model {
namespace {

using contract::PageKind;

TEST_CASE("a reload keeps the half-filled form; a day later it is gone") {
  World w;
  w.fill_to_check();
  World reloaded;
  reloaded.storage = w.storage;
  reloaded.now = w.now + 23 * 3600;
  reloaded.start("/pickup/new/who");
  reloaded.answer_public();
  CHECK(reloaded.path() == "/pickup/new/who");
  CHECK(reloaded.model.booking.restored);
  CHECK(reloaded.model.booking.draft.request.contact_name == "Wang");
  CHECK(reloaded.model.booking.draft.request.phone == "138 0000 1234");

  World late;
  late.storage = w.storage;
  late.now = w.now + 25 * 3600;
  late.start("/pickup/new/who");
  late.answer_public();
  CHECK(late.path() == "/pickup/new/what");
  CHECK(late.storage.count("wufei.draft") == 0);
}

TEST_CASE("a draft that is no draft is thrown away") {
  for (const char* text : {"", "[]", "{", R"({"version":2})", R"({"version":1,"id":"","saved_at":0})"}) {
    World w;
    w.storage["wufei.draft"] = text;
    w.start("/pickup/new/what");
    CHECK(w.storage.count("wufei.draft") == 0);
    CHECK_FALSE(w.model.booking.restored);
  }
}

TEST_CASE("a link to a later step opens the first incomplete one") {
  World w;
  w.start("/pickup/new/check");
  CHECK(w.path() == "/pickup/new/check");  // until the catalogue is there
  w.answer_public();
  CHECK(w.path() == "/pickup/new/what");
  CHECK(w.history.size() == 1);
  w.send(ChooseCategory{"bulky"});
  w.send(SetQuantity{Form::draft, "sofa", 1});
  w.send(Navigate{"/pickup/new/who"});
  CHECK(w.path() == "/pickup/new/where");
}

TEST_CASE("back and forward move between the steps and keep what was typed") {
  World w;
  w.fill_to_check();
  w.back();
  CHECK(w.model.page.kind == PageKind::pickup_who);
  w.back();
  w.back();
  CHECK(w.model.page.kind == PageKind::pickup_where);
  CHECK(w.model.booking.draft.request.address == "1 Main Street");
  w.at = w.history.size() - 1;
  w.send(PathChanged{w.path()});
  CHECK(w.model.page.kind == PageKind::pickup_check);
}

TEST_CASE("paths become canonical; unknown ones stay") {
  World w;
  w.start("/pickup/new");
  CHECK(w.path() == "/pickup/new/what");
  w.start("/pickup/wf7k3m9p4ts");
  CHECK(w.path() == "/pickup/" + w.model.page.reference);
  w.start("/nowhere");
  CHECK(w.model.page.kind == PageKind::unknown);
  CHECK(w.path() == "/nowhere");
}

TEST_CASE("done after a reload leads to the booking") {
  World w;
  w.storage["wufei.last"] = kReference;
  w.start("/pickup/new/done");
  CHECK(w.path() == "/pickup/" + kReference);
  World nothing;
  nothing.start("/pickup/new/done");
  CHECK(nothing.path() == "/pickup");
}

TEST_CASE("what can not be read can be asked for again, and is when the network is back") {
  World w;
  w.start("/");
  w.answer("GET", "/api/v1/site", 0);
  w.answer("GET", "/api/v1/pages?path=/", 503);
  CHECK(w.model.site.state == LoadState::failed);
  w.send(Retry{});
  CHECK(w.open_fetches("GET", "/api/v1/site") == 1);
  w.answer("GET", "/api/v1/site", 0);
  w.send(OnlineChanged{false});
  w.send(OnlineChanged{true});
  w.answer_public();
  w.answer("GET", "/api/v1/pages?path=/", 200, "{}");
  CHECK(w.model.site.known);
  CHECK(w.title == "Portal");
  CHECK(w.model.home.known);
}

TEST_CASE("large print and colours are kept on the device, and neither changes the other") {
  World w;
  w.start("/");
  CHECK(w.look.colours == Colours::device);
  w.send(ToggleElder{});
  CHECK(w.look.large);
  w.send(ChooseColours{Colours::dark});
  CHECK(w.look.large);
  CHECK(w.look.colours == Colours::dark);
  World again;
  again.look = w.look;
  again.start("/");
  CHECK(again.model.elder);
  CHECK(again.model.colours == Colours::dark);
  again.send(ToggleElder{});
  CHECK_FALSE(again.look.large);
  CHECK(again.look.colours == Colours::dark);
}

TEST_CASE("large print has two further steps, which are kept and end with it") {
  World w;
  w.start("/");
  w.send(ChooseSize{3});
  CHECK(w.look.large);
  CHECK(w.look.further == 2);
  w.send(ChooseColours{Colours::dark});
  CHECK(w.look.further == 2);
  World again;
  again.look = w.look;
  again.start("/");
  CHECK(size_now(again.model) == 3);
  again.send(ChooseSize{2});
  CHECK(again.look.further == 1);
  again.send(ToggleElder{});
  CHECK_FALSE(again.look.large);
  CHECK(again.look.further == 0);
  again.send(ToggleElder{});
  CHECK(size_now(again.model) == 1);
  again.send(ChooseSize{0});
  CHECK_FALSE(again.look.large);
}

TEST_CASE("days stand in whole weeks from the Monday before the first, Sundays only where one is worked") {
  SlotPicker picker;
  std::vector<contract::Slot> slots;
  const contract::Date first = contract::make_date({2026, 11, 25});
  for (int i = 0; i < 28; ++i)
    slots.push_back({"s", contract::add_days(first, i), 510, 690, 20, i == 0 ? 0 : 3});
  picker.slots.set(slots);
  const auto cells = weeks_of(days_of(picker));
  CHECK(cells.size() == 5 * 7);
  CHECK(cells.front().date == contract::add_days(first, -2));
  CHECK_FALSE(cells[1].collects);
  CHECK(cells[2].collects);
  CHECK_FALSE(cells.back().collects);
  point_at_first_open(picker);
  CHECK(*picker.day == contract::add_days(first, 1));
  slots.front().closed = "the desk closed it";
  picker.slots.set(slots);
  CHECK_FALSE(weeks_of(days_of(picker))[2].collects);
  CHECK(days_of(picker).front().closed == "the desk closed it");
  slots.erase(
      std::remove_if(slots.begin(), slots.end(),
                     [](const contract::Slot& slot) { return contract::iso_weekday(slot.date) == 7; }),
      slots.end());
  picker.slots.set(slots);
  CHECK(weeks_of(days_of(picker)).size() == 5 * 6);
  CHECK(weeks_of({}).empty());
}

}  // namespace
}  // namespace wufei::model
