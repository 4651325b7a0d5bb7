#include <doctest/doctest.h>

#include <set>

#include "county/county_content.hpp"
#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "pickup/pickup.hpp"
#include "pickup/pickup_content.hpp"
#include "support/office_fixture.hpp"

using namespace wufei::contract;
namespace service = wufei::service;
using wufei::test::has_field;
using wufei::test::real_content;
using wufei::test::sample_request;

namespace {

Date day(const char* text) {
  return *parse_date(text);
}

Result<PickupRequest> parse(const Json& json) {
  return parse_pickup_request(json);
}

Json sample_json() {
  return pickup_request_to_json(sample_request());
}

}  // namespace

TEST_CASE("a reference finds every wrong symbol and every swap of neighbours") {
  const std::string reference = make_reference({1, 5, 9, 13, 17, 21, 25, 29}, kPickupPrefix);
  CHECK(reference.size() == 14);
  CHECK(reference.find_first_of("0O1IL") == std::string::npos);
  REQUIRE(normalised_reference(reference, kPickupPrefix) == reference);
  constexpr std::string_view kSymbols = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  for (std::size_t i = 3; i < reference.size(); ++i) {
    if (reference[i] == '-') continue;
    for (const char c : kSymbols) {
      std::string wrong = reference;
      wrong[i] = c;
      CHECK((c == reference[i]) == normalised_reference(wrong, kPickupPrefix).has_value());
    }
    const std::size_t next = i + 1 < reference.size() && reference[i + 1] == '-' ? i + 2 : i + 1;
    if (next >= reference.size() || reference[i] == reference[next]) continue;
    std::string swapped = reference;
    std::swap(swapped[i], swapped[next]);
    CHECK_FALSE(normalised_reference(swapped, kPickupPrefix));
  }
}

TEST_CASE("a reference is read however people type it") {
  const std::string reference = make_reference({0, 1, 2, 3, 4, 5, 6, 7}, kPickupPrefix);
  std::string bare;
  for (const char c : reference.substr(3))
    if (c != '-') bare += static_cast<char>(std::tolower(c));
  CHECK(normalised_reference(bare, kPickupPrefix) == reference);
  CHECK(normalised_reference("  wf " + bare + "\t", kPickupPrefix) == reference);
  CHECK_FALSE(normalised_reference("", kPickupPrefix));
  CHECK_FALSE(normalised_reference(std::string(10000, 'A'), kPickupPrefix));
}

TEST_CASE("line ends are made one before a limit counts them") {
  CHECK(entered_text("a\r\nb\rc\n\r\n") == "a\nb\nc");
  const auto read = [](const char* text, TextLimits limits) {
    std::vector<FieldError> errors;
    const Json json = {{"text", text}};
    const std::string value = ObjectReader(json, "", errors).text("text", limits);
    return errors.empty() ? value : std::string(rule_name(errors[0].rule));
  };
  CHECK(read("\r\na\r\nb\r\n", {1, 3, true}) == "a\nb");
  CHECK(read("a\r\nb", {1, 9, false}) == "invalid_text");
  CHECK(read("a\u202Eb", {1, 9, true}) == "invalid_text");
  CHECK(read("a\x01", {1, 9, true}) == "invalid_text");
}

