// Booking in large print: one question on a page, by role and name.
#include <algorithm>
#include <array>

#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {
namespace {

constexpr std::array kTitles{Text::pickup_what_title, Text::pickup_things_title, Text::pickup_where_title,
                             Text::pickup_when_title, Text::pickup_hours_title,  Text::pickup_who_title,
                             Text::pickup_check_title};
constexpr std::array kPaths{"/pickup/new/what", "/pickup/new/what#second", "/pickup/new/where",
                            "/pickup/new/when", "/pickup/new/when#second", "/pickup/new/who",
                            "/pickup/new/check"};

// The person at the first question.
struct ElderScene : PortalScene {
  explicit ElderScene(float width = 390) : PortalScene("/pickup/new/what", width) {
    answer_public();
    press("button", Text::frame_elder_on);
  }

  // What is asked at this place, and nothing of the others.
  void expect_question(std::size_t at) {
    CAPTURE(at);
    expect("heading1", kTitles[at]);
    CHECK(platform.path() == kPaths[at]);
    ui.expect("text", text(Text::pickup_question, {{"number", std::to_string(at + 1)}, {"count", "7"}}));
    const bool last = at + 1 == kTitles.size();
    if (at != 4 || !app.model().booking.draft.request.slot.empty())
      CHECK(ui.find("button", text(last ? Text::pickup_submit : Text::pickup_next_question)).rect.height ==
            72);
    CHECK(host.ui_state().duplicate_keys == 0);
  }

  void next() { press("button", Text::pickup_next_question); }

  void answer_question(std::size_t at) {
    const auto& category = app.model().catalogue.value.catalogue.categories[0];
    const auto& item = category.items[0];
    if (at == 0) ui.press("radio", category.name);
    if (at == 1) ui.press("button", text(Text::item_label, {{"name", item.name}, {"unit", item.unit}}));
    if (at == 2) {
      ui.choose(text(Text::pickup_area), app.model().areas.value[0].name);
      type(Text::pickup_address, "1 Main Street");
    }
    if (at == 3) ui.press("radio", "11月26日");
    if (at == 4) ui.press("radio", "08:30");
    if (at == 5) {
      type(Text::pickup_contact_name, "Wang");
      type(Text::pickup_phone, "13800001234");
      press("checkbox", Text::pickup_consent);
    }
  }

  // Where the first fault of this question leads.
  kit::Node first_field(std::size_t at) {
    if (at == 0) return ui.find("radio", app.model().catalogue.value.catalogue.categories[0].name);
    if (at == 1) return ui.find("textbox", text(Text::pickup_search));
    if (at == 2) return ui.find("select", text(Text::pickup_area));
    if (at == 4) return ui.find("radio", "08:30");
    return ui.find("textbox", text(Text::pickup_contact_name));
  }

  // Answers all questions in front of this one.
  void go_to(std::size_t last) {
    for (std::size_t at = 0; at < last; ++at) {
      answer_question(at);
      next();
      if (at == 2) answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
    }
  }
};

TEST_CASE("large print asks seven questions, one on a page, and books") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    ElderScene s(width);
    for (std::size_t at = 0; at < kTitles.size(); ++at) {
      s.expect_question(at);
      check_inside(s.ui, width);
      if (at + 1 == kTitles.size()) break;
      s.answer_question(at);
      s.next();
      if (at == 2) s.answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
    }
    s.press("button", Text::pickup_submit);
    s.answer("POST", "/api/v1/pickups", 201, pickup_body("booked", true));
    s.expect("heading1", Text::pickup_done_title);
  }
}

TEST_CASE("in large print kind and things, day and hours are not asked together") {
  ElderScene s;
  const auto& category = s.app.model().catalogue.value.catalogue.categories[0];
  s.ui.expect("radiogroup", text(Text::pickup_category));
  s.expect_none("textbox", Text::pickup_search);
  s.go_to(1);
  s.expect_none("radiogroup", Text::pickup_category);
  s.ui.expect("group", category.items[0].name);
  s.answer_question(1);
  s.next();
  s.answer_question(2);
  s.next();
  s.answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
  s.ui.expect_none("radio", "08:30");
  s.answer_question(3);
  s.next();
  s.ui.expect_none("radio", "11月26日");
  s.ui.expect("text", "11月26日");
  CHECK(s.ui.find("radio", "08:30").rect.height >= 84);
  s.ui.expect_none("button", text(Text::pickup_next_question));
  s.expect("button", Text::pickup_pick_slot);
}

TEST_CASE("each question in large print says what is missing in it, and nothing of what comes later") {
  constexpr std::array kFaults{"1", "1", "2", "", "1", "3"};
  for (std::size_t at = 0; at < kFaults.size(); ++at) {
    if (at == 3) continue;  // a day is always pointed at
    CAPTURE(at);
    ElderScene s;
    s.go_to(at);
    s.ui.expect_none("alert", "");
    s.press("button", at == 4 ? Text::pickup_pick_slot : Text::pickup_next_question);
    CHECK(s.platform.path() == kPaths[at]);
    s.ui.expect("heading2", text(Text::form_faults, {{"count", kFaults[at]}}));
    CHECK(s.platform.focused == s.first_field(at).id);
    s.answer_question(at);
    s.next();
    CHECK(s.platform.path() == kPaths[at + 1]);
    s.ui.expect_none("heading2", text(Text::form_faults, {{"count", kFaults[at]}}));
  }
}

