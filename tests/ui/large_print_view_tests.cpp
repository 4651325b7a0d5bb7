// Large print and its two further steps on small and large views: every text grows, the bars too, nothing is
// cut and nothing that is pressed lies over another.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include "portal_scene.hpp"
#include "scene.hpp"
#include "wasm/kit/measures.hpp"
#include "wasm/kit/parts.hpp"
#include "wasm/kit/twin_lines.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {
namespace {

constexpr float kStepOf[] = {24, 32, 40};

void set_step(kit::Host& host, UiDriver& ui, int further) {
  host.set_look({.large = true, .further = static_cast<std::uint8_t>(further)});
  ui.pump();
}

// A page in large print, as somebody has chosen it.
struct LargeScene : PortalScene {
  LargeScene(const char* path, float width, int further) : PortalScene(path, width) {
    answer_public();
    press("button", Text::frame_elder_on);
    set_step(host, ui, further);
  }
};

// No text is smaller than `least`, none reaches beyond the view.
void check_letters(const kit::UiState& drawn, float least, float width) {
  int seen = 0;
  for (std::size_t i = 0; i < drawn.list.size(); ++i) {
    const kit::Shape& shape = drawn.list.at(i);
    if (shape.kind != kit::PrimitiveKind::text || shape.face == platform::Face::icons) continue;
    const std::string words(drawn.list.text_of(shape));
    CAPTURE(words);
    CHECK(shape.size >= least);
    const kit::NodeRect line = kit::line_rect(drawn.fonts, shape, words, 0);
    CHECK(line.x >= -0.5F);
    CHECK(line.x + line.width <= width + 0.5F);
    ++seen;
  }
  CHECK(seen > 0);
}

bool meet(const kit::NodeRect& one, const kit::NodeRect& other) {
  constexpr float kTouch = 0.5F;
  return one.x + kTouch < other.x + other.width && other.x + kTouch < one.x + one.width &&
         one.y + kTouch < other.y + other.height && other.y + kTouch < one.y + one.height;
}

// What is pressed of the page itself; what floats over it lies over it.
void check_pressed_apart(const kit::UiState& drawn) {
  std::vector<kit::Item> items;
  std::copy_if(drawn.items.begin(), drawn.items.end(), std::back_inserter(items),
               [](const kit::Item& item) { return !item.afloat && item.rect.height > 1; });
  CHECK_FALSE(items.empty());
  const auto role_of = [&](const kit::Item& item) {
    const auto node = std::find_if(drawn.nodes.begin(), drawn.nodes.end(),
                                   [&](const kit::Node& one) { return one.id == item.id; });
    return node == drawn.nodes.end() ? std::string() : std::string(node->role) + ' ' + node->name;
  };
  for (std::size_t i = 0; i < items.size(); ++i)
    for (std::size_t k = i + 1; k < items.size(); ++k) {
      if (!meet(items[i].rect, items[k].rect)) continue;
      const std::string one = role_of(items[i]), other = role_of(items[k]);
      // A field has its button within it.
      if (one.starts_with("textbox") || other.starts_with("textbox")) continue;
      CAPTURE(one);
      CAPTURE(other);
      CHECK_FALSE(meet(items[i].rect, items[k].rect));
    }
}

}  // namespace

TEST_CASE("large print: in each of its steps every text of every page has its size and fits") {
  for (const char* path : {"/", "/pickup", "/pickup/new/what", "/pickup/lookup", "/privacy"})
    for (const float width : {320.0F, 360.0F, 390.0F, 768.0F, 1280.0F})
      for (int further = 0; further <= 2; ++further) {
        LargeScene s(path, width, further);
        CAPTURE(path);
        CAPTURE(width);
        CAPTURE(further);
        check_letters(s.host.ui_state(), kStepOf[further], width);
        check_pressed_apart(s.host.ui_state());
        check_inside(s.ui, width);
      }
}

