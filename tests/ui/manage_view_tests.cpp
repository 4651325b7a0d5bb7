#include <algorithm>

#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

const std::string kLookup = "/api/v1/pickups/lookup";
const std::string kOpen = "/api/v1/pickups/" + std::string(kReference);

void look_up(PortalScene& s, const std::string& status = "booked") {
  s.answer_public();
  s.type(Text::lookup_reference, kReference);
  s.type(Text::lookup_phone_tail, "1234");
  s.press("button", Text::lookup_submit);
  s.answer("POST", kLookup, 200, pickup_body(status, true));
  while (s.open_fetches("GET", kOpen) > 0) s.answer("GET", kOpen, 200, pickup_body(status, false));
  s.answer_public();
  s.expect("heading1", Text::booking_title);
}

TEST_CASE("look-up says what is wrong, then opens the booking") {
  PortalScene s("/pickup/lookup");
  s.answer_public();
  s.press("button", Text::lookup_submit);
  CHECK(UiDriver::is(s.ui.find("textbox", text(Text::lookup_reference)), "invalid=1"));
  s.ui.expect("heading2", text(Text::form_faults, {{"count", "2"}}));
  s.ui.press("link", text(Text::form_fault, {{"label", text(Text::lookup_phone_tail)}, {"error", ""}}));
  CHECK(s.platform.focused == s.ui.find("textbox", text(Text::lookup_phone_tail)).id);
  s.type(Text::lookup_reference, kReference);
  s.type(Text::lookup_phone_tail, "9999");
  s.press("button", Text::lookup_submit);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::common_loading)), "busy=1"));
  s.answer("POST", kLookup, 404);
  s.expect("alert", Text::failure_lookup_not_found_title);
  look_up(s);
  CHECK(s.platform.path() == "/pickup/" + std::string(kReference));
  s.expect("", Text::booking_status_booked);
  s.expect("heading2", Text::booking_history);
}

TEST_CASE("a booking says who of the staff opened it, or that nobody did") {
  for (const bool opened : {false, true}) {
    PortalScene s("/pickup/lookup");
    s.answer_public();
    s.type(Text::lookup_reference, kReference);
    s.type(Text::lookup_phone_tail, "1234");
    s.press("button", Text::lookup_submit);
    contract::Pickup pickup =
        *contract::pickup_from_json(*contract::parse_json(pickup_body("assigned", true)));
    pickup.looks.emplace();
    if (opened) pickup.looks->push_back({1795000000, "office 1", true});
    const std::string body = contract::to_text(contract::pickup_to_json(pickup));
    s.answer("POST", kLookup, 200, body);
    while (s.open_fetches("GET", kOpen) > 0) s.answer("GET", kOpen, 200, body);
    s.answer_public();
    s.expect("heading2", Text::look_title);
    s.expect("", Text::booking_looks_lists);
    if (opened)
      s.expect_none("", Text::booking_looks_none);
    else
      s.expect("", Text::booking_looks_none);
  }
}

TEST_CASE("a booking is changed") {
  PortalScene s("/pickup/lookup", 1280);
  look_up(s);
  s.press("link", Text::booking_change);
  s.expect("heading1", Text::change_title);
  s.answer("GET", kOpen, 200, pickup_body("booked", false));
  s.answer_public();
  s.answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
  s.press("button", Text::change_submit);
  s.expect("", Text::rule_no_change);
  s.type(Text::pickup_address, "22 Main Street");
  s.press("button", Text::change_submit);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::pickup_submitting)), "busy=1"));
  const auto sent = s.answer("PATCH", kOpen, 200, pickup_body("booked", false));
  CHECK(sent.body == R"({"address":"22 Main Street"})");
  s.expect("status", Text::notice_changed_title);
  s.expect("heading1", Text::booking_title);
}

