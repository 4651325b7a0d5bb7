// What stands around every page: the top bar, the bar at the foot of the view, the footer's identity.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "county/site/navigation.hpp"
#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"

using namespace wufei;
using testing::PortalScene;
using testing::Text;
using testing::text;
using testing::UiDriver;

namespace {

// The bar at the foot with its places; empty when there is none.
std::vector<kit::Node> bar_of(const PortalScene& s) {
  const std::vector<kit::Node> nodes = s.ui.nodes();
  const auto bar = std::find_if(nodes.begin(), nodes.end(),
                                [](const kit::Node& node) { return UiDriver::is(node, "fixed=1"); });
  return {bar, nodes.end()};
}

std::vector<std::string> names(const std::vector<kit::Node>& nodes) {
  std::vector<std::string> all;
  for (const kit::Node& node : nodes) all.push_back(node.name);
  return all;
}

std::string lit(const std::vector<kit::Node>& nodes) {
  for (const kit::Node& node : nodes)
    if (UiDriver::is(node, "current=page")) return node.name;
  return {};
}

std::vector<std::string> words(std::initializer_list<Text> keys) {
  std::vector<std::string> all;
  for (const Text key : keys) all.emplace_back(text(key));
  return all;
}

}  // namespace

TEST_CASE("phones have five places at the foot of the view, the last stop of the keyboard") {
  for (const float width : {320.0F, 390.0F, 768.0F}) {
    PortalScene s("/", width);
    s.answer_public();
    const std::vector<kit::Node> bar = bar_of(s);
    CHECK(names(bar) == words({Text::frame_navigation, Text::frame_home, Text::frame_bar_pickup,
                               Text::frame_bar_guide, Text::frame_bar_disclosure, Text::frame_mine}));
    CHECK(bar.front().role == "navigation");
    CHECK(std::all_of(bar.begin() + 1, bar.end(), [](const kit::Node& node) { return node.role == "link"; }));
    CHECK(lit(bar) == text(Text::frame_home));
    CHECK(s.ui.find("navigation", "").id == bar.front().id);  // there is no other
    s.expect("link", Text::frame_search_site);
  }
}

TEST_CASE("the place of the page is lit; what somebody says belongs to what is theirs") {
  const auto lit_on = [](const char* path) {
    PortalScene s(path);
    s.answer_public();
    return lit(bar_of(s));
  };
  CHECK(lit_on("/pickup") == text(Text::frame_bar_pickup));
  CHECK(lit_on("/pickup/lookup") == text(Text::frame_mine));
  CHECK(lit_on("/feedback/new") == text(Text::frame_mine));
  CHECK(lit_on("/privacy").empty());
}

TEST_CASE("desktops have the words in the top bar and nothing at the foot") {
  PortalScene s("/pickup", 1280);
  s.answer_public();
  CHECK(bar_of(s).empty());
  for (const contract::NavigationEntry& entry : contract::kNavigation) s.expect("link", entry.title);
  CHECK(UiDriver::is(s.ui.find("link", text(Text::frame_pickup)), "current=page"));
  s.expect("", Text::frame_trial);
}

TEST_CASE("every width has one line of top bar, all of it inside the page") {
  for (const bool elder : {false, true})
    for (const float width : {320.0F, 360.0F, 390.0F, 600.0F, 768.0F, 900.0F, 1060.0F, 1280.0F}) {
      PortalScene s("/pickup", width);
      s.answer_public();
      if (elder) s.press("button", Text::frame_elder_on);
      CAPTURE(width);
      CAPTURE(elder);
      const kit::Node button =
          s.ui.find("button", text(elder ? Text::frame_elder_off : Text::frame_elder_on));
      CHECK(button.rect.y + button.rect.height <= (width >= 900 || elder ? 64 : 56));
      CHECK(button.rect.x + button.rect.width <= width);
      const kit::Node name = s.ui.find("link", s.app.model().site.value.portal_name);
      CHECK(name.rect.y == 0);
      CHECK(name.rect.height == (width >= 900 || elder ? 64 : 56));
    }
}

