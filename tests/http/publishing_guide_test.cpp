// What residents looked for in vain becomes names and things of the guide, with four eyes.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "publishing_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kWords = "/desk/guide/words";
constexpr const char* kNewItem = "/desk/guide/new";
constexpr const char* kWord = "呱呱噜噜";  // nothing is called so

Fields sound_item() {
  return {{"name", "呱呱噜噜"},
          {"kind", "other/other"},
          {"aliases", "呱噜子、呱噜片，呱噜子"},
          {"how_to", "擦干净，包好再投。"},
          {"why", "没有专门的回收渠道。"},
          {"ask", ""},
          {"basis_kind", "to_verify"},
          {"basis", "待核实：本县未公布"},
          {"year", ""},
          {"pickup", ""},
          {"town", ""},
          {"village", ""},
          {"varies", ""},
          {"urgent", ""},
          {"pinyin", ""}};
}

std::vector<std::string> waiting(EditorVisit& visit) {
  std::vector<std::string> words;
  const auto rows = visit.guide.unknown_words();
  REQUIRE(rows);
  for (const service::UnknownWord& row : *rows) words.push_back(row.word);
  return words;
}

// The name of the thing that the guide answers with, "" when it knows none.
std::string answer_to(EditorVisit& visit, const std::string& query) {
  const service::GuideFound found = visit.guide.search(query, 1);
  const bool known = !found.answer.hits.empty() && !found.answer.nearest;
  return known ? found.guide().items[found.answer.hits.front().item].name : std::string();
}

}  // namespace

TEST_CASE("publishing: a word that nobody found becomes another name of a thing, and leaves the queue") {
  EditorVisit visit;
  for (int i = 0; i < 3; ++i) REQUIRE(visit.guide.report(kWord));
  CHECK(*visit.guide.count_unknown() == 1);
  visit.as("lan", Role::editor);
  const std::string queue = visit.get(kWords).body;
  CHECK(holds(queue, kWord));
  CHECK(holds(queue, "查过 3 次，2026-11-24 至 2026-11-24"));
  const std::string one = std::string(kWords) + "/one?word=" + kWord;
  CHECK(holds(visit.get(one + "&find=沙发").body, "value=\"sofa\""));
  CHECK(visit.get(std::string(kWords) + "/one?word=没有这个词").status == 404);

  const Fields attached{{"word", kWord}, {"item", "sofa"}};
  const http::Response saved = visit.post(std::string(kWords) + "/attach", attached);
  REQUIRE(saved.status == 303);
  CHECK(saved.headers.value("Location") == "/desk/guide/items/sofa?done=saved");
  CHECK(visit.post(std::string(kWords) + "/attach", attached).status == 303);  // twice is once
  CHECK(visit.publishing.find("guide/items/sofa.json")->version() == 1);
  CHECK(answer_to(visit, kWord).empty());
  CHECK(holds(visit.get(kWords).body, words_of(Text::server_publishing_state_draft)));
  CHECK(visit.post(std::string(kWords) + "/attach", {{"word", kWord}, {"item", "no_such"}}).status == 404);

  const std::string path = "/desk/guide/items/sofa";
  REQUIRE(visit.step(path, "submit").status == 303);
  CHECK(visit.step(path, "publish").status == 403);
  visit.as("qin", Role::editor);
  CHECK(holds(visit.get(path).body, kWord));
  REQUIRE(visit.step(path, "publish").status == 303);
  CHECK(answer_to(visit, kWord) == "多人沙发");
  CHECK(answer_to(visit, "布艺沙发") == "多人沙发");
  CHECK(waiting(visit).empty());
  CHECK(holds(public_page(visit, "/guide/items/sofa"), kWord));
  CHECK(holds(contract::to_text(contract::guide_index_to_json(visit.guide.search(kWord).guide())), kWord));
}

