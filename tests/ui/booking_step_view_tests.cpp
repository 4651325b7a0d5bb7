// What the steps of a booking share, and the choice of a day: by role and name.
#include <algorithm>

#include "lib/base/json.hpp"
#include "pickup/slot.hpp"
#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {
namespace {

std::string onward(Text step) {
  return text(Text::pickup_next_step, {{"step", text(step)}});
}

kit::Node last_widget(const PortalScene& s) {
  kit::Node last;
  for (const kit::Node& node : s.ui.nodes())
    if (node.role == "button" || node.role == "link") last = node;
  return last;
}

void open_days(PortalScene& s, const std::string& slots) {
  s.answer_public();
  const auto& category = s.app.model().catalogue.value.catalogue.categories[0];
  s.ui.press("radio", category.name);
  s.ui.press("button",
             text(Text::item_label, {{"name", category.items[0].name}, {"unit", category.items[0].unit}}));
  s.press_next();
  s.answer_public();
  s.ui.choose(text(Text::pickup_area), s.app.model().areas.value[0].name);
  s.type(Text::pickup_address, "1 Main Street");
  s.press_next();
  s.answer("GET", "/api/v1/slots", 200, slots);
}

TEST_CASE(
    "the way on stands at the foot of a phone's view, last, and says what is chosen and where it leads") {
  PortalScene s("/pickup/new/what");
  s.answer_public();
  const kit::Node bar = s.ui.find("region", text(Text::pickup_bar));
  CHECK(UiDriver::is(bar, "fixed=1"));
  CHECK(bar.rect.y + bar.rect.height == 844);
  CHECK(last_widget(s).name == onward(Text::pickup_step_where));
  CHECK(last_widget(s).rect.height == 52);
  const auto& category = s.app.model().catalogue.value.catalogue.categories[0];
  s.ui.press("radio", category.name);
  s.ui.expect("text", text(Text::pickup_most, {{"count", std::to_string(category.max_items)}}));
  s.ui.press("button",
             text(Text::item_label, {{"name", category.items[0].name}, {"unit", category.items[0].unit}}));
  CHECK(s.ui.has("text", std::string("1 ") + category.items[0].unit));
}

TEST_CASE("the page ends with the bar's height; while somebody types the bar is away") {
  PortalScene s("/pickup/new/what");
  s.answer_public();
  const float with = s.platform.document_height;
  const float bar = s.ui.find("region", text(Text::pickup_bar)).rect.height;
  s.platform.set_foot(-1);
  s.ui.pump();
  s.expect_none("region", Text::pickup_bar);
  CHECK(with - s.platform.document_height == bar);
}

TEST_CASE("on desktops the way on stands below the step, in large print its button is 72 high") {
  PortalScene wide("/pickup/new/what", 1280);
  wide.answer_public();
  wide.expect_none("region", Text::pickup_bar);
  wide.ui.expect("button", onward(Text::pickup_step_where));
  PortalScene s("/pickup/new/what");
  s.answer_public();
  s.press("button", Text::frame_elder_on);
  CHECK(s.ui.find("button", text(Text::pickup_next_question)).rect.height == 72);
}

TEST_CASE("on desktops the booking so far stands beside the steps; nowhere else") {
  PortalScene s("/pickup/new/what", 1280);
  s.answer_public();
  s.expect("complementary", Text::pickup_rail);
  s.ui.expect("definition", text(Text::pickup_rail_later, {{"step", "2"}}));
  s.fill_to_check();
  s.ui.expect_none("definition", text(Text::pickup_rail_later, {{"step", "2"}}));
  s.ui.expect("definition", "1 Main Street");
  CHECK(s.ui.find("heading1", text(Text::pickup_check_title)).rect.x == 80);
  PortalScene phone("/pickup/new/what");
  phone.answer_public();
  phone.expect_none("complementary", Text::pickup_rail);
}

TEST_CASE("without a window the button says so, and pressing it still says what is wrong") {
  PortalScene s("/pickup/new/what");
  open_days(s, slots_body("bulky"));
  s.press("button", Text::pickup_pick_slot);
  s.ui.expect("alert", "");
  s.ui.expect("heading2", text(Text::form_faults, {{"count", "1"}}));
  s.ui.expect("link", text(Text::rule_slot_format));
  CHECK(UiDriver::is(s.ui.find("radiogroup", text(Text::pickup_days)), "invalid=1"));
}

TEST_CASE("days on which nobody comes are told with their reason, those in a row together") {
  for (const bool elder : {false, true}) {
    PortalScene s("/pickup/new/what");
    contract::Json slots = *contract::parse_json(slots_body("bulky"));
    for (contract::Json& slot : slots["slots"]) {
      const auto date = slot["date"].get<std::string>();
      if (date == "2026-11-26" || date == "2026-11-27") slot["closed"] = "repairs", slot["remaining"] = 0;
      if (date == "2026-11-28" && slot["id"].get<std::string>().ends_with(".am"))
        slot["closed"] = "half a day", slot["remaining"] = 0;
    }
    open_days(s, contract::to_text(slots));
    if (elder) s.press("button", Text::frame_elder_on);
    const kit::Node told = s.ui.find("text", "repairs");
    CHECK(told.name.find("11月26日") != std::string::npos);
    CHECK(told.name.find("11月27日") != std::string::npos);
    s.ui.expect_none("text", "half a day");
    s.ui.expect_none("radio", "11月26日");
  }
}

TEST_CASE("days: what is left of each, one group, the windows of the chosen day under its name") {
  PortalScene s("/pickup/new/what");
  contract::Json slots = *contract::parse_json(slots_body("bulky"));
  for (contract::Json& slot : slots["slots"]) {
    if (slot["date"] == "2026-11-25") slot["remaining"] = slot["day_remaining"] = 0;
    if (slot["date"] == "2026-11-27") slot["day_remaining"] = 2;
  }
  open_days(s, contract::to_text(slots));
  const auto nodes = s.ui.nodes();
  const auto radio = [&](const char* day) { return s.ui.find("radio", day); };
  CHECK(UiDriver::is(radio("11月25日"), "disabled=1"));
  CHECK(UiDriver::is(radio("11月26日"), "checked=1"));
  CHECK(radio("11月27日").name.find("2") != std::string::npos);
  CHECK(UiDriver::is(s.ui.find("radiogroup", text(Text::pickup_days)), "weeks=1"));
  CHECK(radio("11月26日").rect.height == 56);
  CHECK(radio("11月27日").rect.y == radio("11月26日").rect.y);
  s.ui.press("radio", "08:30");
  CHECK_FALSE(s.app.model().booking.draft.request.slot.empty());
  CHECK(s.ui.find("radio", "08:30").rect.height == 60);
  s.ui.press("radio", "11月28日");
  CHECK(s.app.model().booking.draft.request.slot.empty());
  s.ui.expect("heading2", "11月28日");
  s.press("button", Text::pickup_pick_slot);
}

TEST_CASE("large print shows four days as rows, and later ones when asked") {
  std::vector<contract::Slot> slots;
  for (int day = 25; day <= 30; ++day) {
    const contract::Date date = contract::make_date({2026, 11, day});
    slots.push_back({contract::slot_id({std::string(kArea), "bulky", date, "am"}), date, 510, 690, 20, 7});
  }
  PortalScene s("/pickup/new/what");
  open_days(s, contract::to_text(contract::slots_to_json(slots)));
  s.press("button", Text::frame_elder_on);
  s.ui.expect("radio", "11月28日");
  s.ui.expect_none("radio", "11月29日");
  CHECK(s.ui.find("radio", "11月28日").rect.height >= 84);
  s.press("button", Text::pickup_days_more);
  s.ui.expect("radio", "11月30日");
  s.expect_none("button", Text::pickup_days_more);
  CHECK(s.platform.focused == s.ui.find("radio", "11月29日").id);
}

TEST_CASE("later days are shown at once where a late one was chosen") {
  std::vector<contract::Slot> slots;
  const contract::Date first = contract::make_date({2026, 11, 25});
  for (int days = 0; days < 12; ++days) {
    const contract::Date date = contract::add_days(first, days);
    slots.push_back({contract::slot_id({std::string(kArea), "bulky", date, "am"}), date, 510, 690, 20, 7});
  }
  PortalScene s("/pickup/new/what");
  open_days(s, contract::to_text(contract::slots_to_json(slots)));
  s.ui.press("radio", "12月3日");  // the ninth
  s.press("button", Text::frame_elder_on);
  s.ui.expect_none("radio", "12月4日");
  s.press("button", Text::pickup_days_more);
  CHECK(s.platform.focused == s.ui.find("radio", "12月4日").id);
}

TEST_CASE("a refused step says what is wrong above its title, in the order of the page, and leads there") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("link", Text::pickup_edit_who);
  s.type(Text::pickup_contact_name, "");
  s.type(Text::pickup_phone, "123");
  s.press("checkbox", Text::pickup_consent);
  s.press_next();
  s.ui.expect("heading2", text(Text::form_faults, {{"count", "3"}}));
  const auto nodes = s.ui.nodes();
  const auto at = [&](std::string_view role, std::string_view part) {
    return std::find_if(nodes.begin(), nodes.end(), [&](const kit::Node& node) {
      return node.role == role && node.name.find(part) != std::string::npos;
    });
  };
  CHECK(at("alert", "") < at("heading1", ""));
  const auto name = at("link", text(Text::pickup_contact_name)), phone = at("link", text(Text::pickup_phone));
  CHECK(name < phone);
  CHECK(phone < at("link", text(Text::rule_consent_required)));
  CHECK(phone->name.find(text(Text::rule_phone_format)) != std::string::npos);
  CHECK(s.platform.focused == s.ui.find("textbox", text(Text::pickup_contact_name)).id);
  s.ui.press("link", text(Text::rule_phone_format));
  CHECK(s.platform.focused == s.ui.find("textbox", text(Text::pickup_phone)).id);
  CHECK(s.host.ui_state().duplicate_keys == 0);
}

}  // namespace
}  // namespace wufei::testing