TEST_CASE("a fault of the hours leads to the first of them") {
  ElderScene s;
  s.go_to(4);
  s.press("button", Text::pickup_pick_slot);
  CHECK(s.platform.focused == s.ui.find("radio", "08:30").id);
}

TEST_CASE("without a day there is no way on from the day's question") {
  ElderScene s;
  s.go_to(3);
  s.press("link", Text::common_back);
  s.ui.choose(text(Text::pickup_area), s.app.model().areas.value[1].name);
  s.next();
  s.answer("GET", "/api/v1/slots", 200, R"({"slots":[]})");
  s.expect("", Text::pickup_slots_empty_title);
  s.next();
  CHECK(s.platform.path() == kPaths[3]);
  s.ui.expect("link", text(Text::rule_slot_format));
}

TEST_CASE("one question back: in the bar, and with the browser's own button") {
  ElderScene s;
  s.expect_none("link", Text::common_back);
  s.go_to(6);
  for (std::size_t at = 6; at > 0; --at) {
    s.expect_question(at);
    s.press("link", Text::common_back);
  }
  s.expect_question(0);
  for (const std::size_t at : {1U, 2U, 3U}) {
    s.platform.press_back();
    s.ui.pump();
    s.expect_question(at);
  }
  CHECK(s.app.model().booking.draft.request.contact_name == "Wang");
}

TEST_CASE("a question that comes too early leads to the first that is open") {
  ElderScene s;
  s.host.on_event(device::PathChanged{"/pickup/new/when#second"});
  s.ui.pump();
  s.expect_question(0);
}

TEST_CASE("the size of the print can change in the middle: what was filled in stays, and so does the place") {
  ElderScene s;
  s.go_to(4);
  s.answer_question(4);
  s.press("button", Text::frame_elder_off);
  CHECK(s.platform.path() == "/pickup/new/when");
  s.expect("heading1", Text::pickup_when_title);
  CHECK(UiDriver::is(s.ui.find("radio", "11月26日"), "checked=1"));
  CHECK(UiDriver::is(s.ui.find("radio", "08:30"), "checked=1"));
  s.press("button", Text::frame_elder_on);
  s.expect_question(4);
  s.ui.press("link", text(Text::common_back));
  s.expect_question(3);
  s.press("button", Text::frame_elder_off);
  s.press_next();
  s.type(Text::pickup_contact_name, "Wang");
  s.press("button", Text::frame_elder_on);
  s.expect_question(5);
  CHECK(s.app.model().booking.draft.request.contact_name == "Wang");
  s.press("button", Text::frame_elder_off);
  s.platform.press_back();
  s.ui.pump();
  CHECK(s.platform.path() == "/pickup/new/when");
  s.ui.expect("radio", "08:30");
}

TEST_CASE("a slot that filled up asks for the day again, with the nearest ones") {
  ElderScene s;
  s.go_to(6);
  s.press("button", Text::pickup_submit);
  s.answer("POST", "/api/v1/pickups", 409,
           R"({"code":"conflict","status":409,"errors":[{"pointer":"/slot","rule":"slot_full"}],
           "nearest":[{"id":"371524001.bulky.20261127.pm","date":"2026-11-27","start":"14:00","end":"17:30",
           "capacity":20,"remaining":3}]})");
  s.answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
  s.expect_question(3);
  s.expect("heading2", Text::pickup_nearest);
  s.ui.press("radio", "11月27日");
  s.next();
  s.ui.expect("radio", "14:00");
}

TEST_CASE("what is to be checked, and what was booked, can be heard") {
  ElderScene s;
  s.go_to(6);
  s.press("button", Text::speech_read);
  CHECK(s.platform.spoken.back().find("1 Main Street") != std::string::npos);
  s.press("button", Text::pickup_submit);
  s.answer("POST", "/api/v1/pickups", 201, pickup_body("booked", true));
  CHECK(s.platform.spoken.back().empty());
  s.press("button", Text::speech_read);
  CHECK(s.platform.spoken.back().find(kReference) != std::string::npos);
}

TEST_CASE("the telephone is in sight at every question, and nothing is smaller than a finger") {
  for (const float width : {320.0F, 390.0F}) {
    ElderScene s(width);
    s.go_to(6);
    for (std::size_t at = 6;; --at) {
      const std::string& line = s.app.model().site.value.service_number;
      const kit::Node call = s.ui.find("link", text(Text::frame_call, {{"line", line}}));
      CHECK(call.value == "tel:" + line);
      CHECK(call.rect.height >= 60);
      CHECK(call.rect.y + call.rect.height <= 64);
      for (const kit::Node& node : s.ui.nodes())
        if (node.role == "radio" || node.role == "textbox" || node.role == "button")
          CHECK_MESSAGE(node.rect.height >= 60, node.name);
      if (at == 0) break;
      s.press("link", Text::common_back);
    }
  }
}

}  // namespace
}  // namespace wufei::testing
