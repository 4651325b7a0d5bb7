// The bookings of this device as tickets, and the page after a booking: by role and name.
#include <algorithm>

#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

const std::string kOpen = "/api/v1/pickups/" + std::string(kReference);
const std::string kLocked = "WF-222-222-222";

// The device knows two bookings; one can be opened.
void open_list(PortalScene& s, const std::string& status) {
  s.platform.perform(device::Save{"wufei.bookings", std::string(kReference) + " " + std::string(kArea) +
                                                        ".bulky.20261126.am\n" + kLocked + " " +
                                                        std::string(kArea) + ".clothes.20261202.pm\n"});
  s.platform.perform(device::Save{"wufei.token." + std::string(kReference), "secret"});
  s.answer_public();
  s.press("link", Text::frame_mine);
  s.answer_public();
  s.answer("GET", kOpen, 200, pickup_body(status, false));
}

TEST_CASE("every booking of the device is a ticket with its day, its state and the way to it") {
  for (const float width : {390.0F, 320.0F}) {
    PortalScene s("/", width);
    open_list(s, "booked");
    s.ui.expect("list", text(Text::lookup_here));
    const auto nodes = s.ui.nodes();
    const auto item = std::find_if(nodes.begin(), nodes.end(), [](const kit::Node& node) {
      return node.role == "text" && node.name.find("26") != std::string::npos;
    });
    CHECK(item != nodes.end());
    s.expect("text", Text::booking_status_booked);
    s.expect("text", Text::booking_locked);
    s.ui.expect("text", kReference);
    s.ui.expect("text", kLocked);
    CHECK(s.ui.find("link", text(Text::booking_view)).rect.height == 44);
    CHECK(s.ui.find("link", text(Text::booking_change_short)).value ==
          "/pickup/" + std::string(kReference) + "/change");
    CHECK(s.ui.find("link", text(Text::booking_unlock)).value == "/pickup/" + kLocked);
    s.expect("heading2", Text::lookup_other);
    s.press("link", Text::booking_view);
    CHECK(s.platform.path() == "/pickup/" + std::string(kReference));
  }
}

TEST_CASE("a finished booking stands last and can only be seen; large print has the date on top") {
  PortalScene s("/");
  open_list(s, "completed");
  s.expect_none("link", Text::booking_change_short);
  const float locked = s.ui.find("text", kLocked).rect.y;
  CHECK(s.ui.find("text", kReference).rect.y > locked);
  s.press("button", Text::frame_elder_on);
  CHECK(s.ui.find("link", text(Text::booking_view)).rect.height >= 60);
}

TEST_CASE(
    "chips on top lead to bookings, feedback and settings; bookings that the device knows are counted") {
  for (const float width : {390.0F, 1280.0F}) {
    PortalScene s("/", width);
    open_list(s, "booked");
    const std::string counted = text(Text::lookup_chip_counted, {{"count", "2"}});
    CHECK(UiDriver::is(s.ui.find("link", counted), "current=true"));
    CHECK(s.ui.find("link", counted).rect.y < s.ui.find("heading1", text(Text::lookup_title)).rect.y);
    CHECK(s.ui.find("link", counted).rect.height == 44);
    s.press("link", Text::settings_title);
    CHECK(s.platform.path() == "/pickup/lookup");
    CHECK(s.platform.focused == s.ui.find("heading2", text(Text::settings_title)).id);
    s.press("link", Text::lookup_chip_feedback);
    CHECK(s.platform.path() == "/feedback");
  }
  PortalScene none("/pickup/lookup");
  none.answer_public();
  none.expect("link", Text::lookup_chip_bookings);
  none.press("button", Text::frame_elder_on);
  none.expect_none("link", Text::settings_title);
}

TEST_CASE("without a booking there is only the look-up") {
  PortalScene s("/pickup/lookup");
  s.answer_public();
  s.expect_none("list", Text::lookup_here);
  s.expect_none("heading2", Text::lookup_other);
  s.expect("textbox", Text::lookup_reference);
}

TEST_CASE("the way to one's own data stands below the look-up, as far from it as on the server's page") {
  PortalScene s("/pickup/lookup");
  s.answer_public();
  const kit::Node find = s.ui.find("button", text(Text::lookup_submit));
  const kit::Node way = s.ui.find("link", text(Text::mine_way));
  const kit::Node forgot = s.ui.find("heading2", text(Text::lookup_forgot_title));
  CHECK(way.value == "/mine/pickup");
  CHECK(way.rect.height == 44);
  CHECK(way.rect.y == find.rect.y + find.rect.height + 16);
  CHECK(forgot.rect.y > way.rect.y + way.rect.height + 16);
}

TEST_CASE(
    "the page after a booking shows its ticket, what comes next in order, and another one at the address") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("button", Text::pickup_submit);
  s.answer("POST", "/api/v1/pickups", 201, pickup_body("booked", true));
  s.expect("heading1", Text::pickup_done_title);
  s.ui.expect("text", "08:30");
  s.ui.expect("ordered_list", text(Text::pickup_next_title));
  s.expect("listitem", Text::pickup_next_1);
  CHECK(UiDriver::is(s.ui.find("text", kReference), "code=1"));
  s.press("link", Text::pickup_again);
  CHECK(s.platform.path() == "/pickup/new/what");
  CHECK(s.app.model().booking.draft.request.contact_name == "Wang");
}

}  // namespace
}  // namespace wufei::testing