TEST_CASE("dates and China's time") {
  CHECK(format_date(day("2028-02-29")) == "2028-02-29");
  for (const char* wrong :
       {"2026-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00", "0000-00-00", ""})
    CHECK_FALSE(parse_date(wrong));
  CHECK(iso_weekday(day("2026-11-24")) == 2);
  const UtcSeconds instant = china_instant(day("2026-11-24"), 18 * 60);
  CHECK(format_instant(instant) == "2026-11-24T18:00:00+08:00");
  CHECK(parse_instant("2026-11-24T10:00:00Z") == instant);
  for (const char* same : {"2026-11-24T10:00:00.017Z", "2026-11-24t10:00:00z", "2026-11-24T18:00:00.5+08:00",
                           "2026-11-24T10:00:00.123456789Z"})
    CHECK(parse_instant(same) == instant);
  for (const char* wrong : {"2026-11-24T10:00:00.Z", "2026-11-24T10:00:00.5", "2026-11-24T10:00:00,5Z",
                            "2026-11-24T10:00:00.5.5Z", "2026-11-24 10:00:00Z", "2026-11-24T10:00:00"})
    CHECK_FALSE(parse_instant(wrong));
  CHECK(china_date(china_instant(day("2026-11-24"), 0) - 1) == day("2026-11-23"));
}

TEST_CASE("public holidays and make-up working days of 2026") {
  CHECK(calendar_covers(2026));
  CHECK(is_public_holiday(day("2026-10-01")));
  CHECK(is_public_holiday(day("2026-02-17")));  // Spring Festival
  CHECK(is_makeup_workday(day("2026-02-14")));
  CHECK(is_working_day(day("2026-02-14")));
  CHECK_FALSE(is_working_day(day("2026-11-22")));
  CHECK(is_working_day(day("2026-11-24")));
}

TEST_CASE("the days on which pickups happen") {
  const PickupRules& rules = real_content()->get<service::PickupContent>().rules;
  const UtcSeconds before_six = china_instant(day("2026-11-24"), 17 * 60 + 59);
  CHECK(first_bookable_day(rules, before_six) == day("2026-11-25"));
  CHECK(first_bookable_day(rules, before_six + 60) == day("2026-11-26"));
  CHECK(last_bookable_day(rules, before_six) == day("2026-12-22"));
  CHECK(is_closed(rules, day("2026-11-29")));        // Sunday
  CHECK_FALSE(is_closed(rules, day("2026-11-28")));  // Saturday
  CHECK(is_closed(rules, day("2026-10-01")));        // public holiday
  CHECK_FALSE(is_closed(rules, day("2026-09-20")));  // a Sunday made a working day
  CHECK(change_until(rules, day("2026-11-26")) == china_instant(day("2026-11-25"), 18 * 60));
}

TEST_CASE("a tenth of the places is held for the telephone") {
  const auto content = real_content();
  const Capacity capacity =
      capacity_of(content->get<service::PickupContent>().rules,
                  content->get<service::CountyContent>().areas.front().code, "bulky", "am");
  CHECK(capacity.online == 20);
  CHECK(capacity.phone == 2);
  CHECK(capacity_of(content->get<service::PickupContent>().rules, "x", "nothing", "am").online == 0);
}

TEST_CASE("rare characters and emoji pass unchanged; broken text does not") {
  const std::string rare = "\xF0\xAC\xAC\xB7\xE4\xB6\xAE\xE3\x99\x8D\xF0\xA0\xAE\xB7";
  Json json = sample_json();
  json["contact_name"] = rare;
  json["address"] = "\xF0\x9F\x8F\xA0 " + rare;
  const auto request = parse(json);
  REQUIRE(request);
  CHECK(request->contact_name == rare);
  CHECK(code_point_count(rare) == 4);
  CHECK_FALSE(is_valid_utf8("\xC0\xAF"));
  CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
  CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));
  const auto broken = parse_json("{\"a\":\"\xFF\"}");
  REQUIRE_FALSE(broken);
  CHECK(has_field(broken.error(), "", Rule::invalid_text));
}

TEST_CASE("every broken rule of a request is named at once, at its place") {
  Json json = sample_json();
  json["phone"] = "12345";
  json["address"] = std::string(10000, 'a');
  json["items"][0]["quantity"] = 0;
  json["colour"] = "red";
  json.erase("contact_name");
  json["consent"] = false;
  const auto request = parse(json);
  REQUIRE_FALSE(request);
  const Error& error = request.error();
  CHECK(error.code == ErrorCode::invalid);
  CHECK(has_field(error, "/phone", Rule::phone_format));
  CHECK(has_field(error, "/address", Rule::too_long));
  CHECK(has_field(error, "/items/0/quantity", Rule::quantity_range));
  CHECK(has_field(error, "/colour", Rule::unknown_field));
  CHECK(has_field(error, "/contact_name", Rule::required));
  CHECK(has_field(error, "/consent", Rule::consent_required));
}

