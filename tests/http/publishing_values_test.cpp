// Values of indicators and announcements at the desk, with four eyes.
#include <doctest/doctest.h>

#include "lib/page/document_html.hpp"
#include "publishing_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kValue = "/desk/values/6";
constexpr const char* kNew = "/desk/announcements/new";

Fields sound_value() {
  return {{"period", "2024"},
          {"op", ""},
          {"value", "89.5"},
          {"source_title", "2024 年统计公报"},
          {"source_page", "12"},
          {"source_number", "〔2025〕3 号"},
          {"source_date", "2025-03-01"},
          {"publisher", "县统计局"},
          {"correct", ""},
          {"note", ""}};
}

http::Response propose(EditorVisit& visit, const Fields& value) {
  return visit.submit(kValue, std::string(kValue) + "/edit", value);
}

Fields sound_announcement() {
  return {{"text", "今天下雪，停收一天。"},
          {"level", "urgent"},
          {"from", "2026-11-24T08:00"},
          {"until", "2026-11-25T08:00"},
          {"link", "/pickup"}};
}

std::string announced(EditorVisit& visit, const Fields& fields = sound_announcement()) {
  return put_out(visit, kNew, fields);
}

std::string home(EditorVisit& visit) {
  http::HtmlWriter out;
  http::write_document(out, *visit.book.open("/"));
  return out.take();
}

}  // namespace

TEST_CASE("publishing: a value is proposed with its document and published by somebody else") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  // Nothing is filled in for anybody.
  CHECK(holds(visit.get(kValue).body, "name=\"value\" type=\"text\" value=\"\""));
  Fields value = sound_value();
  value["source_title"] = "";
  const http::Response unfounded = propose(visit, value);
  CHECK(unfounded.status == 400);
  CHECK(holds(unfounded.body, "id=\"source_title-fault\""));
  CHECK(holds(unfounded.body, "value=\"89.5\""));
  for (const auto& [field, wrong] : std::vector<std::pair<std::string, std::string>>{
           {"value", "abc"}, {"value", "140"}, {"period", "2026"}, {"source_date", "2027-01-01"}}) {
    value = sound_value();
    value[field] = wrong;
    CHECK(holds(propose(visit, value).body, "id=\"" + field + "-fault\""));
  }
  value = sound_value();
  value["value"] = "８９。５";  // as an input method for Chinese writes it
  value["source_date"] = "2025/3/1";
  CHECK(propose(visit, value).status == 303);
  CHECK(visit.step(kValue, "submit").status == 303);
  CHECK(visit.step(kValue, "publish").status == 403);
  CHECK(visit.indicators.board()->chain.empty());
  visit.as("qin", Role::editor);
  CHECK(visit.step(kValue, "publish").status == 303);
  REQUIRE(visit.indicators.board()->chain.size() == 1);
  const contract::IndicatorRevision first = visit.indicators.board()->chain.front();
  CHECK(first.value == "89.5");
  CHECK(first.source_date == "2025-03-01");
  CHECK(holds(first.source_title, "12"));
  CHECK(visit.post(std::string(kValue) + "/publish", {{"version", "1"}}).status == 303);  // twice is once
  CHECK(visit.indicators.board()->chain.size() == 1);
  // The same period again is no new value; a correction says why, and the old one stays.
  visit.as("lan", Role::editor);
  value = sound_value();
  value["value"] = "89.4";
  CHECK(holds(propose(visit, value).body, "id=\"period-fault\""));
  value["correct"] = "1";
  CHECK(holds(propose(visit, value).body, "id=\"note-fault\""));
  value["note"] = "公报勘误";
  CHECK(propose(visit, value).status == 303);
  CHECK(visit.step(kValue, "submit").status == 303);
  visit.as("qin", Role::editor);
  CHECK(visit.step(kValue, "publish").status == 303);
  REQUIRE(visit.indicators.board()->chain.size() == 2);
  CHECK(visit.indicators.board()->chain.back().replaces == 1);
  CHECK(holds(visit.get(kValue).body, "公报勘误"));
}

