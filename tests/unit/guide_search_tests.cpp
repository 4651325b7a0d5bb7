// The sorting guide's search on a small guide of its own and on the county's real one.
#include "guide/search/guide_search.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "guide/guide_content.hpp"
#include "guide/search/guide_fuzzy.hpp"
#include "guide/search/guide_query.hpp"
#include "guide/search/pinyin.hpp"
#include "support/office_fixture.hpp"

using namespace wufei::contract;
namespace service = wufei::service;

namespace {

GuideItem thing(const char* id, const char* name, std::vector<std::string> aliases = {}) {
  GuideItem item;
  item.id = id;
  item.name = name;
  item.category = "other";
  item.aliases = std::move(aliases);
  return item;
}

Guide small_guide() {
  Guide guide;
  guide.items = {thing("diaper", "尿不湿", {"纸尿裤", "尿片"}),
                 thing("wine_bottle", "大酒瓶"),
                 thing("dry_cell", "干电池", {"五号电池"}),
                 thing("button_cell", "纽扣电池"),
                 thing("led", "LED灯泡"),
                 thing("green_paper", "绿纸"),
                 thing("toilet_paper", "卫生纸"),
                 thing("paper_towel", "厨房纸")};
  guide.words = {{"电池", "哪一种电池？", {"button_cell", "dry_cell"}}};
  guide.fillers = {"扔哪", "怎么扔", "旧的", "的", "了"};
  guide.particles = {"的"};
  return guide;
}

struct Asked {
  explicit Asked(const Guide& source) : guide(source), search(source) {}
  std::string best(std::string_view query) const {
    const GuideAnswer answer = search.search(query);
    return answer.hits.empty() ? std::string() : guide.items[answer.hits[0].item].id;
  }
  GuideMatch match(std::string_view query) const {
    const GuideAnswer answer = search.search(query);
    return answer.hits.empty() ? GuideMatch::fuzzy : answer.hits[0].match;
  }
  Guide guide;
  GuideSearch search;
};

}  // namespace

TEST_CASE("the guide finds by name, alias, pinyin, initials and a mixture") {
  const Asked asked(small_guide());
  for (const char* query : {"尿不湿", "尿不", "不湿", "纸尿裤", "尿片", "niaobushi", "niaobu", "nbs", "niaob",
                            "尿bu", "niao不湿", " 尿 不 湿 ", "尿不湿！", "ＮＢＳ", "NiaoBuShi"})
    CHECK_MESSAGE(asked.best(query) == "diaper", query);
  for (const char* query : {"大jiu", "dajiuping", "djp", "dajp", "大jp"})
    CHECK_MESSAGE(asked.best(query) == "wine_bottle", query);
  for (const char* query : {"led", "LED", "leddeng", "led灯", "led灯泡"})
    CHECK_MESSAGE(asked.best(query) == "led", query);
  CHECK(asked.best("lvzhi") == "green_paper");
  CHECK(asked.best("luzhi") == "green_paper");
}

TEST_CASE("the guide forgives one slip") {
  const Asked asked(small_guide());
  for (const char* query :
       {"尿布湿", "尿湿", "尿不不湿", "纸尿库", "niaobuhsi", "niaobshi", "niaobuzhi", "miaobushi"})
    CHECK_MESSAGE(asked.best(query) == "diaper", query);
}

TEST_CASE("an exact name comes before a beginning, an alias and a part") {
  CHECK(Asked(small_guide()).match("尿不湿") == GuideMatch::exact);
  CHECK(Asked(small_guide()).match("卫生") == GuideMatch::prefix);
  CHECK(Asked(small_guide()).match("纸尿") == GuideMatch::alias);
  CHECK(Asked(small_guide()).match("酒瓶") == GuideMatch::substring);
  CHECK(Asked(small_guide()).match("尿布湿") == GuideMatch::fuzzy);
  Guide guide;
  guide.items = {thing("c", "红灯笼"), thing("b", "灯笼架"), thing("a", "灯笼"),
                 thing("d", "花", {"灯笼花"})};
  const Asked asked(guide);
  const GuideAnswer answer = asked.search.search("灯笼");
  REQUIRE(answer.hits.size() == 4);
  CHECK(guide.items[answer.hits[0].item].id == "a");
  CHECK(guide.items[answer.hits[1].item].id == "b");
  CHECK(guide.items[answer.hits[2].item].id == "d");
  CHECK(guide.items[answer.hits[3].item].id == "c");
}

TEST_CASE("a sentence is understood by what it speaks of") {
  const Asked asked(small_guide());
  CHECK(asked.best("用了的尿不湿扔哪") == "diaper");
  CHECK(asked.best("小孩的尿不湿怎么扔") == "diaper");
  CHECK(asked.search.search("旧的电池扔哪").word == 0);
}

