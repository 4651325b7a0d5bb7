// The home page by role and name: what can be booked, the guide's field, what is published, elder mode.
#include <algorithm>

#include "lib/base/json.hpp"
#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

const std::string kHomeDocument = "/api/v1/pages?path=/";

std::string home_body() {
  return R"({"path":"/","title":"Home","blocks":[{"kind":"heading","level":2,"text":"Other"},
    {"kind":"paragraph","box":"tiles","tone":"warning","spans":[{"text":"Today","strong":true},
    {"text":" No lorry comes. "},{"text":"More","href":"/pickup"}]},
    {"kind":"cards","box":"tiles","cards":[{"title":"Sofas","text":"Beds, tables","href":
    "/pickup/new/what?category=bulky","icon":"couch"},{"title":"Clothes","href":"/pickup/new/what?category=clothes"}]},
    {"kind":"cells","text":"In words","tallies":[{"name":"Less","total":12,"filled":0},
    {"name":"Again","total":3,"filled":2}]}]})";
}

std::vector<std::string> headings(const PortalScene& s) {
  std::vector<std::string> found;
  for (const kit::Node& node : s.ui.nodes())
    if (node.role.substr(0, 7) == "heading") found.push_back(node.name);
  return found;
}

void open_elder(PortalScene& s) {
  s.answer_public();
  s.press("button", Text::frame_elder_on);
}

TEST_CASE("home has the headings of the server's page in their order") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    PortalScene s("/", width);
    s.answer_public();
    s.answer("GET", kHomeDocument, 200, home_body());
    std::vector<std::string> expected{s.app.model().site.value.tagline};
    for (const Text key : {Text::guide_label, Text::home_indicators, Text::home_news, Text::home_more})
      expected.emplace_back(text(key));
    CHECK(headings(s) == expected);
    s.expect("", Text::home_trial);
  }
}

TEST_CASE("what all are told stands above the tiles, in large print above the choices, and leads on") {
  for (const float width : {320.0F, 390.0F, 1280.0F})
    for (const bool elder : {false, true}) {
      PortalScene s("/", width);
      if (elder) open_elder(s);
      s.answer_public();
      s.ui.expect_none("", "No lorry comes.");
      s.answer("GET", kHomeDocument, 200, home_body());
      s.ui.expect("", "Today");
      const kit::Node more = s.ui.find("link", "More");
      CHECK(more.value == "/pickup");
      const std::string_view below = elder ? text(Text::home_elder_book) : "Sofas";
      CHECK(more.rect.y < s.ui.find("link", below).rect.y);
      CHECK(more.rect.x + more.rect.width <= width);
      s.ui.press("link", "More");
      CHECK(s.platform.path() == "/pickup");
    }
}

TEST_CASE("a tile opens the booking with its category chosen") {
  for (const float width : {390.0F, 1280.0F}) {
    PortalScene s("/", width);
    s.answer_public();
    s.answer("GET", kHomeDocument, 200, home_body());
    CHECK(s.open_fetches("GET", "/api/v1/catalogue") == 0);
    CHECK(s.ui.find("link", "Sofas").description == "Beds, tables");
    CHECK(s.ui.find("link", "Clothes").value == "/pickup/new/what?category=clothes");
    s.ui.press("link", "Clothes");
    CHECK(contract::parse_page(s.platform.path()).kind == contract::PageKind::pickup_what);
    s.answer_public();
    CHECK(s.app.model().booking.draft.request.category == "clothes");
  }
}

TEST_CASE("the field of home asks the guide for its word and leaves the focus in the guide's field") {
  PortalScene s("/");
  s.answer_public();
  s.type(Text::guide_label, "a b");
  CHECK(s.platform.path() == "/");
  s.press("button", Text::guide_search);
  CHECK(s.platform.path() == "/guide?q=a%20b");
  const kit::Node field = s.ui.find("textbox", text(Text::guide_label));
  CHECK(field.value == "a b");
  CHECK(s.platform.focused == field.id);
  CHECK(s.app.model().home_word.empty());
}

TEST_CASE("the empty field of home leads to the guide, and Enter presses its button") {
  PortalScene s("/");
  s.answer_public();
  CHECK(UiDriver::is(s.ui.find("button", text(Text::guide_search)), "primary=1"));
  s.press("button", Text::guide_search);
  CHECK(s.platform.path() == "/guide");
}

TEST_CASE("the words that people ask most lead to their answers, in one line on phones") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    PortalScene s("/", width);
    s.answer_public();
    const auto& questions = s.app.model().site.value.questions;
    REQUIRE(questions.size() == 8);
    const float line = s.ui.find("link", questions[0].word).rect.y;
    for (const auto& question : questions) {
      const kit::NodeRect chip = s.ui.find("link", question.word).rect;
      CHECK(chip.height >= 44);
      if (width < 900) CHECK(chip.y == line);
    }
    s.ui.press("link", questions[0].word);
    CHECK(s.platform.path() == questions[0].link);
  }
}

