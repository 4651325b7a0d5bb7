// Widgets through the twin: what they are called, when they fire, and that nothing is drawn for nothing.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scene.hpp"
#include "wasm/kit/ui_state.hpp"

using namespace wufei;
using testing::Scene;
using testing::UiDriver;

namespace {

// A page with one of everything.
void draw_everything(kit::Ui& ui) {
  {
    auto banner = ui.landmark(kit::Landmark::banner, "页眉");
    auto band = ui.brand_band();
    auto bar = ui.top_bar();
    (void)ui.bar_name("portal", "门户");
    if (ui.wide()) (void)ui.bar_word("home", "首页", "/", true);
    ui.push_right();
    (void)ui.bar_search("search", "搜索", "/search", ui.roomy());
    (void)ui.bar_button("elder", "大字", "放大文字");
  }
  auto main = ui.landmark(kit::Landmark::main, "内容");
  auto width = ui.page_width(640);
  ui.heading(1, "预约上门收运");
  ui.steps("步骤", {"选物品", "选地址", "选时间"}, 1);
  ui.alert(kit::AlertKind::warning, "注意", "请提前清空冰箱。");
  {
    auto card = ui.card();
    ui.heading(2, "联系人");
    ui.text("我们只在需要时打电话。", kit::Tone::muted);
    (void)ui.field("name", "姓名", "",
                   {.kind = kit::FieldKind::name, .hint = "提示", .error = "请填写", .required = true});
    (void)ui.field("note", "备注", "你好", {.kind = kit::FieldKind::multi_line, .max_length = 200});
    (void)ui.select("area", "街道", {{"a", "铜城"}, {"b", "新城"}}, "b");
    (void)ui.checkbox("consent", "我同意", true);
    (void)ui.stepper("sofa", "沙发", 1, 0, 2);
  }
  {
    auto group = ui.radio_group("时间段");
    (void)ui.radio("am", "上午", true, {.description = "八点到十二点", .icon = "clock", .badge = "余 3"});
    auto grid = ui.grid(2, 4);
    ui.next_cell();
    (void)ui.radio_tile("d1", "9月1日", "周二", false, true, "9月1日 星期二");
    ui.next_cell();
    (void)ui.radio_tile("d2", "9月2日", "约满", false, false, "9月2日 约满");
  }
  {
    auto facts = ui.facts("预约");
    ui.fact("时间", "9月1日上午");
    ui.fact("地点", "铜城街道");
  }
  ui.code("编号", "WF-7K2M-9QX4");
  ui.badge("已预约", kit::Tone::success);
  ui.icon_text("map-pin", "东阿县");
  ui.skeleton("on its way", kit::Skeleton::rows, 3);
  {
    auto list = ui.list("服务");
    auto item = ui.list_item();
    (void)ui.link_card("card", "查询预约", "/pickup/lookup",
                       {.description = "凭编号", .icon = "magnifying-glass"});
  }
  {
    auto columns = ui.columns(2);
    (void)ui.button("next", "下一步");
    ui.next_column();
    (void)ui.link_button("call", "拨打 12345", "tel:12345", {.kind = kit::ButtonKind::secondary});
  }
  ui.divider();
  (void)ui.link("more", "了解更多", "/about");
}

}  // namespace

