// The line breaker's golden cases, colours and the twin's wire form: no frame is drawn.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "wasm/kit/icons.hpp"
#include "wasm/kit/text_layout.hpp"
#include "wasm/kit/theme.hpp"
#include "wasm/kit/twin.hpp"
#include "wasm/kit/utf8.hpp"

using namespace wufei;

namespace {

// Full-width characters are 2 wide, others 1.
float width_of(void*, char32_t c) {
  return c >= 0x2E80 || c == 0x2014 || c == 0x2026 ? 2.0F : 1.0F;
}

std::vector<std::string> lines(std::string_view text, float width) {
  std::vector<std::string> out;
  for (const kit::TextLine& line : kit::break_lines(text, width, {width_of, nullptr})) {
    out.emplace_back(text.substr(line.begin, line.end - line.begin));
    CHECK(line.width <= width + 0.01F);
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("Chinese text breaks anywhere but before closing and after opening marks") {
  CHECK(lines("请选择收运日期", 8) == Lines{"请选择收", "运日期"});
  CHECK(lines("请选择日期，谢谢", 10) == Lines{"请选择日", "期，谢谢"});
  CHECK(lines("收运范围（含家具）", 10) == Lines{"收运范围", "（含家具）"});
  CHECK(lines("他说：“好。”", 10) == Lines{"他说：", "“好。”"});
  CHECK(lines("等一等……再来", 8) == Lines{"等一", "等……再", "来"});
}

TEST_CASE("words and numbers stay whole, unless a line can not hold them") {
  CHECK(lines("拨打12345热线", 8) == Lines{"拨打", "12345热", "线"});
  CHECK(lines("共 12 件", 6) == Lines{"共 12", "件"});
  CHECK(lines("one two three", 7) == Lines{"one two", "three"});
  CHECK(lines("abcdefghij", 4) == Lines{"abcd", "efgh", "ij"});
  CHECK(lines("占50%以上", 6) == Lines{"占50%", "以上"});
  CHECK(lines("上门11月25日", 10) == Lines{"上门11月25", "日"});
  CHECK(lines("上午8:30–11:30", 12) == Lines{"上午", "8:30–11:30"});
  CHECK(lines("剩余 20 个名额", 8) == Lines{"剩余 20", "个名额"});
}

TEST_CASE("whatever the text and the width: no line begins with a closing mark or ends with an opening one") {
  const std::vector<std::string> pieces{"收", "运", "，", "。", "（", "）", "“",
                                        "”",  "12", "kg", " ",  "《", "》", "！"};
  const auto in = [](const std::string& set, const std::string& one) {
    return set.find(one) != std::string::npos;
  };
  std::uint32_t random = 7;
  for (int round = 0; round < 300; ++round) {
    std::string text = "预约";
    for (int i = 0; i < 40; ++i) {
      random = random * 1664525U + 1013904223U;
      // Marks between characters, as in a text: a run of marks longer than the line could not be kept.
      text += i % 2 == 0 ? pieces[(random >> 16) % 2] : pieces[(random >> 16) % pieces.size()];
    }
    text += pieces[0];
    std::string joined;
    for (const std::string& line : lines(text, 12)) {
      CAPTURE(text);
      CAPTURE(line);
      joined += line;
      if (line.size() < 3) continue;
      CHECK_FALSE(in("，。）”》！", line.substr(0, 3)));
      CHECK_FALSE(in("（“《", line.substr(line.size() - 3)));
    }
    const auto without_spaces = [](std::string some) {
      some.erase(std::remove(some.begin(), some.end(), ' '), some.end());
      return some;
    };
    CHECK(without_spaces(joined) == without_spaces(text));
  }
}

TEST_CASE("line ends and degenerate texts") {
  CHECK(lines("一\n二", 10) == Lines{"一", "二"});
  CHECK(lines("", 10) == Lines{""});
  CHECK(lines("a\n", 10) == Lines{"a", ""});
  CHECK(kit::break_lines("宽", 1, {width_of, nullptr}).size() == 1);
  CHECK(kit::break_lines("很窄", 1, {width_of, nullptr}).size() == 2);
  CHECK(kit::text_width("宽a", {width_of, nullptr}) == 3);
}

TEST_CASE("rare characters count as one; broken bytes do no harm") {
  CHECK(kit::count_code_points("𬭊䶮㙍𠮷") == 4);
  CHECK(kit::count_code_points("a\xff\xe4\xb8") == 4);
}

// The table of the design has nothing under 5.5.
TEST_CASE("every text has a contrast of 5.5 to its background, and the ring of the focus one of 3 to all") {
  CHECK(kit::contrast(0, 0xFFFFFF) == doctest::Approx(21));
  for (const kit::Scheme scheme : {kit::Scheme::light, kit::Scheme::dark, kit::Scheme::more_contrast}) {
    const auto ratio = [scheme](kit::Token one, kit::Token other) {
      return kit::contrast(kit::rgb(one, scheme), kit::rgb(other, scheme));
    };
    CAPTURE(static_cast<int>(scheme));
    for (const kit::TextPair& pair : kit::text_pairs()) {
      CAPTURE(static_cast<int>(pair.text.token));
      CAPTURE(static_cast<int>(pair.background.token));
      CHECK(ratio(pair.text.token, pair.background.token) >= 5.5);
      // Its two lines: one of them is seen wherever it lies.
      CHECK(std::max(ratio(kit::Token::focus, pair.background.token),
                     ratio(kit::Token::focus_out, pair.background.token)) >= 3);
    }
    for (const kit::Token mark : {kit::Token::c_base, kit::Token::c_target, kit::Token::c_actual})
      for (const kit::Token under : {kit::Token::ground, kit::Token::paper, kit::Token::c_grid})
        CHECK(ratio(mark, under) >= 3);
    CHECK(ratio(kit::Token::hazardous, kit::Token::nobin) >= 3);
    for (const kit::Token ground : {kit::Token::ground, kit::Token::paper}) {
      CHECK(ratio(kit::Token::edge, ground) >= 3);
      CHECK(ratio(kit::Token::act, ground) >= 3);
    }
    CHECK(ratio(kit::Token::focus, kit::Token::brand) >= 3);
  }
}

TEST_CASE("elder mode: nothing below 18 pt, targets of 60") {
  const kit::Theme theme = kit::elder_theme();
  for (const auto size : {kit::TextSize::cap, kit::TextSize::small, kit::TextSize::body, kit::TextSize::lead})
    CHECK(kit::text_type(theme, size).size >= 24);
  for (const auto size :
       {kit::TextSize::cap, kit::TextSize::small, kit::TextSize::body, kit::TextSize::lead}) {
    CHECK(kit::text_type(kit::elder_theme(1), size).size >= 32);
    CHECK(kit::text_type(kit::elder_theme(2), size).size >= 40);  // 30 pt
  }
  CHECK(kit::text_type(kit::normal_theme(), kit::TextSize::hero, 320).size == 26);
  CHECK(kit::text_type(kit::normal_theme(), kit::TextSize::hero, 900).size == 42);
  CHECK(theme.touch >= 60);
  CHECK(theme.button >= 60);
  CHECK(kit::normal_theme().touch >= 44);
}

TEST_CASE("icons are found by name") {
  CHECK(kit::icon_code_point("truck") != 0);
  CHECK(kit::icon_code_point("no-such-icon") == 0);
}

TEST_CASE("the twin survives its wire form; control characters do not") {
  kit::Node node;
  node.depth = 2;
  node.id = 4294967295U;
  node.role = "select";
  node.name = "街道\x1e\x1f";
  node.value =
      "a\x1d"
      "b\nc";
  node.description = "d";
  node.state = "required=1";
  node.rect = {1.25F, -2, 300, 44.5F};
  node.has_rect = true;
  const auto back = kit::from_records(kit::to_records({node, node}));
  REQUIRE(back.size() == 2);
  CHECK(back[1].id == node.id);
  CHECK(back[1].name == "街道");
  CHECK(back[1].value == node.value);
  CHECK(back[1].state == "required=1");
  CHECK(back[1].rect.x == 1.25F);
  CHECK(back[1].rect.y == -2);
  CHECK(back[1].rect.height == 44.5F);
  CHECK(back[1].has_rect);
}
