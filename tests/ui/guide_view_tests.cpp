// The sorting guide worked as a person with a screen reader works it.
#include "guide/guide.hpp"
#include "lib/base/json.hpp"
#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

contract::Guide sample() {
  contract::Guide guide;
  const auto add = [&](const char* id, const char* name, const char* category,
                       std::vector<std::string> aliases) {
    contract::GuideItem item;
    item.id = id;
    item.name = name;
    item.category = category;
    item.aliases = std::move(aliases);
    item.how_to = std::string("how ") + id;
    item.why = std::string("why ") + id;
    item.basis_kind = "standard";
    item.basis = "GB";
    item.year = 2019;
    guide.items.push_back(std::move(item));
  };
  for (const char* id : {"recyclable", "hazardous", "kitchen", "other", "bulky", "construction", "no_bin"}) {
    guide.categories.emplace_back();
    guide.categories.back().id = id;
    guide.categories.back().where = std::string(id) == "hazardous" ? "red bin" : "";
  }
  add("diaper", "尿不湿", "other", {"纸尿裤"});
  add("dry_cell", "干电池", "other", {});
  add("button_cell", "纽扣电池", "hazardous", {});
  add("bottle", "煤气瓶", "no_bin", {});
  guide.items.back().ask = "ask bottle";
  guide.items.back().urgent = {{"119", "leak"}};
  guide.words = {{"电池", "哪一种电池？", {"dry_cell", "button_cell"}}};
  return guide;
}

std::string document_body(const std::string& path) {
  contract::Document document;
  document.path = path;
  document.title = "Guide";
  document.section = "guide";
  document.blocks = {contract::paragraph_block("before"),
                     contract::heading_block(2, "By category", "categories"),
                     contract::paragraph_block("after")};
  return contract::to_text(contract::document_to_json(document));
}

struct GuideScene : PortalScene {
  explicit GuideScene(const std::string& path = "/guide", float width = 390) : PortalScene(path, width) {
    answer_public();
    answer("GET", "/api/v1/pages", 200, document_body(path));
  }
  void load() {
    answer("GET", "/api/v1/guide/index", 200, contract::to_text(contract::guide_index_to_json(sample())));
  }
};

bool described(const PortalScene& s, std::string_view link, std::string_view text) {
  return s.ui.find("link", link).description.find(text) != std::string::npos;
}

TEST_CASE("typing finds things with their category; the rest of the page stays") {
  for (const float width : {390.0F, 1280.0F}) {
    GuideScene s("/guide", width);
    s.load();
    s.expect("heading1", Text::guide_title);
    s.ui.expect("heading2", "By category");
    s.ui.expect_none("", "before");
    s.type(Text::guide_label, "niaobu");
    s.ui.expect("link", "尿不湿");
    CHECK(described(s, "尿不湿", text(Text::waste_other)));
    s.type(Text::guide_label, "纸尿裤");
    CHECK(described(s, "尿不湿", text(Text::guide_also, {{"alias", "纸尿裤"}})));
    s.ui.press("link", "尿不湿");
    CHECK(s.platform.path() == "/guide/items/diaper?q=%E7%BA%B8%E5%B0%BF%E8%A3%A4");
    CHECK(s.ui.pump() == 0);
  }
}

TEST_CASE("a word with several meanings is asked back with choices") {
  GuideScene s;
  s.load();
  s.type(Text::guide_label, "电池");
  s.ui.expect("heading2", "哪一种电池？");
  s.ui.expect("link", "干电池");
  s.ui.press("link", "纽扣电池");
  CHECK(s.platform.path() == "/guide/items/button_cell?q=%E7%94%B5%E6%B1%A0");
}

TEST_CASE("what an input method has not committed is not searched") {
  GuideScene s;
  s.load();
  s.type(Text::guide_label, "干电池");
  s.ui.compose(text(Text::guide_label), "干电池niao");
  s.ui.expect("link", "干电池");
  CHECK(s.app.model().guide.query == "干电池");
  s.platform.advance(5000);
  CHECK(s.open_fetches("POST", "/api/v1/guide/unknown-words") == 0);
}

TEST_CASE("nothing found says so, and Enter tells the editors") {
  GuideScene s;
  s.load();
  s.type(Text::guide_label, "反物质");
  s.expect("heading2", Text::guide_nothing);
  s.press("button", Text::guide_search);
  CHECK(s.open_fetches("POST", "/api/v1/guide/unknown-words") == 1);
  s.type(Text::guide_label, "");
  s.expect("heading2", Text::guide_recent);
  s.ui.press("button", "反物质");
  s.expect("heading2", Text::guide_nothing);
  CHECK(s.platform.focused == s.ui.find("heading1", "").id);  // the word went away
  s.type(Text::guide_label, "");
  s.press("button", Text::guide_forget);
  s.expect_none("heading2", Text::guide_recent);
}