TEST_CASE("each widget has its node") {
  Scene scene(draw_everything);
  UiDriver& ui = scene.ui;
  for (const auto& [role, name] :
       std::vector<std::pair<std::string, std::string>>{{"banner", "页眉"},
                                                        {"main", "内容"},
                                                        {"heading1", "预约上门收运"},
                                                        {"heading2", "联系人"},
                                                        {"list", "步骤 2/3"},
                                                        {"status", "注意 请提前清空冰箱。"},
                                                        {"textbox", "姓名"},
                                                        {"textarea", "备注"},
                                                        {"select", "街道"},
                                                        {"checkbox", "我同意"},
                                                        {"group", "沙发"},
                                                        {"radiogroup", "时间段"},
                                                        {"radio", "上午"},
                                                        {"radio", "9月1日 星期二"},
                                                        {"definition_list", "预约"},
                                                        {"term", "时间"},
                                                        {"definition", "9月1日上午"},
                                                        {"text", "编号 WF-7K2M-9QX4"},
                                                        {"status", "on its way"},
                                                        {"list", "服务"},
                                                        {"listitem", "查询预约"},
                                                        {"link", "查询预约"},
                                                        {"button", "下一步"},
                                                        {"link", "拨打 12345"},
                                                        {"link", "了解更多"}})
    ui.expect(role, name);
  CHECK(UiDriver::is(ui.find("listitem", "选地址"), "current=step"));
  scene.platform.resize(1280, 800, 1);
  ui.pump();
  CHECK(UiDriver::is(ui.find("link", "首页"), "current=page"));
  CHECK(UiDriver::is(ui.find("checkbox", "我同意"), "checked=1"));
  CHECK(UiDriver::is(ui.find("radio", "9月2日 约满"), "disabled=1"));
  CHECK(UiDriver::is(ui.find("button", "下一步"), "primary=1"));
  const kit::Node name = ui.find("textbox", "姓名");
  CHECK(name.state == "required=1;invalid=1;autocomplete=name");
  CHECK(name.description == "提示 请填写");
  CHECK(ui.find("select", "街道").value ==
        "b\x1d"
        "a\x1d铜城\x1d"
        "b\x1d新城");
  CHECK(ui.find("link", "查询预约").value == "/pickup/lookup");
}

TEST_CASE("no item without twin, no key twice, on phone, desktop and in elder mode") {
  Scene scene(draw_everything);
  const auto check = [&] {
    scene.platform.resize(scene.host.ui_state().view.width, 9000, 1);
    scene.ui.pump();
    std::vector<std::uint32_t> known;
    for (const kit::Node& node : scene.ui.nodes()) known.push_back(node.id);
    const std::vector<kit::Item>& items = scene.host.ui_state().items;
    CHECK(items.size() >= 15);
    for (const kit::Item& item : items) CHECK(std::count(known.begin(), known.end(), item.id) == 1);
    CHECK(scene.host.ui_state().duplicate_keys == 0);
  };
  check();
  scene.platform.resize(1280, 800, 1.5F);
  check();
  scene.host.set_look({.large = true});
  check();
}

namespace {

// What is pressed and has the width of its words, with the shortest that there are.
void draw_short_things(kit::Ui& ui) {
  auto main = ui.landmark(kit::Landmark::main, "内容");
  auto width = ui.page_width(640);
  {
    auto row = ui.row(6, 0);
    (void)ui.crumb("home", "首页", "/");
    ui.icon("caret-right", kit::Tone::muted);
    (void)ui.crumb("guide", "查询", "/guide");
  }
  (void)ui.heading_link(2, "指标", "all", "全部", "/indicators");
  {
    auto row = ui.row(8);
    (void)ui.filter_chip("every", "全部", "/tasks", true);
    (void)ui.small_button_link("file", "表", "/api/v1/tasks", "download-simple");
    (void)ui.waste_tag("bulky", "大件", "/guide/categories/bulky", kit::Waste::bulky);
    (void)ui.button("off", "改", {.kind = kit::ButtonKind::quiet, .full_width = false});
    (void)ui.link("more", "更多", "/more");
  }
  (void)ui.field("word", "词", "", {.kind = kit::FieldKind::search});
  (void)ui.field_go("ask", "查");
  (void)ui.fold_line("line", "目录", false);
  auto folds = ui.folds();
  (void)ui.fold_row("fold", "来源", false);
}

void check_targets(void (*draw)(kit::Ui&)) {
  Scene scene(draw);
  for (const bool elder : {false, true}) {
    scene.host.set_look({.large = elder});
    for (const float width : {320.0F, 390.0F, 768.0F, 1280.0F}) {
      scene.platform.resize(width, 800, 2);
      scene.ui.pump();
      for (const kit::Node& node : scene.ui.nodes()) {
        if (!node.has_rect) continue;
        CAPTURE(node.role);
        CAPTURE(node.name);
        CAPTURE(width);
        CHECK(node.rect.x >= 0);
        CHECK(node.rect.x + node.rect.width <= width + 0.5F);
        const bool target = node.role == "button" || node.role == "link" || node.role == "radio" ||
                            node.role == "checkbox" || node.role == "textbox" || node.role == "textarea" ||
                            node.role == "select";
        if (!target) continue;
        CHECK(node.rect.height >= (elder ? 60 : 44));
        CHECK(node.rect.width >= (elder ? 60 : 44));
      }
    }
  }
}

}  // namespace

