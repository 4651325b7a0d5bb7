// Public pages worked as a person with a screen reader works them: every kind of block, links, filters,
// arriving.
#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Document;

const std::string kPages = "/api/v1/pages";

Block table_block(int rows) {
  Block block;
  block.kind = BlockKind::table;
  block.text = "Tasks";
  block.columns = {{"Name", false}, {"Part", false}, {"Amount", true}};
  for (int i = 0; i < rows; ++i)
    block.rows.push_back({{contract::link_span("Task " + std::to_string(i), "/tasks/" + std::to_string(i))},
                          {contract::span("part " + std::to_string(i % 7))},
                          {contract::span(std::to_string(i * 10))}});
  return block;
}

Block filters_block(const std::string& query, const std::string& part) {
  Block block;
  block.kind = BlockKind::filters;
  block.text = "Narrow";
  block.href = "/tasks";
  block.filters = {{contract::FilterKind::search, "q", "Words", query, {}},
                   {contract::FilterKind::select, "part", "Part", part, {{"", "All"}, {"1", "First"}}}};
  return block;
}

Block chart_block() {
  Block block;
  block.kind = BlockKind::chart;
  block.chart.title = "Rate";
  block.chart.summary = "From 10 to 20 percent";
  block.chart.unit = "%";
  block.chart.lead = "Higher is better";
  block.chart.note = "Nothing published";
  block.chart.marks = {{"2020", "", contract::MarkRole::baseline, 0, 10, {}, {}, "10%"},
                       {"2025", "", contract::MarkRole::target, 0, 20, {}, {}, "20%"}};
  return block;
}

Block cards_block() {
  Block block;
  block.kind = BlockKind::cards;
  block.text = "Things";
  block.cards = {{"Battery", "/guide/battery", "Dry cell", "recycle", "2 tips", BlockTone::info, "hazardous"},
                 {"Nothing to open", "", "A card without a link", "", "", BlockTone::normal, ""}};
  return block;
}

Block facts_block() {
  Block block;
  block.kind = BlockKind::facts;
  block.text = "About";
  block.facts = {{"Number", {contract::span("52")}},
                 {"Source", {contract::link_span("the plan", "/disclosure/plan")}}};
  return block;
}

Block list_block(bool ordered) {
  Block block;
  block.kind = BlockKind::list;
  block.ordered = ordered;
  block.items = {{contract::span("first point")},
                 {contract::span("see "), contract::link_span("here", "#end")}};
  return block;
}

Block links_block() {
  Block block;
  block.kind = BlockKind::links;
  block.text = "Downloads";
  block.items = {{contract::link_span("CSV", "/open-data/tasks.csv")},
                 {contract::link_span("More", "/tasks?part=1")}};
  return block;
}

Document every_block() {
  Document document;
  document.path = "/tasks";
  document.title = "All tasks";
  document.section = "disclosure";
  document.updated = "2026-11-24";
  document.crumbs = {{"Disclosure", "/disclosure"}};
  Block image;
  image.kind = BlockKind::image;
  image.text = "A truck";
  image.href = "/content/truck.png";
  image.width = 400, image.height = 200;
  Block code;
  code.kind = BlockKind::code;
  code.text = "GET /api/v1/areas";
  document.blocks = {contract::heading_block(2, "Start", "start"),
                     contract::paragraph_block({contract::span("Read "),
                                                contract::link_span("the plan", "/disclosure/plan"),
                                                contract::span(" and "),
                                                {"strong words", "", true, false}}),
                     contract::note_block(BlockTone::warning, "Mind", "Not yet confirmed"),
                     filters_block("", ""),
                     table_block(3),
                     facts_block(),
                     cards_block(),
                     chart_block(),
                     list_block(false),
                     list_block(true),
                     links_block(),
                     image,
                     code,
                     contract::heading_block(2, "End", "end")};
  return document;
}

std::string body_of(const Document& document) {
  return contract::to_text(contract::document_to_json(document));
}