TEST_CASE("the bar lies where it is drawn, however far the page has scrolled, and is found before the page") {
  PortalScene s("/");
  s.answer_public();
  const std::string twin = s.platform.twin;
  for (const float scroll : {0.0F, 333.5F, 900.0F}) {
    s.host.on_scroll(scroll);
    s.ui.pump();
    CHECK(s.platform.twin == twin);
    const std::vector<kit::Node> bar = bar_of(s);
    REQUIRE(bar.size() == 6);
    CHECK(bar[0].rect.y + bar[0].rect.height == doctest::Approx(844));
    CHECK(bar[0].rect.height == 60);
    const kit::UiState& drawn = s.host.ui_state();
    for (std::size_t i = 1; i < bar.size(); ++i) {
      const kit::Item& item = drawn.items[i - 1];
      CHECK(item.id == bar[i].id);
      CHECK(item.rect.y == doctest::Approx(bar[i].rect.y + scroll).epsilon(0.001));
      CHECK(item.rect.height >= 44);
      CHECK(bar[i].rect.y >= bar[0].rect.y);
    }
  }
}

TEST_CASE("at the end of the page nothing lies under the bar") {
  PortalScene s("/");
  s.answer_public();
  const auto bottom = [&](float foot) {
    s.platform.set_foot(foot);
    s.ui.pump();
    float last = 0;
    for (const kit::Node& node : s.ui.nodes()) {
      if (UiDriver::is(node, "fixed=1")) break;
      last = std::max(last, node.rect.y + node.rect.height);
    }
    return s.platform.document_height - last;
  };
  CHECK(bottom(0) >= 60);
  CHECK(bottom(34) >= 94);  // a phone that keeps a strip for its own gestures
}

TEST_CASE("while the keyboard is open there is no bar") {
  PortalScene s("/pickup/lookup");
  s.answer_public();
  const float height = s.platform.document_height;
  s.platform.set_foot(-1);
  s.ui.pump();
  CHECK(bar_of(s).empty());
  CHECK(s.platform.document_height == height - 60);
  s.platform.set_foot(0);
  s.ui.pump();
  CHECK(bar_of(s).size() == 6);
}

TEST_CASE("large print: home and the telephone at the foot, nothing there on the home page") {
  for (const float width : {320.0F, 1280.0F}) {
    PortalScene s("/pickup", width);
    s.answer_public();
    s.press("button", Text::frame_elder_on);
    const std::vector<kit::Node> bar = bar_of(s);
    const std::string& line = s.app.model().site.value.service_number;
    REQUIRE(bar.size() == 3);
    CHECK(bar[0].rect.height == 72);
    CHECK(bar[1].name == text(Text::frame_home));
    CHECK(bar[2].name == text(Text::frame_call, {{"line", line}}));
    CHECK(bar[2].value == "tel:" + line);
    s.ui.press("link", text(Text::frame_home));
    CHECK(s.platform.path() == "/");
    CHECK(bar_of(s).empty());
  }
}

TEST_CASE("large print may be larger still, on every page: one choice, which stays where it was pressed") {
  PortalScene s("/pickup", 360);
  s.answer_public();
  s.expect_none("radio", Text::settings_larger);
  s.press("button", Text::frame_elder_on);
  const float large = s.platform.document_height;
  s.press("radio", Text::settings_largest);
  CHECK(s.platform.kept_look.further == 2);
  CHECK(s.host.ui_state().theme.body == 40);
  CHECK(s.platform.document_height > large);
  s.expect("radio", Text::settings_largest);
  for (const kit::Node& node : s.ui.nodes()) {
    CAPTURE(node.name);
    if (node.has_rect) CHECK(node.rect.x + node.rect.width <= 360.5F);
  }
  s.press("button", Text::frame_elder_off);
  CHECK_FALSE(s.platform.kept_look.large);
  CHECK(s.platform.kept_look.further == 0);
}

TEST_CASE("the first stop of the keyboard leads to the text, and is seen only while it has the focus") {
  PortalScene s("/pickup");
  s.answer_public();
  const auto first_link = [&] {
    const std::vector<kit::Node> nodes = s.ui.nodes();
    return *std::find_if(nodes.begin(), nodes.end(),
                         [](const kit::Node& node) { return node.role == "link"; });
  };
  CHECK(first_link().name == text(Text::frame_skip));
  CHECK(first_link().rect.width == 1);
  s.host.on_focus(first_link().id, true, true);
  s.ui.pump();
  CHECK(first_link().rect.height == 44);
  s.press("link", Text::frame_skip);
  CHECK(s.platform.focused == s.ui.find("heading1", "").id);
}

