// What the person does: pressing, typing, composing, choosing, and where the focus goes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "scene.hpp"
#include "wasm/kit/ui_state.hpp"

using namespace wufei;
using testing::Scene;
using testing::UiDriver;

TEST_CASE("an activation fires once, a double one in one frame too, a disabled one never") {
  int pressed = 0;
  int forbidden = 0;
  Scene scene([&](kit::Ui& ui) {
    if (ui.button("go", "提交")) ++pressed;
    if (ui.button("off", "停用", {.enabled = false})) ++forbidden;
    if (ui.button("wait", "忙", {.busy = true})) ++forbidden;
    if (ui.radio_tile("full", "1日", "约满", false, false, "1日约满")) ++forbidden;
  });
  scene.ui.press("button", "提交");
  CHECK(pressed == 1);
  const std::uint32_t id = scene.ui.find("button", "提交").id;
  scene.host.on_activate(id);
  scene.host.on_activate(id);
  scene.ui.pump();
  CHECK(pressed == 2);
  for (const char* name : {"停用", "忙", "1日约满"}) scene.host.on_activate(scene.ui.find("", name).id);
  scene.ui.pump();
  CHECK(forbidden == 0);
}

TEST_CASE("an activation of something that is gone is forgotten") {
  bool shown = true;
  int pressed = 0;
  Scene scene([&](kit::Ui& ui) {
    if (shown && ui.button("go", "提交")) ++pressed;
  });
  const std::uint32_t id = scene.ui.find("button", "提交").id;
  shown = false;
  scene.host.on_activate(id);
  scene.ui.pump();
  shown = true;
  scene.host.invalidate();
  scene.ui.pump();
  CHECK(pressed == 0);
}

TEST_CASE("a field reports committed text once and shows it until the model answers") {
  std::string model = "旧";
  std::vector<std::string> reports;
  Scene scene([&](kit::Ui& ui) {
    if (auto text = ui.field("name", "姓名", model)) reports.push_back(*text);
  });
  scene.ui.compose("姓名", "旧zh");
  scene.host.invalidate();
  scene.ui.pump();
  CHECK(reports.empty());
  CHECK(scene.ui.find("textbox", "姓名").value == "旧zh");
  scene.ui.type("姓名", "旧𬭊");
  CHECK(reports == std::vector<std::string>{"旧𬭊"});
  CHECK(scene.ui.find("textbox", "姓名").value == "旧𬭊");
  model = "旧𬭊";
  scene.host.invalidate();
  scene.ui.pump();
  CHECK(reports.size() == 1);
  model = "另一";  // the model may change it afterwards
  scene.host.invalidate();
  scene.ui.pump();
  CHECK(scene.ui.find("textbox", "姓名").value == "另一");
}

TEST_CASE("typing back to the old text is a change, too") {
  std::string model = "a";
  Scene scene([&](kit::Ui& ui) {
    if (auto text = ui.field("x", "字段", model)) model = *text;
  });
  scene.ui.type("字段", "ab");
  CHECK(model == "ab");
  scene.ui.type("字段", "a");
  CHECK(model == "a");
  scene.ui.type("字段", "");
  CHECK(model.empty());
}

TEST_CASE("a select reports the value behind the label") {
  std::string model;
  Scene scene([&](kit::Ui& ui) {
    if (auto value = ui.select("area", "街道", {{"", "请选择"}, {"371524001", "铜城"}}, model))
      model = *value;
  });
  scene.ui.choose("街道", "铜城");
  CHECK(model == "371524001");
}

TEST_CASE("a stepper counts within its limits") {
  int value = 1;
  Scene scene([&](kit::Ui& ui) {
    if (auto now = ui.stepper("sofa", "沙发", value, 0, 2)) value = *now;
  });
  scene.ui.press("button", "+ 沙发");
  CHECK(value == 2);
  CHECK(UiDriver::is(scene.ui.find("button", "+ 沙发"), "disabled=1"));
  scene.host.on_activate(scene.ui.find("button", "+ 沙发").id);
  scene.ui.pump();
  CHECK(value == 2);
  scene.ui.press("button", "\xE2\x88\x92 沙发");
  scene.ui.press("button", "\xE2\x88\x92 沙发");
  CHECK(value == 0);
}

TEST_CASE("focus goes to the widget of a key, or to the heading") {
  int wish = 0;
  Scene scene([&](kit::Ui& ui) {
    if (wish == 1) ui.focus("phone");
    if (wish == 2) ui.focus_heading();
    wish = 0;
    ui.heading(1, "标题");
    (void)ui.field("phone", "电话", "");
  });
  wish = 1;
  scene.host.invalidate();
  scene.ui.pump();
  CHECK(scene.platform.focused == scene.ui.find("textbox", "电话").id);
  wish = 2;
  scene.host.invalidate();
  scene.ui.pump();
  CHECK(scene.platform.focused == scene.ui.find("heading1", "标题").id);
}