TEST_CASE("large print reads running text aloud, not a page of links") {
  Document page;
  page.path = "/tasks";
  page.title = "What is kept";
  page.blocks = {contract::heading_block(2, "Names"), contract::paragraph_block(std::string(300, 'a')),
                 list_block(false)};
  PortalScene s("/tasks");
  open_document(s, page);
  s.expect_none("button", Text::speech_read);
  s.press("button", Text::frame_elder_on);
  s.press("button", Text::speech_read);
  const std::string said = s.platform.spoken.back();
  CHECK(said.rfind("What is kept\nNames\naaa", 0) == 0);
  s.press("button", Text::speech_stop);
  CHECK(s.platform.spoken.back().empty());
  page.blocks = {links_block()};
  PortalScene links("/tasks");
  open_document(links, page);
  links.press("button", Text::frame_elder_on);
  links.expect_none("button", Text::speech_read);
}

TEST_CASE("a document's blocks have their roles and names") {
  for (const float width : {360.0F, 1280.0F}) {
    PortalScene s("/tasks", width);
    s.expect("heading1", Text::document_opening);
    CHECK(s.platform.fetches.back().url == kPages + "?path=/tasks");
    open_document(s, every_block());
    s.ui.expect("heading1", "All tasks");
    s.ui.expect("heading2", "Start");
    s.ui.expect("navigation", text(Text::document_crumbs));
    s.ui.expect("link", "Disclosure");
    s.ui.expect("paragraph", "Not yet confirmed");
    s.ui.expect("textbox", "Words");
    s.ui.expect_none("select", "Part");
    CHECK(UiDriver::is(s.ui.find("button", text(Text::document_filters)), "expanded=0"));
    s.press("button", Text::document_filters);
    s.ui.expect("select", "Part");
    s.ui.expect("table", "Tasks");
    s.ui.expect("columnheader", "Amount");
    s.ui.expect("rowheader", "Task 2");
    s.ui.expect("cell", "20");
    s.ui.expect("term", "Number");
    s.ui.expect("definition", "52");
    s.ui.expect("link", "Battery");
    s.ui.expect("text", "Nothing to open");
    s.ui.expect("heading2", "Rate");
    s.ui.expect("text", "Higher is better");
    s.ui.expect("img", "Rate From 10 to 20 percent");
    s.ui.expect("text", "Nothing published");
    s.ui.expect("listitem", "first point");
    s.ui.expect("ordered_list", "");
    CHECK(s.ui.find("image", "A truck").value == "/content/truck.png");
    s.ui.expect("listing", "GET /api/v1/areas");
    CHECK(UiDriver::is(s.ui.find("link", text(Text::frame_bar_disclosure)), "current=page"));
    CHECK(UiDriver::is(s.ui.find("link", "CSV"), "browser=1"));
    CHECK_FALSE(UiDriver::is(s.ui.find("link", "More"), "browser=1"));
    CHECK(s.platform.title.find("All tasks") == 0);
    CHECK(s.host.ui_state().duplicate_keys == 0);
    CHECK(s.ui.pump() == 0);
  }
}

TEST_CASE("a kind of waste is named beside its colour") {
  PortalScene s("/guide/battery");
  open_document(s, every_block());
  CHECK(s.ui.find("link", "Battery").description.find(text(Text::waste_hazardous)) != std::string::npos);
}

Document answered(const char* category, const char* where) {
  Document document;
  document.title = "Thing";
  document.path = "/guide/items/thing";
  Block answer;
  answer.kind = BlockKind::answer;
  answer.text = "Book it";
  answer.cards = {{"Kind", "/pickup/new/what", "What to do", "", where, BlockTone::normal, category}};
  document.blocks = {answer, contract::paragraph_block("Below")};
  return document;
}

// What is read aloud, in order, from the level 1 heading on.
std::vector<std::string> read_from_heading(const PortalScene& s, std::size_t count) {
  std::vector<std::string> words;
  for (const kit::Node& node : s.ui.nodes())
    if ((node.role == "heading1" || !words.empty()) && !node.name.empty() && words.size() < count)
      words.push_back(node.name);
  return words;
}