TEST_CASE("who books for somebody else names themselves and says that it is agreed") {
  Json json = sample_json();
  json["proxy"] = {{"name", "Wang"}, {"phone", "139 0635 0002"}, {"consent", true}};
  const auto sound = parse(json);
  REQUIRE(sound);
  REQUIRE(sound->proxy);
  CHECK(sound->proxy->phone == "13906350002");
  CHECK(to_text(pickup_request_to_json(*parse(pickup_request_to_json(*sound)))) ==
        to_text(pickup_request_to_json(*sound)));
  json["proxy"] = {{"phone", "1"}, {"consent", false}, {"since", 1}};
  const auto wrong = parse(json);
  REQUIRE_FALSE(wrong);
  CHECK(has_field(wrong.error(), "/proxy/name", Rule::required));
  CHECK(has_field(wrong.error(), "/proxy/phone", Rule::phone_format));
  CHECK(has_field(wrong.error(), "/proxy/consent", Rule::proxy_consent_required));
  CHECK(has_field(wrong.error(), "/proxy/since", Rule::unknown_field));
  for (const Json& other : {Json::array(), Json("Wang"), Json(true), Json::object()}) {
    json["proxy"] = other;
    CHECK_FALSE(parse(json));
  }
  json["proxy"] = nullptr;
  REQUIRE(parse(json));
  CHECK_FALSE(parse(json)->proxy);
  CHECK(has_field(parse_pickup_change({{"proxy", nullptr}}).error(), "/proxy", Rule::immutable));
}

TEST_CASE("wrong types and sizes of a request") {
  for (const Json& body : {Json(nullptr), Json::array(), Json("text"), Json(7), Json::object()})
    CHECK_FALSE(parse(body));
  Json json = sample_json();
  SUBCASE("a million pieces") {
    json["items"][0]["quantity"] = 1000000;
  }
  SUBCASE("half a piece") {
    json["items"][0]["quantity"] = 0.5;
  }
  SUBCASE("a number as text") {
    json["items"][0]["quantity"] = "1";
  }
  SUBCASE("no items") {
    json["items"] = Json::array();
  }
  SUBCASE("items of another type") {
    json["items"] = "sofa";
  }
  SUBCASE("thousands of rows") {
    json["items"] = Json(std::vector<Json>(5000, json["items"][0]));
  }
  SUBCASE("a control character") {
    json["contact_name"] = "a\x01z";
  }
  SUBCASE("a text turned around") {
    json["address"] =
        "abcd\xE2\x80\xAE"
        "efgh";
  }
  SUBCASE("only spaces") {
    json["address"] = " \xE3\x80\x80  ";
  }
  CHECK_FALSE(parse(json));
}

TEST_CASE("JSON that is cut off or too deep") {
  CHECK_FALSE(parse_json("{\"a\":"));
  CHECK_FALSE(parse_json(""));
  CHECK_FALSE(parse_json(std::string(100000, '[')));
  CHECK(parse_json("{\"a\":[1,2,{\"b\":null}]}"));
}

TEST_CASE("JSON that says one thing twice is refused, at any depth") {
  CHECK_FALSE(parse_json(R"({"kind":"complaint","topic":"x","kind":"praise"})"));
  CHECK_FALSE(parse_json(R"({"a":{"b":1,"b":1}})"));
  CHECK_FALSE(parse_json(R"({"a":[{"b":1},{"c":[],"c":{}}]})"));
  CHECK_FALSE(parse_json(R"({"ab":1,"\u0061b":2})"));
  const auto same = parse_json(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})");
  REQUIRE(same);
  CHECK((*same)["b"][1]["a"] == 2);
}

