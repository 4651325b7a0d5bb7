// Days as people write and paste them.
#include <doctest/doctest.h>

#include "lib/base/civil_date.hpp"
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
  for (const char* same : {"2026-01-05T08:30:00", "2026-01-05 08:30", "2026/1/5 08:30", "2026年1月5日 08:30",
                           "２０２６-０１-０５　０８：３０", " 2026-01-05 08:30"})
    CHECK_MESSAGE(contract::entered_moment(same) == said, same);
  for (const char* wrong : {"", "T", "2026-01-05", "2026-01-05T", "2026-02-30T08:30", "2026-01-05T24:00",
                            "2026-01-05x08:30", "08:30 2026-01-05"})
    CHECK_MESSAGE(!contract::entered_moment(wrong), wrong);
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
