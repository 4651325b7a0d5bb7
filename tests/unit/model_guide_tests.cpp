// The sorting guide in the client: searching without the server, recent words, unknown words, the quiz,
// places, and the link that leads into a booking.
#include "wasm/guide/guide_update.hpp"

#include <algorithm>
#include <set>

#include "guide/guide.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "model_world.hpp"
#include "wasm/guide/place_update.hpp"
#include "wasm/guide/quiz_update.hpp"

namespace wufei::model {
namespace {

const std::string kIndex = "/api/v1/guide/index";
const std::string kWords = "/api/v1/guide/unknown-words";

contract::GuideItem thing(const std::string& id, const std::string& name, const std::string& category) {
  contract::GuideItem item;
  item.id = id;
  item.name = name;
  item.category = category;
  item.subclass = "x";
  item.how_to = "how " + id;
  item.why = "why " + id;
  item.basis_kind = "standard";
  item.basis = "GB";
  item.year = 2019;
  return item;
}

contract::Guide guide() {
  contract::Guide guide;
  for (const char* id : {"recyclable", "hazardous", "kitchen", "other", "bulky", "construction", "no_bin"}) {
    guide.categories.emplace_back();
    guide.categories.back().id = id;
  }
  guide.items = {thing("diaper", "尿不湿", "other"), thing("dry_cell", "干电池", "other"),
                 thing("button_cell", "纽扣电池", "hazardous")};
  guide.words = {{"电池", "哪一种？", {"dry_cell", "button_cell"}}};
  return guide;
}

std::string index_body() {
  return contract::to_text(contract::guide_index_to_json(guide()));
}

std::string items_body(int count) {
  const char* kinds[] = {"recyclable", "hazardous", "kitchen", "other", "bulky", "construction", "no_bin"};
  contract::Json items = contract::Json::array();
  for (int i = 0; i < count; ++i)
    items.push_back(contract::guide_item_to_json(
        thing("t" + std::to_string(i), "Thing " + std::to_string(i), kinds[i % 7])));
  return contract::to_text({{"items", items}});
}

struct GuideWorld : World {
  explicit GuideWorld(const std::string& path = "/guide") {
    start(path);
    answer("GET", "/api/v1/site", 200, site_body());
  }
  void load() { answer("GET", kIndex, 200, index_body()); }
  void type(const std::string& text) { send(GuideType{text}); }
  [[nodiscard]] std::string best() const {
    const auto& hits = model.guide.answer.hits;
    return hits.empty() ? std::string() : model.guide.book.value->guide.items[hits[0].item].id;
  }
};

TEST_CASE("the list is downloaded once and searched on every change") {
  GuideWorld w;
  w.type("尿");
  CHECK(w.best().empty());
  w.load();
  CHECK(w.best() == "diaper");
  w.type("niaobushi");
  CHECK(w.best() == "diaper");
  w.send(Navigate{"/disclosure"});
  w.send(Navigate{"/guide"});
  CHECK(w.open_fetches("GET", kIndex) == 0);
  CHECK(w.model.guide.query.empty());
}

TEST_CASE("the address follows when the person pauses, and brings the query back") {
  GuideWorld w;
  w.load();
  w.type("电池");
  CHECK(w.path() == "/guide");
  w.send(TimerFired{kGuidePathTimer});
  CHECK(w.path() == "/guide?q=%E7%94%B5%E6%B1%A0");
  CHECK(w.announced.back() == "哪一种？");
  w.send(GuideOpen{0});
  CHECK(w.path() == "/guide/items/diaper?q=%E7%94%B5%E6%B1%A0");
  w.back();
  CHECK(w.path() == "/guide?q=%E7%94%B5%E6%B1%A0");
  CHECK(w.model.guide.query == "电池");
  CHECK(w.model.guide.answer.word == 0);
  w.send(Navigate{"/guide"});  // from the menu: anew
  CHECK(w.path() == "/guide");
  CHECK(w.model.guide.query.empty());
  for (const char* odd : {"/guide?q=%", "/guide?q=%E7%9", "/guide?q=%ff+a", "/guide?x=1&q=ab#c"}) {
    GuideWorld other(odd);
    other.load();
  }
}

TEST_CASE("what is called so and nothing else is, is the answer") {
  GuideWorld w;
  w.load();
  w.type("电池");
  w.send(GuideSubmit{});
  CHECK(w.path() == "/guide?q=%E7%94%B5%E6%B1%A0");  // it means several things
  w.type("干电");
  w.send(GuideSubmit{});
  CHECK(w.path() == "/guide?q=%E5%B9%B2%E7%94%B5");  // it only begins so
  w.type("干电池");
  w.send(GuideSubmit{});
  CHECK(w.path() == "/guide/items/dry_cell?q=%E5%B9%B2%E7%94%B5%E6%B1%A0");
  w.back();
  CHECK(w.model.guide.query == "干电池");
}

TEST_CASE("a list that can not be had is asked for again") {
  GuideWorld w;
  w.answer("GET", kIndex, 0);
  CHECK(w.model.guide.book.state == LoadState::failed);
  w.send(Retry{});
  w.load();
  w.type("尿不湿");
  CHECK(w.best() == "diaper");
  GuideWorld broken;
  broken.answer("GET", kIndex, 200, "[1,2");
  CHECK(broken.model.guide.book.state == LoadState::failed);
}

TEST_CASE("an unknown word is reported once a visit, after a pause") {
  GuideWorld w;
  w.load();
  w.type("反物质");
  CHECK(w.timers[kGuideWordTimer] > 0);
  CHECK(w.open_fetches("POST", kWords) == 0);
  w.send(TimerFired{kGuideWordTimer});
  const Fetch sent = w.answer("POST", kWords, 204);
  CHECK(sent.body == "{\"word\":\"反物质\"}");
  w.type("反物质 ");
  w.send(TimerFired{kGuideWordTimer});
  CHECK(w.open_fetches("POST", kWords) == 0);
  w.type("尿不湿");
  CHECK(w.timers[kGuideWordTimer] < 0);
  w.send(TimerFired{kGuideWordTimer});
  w.type("反");
  w.send(GuideSubmit{});
  CHECK(w.open_fetches("POST", kWords) == 0);
  w.type("暗能量");
  w.send(GuideSubmit{});
  CHECK(w.open_fetches("POST", kWords) == 1);
}

TEST_CASE("words of a person who is offline wait for the network") {
  GuideWorld w;
  w.load();
  w.send(OnlineChanged{false});
  w.type("反物质");
  w.send(GuideSubmit{});
  CHECK(w.open_fetches("POST", kWords) == 0);
  w.send(GuideSubmit{});
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kWords) == 1);
  w.send(OnlineChanged{false});
  w.send(OnlineChanged{true});
  CHECK(w.open_fetches("POST", kWords) == 1);
}