TEST_CASE("an answer is read in the order it is needed: thing, kind, where, what to do, the way to book it") {
  for (const float width : {320.0F, 390.0F, 1280.0F}) {
    PortalScene s("/guide/items/thing", width);
    open_document(s, answered("bulky", "By the gate"));
    CAPTURE(s.ui.listing());
    CHECK(read_from_heading(s, 6) ==
          std::vector<std::string>{"Thing", "Kind", "By the gate", "What to do", "Book it", "Below"});
    s.ui.press("link", "Book it");
    CHECK(s.platform.path() == "/pickup/new/what");
  }
}

TEST_CASE("after other words an answer leaves the title to the page") {
  Document document = answered("no_bin", "");
  document.blocks.insert(document.blocks.begin(), contract::note_block(BlockTone::error, "Call", "110"));
  PortalScene s("/guide/items/thing");
  open_document(s, document);
  CAPTURE(s.ui.listing());
  CHECK(read_from_heading(s, 5) == std::vector<std::string>{"Thing", "Call", "110", "Kind", "What to do"});
}

bool paints(PortalScene& s, kit::Colour colour, float width) {
  kit::DisplayList& list = s.host.ui_state().list;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list.at(i).kind == kit::PrimitiveKind::fill && list.at(i).paint.rest == colour &&
        list.at(i).rect.width >= width)
      return true;
  return false;
}

TEST_CASE("each kind of waste has its own colour: the panel, the strip and the tag of a row") {
  struct Kind {
    const char* category;
    kit::Colour colour;
  };
  const Kind kinds[] = {{"recyclable", kit::colour::recyclable}, {"hazardous", kit::colour::hazardous},
                        {"kitchen", kit::colour::kitchen},       {"other", kit::colour::other},
                        {"bulky", kit::colour::bulky},           {"construction", kit::colour::construction},
                        {"no_bin", kit::colour::nobin}};
  for (const Kind& kind : kinds) {
    CAPTURE(kind.category);
    PortalScene panel("/guide/items/thing");
    open_document(panel, answered(kind.category, "There"));
    CHECK(paints(panel, kind.colour, 300));
    for (const Kind& other : kinds)
      if (!(other.colour == kind.colour)) CHECK_FALSE(paints(panel, other.colour, 300));
    Document rows = answered(kind.category, "");
    rows.blocks.front().kind = BlockKind::cards;
    rows.blocks.front().cards.front().badge = "Kind";
    PortalScene list("/guide/items/thing");
    open_document(list, rows);
    CHECK(paints(list, kind.colour, 28));
    CHECK_FALSE(paints(list, kind.colour, 300));
    CHECK(list.ui.find("link", "Kind").description == "What to do Kind");
  }
}

TEST_CASE("nothing of a document reaches beyond the column") {
  for (const float width : {320.0F, 390.0F, 1000.0F, 1280.0F}) {
    PortalScene s("/tasks", width);
    open_document(s, every_block());
    check_inside(s.ui, width);
  }
}

TEST_CASE("links open pages in the client and go to headings") {
  PortalScene s("/tasks");
  open_document(s, every_block());
  s.ui.press("link", "here");
  CHECK(s.platform.path() == "/tasks#end");
  CHECK(s.platform.focused == s.ui.find("heading2", "End").id);
  s.ui.press("link", "the plan");
  CHECK(s.platform.path() == "/disclosure/plan");
  s.ui.expect("heading1", "All tasks");  // stays until the next page is there
  Document plan;
  plan.title = "The plan";
  s.answer("GET", kPages, 200, body_of(plan));
  s.ui.expect("heading1", "The plan");
  CHECK(s.platform.focused == s.ui.find("heading1", "The plan").id);
  s.platform.press_back();
  s.ui.pump();
  s.ui.expect("heading1", "All tasks");  // at once, from memory
  s.answer("GET", kPages, 0);
  s.ui.expect("heading1", "All tasks");  // and it stays without a network
  s.expect_none("", Text::failure_offline_title);
}

