// Lists, folds and the rail of public pages, worked as a person with a screen reader works them.
#include <algorithm>

#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Document;

const std::string kDocuments = "/api/v1/pages";

contract::Measure measure(int no, const char* name) {
  contract::Measure row;
  row.no = std::to_string(no);
  row.name = name;
  row.href = "/indicators/" + row.no;
  row.unit = "%";
  row.baseline = "94";
  row.before = row.target = ">95";
  row.actual = row.state = "Not yet";
  row.goal = "Goal >95%";
  row.base = 94;
  row.aim = 95;
  row.bound = contract::MarkBound::above;
  return row;
}

Block measures_block(int rows) {
  Block block;
  block.kind = BlockKind::measures;
  block.text = "Quantities";
  for (const char* title : {"No", "Name", "Unit", "Base", "2023", "2025", "Track", "Actual"})
    block.columns.push_back({title});
  block.items = {{contract::span("base")}, {contract::span("aim")}, {contract::span("above")}};
  block.groups = {{"First", "2 of them", {measure(1, "Straw"), measure(2, "Film")}}, {"Second", "many", {}}};
  block.groups[0].rows[0].tag = "Mind";
  for (int i = 0; i < rows; ++i) block.groups[1].rows.push_back(measure(10 + i, "More"));
  return block;
}

contract::Card card(const char* title, const char* href, const char* icon = "") {
  contract::Card made;
  made.title = title;
  made.href = href;
  made.icon = icon;
  return made;
}

Block narrow_block() {
  Block block;
  block.kind = BlockKind::filters;
  block.text = "Narrow";
  block.href = "/indicators";
  block.filters = {{contract::FilterKind::search, "q", "Words", "", {}, "such as straw"},
                   {contract::FilterKind::select, "group", "Group", "", {{"", "All"}, {"a", "A"}}}};
  block.items = {{contract::link_span("All 48", "/indicators")},
                 {contract::link_span("Starred 24", "/indicators?star=required")}};
  block.items[0][0].strong = true;
  return block;
}

Document list_page() {
  Document document;
  document.title = "Indicators";
  document.path = "/indicators";
  document.section = "disclosure";
  Block files;
  files.kind = BlockKind::buttons;
  files.tone = BlockTone::info;
  files.cards = {card("CSV", "/open-data/indicators.csv", "download-simple")};
  document.blocks = {narrow_block(), contract::paragraph_block("Found 48."), measures_block(1), files};
  return document;
}

TEST_CASE("quantities are a table on desktops and rows elsewhere, and each leads to its page") {
  for (const float width : {320.0F, 390.0F, 700.0F, 910.0F, 1280.0F}) {
    CAPTURE(width);
    PortalScene s("/indicators", width);
    open_document(s, list_page());
    check_inside(s.ui, width);
    CHECK(s.host.ui_state().duplicate_keys == 0);
    if (width >= 900) {
      s.ui.expect("table", "Quantities");
      s.ui.expect("columnheader", "2025");
      s.ui.expect("rowheader", "First 2 of them");
      s.ui.expect("cell", ">95");
      s.ui.expect("text", "Mind");
      s.ui.press("link", "Straw");
    } else {
      s.ui.expect_none("table", "Quantities");
      s.ui.expect("heading2", "First 2 of them");
      const kit::Node row = s.ui.find("link", "1 Straw");
      CHECK(row.description == "Goal >95% Not yet Mind");
      CHECK(row.rect.height >= 60);
      s.ui.press("link", "1 Straw");
    }
    CHECK(s.platform.path() == "/indicators/1");
  }
}

TEST_CASE("large type has rows on every screen, and neither chips nor small tracks") {
  PortalScene s("/indicators", 1280);
  open_document(s, list_page());
  s.ui.expect("link", "Starred 24");
  s.press("button", Text::frame_elder_on);
  s.ui.expect_none("table", "Quantities");
  s.ui.expect("link", "1 Straw");
  s.ui.expect_none("link", "Starred 24");
  check_inside(s.ui, 1280);
}

TEST_CASE("a chip narrows at once; how many there are is said, and the page stays where it is") {
  PortalScene s("/indicators");
  open_document(s, list_page());
  CHECK(UiDriver::is(s.ui.find("link", "All 48"), "current=true"));
  s.ui.press("link", "Starred 24");
  CHECK(s.platform.path() == "/indicators?star=required");
  Document narrowed = list_page();
  narrowed.blocks[1] = contract::paragraph_block("Found 24.");
  s.answer("GET", kDocuments, 200, contract::to_text(contract::document_to_json(narrowed)));
  CHECK(s.platform.announcements.back() == "Found 24.");
}

TEST_CASE("what narrows more is put away behind a word that says how much is set") {
  PortalScene s("/indicators");
  Document document = list_page();
  open_document(s, document);
  s.ui.expect_none("select", "Group");
  s.press("button", Text::document_filters);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::document_filters)), "expanded=1"));
  s.ui.choose("Group", "A");
  CHECK(s.platform.path() == "/indicators?group=a");
  document.blocks[0].filters[1].value = "a";
  s.answer("GET", kDocuments, 200, contract::to_text(contract::document_to_json(document)));
  s.ui.expect("button", text(Text::document_filters_on, {{"count", "1"}}));
  s.ui.expect("select", "Group");  // still open
}