TEST_CASE("targets are high and wide enough and stay inside the page") {
  check_targets(draw_everything);
}

TEST_CASE("targets of a word or two are high and wide enough, too") {
  check_targets(draw_short_things);
}

TEST_CASE("the colours follow the device at once, more contrast before dark, and elder mode keeps them") {
  Scene scene([](kit::Ui& ui) { ui.text("text"); });
  scene.ui.pump();
  const auto scheme_after = [&scene](bool dark, bool more) {
    const std::uint64_t before = scene.host.frames();
    scene.host.on_colour_wish(dark, more);
    scene.ui.pump();
    CHECK(scene.host.frames() == before + 1);
    return scene.host.ui_state().theme.scheme;
  };
  CHECK(scene.host.ui_state().theme.scheme == kit::Scheme::light);
  CHECK(scheme_after(true, false) == kit::Scheme::dark);
  scene.host.set_look({.large = true});
  CHECK(scene.host.ui_state().theme.elder);
  CHECK(scene.host.ui_state().theme.scheme == kit::Scheme::dark);
  CHECK(scheme_after(true, true) == kit::Scheme::more_contrast);
  CHECK(scheme_after(false, false) == kit::Scheme::light);
}

TEST_CASE("colours that were chosen count before the device's, a wish for more contrast before both") {
  using device::Colours;
  Scene scene([](kit::Ui& ui) { ui.text("text"); });
  scene.ui.pump();
  const auto scheme = [&scene](Colours chosen, bool dark, bool more) {
    scene.host.set_look({.large = false, .colours = chosen});
    scene.host.on_colour_wish(dark, more);
    scene.ui.pump();
    CHECK(scene.platform.kept_look.colours == chosen);
    return scene.host.ui_state().theme.scheme;
  };
  CHECK(scheme(Colours::dark, false, false) == kit::Scheme::dark);
  CHECK(scheme(Colours::light, true, false) == kit::Scheme::light);
  CHECK(scheme(Colours::dark, false, true) == kit::Scheme::more_contrast);
  CHECK(scheme(Colours::device, true, false) == kit::Scheme::dark);
}

TEST_CASE("nothing overlaps: leaves follow one another") {
  Scene scene(draw_everything);
  for (const float width : {390.0F, 1280.0F}) {
    scene.platform.resize(width, 800, 2);
    scene.ui.pump();
    const auto nodes = scene.ui.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      for (std::size_t j = i + 1; j < nodes.size(); ++j) {
        if (!nodes[i].has_rect || !nodes[j].has_rect) continue;
        if (nodes[i].role == "about" || nodes[j].role == "about") continue;  // they lie on what they tell of
        const kit::NodeRect& a = nodes[i].rect;
        const kit::NodeRect& b = nodes[j].rect;
        const bool apart = a.x + a.width <= b.x + 0.6F || b.x + b.width <= a.x + 0.6F ||
                           a.y + a.height <= b.y + 0.6F || b.y + b.height <= a.y + 0.6F;
        CAPTURE(nodes[i].name);
        CAPTURE(nodes[j].name);
        CHECK(apart);
      }
    }
  }
}

