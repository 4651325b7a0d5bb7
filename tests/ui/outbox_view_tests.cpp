// What was submitted and is not at the server: how it is said, by role and name.
#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

const std::string kPickups = "/api/v1/pickups";

void submit_in_vain(PortalScene& s) {
  s.fill_to_check();
  s.press("button", Text::pickup_submit);
  s.answer("POST", kPickups, 0);
}

void open_mine(PortalScene& s) {
  s.platform.go_online(false);  // else opening the page is a try
  s.press("link", Text::frame_exit);
  s.ui.pump();
  s.press("link", Text::frame_mine);
  s.answer_public();
}

TEST_CASE("a booking without a network is said to be not submitted, with the way to try and to give up") {
  for (const float width : {390.0F, 320.0F, 1280.0F}) {
    PortalScene s("/pickup/new/what", width);
    submit_in_vain(s);
    s.expect("text", Text::outbox_state);
    s.expect_none("", Text::failure_offline_title);
    s.expect("button", Text::outbox_send);
    s.expect("button", Text::outbox_drop);
    check_inside(s.ui, width);
    s.press("button", Text::outbox_send);
    CHECK(UiDriver::is(s.ui.find("button", text(Text::pickup_submitting)), "busy=1"));
    s.answer("POST", kPickups, 201, pickup_body("booked", true));
    s.expect("heading1", Text::pickup_done_title);
  }
}

TEST_CASE("among the person's things it is a ticket, which becomes a booking with its number") {
  PortalScene s("/pickup/new/what");
  submit_in_vain(s);
  open_mine(s);
  s.expect("heading2", Text::outbox_state);
  CHECK(s.ui.find("link", text(Text::booking_change_short)).value == "/pickup/new/check");
  CHECK(s.ui.find("button", text(Text::outbox_send)).rect.height >= 44);
  check_inside(s.ui, 390);
  s.press("button", Text::outbox_send);
  s.answer("POST", kPickups, 201, pickup_body("booked", true));
  s.ui.expect("text", text(Text::outbox_sent, {{"reference", kReference}}));
  s.expect_none("heading2", Text::outbox_state);
  s.expect("list", Text::lookup_here);
  CHECK(s.platform.path() == "/pickup/lookup");
}

TEST_CASE("a device that keeps nothing does not promise that it does") {
  PortalScene s("/pickup/new/what");
  s.platform.storage_refused = true;
  submit_in_vain(s);
  s.expect("text", Text::failure_offline_text);
  s.expect("button", Text::outbox_drop);
}

TEST_CASE("a refusal is said there with the way to mend it") {
  PortalScene s("/pickup/new/what");
  submit_in_vain(s);
  open_mine(s);
  s.press("button", Text::outbox_send);
  s.answer("POST", kPickups, 409,
           R"({"type":"about:blank","title":"t","status":409,"code":"conflict",
           "errors":[{"pointer":"/slot","rule":"slot_full"}]})");
  s.expect("heading2", Text::outbox_refused);
  s.expect("", Text::notice_slot_full_title);
  s.expect_none("button", Text::outbox_send);
  s.press("link", Text::booking_change_short);
  CHECK(s.platform.path() == "/pickup/new/when");
}

TEST_CASE("dropping it leaves nothing, in large print too") {
  PortalScene s("/pickup/new/what");
  submit_in_vain(s);
  open_mine(s);
  s.press("button", Text::frame_elder_on);
  CHECK(s.ui.find("button", text(Text::outbox_drop)).rect.height >= 60);
  check_inside(s.ui, 390);
  s.press("button", Text::outbox_drop);
  s.press("button", Text::draft_keep);
  s.expect("heading2", Text::outbox_state);
  s.press("button", Text::outbox_drop);
  s.expect("dialog", Text::draft_drop_title);
  CHECK(s.ui.find("button", text(Text::draft_drop_confirm)).rect.height >= 60);
  check_inside(s.ui, 390);
  s.press("button", Text::draft_drop_confirm);
  s.expect_none("heading2", Text::outbox_state);
  CHECK(s.platform.storage.count("wufei.draft") == 0);
  CHECK(s.platform.storage.count("wufei.outbox") == 0);
}

TEST_CASE("the offline notice speaks of what was filled in only when something was") {
  PortalScene s("/");
  s.answer_public();
  s.platform.go_online(false);
  s.ui.pump();
  s.expect("", Text::frame_offline_title);
  s.expect_none("", Text::frame_offline_text);
  PortalScene filled("/pickup/new/what");
  filled.fill_to_check();
  filled.platform.go_online(false);
  filled.ui.pump();
  filled.expect("", Text::frame_offline_text);
}

}  // namespace
}  // namespace wufei::testing