TEST_CASE("recent words are kept on the device, newest first, at most eight, and can be forgotten") {
  GuideWorld w;
  w.load();
  for (int i = 0; i < 10; ++i) {
    w.type("词" + std::to_string(i));
    w.send(GuideSubmit{});
  }
  w.type("词9");
  w.send(GuideSubmit{});
  CHECK(w.model.guide.recent.size() == 8);
  CHECK(w.model.guide.recent.front() == "词9");
  GuideWorld again;
  again.storage = w.storage;
  again.model.guide = {};
  again.send(Navigate{"/pickup"});
  again.send(Navigate{"/guide"});
  CHECK(again.model.guide.recent == w.model.guide.recent);
  again.send(GuideForget{});
  CHECK(again.model.guide.recent.empty());
  CHECK(again.storage.count(std::string(kGuideRecentKey)) == 0);
  for (const char* broken : {"{", "7", "[1,null,\"a\"]"}) {
    GuideWorld odd;
    odd.model.guide.recent_loaded = false;
    odd.model.guide.recent.clear();
    odd.storage[std::string(kGuideRecentKey)] = broken;
    odd.send(Navigate{"/pickup"});
    odd.send(Navigate{"/guide"});
    CHECK(odd.model.guide.recent.size() <= 1);
  }
}