TEST_CASE("nothing happens: no frame, no patch; a pointer that rests on one thing costs none either") {
  Scene scene(draw_everything);
  const int patches = scene.platform.twin_patches;
  scene.platform.advance(10'000);
  CHECK(scene.ui.pump() == 0);
  scene.host.invalidate();
  CHECK(scene.ui.pump() == 1);
  CHECK(scene.platform.twin_patches == patches);

  const kit::NodeRect box = scene.ui.find("button", "大字").rect;
  const auto move = [&](float dx) {
    scene.host.on_pointer(
        {platform::PointerKind::move, platform::PointerDevice::mouse, box.x + dx, box.y + 9, 0});
    return scene.ui.pump();
  };
  CHECK(move(9) >= 1);
  CHECK(scene.platform.pointer_cursor);
  CHECK(move(12) == 0);
  CHECK(scene.platform.twin_patches == patches);
}

TEST_CASE("pressing with the pointer draws, but only the document's click acts") {
  int pressed = 0;
  Scene scene([&](kit::Ui& ui) {
    if (ui.button("go", "提交")) ++pressed;
  });
  const kit::NodeRect box = scene.ui.find("button", "提交").rect;
  for (const auto kind : {platform::PointerKind::down, platform::PointerKind::up}) {
    scene.host.on_pointer({kind, platform::PointerDevice::touch, box.x + 5, box.y + 5, 0});
    scene.ui.pump();
  }
  CHECK(pressed == 0);
}

TEST_CASE("the document is as tall as its content and starts at the top on request") {
  Scene scene(draw_everything);
  CHECK(scene.platform.document_height > 1500);
  scene.host.on_scroll(700);
  scene.ui.pump();
  const std::string twin = scene.platform.twin;
  scene.host.on_scroll(0);
  scene.ui.pump();
  CHECK(scene.platform.twin == twin);  // document coordinates do not scroll
  scene.host.on_scroll(700);
  scene.host.scroll_to_top();
  scene.ui.pump();
  CHECK(scene.platform.scroll == 0);
}

TEST_CASE("cells of a line are equally tall, cards grow with them") {
  Scene scene([](kit::Ui& ui) {
    auto grid = ui.grid(2, 2);
    ui.next_cell();
    (void)ui.link_card("a", "短", "/a");
    ui.next_cell();
    (void)ui.link_card("b", "长", "/b",
                       {.description = "这里有一段相当长的说明文字，需要占用好几行才能放得下"});
  });
  CHECK(scene.ui.find("link", "短").rect.height == scene.ui.find("link", "长").rect.height);
}

TEST_CASE("a row wraps, centres its children, and takes some to its right end") {
  Scene scene([](kit::Ui& ui) {
    auto row = ui.row();
    (void)ui.link("a", "左", "/a");
    ui.text("矮");
    ui.push_right();
    (void)ui.button("b", "右", {.kind = kit::ButtonKind::quiet});
  });
  const kit::NodeRect left = scene.ui.find("link", "左").rect;
  const kit::NodeRect low = scene.ui.find("text", "矮").rect;
  const kit::NodeRect right = scene.ui.find("button", "右").rect;
  CHECK(right.x + right.width == doctest::Approx(390 - 16));
  CHECK(low.x > left.x);
  CHECK(low.y + low.height / 2 == doctest::Approx(right.y + right.height / 2).epsilon(0.02));
}

TEST_CASE("groups of one name in a column have ids of their own; push_key makes keys unique") {
  Scene scene([](kit::Ui& ui) {
    for (const char* key : {"one", "two"}) {
      auto scope = ui.push_key(key);
      (void)ui.button("go", key);
    }
  });
  CHECK(scene.ui.find("button", "one").id != scene.ui.find("button", "two").id);
  CHECK(scene.host.ui_state().duplicate_keys == 0);
}

TEST_CASE("a widget keeps its id when others come and go before it") {
  bool notice = false;
  Scene scene([&](kit::Ui& ui) {
    auto main = ui.landmark(kit::Landmark::main, "内容");
    if (notice) ui.alert(kit::AlertKind::error, "出错了", "请重试。");
    (void)ui.field("name", "姓名", "");
  });
  const std::uint32_t id = scene.ui.find("textbox", "姓名").id;
  notice = true;
  scene.host.invalidate();
  scene.ui.pump();
  scene.ui.expect("alert", "出错了 请重试。");
  CHECK(scene.ui.find("textbox", "姓名").id == id);
}

TEST_CASE(
    "characters below the screen are prepared while nothing is to be done, and nothing is drawn for it") {
  Scene scene([](kit::Ui& ui) {
    auto main = ui.landmark(kit::Landmark::main, "main");
    for (int i = 0; i < 60; ++i) ui.text(i == 50 ? "xyz" : "a");
  });
  int prepared = 0;
  while (prepared < 100 && scene.host.on_idle()) ++prepared;
  CHECK(prepared == 3);
  CHECK_FALSE(scene.host.on_idle());
  CHECK(scene.ui.pump() == 0);
}

TEST_CASE("fonts and graphics that come back late are drawn again") {
  Scene scene(draw_everything);
  scene.host.on_fonts_ready();
  CHECK(scene.ui.pump() == 1);
  scene.host.on_graphics_restored();
  CHECK(scene.ui.pump() == 1);
  scene.platform.resize(390, 844, 2);
  CHECK(scene.ui.pump() == 1);
}