TEST_CASE("the guide works without its page and says when the list is missing") {
  PortalScene s("/guide");
  s.answer_public();
  s.answer("GET", "/api/v1/pages", 0);
  s.answer("GET", "/api/v1/guide/index", 0);
  s.type(Text::guide_label, "尿");
  s.expect("", Text::failure_offline_title);
  s.press("button", Text::common_retry);
  s.answer("GET", "/api/v1/guide/index", 200, contract::to_text(contract::guide_index_to_json(sample())));
  s.ui.expect("link", "尿不湿");
}

TEST_CASE("without a network a found thing is still explained") {
  GuideScene s;
  s.load();
  s.type(Text::guide_label, "纽扣");
  s.ui.press("link", "纽扣电池");
  s.answer("GET", "/api/v1/pages", 0);
  contract::Json items = contract::Json::array();
  for (const contract::GuideItem& item : sample().items) items.push_back(contract::guide_item_to_json(item));
  s.answer("GET", "/api/v1/guide", 200, contract::to_text({{"items", items}}));
  s.ui.expect("heading1", "纽扣电池");
  s.ui.expect("text", "how button_cell");
  s.expect("text", Text::waste_hazardous);
  s.ui.expect("text", "red bin");
  s.expect("", Text::guide_kept);
  s.expect_none("", Text::failure_offline_title);
}

TEST_CASE("what no bin takes keeps whom to ask and whom to call without the network") {
  GuideScene s;
  s.load();
  s.type(Text::guide_label, "煤气");
  CHECK(described(s, "煤气瓶", text(Text::waste_no_bin)));
  s.ui.press("link", "煤气瓶");
  s.answer("GET", "/api/v1/pages", 0);
  contract::Json items = contract::Json::array();
  for (const contract::GuideItem& item : sample().items) items.push_back(contract::guide_item_to_json(item));
  s.answer("GET", "/api/v1/guide", 200, contract::to_text({{"items", items}}));
  s.ui.expect("text", "ask bottle");
  s.expect("text", Text::waste_no_bin);
  s.expect("", Text::guide_urgent);
  s.ui.expect("link", "119");
}

TEST_CASE("the quiz is played from question to picture") {
  PortalScene s("/guide/quiz");
  s.answer_public();
  contract::Json items = contract::Json::array();
  for (const contract::GuideItem& item : sample().items) items.push_back(contract::guide_item_to_json(item));
  s.expect("heading1", Text::guide_quiz_title);
  s.answer("GET", "/api/v1/guide", 200, contract::to_text({{"items", items}}));
  s.press("button", Text::guide_quiz_begin);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& quiz = s.app.model().quiz;
    const auto& item = quiz.items.value[quiz.questions[i].item];
    s.ui.expect("heading1", text(Text::guide_quiz_question, {{"item", item.name}}));
    s.press("radio", item.category == "hazardous" ? Text::waste_hazardous
                     : item.category == "other"   ? Text::waste_other
                                                  : Text::waste_no_bin);
    s.ui.expect("", item.why);
    s.press("button", i == 3 ? Text::guide_quiz_finish : Text::guide_quiz_next);
  }
  s.ui.expect("heading1", text(Text::guide_quiz_score, {{"right", "4"}, {"all", "4"}}));
  s.press("button", Text::guide_quiz_share);
  REQUIRE(s.platform.pictures.size() == 1);
  CHECK(s.platform.pictures[0].lines.size() == 4);
  for (const std::string& line : s.platform.pictures[0].lines) CHECK(line.substr(0, 3) == "\xE2\x9C\x93");
}

TEST_CASE("places are sorted by distance when the person wants it") {
  GuideScene s("/guide/places");
  s.answer(
      "GET", "/api/v1/guide/places", 200,
      R"({"publisher":"p","places":[{"id":"far","name":"Far yard","address":"A","hours":"9-17","latitude":37,"longitude":116},)"
      R"({"id":"near","name":"Near yard","address":"B","hours":"9-17","latitude":36.1,"longitude":116}]})");
  s.expect("", Text::guide_places_map);
  s.press("button", Text::guide_places_sort);
  CHECK(s.platform.locate_requests == 1);
  s.platform.finish_locating(false);
  s.ui.pump();
  s.expect("", Text::guide_places_refused);
  s.press("button", Text::guide_places_sort);
  s.platform.finish_locating(true, 36, 116);
  s.ui.pump();
  s.expect("heading2", Text::guide_places_nearest);
  s.ui.expect("", "Near yard");
  CHECK(s.ui.listing().find("Near yard") < s.ui.listing().find("Far yard"));
}

TEST_CASE("an empty register of places offers no distances") {
  GuideScene s("/guide/places");
  s.answer("GET", "/api/v1/guide/places", 200, R"({"publisher":"p","places":[]})");
  s.expect_none("button", Text::guide_places_sort);
}

