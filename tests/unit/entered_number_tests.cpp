// Numbers as people write and paste them; tests/package/shell.test.mjs holds the crew's script against the
// same.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "lib/base/find.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/entered/entered_number.hpp"

using namespace wufei;

TEST_CASE("a number is read as people write it, and refused when it can be read in two ways") {
  struct Sound {
    const char *typed, *number;
  };
  const Sound sound[] = {{"12.5", "12.5"},    {"１２．５", "12.5"},       {" 12.5 \u200B", "12.5"},
                         {"12。5", "12.5"},   {"1,234.5", "1234.5"},      {"1，234，567", "1234567"},
                         {"12 500", "12500"}, {"1\u00A0234.5", "1234.5"}, {"-1,234.5", "-1234.5"},
                         {"0", "0"},          {"0.125", "0.125"},         {"92.50", "92.50"}};
  for (const Sound& one : sound) {
    CAPTURE(one.typed);
    const auto read = contract::entered_decimal(one.typed);
    REQUIRE(read);
    CHECK(read->text == one.number);
  }
  for (const char* typed : {"",         "12,5",   "1,234",   "1，234",    "1 2",      "1,23.5", "1,234 567",
                            "1, 234.5", ",234.5", "0,123.5", "1,234,5.0", "1,,234.5", "1e3",    "012",
                            ".5",       "12.",    "1.2.3",   "5 kg",      "--1",      "+1",     "一"})
    CHECK_MESSAGE(!contract::entered_decimal(typed), typed);
}

TEST_CASE("a whole number may have marks between its thousands, and nothing else") {
  CHECK(contract::entered_whole("1,234", 9999) == 1234);
  CHECK(contract::entered_whole("１２　３４５", 99999) == 12345);
  CHECK(contract::entered_whole("007", 9) == 7);
  CHECK(contract::entered_whole("0", 9) == 0);
  for (const char* typed : {"", "10", "1.0", "-1", "1,2", "12,5", "x", "1x", "99999999999999999999"})
    CHECK_MESSAGE(!contract::entered_whole(typed, 9), typed);
}

TEST_CASE("a mass may say its unit, which must be the one that is asked for") {
  constexpr std::int64_t kMost = 1'000'000'000;
  for (const char* typed : {"12.5", "12.5吨", "12.5 t", "１２．５Ｔ", "12.500000"})
    CHECK_MESSAGE(contract::entered_grams(typed, "t", kMost) == 12'500'000, typed);
  for (const char* typed : {"12.5", "12.5公斤", "12.5 千克", "12.5kg", "12.5㎏", "12.5 ＫＧ"})
    CHECK_MESSAGE(contract::entered_grams(typed, "kg", kMost) == 12'500, typed);
  CHECK(contract::entered_grams("1,234.5 kg", "kg", kMost) == 1'234'500);
  CHECK(contract::entered_grams("1000", "t", kMost) == kMost);
  for (const char* typed :
       {"吨", "12.5kg", "12.5 公斤", "12.5吨吨", "1000.000001", "0.0000001", "-1", "1,234"})
    CHECK_MESSAGE(!contract::entered_grams(typed, "t", kMost), typed);
  CHECK_FALSE(contract::entered_grams("12.5吨", "kg", kMost));
  CHECK_FALSE(contract::entered_grams("0.0001", "kg", kMost));
}

TEST_CASE("scaled numbers are told without needless zeros") {
  CHECK(contract::scaled_text(12'500, 3) == "12.5");
  CHECK(contract::scaled_text(-1'500, 3) == "-1.5");
  CHECK(contract::scaled_text(1, 6) == "0.000001");
  CHECK(contract::scaled_text(0, 3) == "0");
  CHECK(contract::scaled_text(12'000, 3) == "12");
}

TEST_CASE("whole numbers of programs are read to the letter, or as far as they go") {
  CHECK(contract::parse_whole<int>("12") == 12);
  CHECK(contract::parse_whole<int>("-3") == -3);
  for (const char* wrong : {"", "12x", " 12", "+1", "1.0", "99999999999"})
    CHECK_MESSAGE(!contract::parse_whole<int>(wrong), wrong);
  CHECK(contract::leading_whole<std::int64_t>("12x") == 12);
  CHECK(contract::leading_whole<std::size_t>("x12") == 0);
  CHECK(contract::leading_whole<int>("99999999999") == 0);
}

TEST_CASE("an enumerator is found by its name, a value in its list") {
  enum class Colour : unsigned char { red, green };
  constexpr std::string_view kNames[] = {"red", "green"};
  CHECK((contract::enum_named<Colour>(kNames, "green") == Colour::green));
  CHECK_FALSE(contract::enum_named<Colour>(kNames, "blue"));
  CHECK(contract::is_among(kNames, "red"));
  CHECK_FALSE(contract::is_among(kNames, std::string("re")));
}
