// The survey after a pickup: only of a completed booking, once, and nothing leads from the booking to an
// answer.
#include <doctest/doctest.h>

#include "county/county_content.hpp"
#include "support/survey_fixture.hpp"
#include "survey/survey_report.hpp"

using namespace wufei;
using contract::ErrorCode;
using contract::Json;
using contract::Rule;
using test::has_field;
using test::Office;
using test::submit;

namespace {

constexpr const char* kRating = "after-pickup";

contract::Pickup booked(Office& office, int number = 1) {
  const auto pickup = test::book(office, test::sample_request(number), "key-" + std::to_string(number));
  REQUIRE(pickup);
  return *pickup;
}

contract::Pickup completed(Office& office, int number = 1) {
  const contract::Pickup pickup = booked(office, number);
  office.clock.set("2026-11-26T15:00:00+08:00");
  REQUIRE(test::complete(*office.pickups, pickup.reference, 1000));
  const auto read = office.pickups->get(pickup.reference, pickup.token);
  REQUIRE(read);
  office.clock.set("2026-11-24T10:00:00+08:00");
  return *read;
}

Json rating(const std::string& code, int overall = 5, bool complete = true) {
  return {{"version", 3},
          {"kind", "invited"},
          {"code", code},
          {"complete", complete},
          {"answers", {{"on_time", "yes"}, {"overall", overall}}}};
}

contract::Result<service::SurveySubmission> rate(Office& office, const std::string& code, int overall = 5,
                                                 bool complete = true) {
  return submit(office, rating(code, overall, complete), "", kRating);
}

}  // namespace

TEST_CASE("a booking that is not completed is given no code, and without a code nobody answers") {
  Office office;
  CHECK(office.surveys->invite(booked(office)).error().code == ErrorCode::conflict);
  CHECK(has_field(rate(office, "222-222-222").error(), "/code", Rule::survey_code_unknown));
  Json open = rating("");
  open.erase("code");
  open["kind"] = "open";
  CHECK(has_field(submit(office, open, "", kRating).error(), "/kind", Rule::survey_kind));
  const std::string area = test::real_content()->get<service::CountyContent>().areas.front().code;
  CHECK(office.surveys->make_codes(kRating, {{area, 100, 10}}, test::kClerk).error().code ==
        ErrorCode::conflict);
}

TEST_CASE("a completed booking answers once; a code that was lost is given again until then") {
  Office office;
  const contract::Pickup booking = completed(office);
  const auto first = office.surveys->invite(booking), again = office.surveys->invite(booking);
  REQUIRE(first);
  CHECK(first->survey == kRating);
  CHECK(again->code == first->code);
  CHECK(office.surveys->invite(completed(office, 2))->code != first->code);
  REQUIRE(rate(office, first->code));
  CHECK(has_field(rate(office, first->code, 1).error(), "/code", Rule::survey_code_used));
  CHECK(has_field(office.surveys->invite(booking).error(), "/code", Rule::survey_code_used));
  office.reopen();
  CHECK(has_field(office.surveys->invite(booking).error(), "/code", Rule::survey_code_used));
  CHECK(office.surveys->exact_results(kRating)->invited.completed == 1);
}

TEST_CASE("a closed survey invites nobody") {
  Office office;
  const contract::Pickup booking = completed(office);
  REQUIRE(office.surveys->set_open(kRating, false, test::kClerk));
  CHECK(office.surveys->invite(booking).error().code == ErrorCode::not_found);
}

TEST_CASE("no row leads from a booking to its answer, not even to an unfinished one") {
  Office office;
  std::vector<std::string> codes;
  for (int number = 1; number <= 3; ++number) {
    codes.push_back(office.surveys->invite(completed(office, number))->code);
    REQUIRE(rate(office, codes.back(), number, false));
  }
  test::RawDatabase database = test::database_of(office);
  // A code is made from the booking: what it seals could be opened by who knows both.
  CHECK(database.ask_number("SELECT count(*) FROM survey_draft") == 0);
  for (std::size_t i = 0; i < codes.size(); ++i) REQUIRE(rate(office, codes[i], static_cast<int>(i) + 1));
  CHECK(database.ask_number("SELECT count(*) FROM survey_code WHERE used = 1 AND area IS NULL") == 3);
  CHECK(database.ask_number("SELECT count(*) FROM survey_answer WHERE stratum <> ''") == 0);
  const auto values = test::stored_values(office);
  std::set<std::string> harmless{kRating, "invited", ""};
  for (const auto& [table, held] : values)
    for (const auto& [other, seen] : values) {
      if (table >= other || table.starts_with("survey_") == other.starts_with("survey_")) continue;
      const std::string pair = table + " and " + other + " share ";
      for (const std::string& value : held)
        if (seen.count(value)) CHECK_MESSAGE(harmless.count(value), pair, value);
    }
  for (const auto& table : values)
    for (const std::string& value : table.second)
      for (const std::string& code : codes) CHECK(value.find(code) == std::string::npos);
}

TEST_CASE("results after pickups claim to stand for nobody else") {
  Office office;
  REQUIRE(rate(office, office.surveys->invite(completed(office))->code));
  const Json json = service::results_to_json(*office.surveys->exact_results(kRating));
  CHECK(json["invited"]["representative"] == false);
  CHECK_FALSE(json["invited"].contains("response_rate_rr1"));
}
