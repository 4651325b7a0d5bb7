// Pages worked as a person with a screen reader works them: by role and name.
#include <algorithm>

#include "lib/base/json.hpp"
#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"
#include "wasm/pickup/day_grid.hpp"

namespace wufei::testing {
namespace {

const std::string kPickups = "/api/v1/pickups";

TEST_CASE("home shows the service, the categories, the news and the telephone line") {
  for (const float width : {390.0F, 1280.0F}) {
    PortalScene s("/", width);
    s.expect("", Text::common_loading);
    s.answer_public();
    s.ui.expect("heading1", s.app.model().site.value.tagline);
    s.expect("link", Text::home_book);
    s.expect("link", Text::home_lookup);
    s.expect("heading2", Text::home_news);
    s.ui.expect("link", "12345");
    for (const auto& category : s.app.model().catalogue.value.catalogue.categories)
      s.ui.expect("link", category.short_name);
    CHECK(s.platform.title == s.app.model().site.value.portal_name);
    CHECK(s.ui.pump() == 0);
  }
}

TEST_CASE("the frame says that all is on trial, and the first step what is not certain") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    PortalScene s("/pickup", width);
    s.answer_public();
    const auto nodes = s.ui.nodes();
    CHECK(std::any_of(nodes.begin(), nodes.end(),
                      [](const kit::Node& node) { return node.name == text(Text::frame_trial); }));
    s.expect("", Text::frame_trial_about);
    PortalScene first("/pickup/new/what", width);
    first.answer_public();
    first.expect("", Text::frame_trial_about);
    first.expect("", Text::pickup_pending_title);
  }
}

TEST_CASE("home without a network says so and tries again") {
  PortalScene s("/");
  s.answer("GET", "/api/v1/site", 200, site_body());
  s.answer("GET", "/api/v1/pages?path=/", 0);
  s.expect("", Text::failure_offline_title);
  s.press("button", Text::common_retry);
  s.answer("GET", "/api/v1/pages?path=/", 200, "{}");
  s.expect_none("", Text::failure_offline_title);
}

TEST_CASE("a resident books from the home page to the reference") {
  PortalScene s("/");
  s.answer_public();
  s.press("link", Text::home_book);
  CHECK(s.platform.path() == "/pickup/new/what");
  s.fill_to_check();
  s.ui.expect("", "13800001234");
  s.press("button", Text::pickup_submit);
  CHECK(s.open_fetches("POST", kPickups) == 1);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::pickup_submitting)), "busy=1"));
  s.answer("POST", kPickups, 201, pickup_body("booked", true));
  CHECK(s.platform.path() == "/pickup/new/done");
  s.ui.expect("", kReference);
  s.press("button", Text::pickup_calendar);
  CHECK(s.platform.downloads.size() == 1);
  s.press("button", Text::pickup_copy);
  CHECK(s.platform.copied == kReference);
  s.press("button", Text::pickup_print);
  CHECK(s.platform.prints == 1);
  CHECK(s.platform.printed.slip.url == kPickups + "/" + std::string(kReference) + "/slip");
  s.press("link", Text::pickup_view_booking);
  CHECK(s.platform.path() == "/pickup/" + std::string(kReference));
}

TEST_CASE("errors are said beside their field and the first one gets the focus") {
  PortalScene s("/pickup/new/what");
  s.answer_public();
  s.press_next();
  s.expect("", Text::pickup_choose_category);
  CHECK(s.platform.path() == "/pickup/new/what");
  PortalScene full("/pickup/new/what");
  full.fill_to_check();
  full.press("link", Text::pickup_edit_who);
  full.type(Text::pickup_phone, "123");
  full.press_next();
  const kit::Node phone = full.ui.find("textbox", text(Text::pickup_phone));
  CHECK(UiDriver::is(phone, "invalid=1"));
  CHECK(phone.description.find(text(Text::rule_phone_format)) != std::string::npos);
  CHECK(full.platform.focused == phone.id);
}