TEST_CASE("publishing: a value that the chain does not take leaves its proposal in review") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  CHECK(propose(visit, sound_value()).status == 303);
  CHECK(visit.step(kValue, "submit").status == 303);
  const auto lan = contract::Actor::staff("desk:lan"), qin = contract::Actor::staff("desk:qin");
  CHECK(*visit.publishing.to_review("indicator/", qin) == 1);
  CHECK(*visit.publishing.to_review("indicator/", lan) == 0);  // who wrote it
  CHECK(*visit.publishing.to_review("disclosure/", qin) == 0);
  // The same period comes from elsewhere meanwhile.
  service::PublishRequest request;
  request.indicator = 6;
  request.period = "2024";
  request.value = "89.1";
  request.source_title = "公报";
  request.source_date = "2025-03-01";
  request.publisher = "县统计局";
  REQUIRE(visit.indicators.publish(request, test::kClerk));
  const auto steps = visit.publishing.find("indicator/6")->steps.size();
  request.value = "89.5";
  const auto refused = visit.publishing.publish_value("indicator/6", 1, request, qin);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == contract::ErrorCode::conflict);
  CHECK(visit.publishing.find("indicator/6")->steps.size() == steps);
  CHECK(*visit.publishing.to_review("indicator/", qin) == 1);
  // And what must not be published does not reach the chain.
  request.period = "2023";
  const auto own = visit.publishing.publish_value("indicator/6", 1, request, lan);
  REQUIRE_FALSE(own);
  CHECK(own.error().code == contract::ErrorCode::forbidden);
  CHECK(visit.indicators.board()->chain.size() == 1);
}

TEST_CASE("publishing: indicators in words take words, and no such indicator is no page") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  int in_words = 0;
  for (const auto& standing : visit.indicators.board()->rows)
    if (standing.row->qualitative) in_words = standing.row->no;
  REQUIRE(in_words > 0);
  const std::string form = visit.get("/desk/values/" + std::to_string(in_words)).body;
  CHECK(holds(form, "name=\"words\""));
  CHECK_FALSE(holds(form, "name=\"value\""));
  for (const char* path : {"/desk/values/0", "/desk/values/999", "/desk/values/x"})
    CHECK(visit.get(path).status == 404);
  CHECK(visit.get("/desk/values").status == 200);
}

TEST_CASE(
    "publishing: an announcement stands on the home page from its moment to its end, whatever the clock "
    "does") {
  EditorVisit visit;
  Fields later = sound_announcement();
  later["text"] = "下周停电检修。";
  later["level"] = "normal";
  later["from"] = "2026-11-30T08:00";
  later["until"] = "2026-12-01T08:00";
  announced(visit);
  announced(visit, later);
  CHECK(holds(home(visit), "今天下雪，停收一天。"));
  CHECK_FALSE(holds(home(visit), "下周停电检修。"));
  // The page is made of boxes as before: the greeting of large print comes first.
  CHECK(visit.book.open("/")->blocks.front().box == "greeting");
  visit.office.clock.set("2026-11-25T07:59:59+08:00");
  CHECK(holds(home(visit), "今天下雪，停收一天。"));
  visit.office.clock.set("2026-11-25T08:00:00+08:00");
  CHECK_FALSE(holds(home(visit), "今天下雪，停收一天。"));
  visit.office.clock.set("2026-11-30T08:00:00+08:00");
  CHECK(holds(home(visit), "下周停电检修。"));
  visit.office.clock.set("2026-11-24T12:00:00+08:00");  // the clock was put back
  CHECK(holds(home(visit), "今天下雪，停收一天。"));
  CHECK_FALSE(holds(home(visit), "下周停电检修。"));
}

TEST_CASE("publishing: an announcement is taken back before its end") {
  EditorVisit visit;
  const std::string path = announced(visit);
  CHECK(visit.step(path, "withdraw", {{"withdraw_reason", ""}}).status == 400);
  CHECK(visit.step(path, "withdraw", {{"withdraw_reason", "雪停了"}}).status == 303);
  CHECK_FALSE(holds(home(visit), "今天下雪，停收一天。"));
  CHECK(holds(visit.get(path).body, "雪停了"));
  CHECK(holds(visit.get("/desk/announcements").body, words_of(Text::server_publishing_state_withdrawn)));
}

TEST_CASE("publishing: what is wrong with an announcement is said at its field") {
  EditorVisit visit;
  visit.as("lan", Role::editor);
  const auto refused = [&](const std::string& field, const std::string& value) {
    Fields fields = sound_announcement();
    fields[field] = value;
    const http::Response page = visit.post(kNew, fields);
    CAPTURE(value);
    CHECK(page.status == 400);
    CHECK(holds(page.body, "id=\"" + field + "-fault\""));
  };
  refused("text", "");
  refused("text", "交 5 元");
  refused("text", "打 13800000009");
  refused("text", std::string(700, 'x'));
  refused("from", "");
  refused("until", "2026-11-24T07:00");
  refused("until", "2026-13-01T07:00");
  refused("until", "2027-11-24T07:00");
  refused("link", "javascript:alert(1)");
  refused("link", "//evil.example");
  refused("link", "/indicators/999");
  // The same form sent twice is one announcement.
  const auto first = visit.post(kNew, sound_announcement()), second = visit.post(kNew, sound_announcement());
  CHECK(first.headers.value("Location") == second.headers.value("Location"));
}