TEST_CASE("every page's foot says who stands behind the site, and what is not known yet") {
  for (const char* path : {"/", "/pickup", "/privacy"}) {
    PortalScene s(path);
    s.answer_public();
    for (const contract::ImprintLine& line : contract::kImprint) s.expect("term", line.label);
    s.expect("definition", Text::frame_pending_trial);
    s.expect("definition", Text::frame_pending);
    for (const Text link :
         {Text::frame_privacy, Text::frame_site_map, Text::frame_site_error, Text::frame_open_data})
      s.expect("link", link);
  }
}

TEST_CASE("what somebody has to say is one step from what is theirs") {
  PortalScene s("/pickup/lookup");
  s.answer_public();
  s.press("link", Text::frame_feedback);
  CHECK(s.platform.path() == "/feedback");
}

TEST_CASE("on large screens everything is a quarter larger, but not large print") {
  PortalScene s("/pickup", 1679);
  s.answer_public();
  const float before = s.platform.document_height;
  s.platform.resize(1680, 844, 1);
  s.ui.pump();
  const kit::UiState& drawn = s.host.ui_state();
  CHECK(drawn.view.width == 1344);
  CHECK(drawn.fonts.density() == 1.25F);
  CHECK(s.platform.document_height == doctest::Approx(before * 1.25).epsilon(0.01));
  CHECK(s.ui.find("link", s.app.model().site.value.portal_name).rect.x == (1344 - 1120) / 2);
  s.host.on_scroll(500);
  CHECK(drawn.view.scroll == 400);
  const kit::NodeRect box = s.ui.find("button", text(Text::frame_elder_on)).rect;
  s.host.on_scroll(0);
  s.host.on_pointer({platform::PointerKind::move, platform::PointerDevice::mouse, (box.x + 20) * 1.25F,
                     (box.y + 20) * 1.25F, 0});
  CHECK(s.platform.pointer_cursor);
  s.press("button", Text::frame_elder_on);
  CHECK(drawn.view.width == 1680);
}

TEST_CASE("inside a booking the bar has the way out and the step, and no place stands at the foot") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    PortalScene s("/pickup/new/what", width);
    s.answer_public();
    const auto foot = bar_of(s);
    CHECK(foot.empty() == (width >= 900));
    CHECK(std::none_of(foot.begin(), foot.end(), [](const kit::Node& node) { return node.role == "link"; }));
    s.expect_none("link", Text::frame_search_site);
    s.ui.expect("text", text(Text::frame_step, {{"step", "1"}, {"count", "5"}}));
    const kit::Node way_out = s.ui.find("link", text(Text::frame_exit));
    const kit::Node title = s.ui.find("text", text(Text::frame_step, {{"step", "1"}, {"count", "5"}}));
    const kit::Node large = s.ui.find("button", text(Text::frame_elder_on));
    CHECK(way_out.rect.x + way_out.rect.width <= title.rect.x);
    CHECK(title.rect.x + title.rect.width <= large.rect.x);
    CHECK(large.rect.y + large.rect.height <= (width >= 900 ? 64 : 56));
    s.ui.press("link", text(Text::frame_exit));
    CHECK(s.platform.path() == "/pickup");
  }
}

TEST_CASE("where letters are so large that a telephone has few pixels the bars keep one line") {
  for (const char* path : {"/privacy", "/pickup/new/what"}) {
    PortalScene s(path, 280);  // 420 with letters of 24 pixels
    s.answer_public();
    s.ui.expect_none("text", text(Text::frame_step, {{"step", "1"}, {"count", "5"}}));
    const kit::Node large = s.ui.find("button", text(Text::frame_elder_on));
    CHECK(large.rect.y + large.rect.height <= 56);
    CHECK(large.rect.x + large.rect.width <= 280);
  }
}

TEST_CASE("a booking that was left is there again") {
  PortalScene s("/pickup/new/what");
  s.answer_public();
  const auto& category = s.app.model().catalogue.value.catalogue.categories[1];
  s.ui.press("radio", category.name);
  s.press("link", Text::frame_exit);
  s.platform.press_back();
  s.ui.pump();
  CHECK(UiDriver::is(s.ui.find("radio", category.name), "checked=1"));
}