TEST_CASE("booking for a neighbour asks who books, and says it again before it is sent and after") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("link", Text::pickup_edit_who);
  CHECK(UiDriver::is(s.ui.find("radio", text(Text::pickup_for_me)), "checked=1"));
  CHECK_FALSE(s.ui.has("textbox", text(Text::pickup_proxy_name)));
  const auto fills_in = [&](Text label, const char* what) {
    return UiDriver::is(s.ui.find("textbox", text(label)), what);
  };
  CHECK(fills_in(Text::pickup_contact_name, "autocomplete=name"));
  CHECK(fills_in(Text::pickup_phone, "autocomplete=tel"));
  s.press("radio", Text::pickup_for_other);
  // What the browser knows is of who books.
  CHECK_FALSE(fills_in(Text::pickup_contact_name, "autocomplete=name"));
  CHECK_FALSE(fills_in(Text::pickup_phone, "autocomplete=tel"));
  CHECK(fills_in(Text::pickup_proxy_name, "autocomplete=name"));
  CHECK(fills_in(Text::pickup_proxy_phone, "autocomplete=tel"));
  s.type(Text::pickup_proxy_name, "Wang");
  s.type(Text::pickup_proxy_phone, "123");
  s.press_next();
  const kit::Node phone = s.ui.find("textbox", text(Text::pickup_proxy_phone));
  CHECK(UiDriver::is(phone, "invalid=1"));
  CHECK(s.platform.focused == phone.id);
  s.type(Text::pickup_proxy_phone, "13900000002");
  s.press("checkbox", Text::pickup_proxy_consent);
  s.press_next();
  CHECK(s.platform.path() == "/pickup/new/check");
  s.ui.expect("", "Wang 13900000002");
  s.press("button", Text::pickup_submit);
  s.answer("POST", kPickups, 201, pickup_body("booked", true));
  s.press("link", Text::pickup_for_neighbour);
  CHECK(s.platform.path() == "/pickup/new/what");
}

TEST_CASE("an input method's uncommitted text is neither kept nor checked") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("link", Text::pickup_edit_who);
  s.ui.compose(text(Text::pickup_contact_name), "zhang");
  CHECK(s.app.model().booking.draft.request.contact_name == "Wang");
}

TEST_CASE("items are found by name in every category") {
  PortalScene s("/pickup/new/what");
  s.answer_public();
  const auto& catalogue = s.app.model().catalogue.value.catalogue;
  const auto& item = catalogue.categories[3].items[0];
  s.type(Text::pickup_search, item.name);
  const std::string label = text(Text::item_label, {{"name", item.name}, {"unit", item.unit}});
  s.ui.press("button", std::string(text(Text::item_add)) + " " + label);
  CHECK(s.app.model().booking.draft.request.category == catalogue.categories[3].id);
  s.type(Text::pickup_search, "zzz");
  s.ui.expect("", text(Text::pickup_search_empty_text));
}

TEST_CASE("a slot that filled up comes back to the days with the nearest offered") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("button", Text::pickup_submit);
  s.answer("POST", kPickups, 409,
           R"({"code":"conflict","status":409,"errors":[{"pointer":"/slot","rule":"slot_full"}],
      "nearest":[{"id":"371524001.bulky.20261125.pm","date":"2026-11-25","start":"14:00","end":"17:30",
                  "capacity":20,"remaining":3}]})");
  s.expect("heading1", Text::pickup_when_title);
  s.expect("", Text::notice_slot_full_title);
  s.expect("radiogroup", Text::pickup_nearest);
  s.answer("GET", "/api/v1/slots", 200, slots_body("bulky", 0));
  CHECK(s.app.model().booking.draft.request.address == "1 Main Street");
}

TEST_CASE("a day says what the county still takes, however much its slots would hold") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("button", Text::pickup_submit);
  s.answer(
      "POST", kPickups, 409,
      R"({"code":"conflict","status":409,"errors":[{"pointer":"/slot","rule":"day_full"}],"nearest":[]})");
  s.expect("", Text::notice_day_full_title);
  contract::Json slots = *contract::parse_json(slots_body("bulky"));
  for (contract::Json& slot : slots["slots"]) {
    const bool full = slot["date"] == "2026-11-25";
    slot["remaining"] = slot["day_remaining"] = full ? 0 : 2;
  }
  s.answer("GET", "/api/v1/slots", 200, contract::to_text(slots));
  s.expect("", Text::pickup_days_shared);
  const auto days = model::days_of(s.app.model().booking.picker);
  REQUIRE(days.size() == 4);
  CHECK(days[0].remaining == 0);
  CHECK(days[1].remaining == 2);  // two windows of two places each, of a day that takes two
}