// The page of a thing as the server makes it.
void open_thing(PortalScene& s, const std::string& id) {
  contract::Document document;
  document.path = "/guide/items/" + id;
  document.title = "Thing " + id;
  document.section = "guide";
  document.crumbs = {{"Guide", "/guide"}};
  contract::Block answer;
  answer.kind = contract::BlockKind::answer;
  answer.cards.emplace_back();
  answer.cards.back().title = "Kind";
  answer.cards.back().category = "hazardous";
  contract::Block places;
  places.kind = contract::BlockKind::facts;
  places.text = "Where";
  places.facts = {{std::string(text(Text::guide_town)), {contract::span("red bin")}},
                  {std::string(text(Text::guide_village)), {contract::span("ask the village")}},
                  {"Elsewhere", {contract::span("it varies")}}};
  document.blocks = {answer,
                     contract::heading_block(2, "Where", "where"),
                     places,
                     contract::note_block(contract::BlockTone::warning, "To verify", "not sure"),
                     contract::heading_block(2, "Why", "why"),
                     contract::paragraph_block("because")};
  s.answer_public();
  s.answer("GET", "/api/v1/pages", 200, contract::to_text(contract::document_to_json(document)));
}

TEST_CASE("large print: field, answer and one place, which is asked once and kept on the device") {
  PortalScene s("/guide/items/pill");
  open_thing(s, "pill");
  s.ui.expect("definition", "red bin");
  s.ui.expect("definition", "ask the village");
  s.expect_none("", Text::guide_live_in);
  s.press("button", Text::frame_elder_on);
  s.expect("textbox", Text::guide_label);
  s.ui.expect("heading1", "Thing pill");
  s.ui.expect_none("definition", "red bin");
  s.expect("heading3", Text::guide_live_in);
  s.press("button", Text::guide_village);
  CHECK(s.platform.storage["wufei.guide.dwelling"] == "village");
  s.expect_none("", Text::guide_live_in);
  s.ui.expect("definition", "ask the village");
  s.ui.expect("definition", "it varies");
  s.ui.expect_none("definition", "red bin");
  CHECK(s.platform.focused ==
        s.ui.find("button", text(Text::guide_live_other, {{"place", text(Text::guide_town)}})).id);
  s.ui.press("button", text(Text::guide_live_other, {{"place", text(Text::guide_town)}}));
  s.ui.expect("definition", "red bin");
  s.ui.expect_none("definition", "ask the village");
  CHECK(s.platform.storage["wufei.guide.dwelling"] == "town");
  s.host.on_event(device::PathChanged{"/guide/items/paint"});
  open_thing(s, "paint");
  s.ui.expect("heading1", "Thing paint");
  s.expect_none("", Text::guide_live_in);
  s.ui.expect("definition", "red bin");
}

TEST_CASE("where the reader lives is known again on the next visit; an odd value asks again") {
  for (const char* kept : {"village", "moon"}) {
    PortalScene s("/privacy");
    s.platform.storage["wufei.guide.dwelling"] = kept;
    s.host.on_event(device::PathChanged{"/guide/items/pill"});
    open_thing(s, "pill");
    s.press("button", Text::frame_elder_on);
    CHECK(s.ui.has("heading3", text(Text::guide_live_in)) == (std::string(kept) == "moon"));
    CHECK(s.ui.has("definition", "ask the village") == (std::string(kept) == "village"));
  }
}

TEST_CASE("large print says what is uncertain and keeps the rest behind a button") {
  PortalScene s("/guide/items/pill");
  open_thing(s, "pill");
  s.press("button", Text::frame_elder_on);
  s.ui.expect("", "not sure");
  s.ui.expect_none("heading2", "Why");
  CHECK(UiDriver::is(s.ui.find("button", text(Text::guide_more)), "expanded=0"));
  s.press("button", Text::guide_more);
  s.ui.expect("heading2", "Why");
  s.press("button", Text::guide_more);
  s.ui.expect_none("heading2", "Why");
  s.type(Text::guide_label, "battery");
  s.press("button", Text::guide_search);
  CHECK(s.platform.path() == "/guide?q=battery");
}

TEST_CASE("the guide's first page in large print is its field; the rest is behind a button") {
  GuideScene s;
  s.load();
  s.press("button", Text::frame_elder_on);
  s.ui.expect_none("heading2", "By category");
  s.press("button", Text::guide_more);
  s.ui.expect("heading2", "By category");
}

TEST_CASE("large print reads an answer aloud, stops when asked, at its end and when the reader leaves") {
  PortalScene s("/guide/items/pill");
  open_thing(s, "pill");
  s.expect_none("button", Text::speech_read);
  s.press("button", Text::frame_elder_on);
  s.press("button", Text::guide_town);
  s.press("button", Text::speech_read);
  CHECK(s.platform.spoken.back() == "Thing pill\nKind\nred bin\n");
  s.press("button", Text::speech_stop);
  CHECK(s.platform.spoken.back().empty());
  s.press("button", Text::speech_read);
  s.platform.finish_speaking();
  s.ui.pump();
  s.press("button", Text::speech_read);
  CHECK(s.platform.spoken.size() == 4);
  s.press("link", Text::frame_home);
  CHECK(s.platform.spoken.size() == 5);
  CHECK(s.platform.spoken.back().empty());
}

TEST_CASE("a device without a voice has no button for it") {
  PortalScene s("/guide/items/pill", 390, true, false);
  open_thing(s, "pill");
  s.press("button", Text::frame_elder_on);
  s.expect_none("button", Text::speech_read);
}

}  // namespace
}  // namespace wufei::testing
