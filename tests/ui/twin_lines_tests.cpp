// The texts of the twin lie on the drawn ones: what is selected, found and magnified is where the eye sees
// it.
#include <cmath>
#include <set>

#include "portal_scene.hpp"
#include "scene.hpp"
#include "wasm/kit/twin_lines.hpp"
#include "wasm/kit/ui_state.hpp"

using namespace wufei;
using namespace wufei::testing;

namespace {

bool is_text(const kit::Node& node) {
  static const std::set<std::string> roles{
      "text", "heading1",  "heading2", "heading3",   "heading4", "paragraph", "run",    "term",
      "cell", "rowheader", "listing",  "definition", "listitem", "link",      "button", "columnheader"};
  return roles.count(node.role) > 0 && !node.name.empty() && node.state.find("fixed") == std::string::npos;
}

// Every line lies in its node, in order, and together they are the name.
void check_lines(const kit::Node& node) {
  CAPTURE(node.role);
  CAPTURE(node.name);
  REQUIRE_FALSE(node.lines.empty());
  for (std::size_t i = 0; i < node.lines.size(); ++i) {
    const kit::NodeLine& line = node.lines[i];
    CHECK(line.size >= 13);
    CHECK(line.rect.width > 0);
    if (i > 0) CHECK(line.begin > node.lines[i - 1].begin);
    if (i > 0) CHECK(line.rect.y > node.lines[i - 1].rect.y);
    if (!node.has_rect) continue;
    CHECK(line.rect.x >= node.rect.x - 2);
    CHECK(line.rect.y >= node.rect.y - 2);
    CHECK(line.rect.x + line.rect.width <= node.rect.x + node.rect.width + 2);
    CHECK(line.rect.y + line.size <= node.rect.y + node.rect.height + 2);
  }
}

}  // namespace

TEST_CASE("headings, paragraphs, facts, links and buttons have the lines in which they are drawn") {
  Scene scene([](kit::Ui& ui) {
    ui.heading(1, "A heading that is long enough to need more than one line on a small telephone");
    ui.text(
        "A paragraph with words enough for three lines on a telephone, and a few more of them after that.");
    {
      auto facts = ui.facts("Facts");
      ui.fact("Label", "A value");
    }
    ui.rich_text("rich",
                 {{.text = "Before "}, {.text = "the link", .href = "/there"}, {.text = " and after."}});
    (void)ui.link("link", "A link", "/there");
    (void)ui.button("next", "Next");
  });
  for (const float width : {320.0F, 390.0F, 1280.0F})
    for (const bool elder : {false, true}) {
      scene.host.set_look({.large = elder});
      scene.platform.resize(width, 800, 2);
      scene.ui.pump();
      int seen = 0;
      for (const kit::Node& node : scene.ui.nodes())
        if (is_text(node)) check_lines(node), ++seen;
      CHECK(seen >= 9);
    }
}

TEST_CASE("lines of a text part its name without loss, rare characters counted as the browser counts") {
  Scene scene([](kit::Ui& ui) {
    ui.text(
        "\xF0\xA0\xAE\xB7\xE9\x87\x8E\xE5\xAE\xB6 \xF0\xA0\xAE\xB7 a much longer text so that it goes on in "
        "a line of its own");
  });
  scene.platform.resize(320, 800, 1);
  scene.ui.pump();
  const kit::Node node = scene.ui.find("text", "longer");
  REQUIRE(node.lines.size() >= 2);
  CHECK(node.lines[0].begin == 0);
  // U+20BB7 is four bytes and two units, U+91CE three bytes and one.
  std::vector<kit::Node> own = scene.host.ui_state().nodes;
  for (const kit::Node& drawn : own)
    if (drawn.name == node.name) CHECK(drawn.lines[1].begin == node.lines[1].begin + 8);
}

// What is pressed may have a sign in place of its name; what is read has none.
bool is_read(const kit::Node& node) {
  const bool only_heard = node.has_rect && node.rect.height <= 1;
  return is_text(node) && !only_heard && node.role != "link" && node.role != "button" &&
         node.role != "listitem";
}

TEST_CASE("every text that is read lies on what is drawn: home, booking, look-up, in both sizes") {
  for (const char* path : {"/", "/pickup/new/what", "/pickup", "/privacy", "/pickup/lookup"})
    for (const float width : {320.0F, 390.0F, 1280.0F})
      for (const bool elder : {false, true}) {
        PortalScene s(path, width);
        s.answer_public();
        s.host.set_look({.large = elder});
        s.ui.pump();
        CAPTURE(path);
        CAPTURE(width);
        CAPTURE(elder);
        int seen = 0;
        for (const kit::Node& node : s.ui.nodes())
          if (is_read(node)) check_lines(node), ++seen;
        CHECK(seen >= 8);
      }
}