TEST_CASE("large print: the questions of a booking fit in each step, their bar as tall as its lines") {
  for (const float width : {320.0F, 390.0F})
    for (int further = 0; further <= 2; ++further) {
      LargeScene s("/pickup/new/what", width, further);
      s.ui.press("radio", s.app.model().catalogue.value.catalogue.categories[0].name);
      s.press("button", Text::pickup_next_question);
      CAPTURE(width);
      CAPTURE(further);
      check_letters(s.host.ui_state(), kStepOf[further], width);
      check_pressed_apart(s.host.ui_state());
      const kit::Node way_out = s.ui.find("link", text(Text::frame_exit));
      const kit::Node heading = s.ui.find("heading1", "");
      CHECK(way_out.rect.x + way_out.rect.width <= width);
      CHECK(way_out.rect.y + way_out.rect.height <= heading.rect.y);
      // The paper of the bar reaches below all that stands in it.
      const kit::UiState& drawn = s.host.ui_state();
      REQUIRE(drawn.list.size() > 2);
      float paper = 0;
      for (std::size_t i = 0; i < 2; ++i)
        paper = std::max(paper, drawn.list.at(i).rect.y + drawn.list.at(i).rect.height);
      CHECK(paper >= way_out.rect.y + way_out.rect.height - 0.5F);
    }
}

TEST_CASE("large print: the top bar grows with the step, on two lines where one has no room") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    float before = 0;
    for (int further = 0; further <= 2; ++further) {
      LargeScene s("/pickup", width, further);
      CAPTURE(width);
      CAPTURE(further);
      const kit::Node name = s.ui.find("link", s.app.model().site.value.portal_name);
      const kit::Node button = s.ui.find("button", text(Text::frame_elder_off));
      CHECK_FALSE(meet(name.rect, button.rect));
      CHECK(button.rect.height > before);
      before = button.rect.height;
      CHECK(button.rect.x + button.rect.width <= width);
      CHECK(button.rect.x + button.rect.width >=
            std::min(width, (width + 1120) / 2) - 24);  // at the right end
      const bool below = button.rect.y >= name.rect.y + name.rect.height;
      if (further == 0 || width > 1000) CHECK_FALSE(below);
      if (further > 0 && width < 330) CHECK(below);
      CHECK(button.rect.y + button.rect.height <= s.ui.find("heading1", "").rect.y);
    }
  }
}

TEST_CASE("large print: the bar at the foot grows with the step, and each place has room for its word") {
  for (const float width : {280.0F, 320.0F, 360.0F, 390.0F, 1280.0F}) {
    float before = 0;
    for (int further = 0; further <= 2; ++further) {
      LargeScene s("/pickup", width, further);
      CAPTURE(width);
      CAPTURE(further);
      const std::string& line = s.app.model().site.value.service_number;
      const kit::Node home = s.ui.find("link", text(Text::frame_home));
      const kit::Node call = s.ui.find("link", text(Text::frame_call, {{"line", line}}));
      CHECK(home.rect.x == 0);
      CHECK(home.rect.x + home.rect.width == doctest::Approx(call.rect.x));
      CHECK(call.rect.x + call.rect.width == doctest::Approx(width));
      CHECK(call.rect.y + call.rect.height == doctest::Approx(844));
      CHECK(home.rect.height == call.rect.height);
      CHECK(home.rect.height >= before);
      before = home.rect.height;
      for (const kit::Node& place : {home, call}) {
        CAPTURE(place.name);
        const kit::UiState& drawn = s.host.ui_state();
        int words = 0;
        for (std::size_t i = 0; i < drawn.list.size(); ++i) {
          const kit::Shape& shape = drawn.list.at(i);
          const bool text_of_it = shape.kind == kit::PrimitiveKind::text && shape.owner == place.id &&
                                  shape.face != platform::Face::icons;
          if (!text_of_it) continue;
          ++words;
          const kit::NodeRect word = kit::line_rect(drawn.fonts, shape, drawn.list.text_of(shape), 0);
          CHECK(shape.size >= std::min(kStepOf[further], std::max(24.0F, std::floor(width / 8))));
          CHECK(word.x >= place.rect.x);
          CHECK(word.x + word.width <= place.rect.x + place.rect.width);
          CHECK(word.y >= place.rect.y);
          CHECK(word.y + word.height <= place.rect.y + place.rect.height);
        }
        CHECK(words == 1);
      }
    }
  }
}

namespace {

class NoTracks final : public kit::MeasureTracks {
  void draw(kit::Figure& /*figure*/, std::size_t /*group*/, std::size_t /*row*/) const override {}
};

void put_quantity(kit::Ui& ui) {
  kit::MeasureRow row{};
  row.no = "7", row.name = "秸秆综合利用率", row.href = "/indicators/7", row.tag = "待核实";
  row.goal = "目标 >95%", row.state = "未公布";
  auto rows = ui.rows("实绩");
  auto item = ui.list_item();
  (void)ui.measure_row(row, NoTracks(), 0, 0);
}

void put_booking(kit::Ui& ui) {
  kit::Ticket one;
  one.key = "one", one.when = "11月28日（周六）上午", one.category = "大件家具", one.state = "已预约";
  one.text = "沙发 1 张", one.place = "铜城街道", one.reference = kReference;
  one.links = {{"改时间", "/a"}, {"查看预约", "/b"}};
  auto list = ui.list("预约");
  (void)kit::ticket(ui, one);
}

}  // namespace