TEST_CASE("the quiz has ten different things, explains each and ends with a result") {
  GuideWorld w("/guide/quiz");
  w.send(QuizBegin{});
  CHECK(w.model.quiz.questions.empty());
  w.answer("GET", "/api/v1/guide", 200, items_body(60));
  w.send(QuizBegin{});
  const Quiz& quiz = w.model.quiz;
  REQUIRE(quiz.questions.size() == kQuizLength);
  std::set<std::size_t> things;
  for (const QuizQuestion& question : quiz.questions) {
    things.insert(question.item);
    const std::string& right = quiz.items.value[question.item].category;
    CHECK(std::count(question.options.begin(), question.options.end(), right) == 1);
    CHECK(std::set<std::string>(question.options.begin(), question.options.end()).size() == 4);
  }
  CHECK(things.size() == kQuizLength);
  w.send(QuizNext{});
  CHECK(quiz.current == 0);
  for (std::size_t i = 0; i < kQuizLength; ++i) {
    const std::string number = std::to_string(i + 1), all = std::to_string(kQuizLength);
    CHECK(w.title.find(
              contract::text(contract::Text::guide_quiz_progress, {{"number", number}, {"all", all}})) == 0);
    CHECK(w.title.find(quiz.items.value[quiz.questions[i].item].name) != std::string::npos);
    const std::string& right = quiz.items.value[quiz.questions[i].item].category;
    const auto& options = quiz.questions[i].options;
    const std::size_t place =
        static_cast<std::size_t>(std::find(options.begin(), options.end(), right) - options.begin());
    w.send(QuizChoose{99});
    w.send(QuizChoose{i < 3 ? (place + 1) % 4 : place});
    w.send(QuizChoose{place});  // too late to think again
    CHECK(is_right(quiz, quiz.questions[i]) == (i >= 3));
    if (i == 4) {
      w.send(Navigate{"/guide"});
      w.send(Navigate{"/guide/quiz"});
    }
    w.send(QuizShare{});
    CHECK(w.pictures.empty());
    w.send(QuizNext{});
  }
  CHECK(quiz_right(quiz) == 7);
  CHECK(w.title.find(contract::text(contract::Text::guide_quiz_score, {{"right", "7"}, {"all", "10"}})) == 0);
  w.send(QuizShare{});
  REQUIRE(w.pictures.size() == 1);
  CHECK(w.pictures[0].lines.size() == kQuizLength);
  CHECK(w.pictures[0].figure.find('7') != std::string::npos);
  w.send(Navigate{"/guide/items/diaper"});
  CHECK(w.title.find('7') == std::string::npos);  // the result is not any other page's title
  w.back();
  CHECK(quiz_right(quiz) == 7);  // the result is still there
  w.send(QuizBegin{});
  CHECK(quiz.current == 0);
}

TEST_CASE("a quiz of too few things is shorter, not endless") {
  GuideWorld w("/guide/quiz");
  w.answer("GET", "/api/v1/guide", 200, items_body(3));
  w.send(QuizBegin{});
  CHECK(w.model.quiz.questions.size() == 3);
  GuideWorld none("/guide/quiz");
  none.answer("GET", "/api/v1/guide", 200, "{\"items\":[]}");
  none.send(QuizBegin{});
  none.send(QuizChoose{0});
  none.send(QuizNext{});
  none.send(QuizShare{});
  CHECK(none.model.quiz.questions.empty());
}