TEST_CASE("a request is held against areas and catalogue") {
  const auto content = real_content();
  const auto faults = [&](const PickupRequest& request) {
    return Error{ErrorCode::invalid,
                 {},
                 check_pickup(request, content->get<service::CountyContent>().areas,
                              content->get<service::PickupContent>().catalogue),
                 0};
  };
  PickupRequest request = sample_request();
  CHECK(faults(request).fields.empty());
  SUBCASE("area") {
    request.area = "000";
    CHECK(has_field(faults(request), "/area", Rule::unknown_area));
  }
  SUBCASE("village of another area") {
    request.village = "no";
    CHECK(has_field(faults(request), "/village", Rule::unknown_village));
  }
  SUBCASE("address that says nothing") {
    for (const char* text : {"----", "\xEF\xBC\x8C\xEF\xBC\x8C\xEF\xBC\x8C\xEF\xBC\x8C",
                             "\xF0\x9F\x8F\xA0\xF0\x9F\x8F\xA0\xF0\x9F\x8F\xA0\xF0\x9F\x8F\xA0"}) {
      request.address = text;
      CHECK(has_field(faults(request), "/address", Rule::address_unclear));
    }
  }
  SUBCASE("item of another category") {
    request.items[0].item =
        find_category(content->get<service::PickupContent>().catalogue, "clothes")->items.front().id;
    CHECK(has_field(faults(request), "/items/0/item", Rule::unknown_item));
  }
  SUBCASE("an item twice") {
    request.items.push_back(request.items[0]);
    CHECK(has_field(faults(request), "/items/1/item", Rule::duplicate_item));
  }
  SUBCASE("six bulky pieces") {
    request.items.clear();
    for (std::size_t i = 0; i < 6; ++i)
      request.items.push_back(
          {find_category(content->get<service::PickupContent>().catalogue, "bulky")->items[i].id, 1, {}});
    CHECK(has_field(faults(request), "/items", Rule::too_many_items));
  }
  SUBCASE("slot of another category") {
    request.slot = wufei::test::sample_slot("clothes");
    CHECK(has_field(faults(request), "/slot", Rule::slot_not_for_area));
  }
  SUBCASE("slot that is none") {
    for (const char* text : {"tomorrow", "a.b.20261399.am", "....", "a.b.20261124.am.more"}) {
      request.slot = text;
      CHECK(has_field(faults(request), "/slot", Rule::slot_format));
    }
  }
}

TEST_CASE("a change takes what may change and nothing else") {
  CHECK_FALSE(parse_pickup_change(Json::object()));
  const auto immutable = parse_pickup_change({{"phone", "13806350001"}});
  REQUIRE_FALSE(immutable);
  CHECK(has_field(immutable.error(), "/phone", Rule::immutable));
  const auto change = parse_pickup_change({{"note", ""}});
  REQUIRE(change);
  CHECK(change->note == "");
}

TEST_CASE("a pickup survives its JSON") {
  Pickup pickup;
  pickup.reference = "WF-222-222-222";
  pickup.status = PickupStatus::not_presented;
  pickup.version = 7;
  pickup.items = {{"sofa", 2, "red"}};
  pickup.slot = {"371524001.bulky.20261126.am", day("2026-11-26"), 510, 690, 0, 0};
  pickup.created_at = china_instant(day("2026-11-24"), 600);
  pickup.history = {{pickup.created_at, "created", ""}};
  pickup.token = "t";
  pickup.proxy = PickupProxy{"Wang", "139****0002", true};
  const auto again = pickup_from_json(pickup_to_json(pickup));
  REQUIRE(again);
  CHECK(to_text(pickup_to_json(*again)) == to_text(pickup_to_json(pickup)));
}