TEST_CASE("whoever takes another time back is among the times still") {
  PortalScene s("/pickup/lookup", 1280);
  look_up(s);
  s.press("link", Text::booking_change);
  s.answer("GET", kOpen, 200, pickup_body("booked", false));
  s.answer_public();
  s.answer("GET", "/api/v1/slots", 200, slots_body("bulky"));
  s.ui.press("radio", "11月27日");
  s.ui.press("radio", "14:00");
  s.platform.focus_twin(s.ui.find("button", text(Text::change_keep_slot)).id);
  s.press("button", Text::change_keep_slot);
  s.expect_none("button", Text::change_keep_slot);
  const auto nodes = s.ui.nodes();
  const auto heir = std::find_if(nodes.begin(), nodes.end(),
                                 [&](const kit::Node& node) { return node.id == s.platform.focused; });
  REQUIRE(heir != nodes.end());
  CHECK(heir->role == "radio");
}

TEST_CASE("a booking is cancelled after a question") {
  PortalScene s("/pickup/lookup");
  look_up(s);
  s.press("button", Text::booking_cancel);
  const kit::Node dialog = s.ui.find("dialog", text(Text::booking_cancel_title));
  CHECK(UiDriver::is(dialog, "modal=1"));
  CHECK(dialog.rect.y + dialog.rect.height / 2 == doctest::Approx(844 / 2).epsilon(0.01));
  CHECK(s.platform.focused == s.ui.find("heading2", text(Text::booking_cancel_title)).id);
  s.expect_none("heading1", Text::booking_title);  // what lies under it can not be reached
  const kit::Node keep = s.ui.find("button", text(Text::booking_cancel_keep));
  CHECK(UiDriver::is(keep, "escape=1"));
  CHECK(keep.rect.y < s.ui.find("button", text(Text::booking_cancel_confirm)).rect.y);
  s.press("button", Text::booking_cancel_keep);
  s.expect_none("dialog", Text::booking_cancel_title);
  CHECK(s.platform.focused == s.ui.find("button", text(Text::booking_cancel)).id);
  s.press("button", Text::booking_cancel);
  s.press("button", Text::booking_cancel_confirm);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::pickup_submitting)), "busy=1"));
  s.answer("POST", kOpen + "/cancel", 200, pickup_body("cancelled", false));
  s.expect("", Text::booking_status_cancelled);
  s.expect_none("button", Text::booking_cancel);
  s.expect("status", Text::notice_cancelled_title);
}

const std::string kInvitation = kOpen + "/invitation";

TEST_CASE("a completed booking asks for its code and opens the survey with it; an open one does not") {
  PortalScene open("/pickup/lookup");
  look_up(open);
  open.expect_none("button", Text::booking_rate);
  PortalScene s("/pickup/lookup");
  look_up(s, "completed");
  s.press("button", Text::booking_rate);
  const auto asked = s.answer("POST", kInvitation, 200, R"({"survey":"after-pickup","code":"7K3-M9P-4TS"})");
  CHECK(asked.body == "{}");
  CHECK(s.platform.path() == "/surveys/after-pickup");  // the code is in no address
}

TEST_CASE("a booking that was rated says so, another refusal says what it is") {
  PortalScene s("/pickup/lookup");
  look_up(s, "completed");
  s.press("button", Text::booking_rate);
  s.answer("POST", kInvitation, 503);
  s.expect("alert", Text::failure_system_title);
  s.press("button", Text::booking_rate);
  s.answer("POST", kInvitation, 409,
           R"({"status":409,"code":"conflict","errors":[{"pointer":"/code","rule":"survey_code_used"}]})");
  s.expect("status", Text::booking_rated_title);
  CHECK(s.platform.path() == "/pickup/" + std::string(kReference));
}

TEST_CASE("a booking page without a token asks for the digits") {
  PortalScene s("/pickup/" + std::string(kReference));
  s.answer_public();
  s.expect("", Text::booking_verify_title);
  CHECK(s.ui.find("textbox", text(Text::lookup_reference)).value == kReference);
}

}  // namespace
}  // namespace wufei::testing