TEST_CASE("publishing: a word does not take a thing from whoever reviews it") {
  EditorVisit visit;
  const std::string attach = std::string(kWords) + "/attach", path = "/desk/guide/items/sofa";
  for (const char* word : {kWord, "叮咚板"}) REQUIRE(visit.guide.report(word));
  visit.as("lan", Role::editor);
  REQUIRE(visit.post(attach, {{"word", kWord}, {"item", "sofa"}}).status == 303);
  REQUIRE(visit.step(path, "submit").status == 303);
  const http::Response refused = visit.post(attach, {{"word", "叮咚板"}, {"item", "sofa"}});
  CHECK(refused.status == 409);
  CHECK(holds(refused.body, words_of(Text::server_publishing_state_review)));
  CHECK(visit.publishing.find("guide/items/sofa.json")->in_review());
  CHECK(visit.publishing.find("guide/items/sofa.json")->version() == 1);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(path, "publish").status == 303);
  CHECK(visit.post(attach, {{"word", "叮咚板"}, {"item", "sofa"}}).status == 303);
}

TEST_CASE("publishing: what is published of the guide is a file that loads, and is the same guide") {
  EditorVisit visit;
  put_out(visit, kNewItem, sound_item());
  const auto loaded = exported(visit, "guide/items/gua_gua.json");
  const auto& items = loaded->get<service::GuideContent>().guide.items;
  const auto& now = visit.office.source->current()->get<service::GuideContent>().guide.items;
  REQUIRE(items.size() == now.size());
  CHECK(contract::guide_item_to_json(items.back()) == contract::guide_item_to_json(now.back()));
  CHECK(items.back().aliases == std::vector<std::string>{"呱噜子", "呱噜片"});
}

TEST_CASE("publishing: a new thing may be begun, says what is missing, is published and taken back") {
  EditorVisit visit;
  REQUIRE(visit.guide.report(kWord));
  visit.as("lan", Role::editor);
  CHECK(holds(visit.get(std::string(kNewItem) + "?name=" + kWord).body, kWord));
  CHECK(visit.post(kNewItem, {{"name", ""}}).status == 400);
  const std::string path = saved_thing(visit, kNewItem, {{"name", kWord}});
  CHECK(path == "/desk/guide/items/gua_gua");
  const http::Response incomplete = visit.step(path, "submit");
  CHECK(incomplete.status == 400);
  for (const char* field : {"kind", "how_to", "why", "basis_kind", "basis"})
    CHECK(holds(incomplete.body, std::string("id=\"") + field + "-fault\""));
  CHECK(visit.submit(path, path + "/edit", sound_item()).status == 303);
  REQUIRE(visit.step(path, "submit").status == 303);
  CHECK(visit.get("/guide/items/gua_gua").status == 404);
  visit.as("qin", Role::editor);
  REQUIRE(visit.step(path, "publish").status == 303);
  CHECK(visit.get("/guide/items/gua_gua").status == 200);
  CHECK(answer_to(visit, "呱噜片") == kWord);
  CHECK(waiting(visit).empty());

  CHECK(visit.step(path, "withdraw", {{"withdraw_reason", ""}}).status == 400);
  REQUIRE(visit.step(path, "withdraw", {{"withdraw_reason", "写错了东西"}}).status == 303);
  const http::Response gone = visit.get("/guide/items/gua_gua");
  CHECK(gone.status == 410);
  const std::string said = public_page(visit, "/guide/items/gua_gua");
  CHECK(holds(said, "写错了东西"));
  CHECK_FALSE(holds(said, kWord));
  CHECK(answer_to(visit, "呱噜片").empty());
  CHECK(visit.get(path).status == 200);
  // The address stays taken: another of that name has its own.
  CHECK(put_out(visit, kNewItem, sound_item()) == "/desk/guide/items/gua_gua_2");
}