TEST_CASE("without a network a thing's page is made from the downloaded guide") {
  GuideWorld w;
  w.load();
  w.answer("GET", "/api/v1/pages", 0);  // the search needs it not
  w.type("尿不湿");
  w.send(GuideOpen{0});
  w.answer("GET", "/api/v1/pages", 0);
  w.answer("GET", "/api/v1/guide", 200,
           contract::to_text({{"items", {contract::guide_item_to_json(guide().items[0])}}}));
  REQUIRE(w.model.document.shown.known);
  CHECK(w.model.document.shown.value.title == "尿不湿");
  const std::string page = contract::to_text(contract::document_to_json(w.model.document.shown.value));
  for (const char* part : {"why diaper", "how diaper", "GB"}) CHECK(page.find(part) != std::string::npos);
  const auto field = [&]() -> const contract::Block& {
    return w.model.document.shown.value.blocks.front();  // on top, the answer right below it
  };
  REQUIRE(field().kind == contract::BlockKind::filters);
  CHECK(field().href == "/guide");
  CHECK(w.model.document.shown.value.blocks[1].kind == contract::BlockKind::answer);
  CHECK(field().filters.front().value == "尿不湿");
  w.send(Navigate{"/guide/items/diaper?q=nbs"});
  w.answer("GET", "/api/v1/pages", 0);
  REQUIRE(field().kind == contract::BlockKind::filters);
  CHECK(field().filters.front().value == "nbs");
  w.send(Navigate{"/guide/items/moon"});
  w.answer("GET", "/api/v1/pages", 0);
  CHECK(w.model.document.shown.state == LoadState::failed);
  w.send(Navigate{"/guide/items/dry_cell"});
  w.answer("GET", "/api/v1/pages", 404);
  CHECK(w.model.document.missing);
}

TEST_CASE("the device is asked where it is only on demand; places are sorted by distance") {
  GuideWorld w("/guide/places");
  w.answer("GET", "/api/v1/guide/places", 200,
           R"({"publisher":"p","places":[{"id":"far","name":"Far","latitude":37,"longitude":116},)"
           R"({"id":"none","name":"None"},{"id":"near","name":"Near","latitude":36.1,"longitude":116}]})");
  CHECK(w.locate_requests == 0);
  CHECK(nearest_places(w.model.places).empty());
  w.send(LocateMe{});
  w.send(LocateMe{});
  CHECK(w.locate_requests == 1);
  w.send(Located{false, 0, 0});
  CHECK(w.model.places.refused);
  w.send(LocateMe{});
  w.send(Located{true, 36, 116});
  const auto near = nearest_places(w.model.places);
  REQUIRE(near.size() == 2);
  CHECK(near[0].second == 2);
  CHECK(near[0].first == doctest::Approx(11.1).epsilon(0.01));
  w.send(Located{true, 0, 0});  // nobody asked
  CHECK(w.model.places.here->latitude == 36);
}

TEST_CASE("a link of the guide leads into the booking with the thing chosen") {
  World w;
  w.start("/pickup/new/what?category=bulky&item=sofa");
  CHECK(w.path() == "/pickup/new/what");
  w.answer_public();
  CHECK(w.model.booking.draft.request.category == "bulky");
  REQUIRE(w.model.booking.draft.request.items.size() == 1);
  CHECK(w.model.booking.draft.request.items[0].item == "sofa");
  w.send(Navigate{"/pickup/new/what?category=bulky&item=sofa"});
  CHECK(w.model.booking.draft.request.items.size() == 1);
  CHECK(w.model.booking.draft.request.items[0].quantity == 1);
}

TEST_CASE("a link with nonsense chooses nothing") {
  for (const char* path :
       {"/pickup/new/what?category=moon&item=sofa", "/pickup/new/what?category=bulky&item=moon",
        "/pickup/new/what?category=&item=", "/pickup/new/what?item=sofa", "/pickup/new/what?&&=&category"}) {
    World w;
    w.start(path);
    w.answer_public();
    CHECK(w.model.booking.draft.request.items.empty());
  }
}

}  // namespace
}  // namespace wufei::model