TEST_CASE("a word with several meanings is a question, whose choices come first") {
  const Asked asked(small_guide());
  for (const char* query : {"电池", "dianchi"}) {
    const GuideAnswer answer = asked.search.search(query);
    REQUIRE(answer.word == 0);
    CHECK_FALSE(answer.nearest);
    REQUIRE(answer.hits.size() >= 2);
    CHECK(asked.guide.items[answer.hits[0].item].id == "button_cell");
    CHECK(answer.hits[0].match == GuideMatch::question);
  }
  CHECK(asked.search.search("干电池").word == -1);
  CHECK(asked.search.search("五号电池").word == -1);
}

TEST_CASE("what is only similar says so; nonsense finds nothing") {
  const Asked asked(small_guide());
  CHECK(asked.search.search("尿布湿").nearest);
  CHECK_FALSE(asked.search.search("尿不湿").nearest);
  for (const char* query : {"", "   ", "！？。", "😀😀", "𠮷", "\xFF\xFE", "qqqqxyz", "\xE5\x8F"}) {
    const GuideAnswer answer = asked.search.search(query);
    CHECK_MESSAGE(answer.hits.empty(), query);
    CHECK(answer.word == -1);
  }
}

TEST_CASE("any input is answered, however long or broken") {
  const Asked asked(small_guide());
  std::string mad;
  for (int i = 0; i < 5000; ++i) mad += i % 3 == 0 ? "尿" : i % 3 == 1 ? "a" : "\xF0\x9F\x98\x80";
  CHECK(asked.search.search(mad).hits.size() <= 20);
  CHECK(asked.search.search(std::string(100000, 'n')).hits.size() <= 20);
  CHECK(asked.search.search("尿不湿", 0).hits.empty());
  CHECK(GuideSearch(Guide{}).search("尿不湿").hits.empty());
}

TEST_CASE("no more hits than asked for, each thing once") {
  const Asked asked(wufei::test::real_content()->get<service::GuideContent>().guide);
  for (const char* query : {"d", "瓶", "纸", "shi"}) {
    const GuideAnswer answer = asked.search.search(query, 20);
    CHECK(answer.hits.size() == 20);
    std::vector<std::uint32_t> items;
    for (const GuideHit& hit : answer.hits) items.push_back(hit.item);
    std::sort(items.begin(), items.end());
    CHECK(std::unique(items.begin(), items.end()) == items.end());
  }
}

TEST_CASE("every name of the real guide finds its item first, every alias too") {
  const Guide& guide = wufei::test::real_content()->get<service::GuideContent>().guide;
  const GuideSearch search(guide);
  for (std::size_t i = 0; i < guide.items.size(); ++i) {
    const auto first = [&](const std::string& query) { return search.search(query, 1).hits.at(0).item; };
    CHECK_MESSAGE(first(guide.items[i].name) == i, guide.items[i].name);
    if (i % 7 != 0) continue;
    for (const std::string& alias : guide.items[i].aliases) CHECK_MESSAGE(first(alias) == i, alias);
  }
}

TEST_CASE("the index form carries everything the search needs") {
  const Guide& guide = wufei::test::real_content()->get<service::GuideContent>().guide;
  const auto json = parse_json(to_text(guide_index_to_json(guide)));
  REQUIRE(json);
  const Guide copy = guide_from_index(*json);
  REQUIRE(copy.items.size() == guide.items.size());
  const GuideSearch original(guide), carried(copy);
  for (const char* query : {"dianchi", "电池", "大jiu", "旧沙发扔哪", "yaoshi"}) {
    const GuideAnswer a = original.search(query), b = carried.search(query);
    CHECK(a.word == b.word);
    REQUIRE(a.hits.size() == b.hits.size());
    for (std::size_t i = 0; i < a.hits.size(); ++i) CHECK(a.hits[i].item == b.hits[i].item);
  }
  CHECK(guide_from_index(Json::parse("{\"items\":[1,[],[\"a\"],[\"b\",2,3,4]],\"words\":7}")).items.size() ==
        4);
}

TEST_CASE("the table of readings survives its way to the client, and nonsense in it does no harm") {
  const auto spelled = [](const ReadingTable& table) {
    std::string text;
    for (char32_t c = 0x4E00; c < 0xA000; ++c)
      for (const Syllable syllable : table.of(c)) text.append(table.text(syllable)).append(" ");
    return text;
  };
  const std::string before = spelled(*ReadingTable::built_in());
  CHECK(before.size() > 10000);
  CHECK(spelled(ReadingTable(ReadingTable::built_in()->to_json())) == before);
  const ReadingTable odd(Json::parse("{\"a\":7,\"b\":[1,\"八\"],\"c\":{\"x\":\"擦\"}}"));
  CHECK(odd.of(U'八').count == 1);
  CHECK(odd.of(U'擦').count == 0);
}