TEST_CASE("publishing: what is wrong with a thing of the guide is said at its field") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  const auto refused = [&](const std::string& field, const std::string& value, const std::string& at = {}) {
    Fields fields = sound_item();
    fields[field] = value;
    fields["name"] =
        field == "name" ? value : "呱呱" + std::to_string(visit.publishing.list("guide/")->size());
    CAPTURE(value);
    refused_at(visit, kNewItem, fields, at.empty() ? field : at);
  };
  refused("name", "布艺沙发");
  refused("name", "花盆");  // the guide asks what it is made of
  refused("aliases", "五号电池");
  refused("kind", "other/metal");
  refused("kind", "no_bin/medical", "ask");
  refused("ask", "问村委会");
  refused("how_to", "可以预约上门收。");
  refused("how_to", "鼓包的电池也一样。");
  refused("why", "卖 5 元。");
  refused("why", "打 13800000009 问。");
  refused("basis", "听说的", "basis");
  refused("basis_kind", "standard", "year");
  refused("year", "1200");
  refused("pickup", "bulky/no_such");
  refused("urgent", "114 随便问问");
  refused("pinyin", "gua");
  refused("pinyin", "GUĀ");
  // What no text may hold is not even kept.
  Fields fields = sound_item();
  fields["how_to"] = std::string(700, 'x');
  CHECK(holds(visit.post(kNewItem, fields).body, "id=\"how_to-fault\""));
  CHECK(visit.get("/desk/guide/items/no_such").status == 404);
  CHECK(visit.get("/desk/guide/items/..%2F").status == 404);
}

TEST_CASE("publishing: a thing that other pages name is not taken back") {
  EditorVisit visit;
  visit.as("qin", Role::editor);
  const std::string path = "/desk/guide/items/sofa";  // of the things that people ask for often
  const http::Response held = visit.step(path, "withdraw", {{"withdraw_reason", "重复"}});
  CHECK(held.status == 400);
  CHECK(holds(held.body, words_of(Text::server_publishing_item_held)));
  CHECK(answer_to(visit, "沙发") == "多人沙发");
}

TEST_CASE("publishing: a dismissed word waits no more until somebody takes it up") {
  EditorVisit visit;
  REQUIRE(visit.guide.report(kWord));
  visit.as("lan", Role::editor);
  const std::string dismiss = std::string(kWords) + "/dismiss";
  const http::Response unfounded = visit.post(dismiss, {{"word", kWord}, {"reason", ""}});
  CHECK(unfounded.status == 400);
  CHECK(holds(unfounded.body, "id=\"reason-fault\""));
  CHECK(visit.post(dismiss, {{"word", kWord}, {"reason", std::string(900, 'x')}}).status == 400);
  CHECK(visit.post(dismiss, {{"word", "没有这个词"}, {"reason", "乱打的"}}).status == 404);
  REQUIRE(visit.post(dismiss, {{"word", kWord}, {"reason", "乱打的"}}).status == 303);
  CHECK(visit.last_action() == "guide_word_dismissed");
  CHECK(visit.post(dismiss, {{"word", kWord}, {"reason", "乱打的"}}).status == 303);  // twice is once
  CHECK(visit.guide.dismissed_words()->size() == 1);
  REQUIRE(visit.guide.report(kWord));
  CHECK(waiting(visit).empty());
  CHECK(*visit.guide.count_unknown() == 0);
  CHECK(holds(visit.get(kWords).body, "乱打的"));
  CHECK(visit.guide.dismissed_words()->front().count == 2);
  REQUIRE(visit.post(std::string(kWords) + "/take-up", {{"word", kWord}}).status == 303);
  CHECK(waiting(visit) == std::vector<std::string>{kWord});
  // What nobody asks for is forgotten with what was decided of it.
  REQUIRE(visit.post(dismiss, {{"word", kWord}, {"reason", "乱打的"}}).status == 303);
  visit.office.clock.set("2028-11-24T08:00:00+08:00");
  REQUIRE(visit.guide.drop_old());
  CHECK(visit.guide.dismissed_words()->empty());
}
