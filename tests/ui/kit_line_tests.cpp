// Parts of lists: chips in a line that scrolls sideways, what stands where a list will be, second lines.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "scene.hpp"
#include "wasm/kit/ui_state.hpp"

using namespace wufei;
using testing::Scene;

TEST_CASE("a strip is one line below desktops, moved as far as the browser has scrolled it") {
  Scene scene([](kit::Ui& ui) {
    auto strip = ui.strip("kinds");
    for (int i = 0; i < 12; ++i) {
      auto item = ui.list_item();
      (void)ui.filter_chip("chip" + std::to_string(i), "chip number " + std::to_string(i), "/", i == 3);
    }
  });
  scene.platform.resize(390, 800, 2);
  scene.ui.pump();
  const auto chip = [&](int at) { return scene.ui.find("link", "chip number " + std::to_string(at)).rect; };
  const kit::Node list = scene.ui.find("list", "kinds");
  CHECK(list.rect.x == 0);
  CHECK(list.rect.width == 390);
  CHECK(list.rect.y <= chip(0).y - 5);  // the ring of the focus is not cut
  CHECK(list.rect.y + list.rect.height >= chip(0).y + chip(0).height + 5);
  CHECK(chip(11).y == chip(0).y);
  CHECK(chip(11).x > 390);
  const float end = chip(11).x + chip(11).width + chip(0).x;
  CHECK(list.state.find("slide=0," + std::to_string(std::lround(end))) != std::string::npos);
  const float before = chip(5).x;
  scene.host.on_slide(list.id, 120);
  scene.ui.pump();
  CHECK(chip(5).x == before - 120);
  CHECK(scene.ui.find("list", "kinds").state.find("slide=120," + std::to_string(std::lround(end))) !=
        std::string::npos);
  scene.platform.resize(1280, 800, 2);
  scene.ui.pump();
  CHECK_FALSE(scene.ui.find("list", "kinds").has_rect);
  CHECK(chip(0).x >= 0);
  CHECK(chip(11).x + chip(11).width <= 1280);
}

TEST_CASE("what is on its way is heard once, and is as tall as what comes") {
  for (const bool elder : {false, true})
    for (const float width : {320.0F, 390.0F, 1280.0F}) {
      bool there = false;
      Scene scene([&there](kit::Ui& ui) {
        if (!there) {
          ui.skeleton("on its way", kit::Skeleton::rows, 2);
        } else {
          auto rows = ui.rows("rows");
          for (const char* key : {"a", "b"}) {
            auto item = ui.list_item();
            (void)ui.row_link(key, key, "/", {.description = "more", .icon = "truck"});
          }
        }
        ui.text("below");
      });
      scene.host.set_look({.large = elder});
      scene.platform.resize(width, 800, 2);
      scene.ui.pump();
      const auto nodes = scene.ui.nodes();
      CHECK(std::count_if(nodes.begin(), nodes.end(),
                          [](const kit::Node& node) { return node.role == "status"; }) == 1);
      CHECK(scene.ui.find("status", "on its way").state == "busy=1");
      const float waiting = scene.ui.find("text", "below").rect.y;
      there = true;
      scene.host.invalidate();
      scene.ui.pump();
      CAPTURE(elder);
      CAPTURE(width);
      CHECK(scene.ui.find("text", "below").rect.y == waiting);
    }
}

TEST_CASE("the second line of a row is text of its own, right where it is drawn") {
  Scene scene([](kit::Ui& ui) {
    auto rows = ui.rows("rows");
    auto item = ui.list_item();
    (void)ui.row_link("mine", "bookings", "/", {.description = "see and change", .icon = "truck"});
  });
  scene.ui.pump();
  const kit::Node link = scene.ui.find("link", "bookings"), about = scene.ui.find("about", "see and change");
  CHECK(about.value == std::to_string(link.id));
  CHECK(link.description == "see and change");
  CHECK(about.rect.y >= link.rect.y + 26);
  CHECK(about.rect.y + about.rect.height <= link.rect.y + link.rect.height);
  CHECK(about.lines.size() == 1);
}

// What a page with something that stands still in the view shows, and how often it was laid out.
struct Scrolled {
  int laid = 0;
  Scene scene{[this](kit::Ui& ui) {
    ++laid;
    for (int i = 0; i < 200; ++i) ui.text("一段话");
    (void)ui.back_to_top("top", "回到顶部");
    auto bar = ui.bottom_bar("导航", 1);
    (void)ui.bar_place("home", "首页", "/", "house");
  }};
  void to(float y) {
    scene.host.on_scroll(y);
    CHECK(scene.ui.pump() == 1);
  }
};

TEST_CASE("a page that is only scrolled is not laid out again; what stands still in the view follows") {
  Scrolled page;
  const int once = page.laid;
  const float top = page.scene.ui.find("link", "首页").rect.y;
  for (const float y : {100.5F, 1000.0F, 33.3F}) {
    page.to(y);
    CHECK(page.laid == once);
    const kit::UiState& drawn = page.scene.host.ui_state();
    CHECK(drawn.items.front().rect.y == doctest::Approx(top + y).epsilon(0.001));
    CHECK(drawn.list.at(drawn.list.size() - 1).rect.y > y + 844 - 60);
  }
  page.scene.host.invalidate();
  page.scene.ui.pump();
  CHECK(page.laid == once + 1);
}

TEST_CASE("where scrolling shows something else the page is laid out again") {
  Scrolled page;
  const int once = page.laid;
  page.to(2 * 844 - 1);
  page.scene.ui.expect_none("button", "回到顶部");
  page.to(2 * 844);
  page.scene.ui.expect("button", "回到顶部");
  page.to(2 * 844 + 500);
  CHECK(page.laid == once + 1);
  page.to(844);
  page.scene.ui.expect_none("button", "回到顶部");
  CHECK(page.laid == once + 2);
}