TEST_CASE("a guide is searched with the readings that came with it") {
  Json json = guide_index_to_json(small_guide());
  json["readings"] = Json::parse("{\"la\":[\"绿\"],\"za\":[\"纸\"]}");
  const GuideSearch other(guide_from_index(json));
  CHECK(other.search("laza").hits.size() == 1);
  CHECK(Asked(small_guide()).best("lvzhi") == "green_paper");
}

TEST_CASE("the table of characters comes with the guide, and nonsense in it does no harm") {
  const FoldingTable& own = *FoldingTable::built_in();
  const FoldingTable travelled(own.to_json()), none;
  for (char32_t c = 0x80; c < 0xFFFF; ++c)
    if (c < 0xD800 || c > 0xDFFF) REQUIRE(travelled.of(c) == own.of(c));
  CHECK(own.of(U'輪') == U'轮');
  CHECK(none.of(U'輪') == U'輪');
  CHECK(none.of(U'ǚ') == U'v');
  for (const char* odd : {"[]", "[1,2]", "[\"輪\"]", "[\"輪藥\",\"轮\"]", "[\"b輪a\",\"xyz\"]", "[{},[]]"})
    CHECK(FoldingTable(Json::parse(odd)).of(U'輪') == U'輪');
  Json json = guide_index_to_json(wufei::test::real_content()->get<service::GuideContent>().guide);
  CHECK_FALSE(GuideSearch(guide_from_index(json)).search("輪胎").hits.empty());
  json["folding"] = Json::array({"", ""});
  CHECK(GuideSearch(guide_from_index(json)).search("輪").hits.empty());
}

TEST_CASE("readings, sounds and slips") {
  const ReadingTable& table = *ReadingTable::built_in();
  CHECK(table.of_text("干电池 5号LED") == "gan dian chi 5 hao led");
  CHECK(table.of(U'😀').count == 0);
  const auto sound = [&](char32_t c) { return table.sound_of(table.of(c).syllables[0]); };
  CHECK(sound(U'是') == sound(U'四'));
  CHECK(sound(U'兰') == sound(U'南'));
  CHECK(sound(U'心') == sound(U'星'));
  CHECK(sound(U'大') != sound(U'他'));
  CHECK(slips("niaobushi", "niaobushi", 1, true) == 0);
  CHECK(slips("niaobshi", "niaobushi", 1, true) == 1);
  CHECK(slips("naiobushi", "niaobushi", 1, true) == 1);
  CHECK(slips("abcd", "niaobushi", 1, true) == 2);
  CHECK(guide_letters("  Ａb-c，电 池\t", {}) == U"abc电池");
  CHECK(without_fillers(U"的了", {U"的", U"了"}) == U"了");
}

TEST_CASE("recall on the queries of tests/guide does not fall") {
  const Guide& guide = wufei::test::real_content()->get<service::GuideContent>().guide;
  const GuideSearch search(guide);
  std::ifstream file(wufei::test::content_directory() / "../tests/guide/queries.json", std::ios::binary);
  const auto list = parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
  REQUIRE(list);
  int first = 0, third = 0, all = 0;
  for (const Json& query : (*list)["queries"]) {
    const GuideAnswer answer = search.search(query["q"].get_ref<const std::string&>(), 3);
    int rank = 3;
    for (std::size_t i = answer.hits.size(); i-- > 0;)
      for (const Json& id : query["expect"])
        if (guide.items[answer.hits[i].item].id == id) rank = static_cast<int>(i);
    ++all;
    first += rank == 0;
    third += rank < 3;
  }
  REQUIRE(all >= 500);
  CHECK(first * 100 >= all * 95);
  CHECK(third * 100 >= all * 98);
}

TEST_CASE("one character written in several ways is one character") {
  const GuideSearch search(wufei::test::real_content()->get<service::GuideContent>().guide);
  const auto first = [&search](const char* query) {
    const GuideAnswer answer = search.search(query, 1);
    return answer.hits.empty() ? -1 : static_cast<int>(answer.hits.front().item);
  };
  CHECK(first("輪胎") == first("轮胎"));
  CHECK(first("農藥瓶") == first("农药瓶"));
  CHECK(first("旧⾐柜") == first("旧衣柜"));  // a Kangxi radical, as PDF files have it
  CHECK(first("nóngyàopíng") == first("nongyaoping"));
  CHECK(first("lǚbó") == first("lvbo"));
}

TEST_CASE("names that only sound like something are answered with nothing") {
  const GuideSearch search(wufei::test::real_content()->get<service::GuideContent>().guide);
  for (const char* poison : {"咪鲜胺", "丙环唑", "氟乐灵", "炔螨特", "三氯杀螨醇", "氯乙酸"})
    CHECK(search.search(poison).hits.empty());
}