TEST_CASE("filters narrow a page: choosing at once, typing after a pause, the field keeps its focus") {
  PortalScene s("/tasks");
  open_document(s, every_block());
  s.press("button", Text::document_filters);
  s.ui.choose("Part", "First");
  CHECK(s.platform.path() == "/tasks?part=1");
  Document narrowed = every_block();
  narrowed.blocks = {filters_block("", "1"), table_block(1)};
  s.answer("GET", kPages + "?path=/tasks%3Fpart%3D1", 200, body_of(narrowed));
  s.ui.expect_none("rowheader", "Task 2");
  const kit::Node field = s.ui.find("textbox", "Words");
  s.ui.type("Words", "\xE5\x9E\x83 b");
  CHECK(s.platform.path() == "/tasks?part=1");
  s.platform.advance(400);
  s.ui.pump();
  CHECK(s.platform.path() == "/tasks?q=%E5%9E%83%20b&part=1");
  s.answer("GET", kPages + "?path=/tasks%3Fq%3D%25E5%259E%2583%2520b%26part%3D1", 200, body_of(narrowed));
  CHECK(s.ui.find("textbox", "Words").id == field.id);
  CHECK(s.ui.find("textbox", "Words").value == "\xE5\x9E\x83 b");
  s.platform.press_back();
  s.ui.pump();
  CHECK(s.platform.path() == "/tasks");  // typing made no entries of its own
}

TEST_CASE("a page that does not exist and a page that can not be read say so") {
  PortalScene missing("/tasks/none");
  missing.answer_public();
  missing.answer("GET", kPages, 404, R"({"code":"not_found"})");
  missing.expect("heading1", Text::not_found_title);
  PortalScene broken("/tasks");
  broken.answer_public();
  broken.answer("GET", kPages, 503);
  broken.expect("heading1", Text::document_failed);
  broken.platform.focus_twin(broken.ui.find("button", text(Text::common_retry)).id);
  broken.press("button", Text::common_retry);
  CHECK(broken.platform.focused == broken.ui.find("heading1", text(Text::document_opening)).id);
  broken.answer("GET", kPages, 200, body_of(every_block()));
  broken.ui.expect("heading1", "All tasks");
}

TEST_CASE(
    "the second part of the program is fetched when a page needs it, and asked for again after a failure") {
  PortalScene s("/", 390, false);
  s.answer_public();
  s.answer("GET", kPages, 200, "{}");  // what home counts
  CHECK(s.platform.part_requests == 0);
  s.press("link", Text::home_guide);
  CHECK(s.platform.part_requests == 1);
  s.expect("heading1", Text::document_opening);
  CHECK(s.open_fetches("GET", kPages) == 0);
  s.platform.finish_part(false);
  s.ui.pump();
  s.expect("heading1", Text::document_failed);
  s.press("button", Text::common_retry);
  CHECK(s.platform.part_requests == 2);
  s.platform.finish_part(true);
  s.ui.pump();
  s.expect("heading1", Text::guide_title);
  CHECK(s.open_fetches("GET", kPages) == 1);
}

TEST_CASE("every item of a document has its twin") {
  PortalScene s("/tasks", 390);
  open_document(s, every_block());
  for (const kit::Item& item : s.host.ui_state().items) {
    bool found = false;
    for (const kit::Node& node : s.ui.nodes()) found = found || node.id == item.id;
    CHECK(found);
  }
}

TEST_CASE("a long table keeps every row in the twin and costs no frame when idle") {
  Document document = every_block();
  document.blocks = {table_block(125)};
  PortalScene s("/tasks", 1280);
  open_document(s, document);
  s.ui.expect("rowheader", "Task 124");
  CHECK(s.ui.pump() == 0);
}

}  // namespace
}  // namespace wufei::testing
