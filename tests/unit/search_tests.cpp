#include <doctest/doctest.h>

#include "search/search_service.hpp"

using namespace wufei;

namespace {

std::vector<storage::IndexedText> sample() {
  return {{"/guide/items/a", "\xE5\xBA\x9F\xE7\x94\xB5\xE6\xB1\xA0",
           "\xE6\x9C\x89\xE5\xAE\xB3\xE5\x9E\x83\xE5\x9C\xBE", "guide"},
          {"/indicators/20", "\xE5\xBB\xBA\xE7\xAD\x91\xE5\x9E\x83\xE5\x9C\xBE",
           "GB/T 19095-2019 \xE5\x9E\x83\xE5\x9C\xBE\n\xE5\xA4\x84\xE7\x90\x86", "indicators"},
          {"/tasks/T1", "task", "\xE5\x9E\x83\xF0\xA0\xAE\xB7 100% \"x\" OR", "tasks"}};
}

std::vector<std::string> paths(const service::SearchService& search, std::string_view query,
                               std::string_view kind = "") {
  const auto result = search.search(query, kind, 20, 0);
  REQUIRE(result);
  std::vector<std::string> found;
  for (const auto& hit : result->hits) found.push_back(hit.path);
  return found;
}

}  // namespace

TEST_CASE("words of one and two characters are found, titles first") {
  service::SearchService search;
  CHECK(paths(search, "x").empty());  // before the first index
  REQUIRE(search.put(0, sample()));
  CHECK(paths(search, "\xE7\x94\xB5") == std::vector<std::string>{"/guide/items/a"});
  CHECK(paths(search, "\xE5\x9E\x83\xE5\x9C\xBE") ==
        std::vector<std::string>{"/indicators/20", "/guide/items/a"});
  CHECK(paths(search, "\xE5\x9E\x83\xE5\x9C\xBE", "guide") == std::vector<std::string>{"/guide/items/a"});
  CHECK(paths(search, "19095") == std::vector<std::string>{"/indicators/20"});
  CHECK(paths(search, "\xEF\xBC\xA7\xEF\xBC\xA2").size() == 1);  // full-width GB
  CHECK(paths(search, "\xF0\xA0\xAE\xB7") == std::vector<std::string>{"/tasks/T1"});
}

TEST_CASE("a phrase needs its characters side by side; nothing whole means something near") {
  service::SearchService search;
  REQUIRE(search.put(0, sample()));
  const auto result =
      search.search("\xE5\xBB\xBA\xE7\xAD\x91\xE7\x94\xB5\xE6\xB1\xA0", "", 20, 0);  // building + battery
  REQUIRE(result);
  CHECK(result->relaxed);
  CHECK(result->total == 2);
  CHECK(paths(search, "\xE5\x9C\xBE\xE5\x9E\x83").empty());
}

TEST_CASE("operators of the index and hostile queries are plain text") {
  service::SearchService search;
  REQUIRE(search.put(0, sample()));
  for (const char* query : {"\"", "a\" OR \"b", "title:x", "x*", "NEAR(a b)", "AND", "(", "%",
                            "'; DROP TABLE entry; --", "\xF0\x9F\x98\x80"})
    CHECK(search.search(query, "", 20, 0));
  CHECK(search.search(std::string(100000, 'a'), "", 20, 0));
  CHECK(search.search("", "", 20, 0)->total == 0);
  CHECK(paths(search, "or").size() == 1);
}

TEST_CASE("one character written in several ways is one character in texts and queries") {
  service::SearchService search;
  REQUIRE(search.put(
      0, {{"/a", "厨余垃圾", "塑料瓶、旧衣物", "guide"}, {"/b", "廚餘", "塑料⽜奶瓶 lǚbó", "guide"}}));
  CHECK(paths(search, "廚餘").size() == 2);
  CHECK(paths(search, "厨余").size() == 2);
  CHECK(paths(search, "旧⾐物") == std::vector<std::string>{"/a"});  // a Kangxi radical, as PDF files have it
  CHECK(paths(search, "牛奶") == std::vector<std::string>{"/b"});
  CHECK(paths(search, "lvbo") == std::vector<std::string>{"/b"});
  const auto result = search.search("牛奶", "", 20, 0);
  REQUIRE(result);
  CHECK(result->hits.front().snippet[1].text == "⽜奶");  // shown as it is written
  REQUIRE(search.put(0, {}));                             // what was indexed folded is forgotten folded
  CHECK(paths(search, "厨余").empty());
}

TEST_CASE("a snippet shows where the words stand") {
  const auto spans = contract::search_snippet("abc DEF ghi def", {"def"}, 40);
  REQUIRE(spans.size() == 4);
  CHECK(spans[1].text == "DEF");
  CHECK(spans[1].strong);
  CHECK(spans[3].strong);
  CHECK(contract::search_snippet("", {"x"}, 10).empty());
}

TEST_CASE("suggestions begin with what was typed") {
  service::SearchService search;
  REQUIRE(search.put(0, sample()));
  const auto titles = search.suggest("\xE5\x9E\x83");
  REQUIRE(titles);
  CHECK(titles->size() == 1);
}

namespace {

using Entries = std::vector<storage::IndexedText>;

// Everything that an index can be asked about these entries, as text.
std::string answers(const service::SearchService& search) {
  std::string all;
  for (const char* query : {"alpha", "beta", "gamma", "delta", "al", "common", "common alpha"}) {
    const auto found = search.search(query, "", 50, 0);
    REQUIRE(found);
    all += contract::search_result_to_json(*found).dump() + "\n";
  }
  return all;
}

void check_same_as_new(const service::SearchService& updated, const std::vector<Entries>& chapters) {
  service::SearchService fresh;
  for (std::size_t i = 0; i < chapters.size(); ++i) REQUIRE(fresh.put(static_cast<int>(i), chapters[i]));
  CHECK(answers(updated) == answers(fresh));
}

}  // namespace

TEST_CASE("an index that was brought up to its pages answers as one made anew") {
  const Entries first{{"/a", "alpha", "common one two", "a"}, {"/b", "beta", "common three", "a"}};
  const Entries second{{"/c", "gamma", "common beta", "c"}, {"/c", "gamma", "common beta", "c"}};
  service::SearchService search;
  REQUIRE(search.put(1, second));
  REQUIRE(search.put(0, first));
  check_same_as_new(search, {first, second});
  const Entries changed{{"/new", "delta alpha", "common", "a"},
                        {"/b", "beta", "common three", "a"},        // has moved
                        {"/a", "alpha", "common one three", "a"}};  // has changed
  REQUIRE(search.put(0, changed));
  check_same_as_new(search, {changed, second});
  const Entries fewer{{"/c", "gamma", "common beta", "c"}};  // one of two that are alike
  REQUIRE(search.put(1, fewer));
  check_same_as_new(search, {changed, fewer});
  REQUIRE(search.put(0, {}));
  check_same_as_new(search, {{}, fewer});
  REQUIRE(search.put(0, first));
  REQUIRE(search.put(1, second));
  check_same_as_new(search, {first, second});
}