TEST_CASE("an address with an open booking is told so, with the way to it") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("button", Text::pickup_submit);
  s.answer("POST", kPickups, 409,
           R"({"code":"conflict","status":409,"errors":[{"pointer":"","rule":"open_booking_exists"}]})");
  s.expect("", Text::failure_open_booking_title);
  s.press("link", Text::pickup_find_open);
  CHECK(s.platform.path() == "/pickup/lookup");
}

TEST_CASE("a busy or silent server keeps everything and lets one try again") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  for (const int status : {0, 503, 429}) {
    s.press("button", status == 0 ? Text::pickup_submit : Text::outbox_send);
    s.answer("POST", kPickups, status, {}, status == 429 ? 30 : 0);
    s.expect("button", Text::outbox_send);
    CHECK(s.app.model().booking.failure.has_value());
  }
}

TEST_CASE("the page of the collection is the server's: its cards, and the way into the booking") {
  for (const float width : {390.0F, 1280.0F})
    for (const bool elder : {false, true}) {
      PortalScene s("/pickup", width);
      s.answer_public();
      s.host.set_look({.large = elder});
      s.ui.pump();
      CAPTURE(width);
      CAPTURE(elder);
      const auto chairs = s.ui.find("heading3", "chairs").rect,
                 clothes = s.ui.find("heading3", "clothes").rect;
      CHECK((chairs.y == clothes.y) == (width > 900));
      check_inside(s.ui, width);
      s.press("link", Text::pickup_start);
      CHECK(s.platform.path() == "/pickup/new/what");
    }
}

TEST_CASE("larger text can be switched on and off") {
  PortalScene s("/");
  s.answer_public();
  s.press("button", Text::frame_elder_on);
  CHECK(s.platform.kept_look.large);
  s.press("button", Text::frame_elder_off);
  CHECK_FALSE(s.platform.kept_look.large);
}

TEST_CASE("privacy and unknown paths have pages") {
  PortalScene s("/privacy");
  s.answer_public();
  s.expect("heading1", Text::frame_privacy);
  PortalScene lost("/nowhere");
  lost.expect("heading1", Text::not_found_title);
  lost.press("link", Text::not_found_home);
  CHECK(lost.platform.path() == "/");
}

TEST_CASE("a long list of items begins short and can be shown whole") {
  PortalScene s("/pickup/new/what");
  s.answer_public();
  const auto& category = s.app.model().catalogue.value.catalogue.categories[0];
  s.ui.press("radio", category.name);
  const auto label = [](const contract::CatalogueItem& item) {
    return text(Text::item_label, {{"name", item.name}, {"unit", item.unit}});
  };
  s.ui.expect("group", label(category.items.front()));
  s.ui.expect_none("group", label(category.items.back()));
  s.ui.press("button", text(Text::pickup_all_items, {{"count", std::to_string(category.items.size())}}));
  s.ui.expect("group", label(category.items.back()));
  // Where the button was, reading goes on with the first thing that is new.
  CHECK(s.platform.focused ==
        s.ui.find("button", std::string(text(Text::item_add)) + ' ' + label(category.items[10])).id);
}

TEST_CASE("no page has two widgets of one key, more than one first heading, or frames without end") {
  for (const char* path : {"/", "/pickup", "/pickup/new/what", "/pickup/lookup", "/privacy", "/nowhere",
                           "/pickup/WF-7K3-M9P-4TS"})
    for (const float width : {320.0F, 1280.0F}) {
      PortalScene s(path, width);
      s.answer_public();
      CHECK_MESSAGE(s.host.ui_state().duplicate_keys == 0, path);
      const auto nodes = s.ui.nodes();
      CHECK_MESSAGE(std::count_if(nodes.begin(), nodes.end(),
                                  [](const kit::Node& node) { return node.role == "heading1"; }) == 1,
                    path);
      CHECK(s.ui.pump() == 0);
    }
}

}  // namespace
}  // namespace wufei::testing