TEST_CASE("large print: tags, small buttons and quantities grow, and stand below what has the line") {
  Scene scene([](kit::Ui& ui) {
    put_quantity(ui);
    {
      auto rows = ui.rows("条目");
      auto item = ui.list_item();
      (void)ui.entry_link("entry", "任务", "/tasks/T1",
                          {.description = "到期", .badge = "已完成", .badge_tone = kit::Tone::success});
    }
    (void)ui.waste_rows("物品",
                        {{"充电宝", "/guide/items/power_bank", "旧的", "有害垃圾", kit::Waste::hazardous}});
    (void)ui.waste_tag("tag", "有害垃圾", "/guide/categories/hazardous", kit::Waste::hazardous);
    {
      auto group = ui.radio_group("时段");
      (void)ui.radio("am", "上午", true,
                     {.description = "八点到十二点", .icon = "clock", .badge = "还剩 3 个"});
      (void)kit::slot_row(ui, {.key = "pm", .label = "下午 14:00–17:00", .note = "剩 3 个"});
    }
    (void)ui.stepper("sofa", "多人沙发", 0, 0, 2);
    (void)ui.stepper("bed", "双人床垫", 1, 0, 2);
    (void)ui.small_button_link("csv", "CSV", "/open-data/tasks.csv", "download-simple");
    put_booking(ui);
  });
  for (const float width : {320.0F, 390.0F, 1280.0F})
    for (int further = 0; further <= 2; ++further) {
      scene.platform.resize(width, 844, 2);
      set_step(scene.host, scene.ui, further);
      CAPTURE(width);
      CAPTURE(further);
      check_letters(scene.host.ui_state(), kStepOf[further], width);
      check_pressed_apart(scene.host.ui_state());
      check_inside(scene.ui, width);
    }
}

TEST_CASE(
    "links that are the only word of a point, a fact or a cell are as high as a finger, one below the "
    "other") {
  Scene scene([](kit::Ui& ui) {
    auto width = ui.page_width(752);
    {
      auto list = ui.list("去处");
      for (const kit::Run& run : {kit::Run{"铜城街道", "/tongcheng"}, kit::Run{"新城街道", "/xincheng"},
                                  kit::Run{"刘集镇", "/liuji"}}) {
        auto item = ui.list_item();
        (void)ui.rich_text("item", {run}, {.marker = "\xE2\x80\xA2"});
      }
    }
    (void)ui.rich_text("own", {{.text = "查别的预约", .href = "/own"}});
    (void)ui.rich_text("text", {{.text = "也可以看"}, {.text = "另一页", .href = "/other"}, {.text = "。"}});
    auto card = ui.card();
    auto facts = ui.facts("依据");
    (void)ui.rich_fact("0", "方案", {{.text = "第一份", .href = "/plan"}});
    (void)ui.rich_fact("1", "办法", {{.text = "第二份", .href = "/rules"}});
  });
  for (const bool large : {false, true})
    for (const float width : {320.0F, 390.0F, 1280.0F}) {
      scene.platform.resize(width, 844, 2);
      scene.host.set_look({.large = large});
      scene.ui.pump();
      CAPTURE(width);
      CAPTURE(large);
      check_pressed_apart(scene.host.ui_state());
      for (const char* name : {"铜城街道", "新城街道", "刘集镇", "查别的预约", "第一份", "第二份"}) {
        CAPTURE(name);
        CHECK(scene.ui.find("link", name).rect.height >= (large ? 60 : 44) - 0.5F);
      }
    }
}

TEST_CASE("two links on lines that follow each other are each pressed on their own line") {
  Scene scene([](kit::Ui& ui) {
    (void)ui.rich_text("text", {{.text = "第一个很长的词在第一行上一直到行尾再到下一行", .href = "/one"},
                                {.text = "第二个也很长的词接着它往下走好几行才会结束", .href = "/two"}});
  });
  for (const bool large : {false, true}) {
    scene.platform.resize(320, 844, 2);
    scene.host.set_look({.large = large});
    scene.ui.pump();
    CAPTURE(large);
    check_pressed_apart(scene.host.ui_state());
  }
}

}  // namespace wufei::testing