// A page whose button goes away when it is pressed, with what is before and after it.
struct Vanishing {
  bool there = true, before = true, after = true, moves = false, leaves = false, other = false;
  Scene scene{[this](kit::Ui& ui) {
    auto main = ui.landmark(kit::Landmark::main, "内容");
    auto page = ui.push_key(other ? "other" : "page");
    ui.heading(1, "标题");
    if (before) (void)ui.link("before", "前", "/a");
    if (there && ui.button("gone", "重试")) {
      there = false;
      other = leaves;
      if (moves) ui.focus("name");
    }
    (void)ui.field("name", "姓名", "");
    (void)ui.button("off", "停用", {.enabled = false});
    if (after) (void)ui.button("after", "后");
  }};
  std::uint32_t id(const char* role) { return scene.ui.find(role, "").id; }
  std::uint32_t focus() {
    scene.platform.focus_twin(scene.ui.find("button", "重试").id);
    scene.ui.pump();
    return scene.platform.focused;
  }
  void redraw() {
    scene.host.invalidate();
    scene.ui.pump();
  }
};

TEST_CASE(
    "a pressed thing that goes away hands its focus on: to the next, else the one before, else the heading") {
  struct Around {
    bool before, after;
    const char *role, *name;
  };
  for (const Around& around : {Around{true, true, "button", "后"}, Around{true, false, "link", "前"},
                               Around{false, false, "heading1", "标题"}}) {
    CAPTURE(around.name);
    Vanishing page;
    page.before = around.before;
    page.after = around.after;
    page.redraw();
    (void)page.focus();
    page.scene.ui.press("button", "重试");
    page.scene.ui.expect_none("button", "重试");
    CHECK(page.scene.platform.focused == page.scene.ui.find(around.role, around.name).id);
  }
}

TEST_CASE("nobody gets the focus of what goes away where another waits for it, nor on another page") {
  Vanishing asked;
  asked.moves = true;
  (void)asked.focus();
  asked.scene.ui.press("button", "重试");
  CHECK(asked.scene.platform.focused == asked.id("textbox"));
  Vanishing left;
  left.leaves = true;
  const std::uint32_t gone = left.focus();
  left.scene.ui.press("button", "重试");
  CHECK(left.scene.platform.focused == gone);
}

TEST_CASE("nobody gets the focus of what goes away without being pressed, or is pressed without the focus") {
  Vanishing rested;
  const std::uint32_t gone = rested.focus();
  rested.there = false;
  rested.redraw();
  CHECK(rested.scene.platform.focused == gone);
  Vanishing elsewhere;
  elsewhere.scene.platform.focus_twin(elsewhere.id("link"));
  elsewhere.scene.ui.press("button", "重试");
  CHECK(elsewhere.scene.platform.focused == elsewhere.id("link"));
}

// A pointer over two buttons and one that is off; `at` waits for the frame and says what is hovered and held.
struct Pointing {
  Scene scene{[](kit::Ui& ui) {
    (void)ui.button("go", "提交");
    (void)ui.button("back", "返回");
    (void)ui.button("off", "停用", {.enabled = false});
  }};
  std::uint32_t id(const char* name) { return scene.ui.find("button", name).id; }
  kit::Pointed at(const char* name, platform::PointerKind kind,
                  platform::PointerDevice device = platform::PointerDevice::mouse) {
    const kit::NodeRect box = scene.ui.find("button", name).rect;
    scene.host.on_pointer({kind, device, box.x + 5, box.y + 5, 0});
    scene.ui.pump();
    return scene.host.pointed();
  }
};

TEST_CASE("a mouse lights what it is over; while its button is down nothing else; never what is off") {
  using platform::PointerKind;
  Pointing mouse;
  const std::uint32_t go = mouse.id("提交"), back = mouse.id("返回");
  const auto is = [](kit::Pointed pointed, std::uint32_t hovered, std::uint32_t held) {
    CHECK(pointed.hovered == hovered);
    CHECK(pointed.held == held);
  };
  is(mouse.at("提交", PointerKind::move), go, 0);
  is(mouse.at("提交", PointerKind::down), go, go);
  is(mouse.at("返回", PointerKind::move), 0, go);
  is(mouse.at("返回", PointerKind::up), back, 0);
  is(mouse.at("停用", PointerKind::down), 0, 0);
  is(mouse.at("返回", PointerKind::down), back, back);
  is(mouse.at("返回", PointerKind::leave), 0, 0);
}

TEST_CASE("a finger lights what it touches until it is lifted, and the page moves under a mouse") {
  using platform::PointerDevice;
  using platform::PointerKind;
  Pointing pointer;
  const std::uint32_t go = pointer.id("提交");
  CHECK(pointer.at("提交", PointerKind::down, PointerDevice::touch).held == go);
  CHECK(pointer.at("提交", PointerKind::up, PointerDevice::touch).hovered == 0);
  CHECK(pointer.at("提交", PointerKind::move).hovered == go);
  pointer.scene.host.on_scroll(500);
  CHECK(pointer.scene.host.pointed().hovered == 0);
}
