// The page of a thing: the field, the answer, and what stands beside it on desktops.
#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

// The field of the server's page, the answer, and what stands beside it.
contract::Document railed_thing() {
  using contract::Block;
  using contract::BlockKind;
  contract::Document document;
  document.path = "/guide/items/pill";
  document.title = "Thing pill";
  document.section = "guide";
  document.crumbs = {{"Guide", "/guide"}};
  Block field, answer, near_it, kinds;
  field.kind = BlockKind::filters;
  field.text = text(Text::guide_search);
  field.href = "/guide";
  field.filters = {
      {contract::FilterKind::search, "q", std::string(text(Text::guide_label)), "asked", {}, {}}};
  answer.kind = BlockKind::answer;
  answer.cards = {{"Kind", "", "What to do", "", "Red bin", contract::BlockTone::normal, "hazardous"}};
  near_it.kind = kinds.kind = BlockKind::cards;
  near_it.text = "Near";
  near_it.cards = {
      {"Syrup", "/guide/items/syrup", "", "", "Hazard", contract::BlockTone::normal, "hazardous"}};
  kinds.text = "Kinds";
  kinds.box = contract::kTags;
  kinds.cards = {
      {"Reds", "/guide/categories/hazardous", "", "", "", contract::BlockTone::normal, "hazardous"},
      {"Greys", "/guide/categories/other", "", "", "", contract::BlockTone::normal, "other"}};
  document.blocks = {field,
                     answer,
                     contract::heading_block(2, "Why", "why"),
                     contract::paragraph_block("because"),
                     contract::heading_block(2, "Near", "near"),
                     near_it,
                     contract::heading_block(2, "Kinds", "kinds"),
                     kinds,
                     contract::note_block(contract::BlockTone::info, {}, "Unsure? Call")};
  for (std::size_t i = 4; i < document.blocks.size(); ++i) document.blocks[i].aside = true;
  return document;
}

TEST_CASE(
    "a thing's page: 752 for the text, 48 between, 320 for what is near; heard in the order of the page") {
  PortalScene s("/guide/items/pill", 1280);
  open_document(s, railed_thing());
  CAPTURE(s.ui.listing());
  const kit::NodeRect field = s.ui.find("textbox", text(Text::guide_label)).rect;
  CHECK(field.x == 80);
  CHECK(field.width == 752);
  CHECK(field.y < s.ui.find("heading1", "Thing pill").rect.y);
  const kit::NodeRect near_it = s.ui.find("heading2", "Near").rect, row = s.ui.find("link", "Syrup").rect;
  CHECK(near_it.x == 880);
  CHECK(near_it.y < field.y);  // its head beside the crumbs, as on pages of indicators
  CHECK(row.x == 880);
  CHECK(row.width == 320);
  const kit::NodeRect red = s.ui.find("link", "Reds").rect, grey = s.ui.find("link", "Greys").rect;
  CHECK(red.height >= 44);
  CHECK(red.y == grey.y);
  CHECK(grey.x > red.x + red.width);
  s.expect("complementary", Text::document_rail);
  const std::string heard = s.ui.listing();
  CHECK(heard.find("because") < heard.find("Near"));
  CHECK(heard.find("Syrup") < heard.find("Reds"));
  CHECK(heard.find("Greys") < heard.find("Unsure? Call"));
  check_inside(s.ui, 1280);
  s.ui.press("link", "Greys");
  CHECK(s.platform.path() == "/guide/categories/other");
}

TEST_CASE("on phones what is near follows the text, unfolded; in large print it waits behind the button") {
  PortalScene s("/guide/items/pill");
  open_document(s, railed_thing());
  CHECK(s.ui.find("heading2", "Near").rect.y > s.ui.find("", "because").rect.y);
  CHECK(s.ui.find("heading2", "Near").rect.x == 16);
  check_inside(s.ui, 390);
  s.press("button", Text::frame_elder_on);
  s.ui.expect_none("heading2", "Near");
  s.press("button", Text::guide_more);
  s.ui.expect("heading2", "Near");
  CHECK(s.ui.find("link", "Reds").rect.height >= 60);
  check_inside(s.ui, 390);
}

TEST_CASE("the field of a thing's page keeps what was asked, and asks the guide only when it is sent") {
  PortalScene s("/guide/items/pill?q=asked");
  open_document(s, railed_thing());
  CHECK(s.ui.find("textbox", text(Text::guide_label)).value == "asked");
  s.type(Text::guide_label, "");
  CHECK(s.ui.find("textbox", text(Text::guide_label)).value.empty());
  s.type(Text::guide_label, "battery");
  s.platform.advance(5000);
  s.ui.pump();
  CHECK(s.platform.path() == "/guide/items/pill?q=asked");
  s.press("button", Text::guide_search);
  CHECK(s.platform.path() == "/guide?q=battery");
  CHECK(s.app.model().guide.query == "battery");
}

}  // namespace
}  // namespace wufei::testing