TEST_CASE("a field beside its button shows what is typed, or has a line of its own") {
  struct Look {
    float width;  // 260: of 390 with letters of 24 pixels
    bool large;
    std::uint8_t further;
    float letters;  // of the field
  };
  for (const Look& look :
       {Look{260, false, 0, 18}, Look{312, false, 0, 18}, Look{390, false, 0, 18}, Look{320, true, 0, 26},
        Look{390, true, 0, 26}, Look{320, true, 2, 42}, Look{390, true, 2, 42}, Look{1280, true, 2, 42}}) {
    PortalScene s("/indicators", look.width);
    open_document(s, list_page());
    s.host.set_look({.large = look.large, .further = look.further});
    s.ui.pump();
    CAPTURE(look.width);
    CAPTURE(look.large);
    const kit::NodeRect field = s.ui.find("textbox", "Words").rect;
    const kit::NodeRect more = s.ui.find("button", text(Text::document_filters)).rect;
    const kit::NodeRect go = s.ui.find("button", text(Text::document_filter)).rect;
    const kit::Theme& theme = s.host.ui_state().theme;
    CHECK(go.x - field.x - theme.icon - 22 >= (look.further > 0 && look.width < 330 ? 4 : 5) * look.letters);
    CHECK((more.x >= field.x + field.width || more.y >= field.y + field.height));
    check_inside(s.ui, look.width);
  }
}

TEST_CASE("an empty list says what is empty and has a way on") {
  PortalScene s("/indicators?star=none");
  Document document = list_page();
  Block empty;
  empty.kind = BlockKind::buttons;
  empty.text = "Nothing fits";
  empty.spans = {contract::span("None of them")};
  empty.cards = {card("Show all 48", "/indicators")};
  document.blocks = {narrow_block(), contract::paragraph_block("Found 0."), empty};
  open_document(s, document);
  s.ui.expect("paragraph", "Nothing fits");
  CHECK(s.ui.find("link", "Show all 48").rect.height >= 44);
  s.ui.press("link", "Show all 48");
  CHECK(s.platform.path() == "/indicators");
}

Document folded_page() {
  Document document;
  document.title = "Straw";
  document.path = "/indicators/15";
  document.crumbs = {{"Indicators", "/indicators"}};
  document.blocks = {contract::paragraph_block("Meaning")};
  document.blocks.push_back(contract::paragraph_block("Three issues"));
  document.blocks.back().anchor = "issues";
  contract::fold_from(document, 1, "Known issues 3", ": D03");
  document.blocks.push_back(contract::paragraph_block("No revisions"));
  contract::fold_from(document, 2, "Revisions", ": none");
  Block facts;
  facts.kind = BlockKind::facts;
  facts.text = "Facts";
  facts.facts = {{"Body", {contract::span("Bureau")}}};
  document.blocks.push_back(facts);
  contract::fold_from(document, 3, "Facts", ": who", true);
  return document;
}

TEST_CASE("folds open and close, and what was opened is open when one comes back") {
  PortalScene s("/indicators/15");
  open_document(s, folded_page());
  s.ui.expect("paragraph", "Meaning");
  s.ui.expect_none("paragraph", "Three issues");
  const kit::Node fold = s.ui.find("button", "Known issues 3: D03");
  CHECK(fold.rect.height >= 56);
  CHECK(UiDriver::is(fold, "expanded=0"));
  s.ui.press("button", "Known issues 3: D03");
  s.ui.expect("paragraph", "Three issues");
  s.ui.expect_none("paragraph", "No revisions");
  s.ui.press("link", "Indicators");
  s.answer("GET", kDocuments, 200, contract::to_text(contract::document_to_json(list_page())));
  s.platform.press_back();
  s.ui.pump();
  s.ui.expect("paragraph", "Three issues");
  s.ui.press("button", "Known issues 3: D03");
  s.ui.expect_none("paragraph", "Three issues");
}

TEST_CASE(
    "what may be asked stays between the glass and the button, and large print gives it the whole line") {
  for (const float width : {320.0F, 390.0F})
    for (const bool elder : {false, true}) {
      PortalScene s("/indicators", width);
      open_document(s, list_page());
      s.host.set_look({.large = elder});
      s.ui.pump();
      const kit::NodeRect field = s.ui.find("textbox", "Words").rect;
      if (elder) CHECK(field.width == width - 32);
      const kit::UiState& state = s.host.ui_state();
      int seen = 0;
      for (std::size_t i = 0; i < state.list.size(); ++i) {
        const kit::Shape& shape = state.list.at(i);
        const std::string_view words = state.list.text_of(shape);
        if (shape.kind != kit::PrimitiveKind::text || !words.starts_with("such")) continue;
        kit::FontMeasure font{&state.fonts, shape.face, shape.size};
        CHECK(shape.rect.x + kit::text_width(words, font.measure()) <=
              field.x + field.width - state.theme.touch);
        ++seen;
      }
      CHECK(seen == 1);
    }
}

TEST_CASE("the rail stands open beside the text on desktops and follows it, folded, on phones") {
  PortalScene phone("/indicators/15");
  open_document(phone, folded_page());
  phone.ui.expect_none("definition", "Bureau");
  phone.ui.press("button", "Facts: who");
  phone.ui.expect("definition", "Bureau");
  PortalScene desktop("/indicators/15", 1280);
  open_document(desktop, folded_page());
  desktop.expect("complementary", Text::document_rail);
  desktop.ui.expect("heading2", "Facts");
  CHECK(desktop.ui.find("definition", "Bureau").rect.x >= 880);
  CHECK(desktop.ui.find("paragraph", "Meaning").rect.x == 80);
  check_inside(desktop.ui, 1280);
}

TEST_CASE("a link to what lies in a fold opens it") {
  PortalScene s("/indicators/15#issues");
  open_document(s, folded_page());
  s.ui.expect("paragraph", "Three issues");
  CHECK(s.platform.focused == s.ui.find("button", "Known issues 3: D03").id);
}

}  // namespace
}  // namespace wufei::testing