TEST_CASE("pages and their paths") {
  for (const char* path : {"/", "/pickup", "/pickup/new/what", "/pickup/new/check", "/pickup/lookup",
                           "/privacy", "/pickup/new/what#second", "/pickup/new/when#second"})
    CHECK(page_path(parse_page(path)) == path);
  CHECK(page_path(parse_page("/pickup/new/where#second")) == "/pickup/new/where");
  CHECK(page_path(parse_page("/pickup/new/what?category=bulky#main")) == "/pickup/new/what");
  CHECK(parse_page("/pickup/new").kind == PageKind::pickup_what);
  CHECK(parse_page("/pickup/?a=b#c").kind == PageKind::document);
  for (const char* path : {"/pickup", "/privacy", "/guide?q=a"}) CHECK(is_document_path(path));
  for (const char* path : {"/pickup/WF-AAA", "/pickups", "/privacy/x", "privacy"})
    CHECK_FALSE(is_document_path(path));
  CHECK(document_name("/guide/items/pill") == Text::frame_guide);
  CHECK(document_name("/pickup?a=b") == Text::pickup_title);
  CHECK(document_name("/news") == Text::home_news);
  CHECK_FALSE(document_name("/api-reference"));
  CHECK(parse_page("/pickup/WF-AAA").kind == PageKind::unknown);
  CHECK(parse_page("/pickup/" + make_reference({1, 2, 3, 4, 5, 6, 7, 8}, kPickupPrefix)).kind ==
        PageKind::pickup_booking);
}

TEST_CASE("of a page that the client draws itself, the frame is told the section and no reference") {
  const auto booking =
      client_page("/pickup/" + make_reference({1, 2, 3, 4, 5, 6, 7, 8}, kPickupPrefix) + "?from=sms");
  CHECK_FALSE(booking.is_document);
  CHECK(booking.section == "lookup");
  CHECK(booking.path == "/pickup/");
  const auto survey = client_page("/surveys/one");
  CHECK(survey.is_document);
  CHECK(survey.section == "");
  CHECK(survey.path == "/surveys/one");
  const auto guide = client_page("/guide?q=a");
  CHECK(guide.is_document);
  CHECK_FALSE(guide.section);
  CHECK(guide.path == "/guide?q=a");
}

TEST_CASE("every rule and every error has a name, a way back and a text of its own") {
  std::set<std::string> names, texts;
  const auto check_rule = [&](Rule rule, std::string_view name, Text key) {
    CHECK(rule_name(rule) == name);
    CHECK(rule_from_name(name) == rule);
    CHECK(rule_text(rule, 3) == text(key, {{"limit", "3"}}));
    CHECK(rule_text(rule, 3).find('{') == std::string::npos);
    CHECK(texts.insert(rule_text(rule, 3)).second);
  };
#define RULE(name) check_rule(Rule::name, #name, Text::rule_##name);
#include "lib/base/errors.inc"
  for (int i = 0; i <= static_cast<int>(ErrorCode::internal); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    CHECK(error_from_name(error_name(code)) == code);
    CHECK(names.insert(std::string(error_name(code))).second);
    CHECK(error_status(code) >= 400);
    CHECK(error_from_status(error_status(code)) == code);
    CHECK(texts.insert(std::string(error_title(code))).second);
    CHECK_FALSE(error_explanation(code).empty());
  }
}

TEST_CASE("a problem document is read back by the client") {
  Error error = field_error("/slot", Rule::slot_full, 0, ErrorCode::conflict);
  const std::string body = to_text(problem_to_json(error, {"t", "d"}, "urn:request:1"));
  const Error read = problem_from_reply(409, body);
  CHECK(read.code == ErrorCode::conflict);
  CHECK(has_field(read, "/slot", Rule::slot_full));
  CHECK(problem_from_reply(503, "<html>").code == ErrorCode::unavailable);
}
