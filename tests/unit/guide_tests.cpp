// The guide's content, its queue of unknown words, the catalogue of recyclables and the import of places.
#include "guide/guide.hpp"

#include <doctest/doctest.h>

#include "county/county_content.hpp"
#include "guide/guide_answer.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_service.hpp"
#include "guide/place_import.hpp"
#include "guide/recyclables.hpp"
#include "lib/table/csv_rows.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Json;
using service::PlaceRule;

namespace {

struct GuideDesk : test::Office {
  service::ContentSource source{test::real_content()};
  service::GuideService guide{source, *store, clock};
};

std::string rule_of(const contract::Result<std::string>& word) {
  return word ? std::string() : std::to_string(static_cast<int>(word.error().fields.at(0).rule));
}

bool has_fault(const std::vector<service::ContentFault>& faults, const std::string& rule) {
  for (const service::ContentFault& fault : faults)
    if (fault.rule.find(rule) != std::string::npos) return true;
  return false;
}

std::vector<service::ContentFault> faults_after(void (*edit)(service::GuideContent&)) {
  const auto content = test::real_content();
  service::GuideContent guide = content->get<service::GuideContent>();
  edit(guide);
  return service::check_guide(guide, content->get<service::CountyContent>().areas,
                              content->get<service::PickupContent>().catalogue, "12345");
}

}  // namespace

TEST_CASE("the real guide breaks no rule; each mistake does") {
  CHECK(faults_after([](service::GuideContent&) {}).empty());
  using Guide = service::GuideContent;
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[0].category = "x"; }), "no category"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[0].subclass = "x"; }), "no subclass"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[0].year = 0; }), "verified"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[1].id = g.guide.items[0].id; }), "used twice"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[1].aliases = {g.guide.items[0].name}; }),
                  "names two items"));
  CHECK(has_fault(faults_after([](Guide& g) {
                    g.guide.items[0].pickup_category = "bulky";
                    g.guide.items[0].pickup_item = "moon";
                  }),
                  "picked up"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[0].ask = "x"; }), "what no bin takes"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[0].category = contract::kNoBin; }),
                  "what no bin takes"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.categories[0].village = "\u4E0A\u95E8"; }),
                  "promises a pickup"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.items[0].how_to += "\u9F13\u5305"; }),
                  "swollen battery"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.words[0].items[0] = "moon"; }), "no item"));
  CHECK(has_fault(faults_after([](Guide& g) { g.guide.popular = {"moon"}; }), "no item"));
  CHECK(has_fault(faults_after([](Guide& g) { g.places.places.resize(1); }), "no area"));
  CHECK(has_fault(faults_after([](Guide& g) { g.recyclables[0].version = "2026-02-30"; }), "not a date"));
}

TEST_CASE("an item of the guide as JSON has the promised members") {
  const auto& items = test::real_content()->get<service::GuideContent>().guide.items;
  for (const contract::GuideItem& item : items) {
    const Json json = contract::guide_item_to_json(item);
    for (const char* name : {"id", "name", "category", "how_to", "basis", "pinyin"})
      CHECK_FALSE(json[name].get_ref<const std::string&>().empty());
    CHECK(json["aliases"].is_array());
  }
}

TEST_CASE("what no bin takes keeps whom to ask and whom to call on its way through JSON") {
  const contract::Guide& guide = test::real_content()->get<service::GuideContent>().guide;
  const contract::GuideItem* item = contract::find_guide_item(guide, "gas_bottle");
  REQUIRE(item);
  const auto again = contract::guide_items_from_json({{"items", {contract::guide_item_to_json(*item)}}});
  REQUIRE(again.size() == 1);
  CHECK(again[0].category == contract::kNoBin);
  CHECK(again[0].ask == item->ask);
  REQUIRE(again[0].urgent.size() == item->urgent.size());
  CHECK(again[0].urgent[0].number == "119");
  CHECK(again[0].urgent[0].when == item->urgent[0].when);
  const contract::GuideCategory* category = contract::find_guide_category(guide, contract::kNoBin);
  REQUIRE(category);
  CHECK(contract::guide_category_to_json(*category)["urgent"].size() == 3);
}

