// Days as people write and paste them.
#include <doctest/doctest.h>

#include "county/ledger_month.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/error.hpp"
#include "lib/entered/entered_field.hpp"
#include "lib/page/form_parts.hpp"

using namespace wufei;

TEST_CASE("a day is read as it is written and pasted") {
  for (const char* typed : {"2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "2026年01月05", "2026-1-5",
                            " ２０２６／１／５ ", "2026—01—05"}) {
    CAPTURE(typed);
    const auto day = contract::entered_date(typed);
    REQUIRE(day);
    CHECK(contract::format_date(*day) == "2026-01-05");
  }
  for (const char* typed : {"", "2026", "2026-01", "2026-01-", "26/1/5", "20260105", "2026/1/5/",
                            "2026/1/5 8:00", "2026/13/1", "2026/2/29", "2026//5", "年月日", "2026年1月5日日",
                            "2026-001-05", "x", "-2026-1-5", "02026/1/5", "1969/12/31"}) {
    CAPTURE(typed);
    CHECK_FALSE(contract::entered_date(typed));
  }
}

TEST_CASE("a moment is read as the field sends it and as people write it") {
  const auto said = contract::entered_moment("2026-01-05T08:30");
  REQUIRE(said);
  CHECK(contract::format_instant(*said) == "2026-01-05T08:30:00+08:00");
  for (const char* same :
       {"2026-01-05T08:30:00", "2026-01-05 08:30", "2026/1/5 08:30", "2026年1月5日 08:30",
        "２０２６-０１-０５　０８：３０", " 2026-01-05 08:30", "2026/1/5 8:30", "2026-01-05T08:30:45.5",
        "2026年1月5日8:30", "2026年1月5日 8时30分", "2026.1.5 8：30"})
    CHECK_MESSAGE(contract::entered_moment(same) == said, same);
  for (const char* wrong : {"", "T", "2026-01-05", "2026-01-05T", "2026-02-30T08:30", "2026-01-05T24:00",
                            "2026-01-05x08:30", "08:30 2026-01-05", "2026/1/5 8:3",
                            "2026/1/5 8:30:", "2026/1/5 8:30:60", "2026/1/5 8:30 pm", "2026年1月5日"})
    CHECK_MESSAGE(!contract::entered_moment(wrong), wrong);
}

TEST_CASE("a moment keeps its seconds where they are asked for") {
  const auto said = contract::entered_instant("2026/1/5 8:30:45");
  REQUIRE(said);
  CHECK(contract::format_instant(*said) == "2026-01-05T08:30:45+08:00");
  CHECK(contract::entered_instant("2026-01-05 08:30:45") == said);
  CHECK(contract::entered_moment("2026-01-05 08:30:45") == *said - 45);
}

TEST_CASE("a time and a month are read as people write them") {
  for (const char* typed : {"8:30", "08:30", "８：３０", "8点30分", "8时30", " 08：30 "})
    CHECK_MESSAGE(contract::entered_clock(typed) == 510, typed);
  CHECK(contract::entered_clock("20点") == 1200);
  for (const char* typed :
       {"", "8", "8:", "8:3", "24:00", "8:60", "8:300", "8.30", "0830", "8:30pm", "008:30"})
    CHECK_MESSAGE(!contract::entered_clock(typed), typed);
  for (const char* typed : {"2026-01", "2026/1", "2026.1", "2026年1月", "２０２６－０１", "2026年01"})
    CHECK_MESSAGE(contract::entered_month(typed) == 202601, typed);
  for (const char* typed :
       {"", "2026", "2026-13", "2026-00", "2026-01-05", "202601", "2026年1月5日", "1/2026"})
    CHECK_MESSAGE(!contract::entered_month(typed), typed);
}

TEST_CASE("a reason says something, in one line where only one is kept") {
  const auto rule = [](std::string_view reason, contract::TextLimits limits) {
    const auto checked = contract::check_reason(reason, limits);
    return checked ? std::string() : std::string(contract::rule_name(checked.error().fields.at(0).rule));
  };
  CHECK(rule("搬走了", {1, 200}).empty());
  CHECK(rule("一\n二", {1, 200}) == "invalid_text");
  CHECK(rule("一\n二", {1, 200, true}).empty());
  CHECK(rule("……", {1, 200}) == "required");
  CHECK(rule("一", {2, 200}) == "required");
  CHECK(rule("一二三", {1, 2}) == "too_long");
  CHECK(rule("a\x01", {1, 2}) == "invalid_text");
}

TEST_CASE("an input for a day shows what was pasted, and says which days there are") {
  const auto written = [](const char* value) {
    http::HtmlWriter out;
    http::FormParts parts(out, {});
    parts.text_field({.name = "day",
                      .label = "Day",
                      .hint = {},
                      .value = value,
                      .type = "date",
                      .min = "2026-01-01",
                      .max = "2026-12-31"});
    return out.take();
  };
  CHECK(written("2026年1月5日").find("value=\"2026-01-05\" min=\"2026-01-01\" max=\"2026-12-31\"") !=
        std::string::npos);
  CHECK(written("soon").find("value=\"soon\"") != std::string::npos);
  CHECK(written("").find("value=\"\"") != std::string::npos);
}
