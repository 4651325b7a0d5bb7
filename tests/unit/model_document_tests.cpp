#include "lib/base/text.hpp"
#include "lib/document/document.hpp"
#include "model_world.hpp"
#include "wasm/document/document_update.hpp"

namespace wufei::model {
namespace {

const std::string kPages = "/api/v1/pages";

std::string document_body(const std::string& title, const std::string& path = "/guide") {
  contract::Document document;
  document.title = title;
  document.path = path;
  document.blocks = {contract::paragraph_block("text")};
  return contract::to_text(contract::document_to_json(document));
}

TEST_CASE("a document in the page data is shown without a request") {
  World w;
  w.page_data = "{\"site\":" + site_body() + ",\"document\":" + document_body("Sorting") + "}";
  w.start("/guide?page=2");
  CHECK(w.model.document.shown.known);
  CHECK(w.model.document.shown.value.title == "Sorting");
  CHECK(w.open_fetches("GET", kPages) == 0);
  CHECK(w.title.find("Sorting") == 0);
  CHECK(w.path() == "/guide?page=2");
}

TEST_CASE("what the home page brings is not taken for the document of a page it stands in for") {
  World w;
  w.page_data = R"({"home":{"tiles":[],"tallies":[{"name":"a","total":2,"filled":1}]}})";
  w.start("/guide");
  CHECK_FALSE(w.model.document.shown.known);
  w.answer("GET", kPages, 200, document_body("Sorting"));
  CHECK(w.model.document.shown.value.title == "Sorting");
}

TEST_CASE("what is told of a page to those it is passed on to is that of the page shown") {
  contract::Document guide;
  guide.title = "Guide";
  guide.path = "/guide";
  guide.description = "Where things go.";
  World w;
  w.start("/pickup");
  CHECK(w.canonical == "/pickup");
  w.answer("GET", kPages + "?path=/pickup", 200, document_body("Pickup"));
  w.send(Navigate{"/guide?page=1"});
  CHECK(w.canonical == "/guide?page=1");  // until it is there
  w.answer("GET", kPages, 200, contract::to_text(contract::document_to_json(guide)));
  CHECK(w.canonical == "/guide");
  CHECK(w.description == "Where things go.");
  guide.indexed = false;
  w.send(Navigate{"/guide?q=x"});
  w.answer("GET", kPages, 200, contract::to_text(contract::document_to_json(guide)));
  CHECK(w.canonical.empty());
  guide.same_as = "/guide/items/a";
  w.send(Navigate{"/guide/items/a?q=x"});
  w.answer("GET", kPages, 200, contract::to_text(contract::document_to_json(guide)));
  CHECK(w.canonical == "/guide/items/a");
  w.send(Navigate{"/pickup/WF-222-222-222"});
  CHECK(w.canonical.empty());
  CHECK(w.description.empty());
}

TEST_CASE("page data that is no document does no harm") {
  for (const char* data :
       {"", "{", "[]", R"({"document":7})", R"({"document":{"blocks":[{"kind":"none"},{}]}})"}) {
    World w;
    w.page_data = data;
    w.start("/guide");
    CHECK(w.model.page.kind == contract::PageKind::document);
  }
}

TEST_CASE("of two pages asked for only the last one counts") {
  World w;
  w.start("/guide");
  w.answer("GET", kPages, 200, document_body("Guide"));
  w.send(Navigate{"/disclosure"});
  w.send(Navigate{"/indicators"});
  w.answer("GET", kPages + "?path=/disclosure", 200, document_body("Disclosure"));
  CHECK(w.model.document.shown.value.title == "Guide");
  w.answer("GET", kPages + "?path=/indicators", 200, document_body("Indicators"));
  CHECK(w.model.document.shown.value.title == "Indicators");
  CHECK(w.title.find("Indicators") == 0);
  CHECK(w.focus == "heading");
}

TEST_CASE(
    "on a weak network the page that was left gives way after a second, and the new one is said to be "
    "opened") {
  World w;
  w.start("/guide");
  w.answer("GET", kPages, 200, document_body("Guide"));
  w.send(Navigate{"/disclosure"});
  CHECK(w.model.document.shown.known);  // a fast network flickers not
  REQUIRE(w.timers[kLateTimer] > 0);
  w.focus.clear();
  w.send(TimerFired{kLateTimer});
  CHECK_FALSE(w.model.document.shown.known);
  CHECK(w.model.document.shown.state == LoadState::loading);
  CHECK(w.title.find(contract::text(contract::Text::document_opening)) == 0);
  CHECK(w.focus == "heading");
  w.focus.clear();
  w.answer("GET", kPages + "?path=/disclosure", 200, document_body("Disclosure"));
  CHECK(w.model.document.shown.value.title == "Disclosure");
  CHECK(w.title.find("Disclosure") == 0);
  CHECK(w.focus == "heading");
  w.send(TimerFired{kLateTimer});
  CHECK(w.model.document.shown.known);
}

TEST_CASE("without a network the title says what the heading says") {
  World w;
  w.start("/guide");
  w.answer("GET", kPages, 200, document_body("Guide"));
  w.send(Navigate{"/disclosure"});
  w.answer("GET", kPages + "?path=/disclosure", 0, "");
  CHECK(w.title.find(contract::text(contract::Text::frame_offline_title)) == 0);
}

TEST_CASE("an answer after the person has left changes nothing") {
  World w;
  w.start("/guide");
  w.send(Navigate{"/pickup/lookup"});
  w.answer("GET", kPages, 200, document_body("Guide"));
  CHECK_FALSE(w.model.document.shown.known);
  CHECK(w.title.find("Guide") == std::string::npos);
  w.back();
  CHECK(w.open_fetches("GET", kPages) == 1);
}

TEST_CASE("a page that does not exist is told apart from one that can not be read") {
  World w;
  w.start("/guide/none");
  w.answer("GET", kPages, 404, problem_body("not_found", "", ""));
  CHECK(w.model.document.missing);
  w.send(Navigate{"/guide"});
  CHECK_FALSE(w.model.document.missing);
  w.answer("GET", kPages, 0);
  CHECK_FALSE(w.model.document.missing);
  CHECK(w.model.document.shown.state == LoadState::failed);
  w.send(OnlineChanged{false});
  w.send(OnlineChanged{true});
  w.answer("GET", kPages, 200, document_body("Guide"));
  CHECK(w.model.document.shown.state == LoadState::ready);
}

TEST_CASE("a heading of the page that is asked for is gone to when the page is there") {
  World w;
  w.start("/");
  w.send(Navigate{"/guide#kitchen"});
  CHECK(w.path() == "/guide#kitchen");
  w.answer("GET", kPages + "?path=/guide", 200, document_body("Guide"));
  CHECK(w.focus == "#kitchen");
  w.focus.clear();
  w.send(Navigate{"/guide#other"});
  CHECK(w.focus == "#other");
  CHECK(w.open_fetches("GET", kPages + "?path=/guide") == 0);
}

TEST_CASE("the second part is asked for once, and only by pages that need it") {
  World w;
  w.part_ready = false;
  w.start("/");
  w.answer_public();
  CHECK(w.part_requests == 0);
  w.send(Navigate{"/guide"});
  w.send(Navigate{"/disclosure"});
  CHECK(w.part_requests == 1);
  CHECK(w.open_fetches("GET", kPages + "?path=/disclosure") == 0);
  w.send(PartLoaded{true});
  CHECK(w.open_fetches("GET", kPages + "?path=/disclosure") == 1);
}

TEST_CASE("what comes before the part that reads it is read when the part is there") {
  World w;
  w.part_ready = false;
  w.start("/pickup/new/what?category=bulky");
  w.answer_public();
  CHECK(w.part_requests == 1);
  CHECK(w.model.site.known);
  CHECK_FALSE(w.model.catalogue.known);
  w.send(PartLoaded{false});
  CHECK_FALSE(w.model.areas.known);
  w.send(Retry{});
  CHECK(w.part_requests == 2);
  CHECK(w.open_fetches("GET", "/api/v1/catalogue") == 0);  // it has come
  w.send(PartLoaded{true});
  CHECK(w.model.catalogue.known);
  CHECK(w.model.areas.known);
  CHECK(w.model.booking.draft.request.category == "bulky");
}

TEST_CASE("lists on their way wait also on a page that does not need them") {
  World w;
  w.part_ready = false;
  w.start("/pickup/new/what");
  w.send(Navigate{"/"});
  w.answer_public();
  CHECK_FALSE(w.model.areas.known);
  w.send(PartLoaded{true});
  CHECK(w.model.areas.known);
  CHECK(w.path() == "/");
}

TEST_CASE("what was filled in on an earlier visit waits for the part, too") {
  World w;
  w.fill_to_check();
  World again;
  again.storage = w.storage;
  again.part_ready = false;
  again.start("/");
  CHECK_FALSE(again.model.booking.restored);
  again.send(Navigate{"/pickup/new/check"});
  again.answer_public();
  again.send(PartLoaded{true});
  CHECK(again.model.booking.restored);
  CHECK(again.model.booking.draft.request.address == "1 Main Street");
  CHECK(again.path() == "/pickup/new/check");
}

TEST_CASE(
    "a part that something else wants is asked for once, and not again by itself when it does not come") {
  World w;
  w.part_ready = false;
  w.start("/");
  w.send(WantPart{});
  w.send(WantPart{});
  CHECK(w.part_requests == 1);
  w.send(PartLoaded{false});
  w.send(WantPart{});
  CHECK(w.part_requests == 1);
  w.send(Navigate{"/guide"});
  CHECK(w.part_requests == 2);
}

TEST_CASE("links of a document lead where they say") {
  using contract::is_client_path;
  using contract::resolved_path;
  for (const char* own : {"/", "/guide", "/guide/battery?x=1", "#end", "?page=2", "/pickup/lookup"})
    CHECK(is_client_path(own));
  for (const char* other : {"", "/open-data/tasks.csv", "/feeds/all.xml", "https://example.org/guide",
                            "tel:12345", "/api/v1/areas", "//example.org/guide"})
    CHECK_FALSE(is_client_path(other));
  CHECK(resolved_path("/guide?q=a", "#end") == "/guide?q=a#end");
  CHECK(resolved_path("/guide?q=a", "?page=2") == "/guide?page=2");
  CHECK(resolved_path("/guide?q=a", "/cells") == "/cells");
}

}  // namespace
}  // namespace wufei::model