std::vector<contract::Block> answer_of(const char* id) {
  const contract::Guide& guide = test::real_content()->get<service::GuideContent>().guide;
  const contract::GuideItem* item = contract::find_guide_item(guide, id);
  REQUIRE(item);
  return contract::guide_answer(*item, *contract::find_guide_category(guide, item->category));
}

TEST_CASE("the answer is a panel: the kind, where to, what to do; the call comes first where minutes count") {
  const auto blocks = answer_of("ammunition");
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].tone == contract::BlockTone::error);
  CHECK(blocks[0].spans.back().href == "tel:110");
  CHECK(blocks[1].kind == contract::BlockKind::answer);
  CHECK(blocks[1].cards.front().category == contract::kNoBin);
  const auto plain = answer_of("diapers");
  REQUIRE(plain.size() == 1);
  REQUIRE(plain[0].cards.size() == 1);
  const contract::Card& card = plain[0].cards.front();
  CHECK(card.title == "其他垃圾");
  CHECK(card.badge == "投灰色桶");
  CHECK(card.text.find("马桶") != std::string::npos);
  CHECK(card.href.empty());
}

TEST_CASE(
    "an answer promises a pickup only of what can be booked, and no bin where the thing has places of its "
    "own") {
  const auto booked = answer_of("mattress").front(), other = answer_of("piano").front();
  CHECK(booked.cards.front().badge == "不放桶边，约上门收");
  CHECK(booked.cards.front().href == "/pickup/new/what?category=bulky&item=mattress");
  CHECK(booked.text == "预约上门收");
  CHECK(other.cards.front().badge == "不放桶边，另外收运");
  CHECK(other.cards.front().href.empty());
  const contract::Guide& guide = test::real_content()->get<service::GuideContent>().guide;
  for (const contract::GuideItem& item : guide.items) {
    const std::string where =
        contract::guide_where(item, *contract::find_guide_category(guide, item.category));
    CHECK_MESSAGE(where.empty() == (item.ask.empty() && !item.town.empty()), item.id);
    if (!item.ask.empty()) CHECK(where == item.ask);
  }
}

TEST_CASE("a panel and a tone of what is open survive JSON; a panel without its card has an empty one") {
  contract::Document document;
  document.blocks = answer_of("mattress");
  document.blocks.push_back(contract::note_block(contract::BlockTone::pending, "", "open"));
  const auto again = contract::document_from_json(contract::document_to_json(document));
  REQUIRE(again.blocks.size() == 2);
  CHECK(contract::begins_with_answer(again));
  CHECK(again.blocks[0].cards.front().badge == document.blocks[0].cards.front().badge);
  CHECK(again.blocks[0].text == document.blocks[0].text);
  CHECK(again.blocks[1].tone == contract::BlockTone::pending);
  const auto bare =
      contract::document_from_json({{"blocks", contract::Json::array({contract::Json{{"kind", "answer"}}})}});
  REQUIRE(bare.blocks.size() == 1);
  CHECK(bare.blocks[0].cards.size() == 1);
}

TEST_CASE("a word that is no word is refused") {
  CHECK(*service::unknown_word("  Foo-Bar 电 池！") == "foobar电池");
  CHECK(rule_of(service::unknown_word("？！ 😀")) ==
        std::to_string(static_cast<int>(contract::Rule::required)));
  CHECK(rule_of(service::unknown_word(std::string(21, 'a'))) ==
        std::to_string(static_cast<int>(contract::Rule::too_long)));
  CHECK(rule_of(service::unknown_word("张三13800001234")) ==
        std::to_string(static_cast<int>(contract::Rule::invalid_text)));
  CHECK(service::unknown_word("18650电池").has_value());
  CHECK(service::unknown_word("5号电池").has_value());
}