TEST_CASE("what is published is one picture with a sentence, and nothing before the server has said it") {
  for (const float width : {390.0F, 1280.0F}) {
    PortalScene s("/", width);
    s.answer_public();
    s.expect_none("heading2", Text::home_indicators);
    s.answer("GET", kHomeDocument, 200, home_body());
    s.ui.expect("text", "2 " + text(Text::home_indicators_count, {{"total", "15"}}));
    const std::string less =
        text(Text::home_indicators_group, {{"name", "Less"}, {"total", "12"}, {"published", "0"}});
    const kit::Node picture = s.ui.find("img", less);
    CHECK(picture.name.find("15") != std::string::npos);
    CHECK(picture.name.find("Again") != std::string::npos);
    s.expect("", Text::home_indicators_note);
    s.ui.press("link", text(Text::home_indicators_all, {{"count", "15"}}));
    CHECK(s.platform.path() == "/indicators");
  }
}

TEST_CASE("what the server put into the page of home is not asked for again") {
  platform::HeadlessPlatform platform;
  platform.embedded_data = R"({"home":{"tiles":[{"title":"Sofas","href":"/pickup/new/what?category=bulky"}],
    "tallies":[{"name":"Less","total":12,"filled":0},{"name":"Again","total":3,"filled":2}]}})";
  platform.perform(device::ReplacePath{"/"});
  views::PortalApp app(platform);
  kit::Host host(platform, app);
  app.start(host);
  CHECK(app.model().home.known);
  CHECK(app.model().home.value.tiles.size() == 1);
  CHECK(app.model().home.value.tallies.size() == 2);
}

TEST_CASE("news lead to their texts, and every service is within reach") {
  PortalScene s("/");
  s.answer_public();
  for (const char* path :
       {"/pickup", "/pickup/lookup", "/guide", "/feedback", "/surveys", "/disclosure", "tel:12345"}) {
    const auto nodes = s.ui.nodes();
    CHECK_MESSAGE(
        std::any_of(nodes.begin(), nodes.end(),
                    [&](const kit::Node& node) { return node.role == "link" && node.value == path; }),
        path);
  }
  const contract::NewsItem news = s.app.model().site.value.news[0];
  s.ui.press("link", news.title);
  CHECK(s.platform.path() == "/news#" + news.id);
}

TEST_CASE("in elder mode four choices fit the smallest screen, the rest is behind one button") {
  for (const float width : {320.0F, 390.0F}) {
    PortalScene s("/", width);
    open_elder(s);
    for (const Text key : {Text::home_elder_book, Text::home_elder_lookup, Text::home_elder_guide}) {
      const kit::Node choice = s.ui.find("link", text(key));
      CHECK(choice.rect.height >= 88);
    }
    const Text call_key = width == 320 ? Text::frame_call : Text::home_elder_call;
    const kit::Node call = s.ui.find("link", text(call_key, {{"line", "12345"}}));
    CHECK(call.rect.height >= 88);
    CHECK(call.description == text(Text::home_elder_call_about));
    const kit::Node first = s.ui.find("link", text(Text::home_elder_book));
    constexpr float kScreen = 568;
    if (width == 320) CHECK(call.rect.y + call.rect.height <= kScreen);
    CHECK(s.ui.find("text", text(Text::home_trial)).rect.y < first.rect.y);
    s.expect("heading1", Text::home_elder_title);
    s.expect_none("link", Text::home_surveys);
    s.expect("", Text::home_trial);
    s.press("button", Text::home_more);
    CHECK(UiDriver::is(s.ui.find("button", text(Text::home_more)), "expanded=1"));
    for (const Text key :
         {Text::home_feedback, Text::home_indicators, Text::home_surveys, Text::home_disclosure})
      s.expect("link", key);
    s.ui.expect("link", s.app.model().site.value.news[0].title);
    s.press("button", Text::home_more);
    s.expect_none("link", Text::home_surveys);
    s.press("link", Text::home_elder_lookup);
    CHECK(s.platform.path() == "/pickup/lookup");
  }
}

TEST_CASE("the ticket of the next pickup stands below the band, until it is over") {
  PortalScene s("/pickup/new/what");
  s.fill_to_check();
  s.press("button", Text::pickup_submit);
  s.answer("POST", "/api/v1/pickups", 201, pickup_body("booked", true));
  s.ui.press("link", s.app.model().site.value.portal_name);
  CHECK(s.platform.path() == "/");
  const kit::Node way = s.ui.find("link", text(Text::booking_view));
  CHECK(way.value == "/pickup/" + std::string(kReference));
  CHECK(way.rect.y > s.ui.find("link", text(Text::home_book)).rect.y);
  CHECK(way.rect.y < s.ui.find("textbox", text(Text::guide_label)).rect.y);
  s.answer("GET", "/api/v1/pickups/", 200, pickup_body("cancelled", false));
  s.ui.expect_none("link", text(Text::booking_view));
}

TEST_CASE("while the ticket is on its way its place is kept, and without it a row leads to the booking") {
  platform::HeadlessPlatform platform;
  platform.has_part = false;
  platform.storage["wufei.last"] = kReference;
  platform.storage["wufei.bookings"] = std::string(kReference) + " 371524001.bulky.20261126.am\n";
  platform.perform(device::ReplacePath{"/"});
  views::PortalApp app(platform);
  kit::Host host(platform, app);
  app.start(host);
  UiDriver ui(platform, host);
  ui.pump();
  const std::string row = text(Text::home_recent, {{"reference", kReference}});
  ui.expect_none("link", row);
  platform.finish_part(false);
  ui.pump();
  CHECK(ui.find("link", row).value == "/pickup/" + std::string(kReference));
}

}  // namespace
}  // namespace wufei::testing
