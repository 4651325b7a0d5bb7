// What a case must be like to be taken, and how its statistics are rounded.
#include <doctest/doctest.h>

#include "feedback/feedback.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::Rule;
using test::has_field;

namespace {

contract::Error refusal(const char* body) {
  const auto json = contract::parse_json(body);
  REQUIRE(json);
  const auto parsed = contract::parse_feedback_request(*json);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

}  // namespace

TEST_CASE("what is wrong with a case is named, all at once") {
  CHECK(has_field(refusal("{}"), "/kind", Rule::required));
  CHECK(has_field(refusal("{}"), "/phone", Rule::required));
  CHECK(has_field(refusal(R"({"kind":"question","topic":"pickup","text":"hello","colour":1,"phone":"1"})"),
                  "/colour", Rule::unknown_field));
  CHECK(has_field(refusal(R"({"kind":1,"photos":"x","anonymous":"yes"})"), "/photos", Rule::wrong_type));
  CHECK(has_field(refusal(R"({"anonymous":true,"phone":"13800001234"})"), "/phone",
                  Rule::contact_with_anonymous));
  CHECK(has_field(refusal(R"({"photos":["a","b","c","d","e"]})"), "/photos", Rule::too_many_photos));
  CHECK(has_field(refusal(R"({"page":"https://elsewhere.example/"})"), "/page", Rule::invalid_text));
  const std::string huge = R"({"text":")" + std::string(1024 * 1024, 'x') + "\"}";
  CHECK(has_field(refusal(huge.c_str()), "/text", Rule::too_long));
}

TEST_CASE("per cent are rounded, and 100 means all") {
  contract::FeedbackStatistics counts;
  counts.due = 1000;
  counts.on_time = 999;
  CHECK(contract::on_time_percent(counts) == 99);
  counts.on_time = 1000;
  CHECK(contract::on_time_percent(counts) == 100);
  counts = {};
  CHECK(contract::feedback_statistics_to_json(counts)["on_time_percent"].is_null());
}