TEST_CASE("unknown words are counted per word and day, closed, and opened again") {
  GuideDesk desk;
  REQUIRE(desk.guide.report("外星石"));
  REQUIRE(desk.guide.report(" 外星石 "));
  desk.guide.note("外星石");
  desk.guide.note("月亮");
  desk.guide.note("！！");
  REQUIRE(desk.guide.flush());
  REQUIRE(desk.guide.flush());
  auto words = desk.guide.unknown_words();
  REQUIRE(words);
  REQUIRE(words->size() == 2);
  CHECK((*words)[0].word == "外星石");
  CHECK((*words)[0].count == 3);
  desk.clock.advance(86400);
  REQUIRE(desk.guide.report("外星石"));
  words = desk.guide.unknown_words();
  CHECK((*words)[0].count == 4);
  CHECK((*words)[0].first < (*words)[0].last);
  REQUIRE(desk.guide.close_word("外星石", test::kClerk));
  CHECK_FALSE(desk.guide.close_word("外星石", test::kClerk));
  CHECK_FALSE(desk.guide.close_word("'; DROP TABLE guide_word; --", test::kClerk));
  CHECK(desk.guide.unknown_words()->size() == 1);
  REQUIRE(desk.guide.report("外星石"));
  CHECK(desk.guide.unknown_words()->size() == 2);
  desk.clock.advance(401 * 86400);
  CHECK(*desk.guide.drop_old() == 3);
  CHECK(desk.guide.unknown_words()->empty());
}

TEST_CASE("a flood of different words stays bounded") {
  GuideDesk desk;
  for (int i = 0; i < 3000; ++i)
    desk.guide.note("w" + std::string(1, static_cast<char>('a' + i % 26)) +
                    std::string(static_cast<std::size_t>(i / 26 % 18), 'x') + std::to_string(i / 468));
  REQUIRE(desk.guide.flush());
  CHECK(desk.guide.unknown_words()->size() <= 500);
}

TEST_CASE("a change of the content changes what is found") {
  GuideDesk desk;
  CHECK_FALSE(desk.guide.search("干电池").answer.hits.empty());
  REQUIRE(desk.source.replace(test::edited<service::GuideContent>(*test::real_content(), [](auto& guide) {
    guide.guide.items.resize(1);
    guide.guide.items[0].name = "星球";
    guide.guide.words.clear();
  })));
  const service::GuideFound found = desk.guide.search("星球");
  REQUIRE(found.answer.hits.size() == 1);
  CHECK(found.guide().items[found.answer.hits[0].item].name == "星球");
  CHECK(desk.guide.search("干电池").answer.hits.empty());
}

TEST_CASE("two versions of the catalogue differ by what is added, removed and changed") {
  contract::Recyclables from, to;
  from.groups = {
      {"paper", "Paper", {{"box", "Box", {"a"}, "dry", "wet"}, {"book", "Book", {"b"}, "dry", "wet"}}},
      {"glass", "Glass", {{"jar", "Jar", {"c"}, "clean", "broken"}}}};
  to = from;
  CHECK(contract::recyclable_differences(from, to).empty());
  to.groups[0].kinds[0].condition = "dry and flat";
  to.groups[0].kinds.erase(to.groups[0].kinds.begin() + 1);
  to.groups[1].kinds.push_back({"bottle", "Bottle", {"d"}, "clean", "broken"});
  const auto all = contract::recyclable_differences(from, to);
  REQUIRE(all.size() == 3);
  CHECK(all[0].change == contract::RecyclableChange::changed);
  CHECK(all[0].before->condition == "dry");
  CHECK(all[1].change == contract::RecyclableChange::added);
  CHECK(all[1].after->id == "bottle");
  CHECK(all[2].change == contract::RecyclableChange::removed);
  CHECK(all[2].before->id == "book");
  CHECK(all[2].after == nullptr);
  const contract::Recyclables moved = {"", "", "", "", "", {{"glass", "Glass", {from.groups[0].kinds[0]}}}};
  CHECK(contract::recyclable_differences(
            {"", "", "", "", "", {{"paper", "Paper", {from.groups[0].kinds[0]}}}}, moved)
            .size() == 1);
  CHECK(contract::recyclables_to_json(contract::recyclables_from_json(contract::recyclables_to_json(to))) ==
        contract::recyclables_to_json(to));
}

TEST_CASE("distances are those of the globe") {
  CHECK(contract::distance_km(36, 116, 36, 116) == doctest::Approx(0));
  CHECK(contract::distance_km(0, 0, 0, 1) == doctest::Approx(111.19).epsilon(0.001));
  CHECK(contract::distance_km(0, 0, 0, 180) == doctest::Approx(20015).epsilon(0.001));
}

namespace {

const char* kHead = "id,name,area,type,address,hours,categories,latitude,longitude\n";

service::PlaceImport import(const std::string& rows) {
  return service::read_places(rows, test::real_content()->get<service::CountyContent>().areas);
}

bool refused(const std::string& rows, int row, const std::string& column, PlaceRule rule) {
  for (const service::PlaceFault& fault : import(rows).faults)
    if (fault.row == row && fault.column == column && fault.rule == rule) return true;
  return false;
}

std::string area() {
  return test::real_content()->get<service::CountyContent>().areas[0].code;
}

}  // namespace

TEST_CASE("rows without text are no rows; any line ends; blanks that a table left behind") {
  const auto rows = service::csv_rows("a,b\r\n , \t\r1,\"x\r\ny\"\n,,\n\n");
  REQUIRE(rows.rows.size() == 2);
  CHECK(rows.rows[1].line == 3);
  CHECK(rows.rows[1].cells == std::vector<std::string>{"1", "x\ny"});
}

TEST_CASE("a register of places is read, with quotes, a byte order mark and names of areas") {
  const std::string name = test::real_content()->get<service::CountyContent>().areas[0].name;
  const auto read = import("\xEF\xBB\xBF" + std::string(kHead) + "a_1,\"Yard, north\"," + name +
                           ",recycling,Road 1,9-17,recyclable|bulky,36.3,116.2\r\n\r\nb," +
                           "\"say \"\"hi\"\"\"," + area() + ",village,Road 2,9-17,other;other,,\r\n");
  REQUIRE(read.faults.empty());
  REQUIRE(read.places.size() == 2);
  CHECK(read.places[0].name == "Yard, north");
  CHECK(read.places[0].area == area());
  CHECK(read.places[0].located);
  CHECK(read.places[1].name == "say \"hi\"");
  CHECK(read.places[1].categories == std::vector<std::string>{"other"});
  CHECK_FALSE(read.places[1].located);
}

TEST_CASE("each broken row of a register is named") {
  const std::string head(kHead), good = "a,Yard," + area() + ",recycling,Road,9-17,other,,\n";
  CHECK(refused("", 1, "", PlaceRule::header));
  CHECK(refused("id,name\n", 1, "area", PlaceRule::header));
  CHECK(refused("id," + head, 1, "id", PlaceRule::header));
  CHECK(refused("price," + head, 1, "price", PlaceRule::header));
  CHECK(refused(head, 2, "", PlaceRule::no_rows));
  CHECK(refused("\xFF" + head, 0, "", PlaceRule::not_utf8));
  CHECK(refused(head + good + good, 3, "id", PlaceRule::twice));
  CHECK(refused(head + "a,Yard\n", 2, "", PlaceRule::cell_count));
  CHECK(refused(head + "a,\"Yard\n" + good, 2, "", PlaceRule::quotes));
  CHECK(refused(head + "A b,Yard," + area() + ",recycling,Road,9-17,other,,\n", 2, "id", PlaceRule::bad_id));
  CHECK(refused(head + "a,," + area() + ",recycling,Road,9-17,other,,\n", 2, "name", PlaceRule::required));
  CHECK(refused(head + "a," + std::string(41, 'x') + "," + area() + ",recycling,Road,9-17,other,,\n", 2,
                "name", PlaceRule::too_long));
  CHECK(refused(head + "a,Yard,mars,recycling,Road,9-17,other,,\n", 2, "area", PlaceRule::unknown_area));
  CHECK(refused(head + "a,Yard," + area() + ",shop,Road,9-17,other,,\n", 2, "type", PlaceRule::unknown_type));
  CHECK(refused(head + "a,Yard," + area() + ",recycling,Road,9-17,wet,,\n", 2, "categories",
                PlaceRule::unknown_category));
  CHECK(refused(head + "a,Yard," + area() + ",recycling,Road,9-17,other,36.3,\n", 2, "longitude",
                PlaceRule::bad_position));
  CHECK(refused(head + "a,Yard," + area() + ",recycling,Road,9-17,other,91,116\n", 2, "latitude",
                PlaceRule::bad_position));
  CHECK(refused(head + "a,\"Ya\nrd\"," + area() + ",recycling,Road,9-17,other,,\n", 2, "name",
                PlaceRule::bad_text));
  CHECK(import(head + good + "b,Yard,mars,shop,,,wet,,\nc,Yard\n").faults.size() == 6);
}
