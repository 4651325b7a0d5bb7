// Statistics of surveys by examples that can be followed by hand; `scripts/bench stats` compares them with an
// independent package over hundreds of random cases.
#include "survey/survey_statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "survey/survey_indicator.hpp"

using namespace wufei;
using contract::AnswerKind;
using contract::QuestionKind;
using contract::Survey;
using contract::SurveyQuestion;
using doctest::Approx;
using service::CountedAnswer;
using service::Withheld;

namespace {

Survey small_survey() {
  Survey survey;
  survey.id = "sample";
  SurveyQuestion mood;
  mood.id = "mood";
  mood.kind = QuestionKind::single;
  mood.options = {{"good", "Good", false}, {"fair", "Fair", false}, {"poor", "Poor", false}};
  mood.serves = contract::SurveyServes{47, {"good"}};
  SurveyQuestion why;
  why.id = "why";
  why.kind = QuestionKind::scale5;
  why.low = "low";
  why.high = "high";
  why.show_if = contract::ShowIf{"mood", {"poor"}};
  SurveyQuestion words;
  words.id = "words";
  words.kind = QuestionKind::text;
  words.limit = 100;
  survey.questions = {mood, why, words};
  return survey;
}

void add(std::vector<CountedAnswer>& answers, int count, const std::string& stratum, const std::string& mood,
         const std::string& why = "") {
  for (int i = 0; i < count; ++i) {
    CountedAnswer answer{stratum, {{"mood", {mood}}}};
    if (!why.empty()) answer.answers["why"] = {why};
    answers.push_back(answer);
  }
}

}  // namespace

TEST_CASE("Wilson's interval: published values and its ends") {
  // 81 of 263: 0.2553 to 0.3662 (R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method
  // 3).
  const auto newcombe = service::wilson_interval(81, 263);
  CHECK(newcombe.low == Approx(0.2553).epsilon(0.0002));
  CHECK(newcombe.high == Approx(0.3662).epsilon(0.0002));
  // 0 of 20: from 0 to 0.1611; 1 of 29: 0.0061 to 0.1718, the same table.
  CHECK(service::wilson_interval(0, 20).low == 0);
  CHECK(service::wilson_interval(0, 20).high == Approx(0.1611).epsilon(0.0004));
  CHECK(service::wilson_interval(1, 29).low == Approx(0.0061).epsilon(0.005));
  CHECK(service::wilson_interval(1, 29).high == Approx(0.1718).epsilon(0.0004));
  CHECK(service::wilson_interval(20, 20).high == 1);
  CHECK(service::wilson_interval(0, 0).low == 0);
  CHECK(service::wilson_interval(0, 0).high == 1);
}

TEST_CASE("weights bring each area to its share of the people") {
  // 3/4 of the people, half of the answers: weight 1.5; the other area 0.5.
  const auto weights = service::post_stratification_weights({{3000, 50}, {1000, 50}});
  CHECK(weights[0] == Approx(1.5));
  CHECK(weights[1] == Approx(0.5));
  SUBCASE("an area without answers takes no part") {
    const auto three = service::post_stratification_weights({{3000, 50}, {9000, 0}, {1000, 50}});
    CHECK(three[0] == Approx(1.5));
    CHECK(three[1] == 0);
    CHECK(three[2] == Approx(0.5));
  }
}

TEST_CASE("the design effect of unequal weights") {
  CHECK(service::design_effect({2, 2, 2}) == Approx(1));
  // 2 * (1.5^2 + 0.5^2) / 2^2 = 1.25
  CHECK(service::design_effect({1.5, 0.5}) == Approx(1.25));
  CHECK(service::design_effect({}) == 1);
  CHECK(service::design_effect({0, 0}) == 1);
}

TEST_CASE("a weighted share and its interval on the effective sample") {
  std::vector<double> weights;
  std::vector<char> hits;
  // First area: 50 answers of weight 1.5, 40 of them yes; second: 50 of weight 0.5, 10 yes.
  for (int i = 0; i < 50; ++i) weights.push_back(1.5), hits.push_back(i < 40 ? 1 : 0);
  for (int i = 0; i < 50; ++i) weights.push_back(0.5), hits.push_back(i < 10 ? 1 : 0);
  const auto share = service::weighted_share(weights, hits);
  CHECK(share.share == Approx(0.65));  // 0.75 * 0.8 + 0.25 * 0.2
  CHECK(share.effective_n == Approx(80));
  const auto expected = service::wilson_interval(52, 80);
  CHECK(share.interval.low == Approx(expected.low));
  CHECK(share.interval.high == Approx(expected.high));
}

TEST_CASE("the response rate counts complete answers over everybody invited") {
  CHECK(service::response_rate_1(120, 400) == Approx(0.3));
  CHECK(service::response_rate_1(0, 0) == 0);
}

TEST_CASE("small cells are hidden, and enough others that none can be found") {
  using Hidden = std::vector<bool>;
  CHECK(service::suppressed_cells({20, 15, 10}, 45, true) == Hidden{false, false, false});
  // 3 alone would be 45 - 22 - 20: the next smallest goes too.
  CHECK(service::suppressed_cells({22, 20, 3}, 45, true) == Hidden{false, true, true});
  // 1 + 2 hidden would still say "fewer than 5 together".
  CHECK(service::suppressed_cells({22, 20, 1, 2}, 45, true) == Hidden{false, true, true, true});
  CHECK(service::suppressed_cells({40, 2, 3}, 45, true) == Hidden{false, true, true});
  CHECK(service::suppressed_cells({45, 0, 0}, 45, true) == Hidden{true, true, true});
  // Several answers possible: no sum to subtract from, but nearly all is as telling as nearly none.
  CHECK(service::suppressed_cells({43, 20, 2}, 45, false) == Hidden{true, false, true});
}

TEST_CASE("tabulation: bases, missing, hidden cells") {
  const Survey survey = small_survey();
  std::vector<CountedAnswer> answers;
  add(answers, 30, "", "good");
  add(answers, 20, "", "fair");
  add(answers, 3, "", "poor", "2");
  answers.push_back({"", {}});
  const auto result = service::tabulate(survey, AnswerKind::open, answers, {}, 6);
  CHECK(result.completed == 54);
  CHECK(result.started == 60);
  CHECK_FALSE(result.weighted);
  const auto& mood = result.questions[0];
  CHECK(mood.n == 53);
  CHECK_FALSE(mood.missing);  // one: fewer than five is not said
  REQUIRE(mood.cells.size() == 3);
  CHECK(mood.cells[0].count == 30);
  CHECK(mood.cells[0].share == Approx(30.0 / 53));
  CHECK(mood.cells[1].hidden);
  CHECK(mood.cells[1].count == 0);
  CHECK(mood.cells[2].hidden);
  REQUIRE(mood.serving);
  CHECK(mood.serving->count == 30);
  // How many were asked why would be the hidden three.
  CHECK(result.questions[1].withheld == Withheld::reveals);
  CHECK_FALSE(result.questions[1].n);
  CHECK(result.questions[2].withheld == Withheld::text);
}

TEST_CASE("no share below thirty answers") {
  std::vector<CountedAnswer> answers;
  add(answers, 29, "", "good");
  const Survey survey = small_survey();
  CHECK(service::tabulate(survey, AnswerKind::open, answers, {}, 0).questions[0].withheld == Withheld::few);
  add(answers, 10, "", "fair");
  const auto enough = service::tabulate(survey, AnswerKind::open, answers, {}, 0).questions[0];
  CHECK(enough.withheld == Withheld::no);
  CHECK(enough.n == 39);
}

TEST_CASE("invited answers are weighted by area, open ones never") {
  std::vector<CountedAnswer> answers;
  add(answers, 40, "a", "good");
  add(answers, 10, "a", "fair");
  add(answers, 10, "b", "good");
  add(answers, 40, "b", "fair");
  const std::vector<service::PlanStratum> plan{{"a", 3000, 100}, {"b", 1000, 100}, {"c", 500, 50}};
  Survey survey = small_survey();
  survey.questions[0].options.pop_back();  // nobody's answer would hide others
  const auto invited = service::tabulate(survey, AnswerKind::invited, answers, plan, 5);
  CHECK(invited.weighted);
  CHECK(invited.invited == 250);
  CHECK(invited.response_rate == Approx(0.4));
  CHECK(invited.areas == 3);
  CHECK(invited.areas_answered == 2);
  CHECK(invited.design_effect == Approx(1.25));
  const auto& mood = invited.questions[0];
  REQUIRE(mood.serving);
  CHECK(mood.serving->share == Approx(0.5));
  REQUIRE(mood.serving->weighted);
  CHECK(mood.serving->weighted->share == Approx(0.65));
  const auto open = service::tabulate(small_survey(), AnswerKind::open, answers, plan, 0);
  CHECK_FALSE(open.weighted);
  CHECK_FALSE(open.questions[0].serving->weighted);
}

TEST_CASE(
    "an invited result is offered to an indicator with its kind, n and interval, or refused with a reason") {
  using service::IndicatorRefusal;
  service::SurveyResults results;
  results.survey = small_survey();
  results.survey.title = "Sample";
  results.survey.status = contract::SurveyStatus::closed;
  results.survey.opens = *contract::parse_date("2026-01-05");
  results.survey.closes = *contract::parse_date("2026-01-20");
  const contract::Date today = *contract::parse_date("2026-02-01");
  std::vector<CountedAnswer> answers;
  add(answers, 30, "", "good");
  add(answers, 20, "", "fair");
  const auto fill = [&](AnswerKind kind) {
    auto filled = service::tabulate(results.survey, kind, answers, {}, 0);
    filled.first_day = contract::parse_date("2026-01-06");
    filled.last_day = contract::parse_date("2026-01-19");
    return filled;
  };
  results.open = service::tabulate(results.survey, AnswerKind::open, {}, {}, 0);
  results.invited = fill(AnswerKind::invited);
  const auto offer = service::survey_indicator(results, 47, today);
  REQUIRE(offer.refused == IndicatorRefusal::no);
  CHECK(offer.request.value == "60.0");
  CHECK(offer.request.period == "2026-01-06/2026-01-19");  // when people answered
  CHECK(offer.request.note.find("n = 50") != std::string::npos);
  const auto wilson = service::wilson_interval(30, 50);
  char low[16];
  std::snprintf(low, sizeof low, "%.1f%%", wilson.low * 100);
  CHECK(offer.request.note.find(low) != std::string::npos);
  SUBCASE("open answers are whose anybody likes: they serve no indicator") {
    std::swap(results.open, results.invited);
    results.open = fill(AnswerKind::open);
    CHECK(service::survey_indicator(results, 47, today).refused == IndicatorRefusal::withheld);
  }
  SUBCASE("no question serves it") {
    CHECK(service::survey_indicator(results, 13, today).refused == IndicatorRefusal::not_served);
  }
  SUBCASE("answers still come") {
    results.survey.status = contract::SurveyStatus::open;
    CHECK(service::survey_indicator(results, 47, today).refused == IndicatorRefusal::still_open);
  }
}

TEST_CASE("a lone answer of an area is not shown by its weight") {
  const Survey survey = small_survey();
  std::vector<CountedAnswer> answers;
  add(answers, 40, "a", "good");
  add(answers, 9, "b", "fair");
  const std::vector<service::PlanStratum> plan{{"a", 1000, 60}, {"b", 9000, 20}, {"c", 500, 20}};
  CHECK_FALSE(service::tabulate(survey, AnswerKind::invited, answers, plan, 0).weighted);
  add(answers, 1, "b", "fair");
  const auto result = service::tabulate(survey, AnswerKind::invited, answers, plan, 0);
  CHECK(result.weighted);
  CHECK(result.areas_answered == 2);
}

TEST_CASE("public weighted numbers are coarse, counts are exact") {
  const Survey survey = small_survey();
  std::vector<CountedAnswer> answers;
  add(answers, 37, "a", "good");
  add(answers, 19, "b", "fair");
  add(answers, 11, "c", "poor", "2");
  auto result = service::tabulate(survey, AnswerKind::invited, answers,
                                  {{"a", 1000, 60}, {"b", 9000, 40}, {"c", 2500, 20}}, 0);
  REQUIRE(result.weighted);
  const double exact = result.questions[0].cells[0].weighted->share;
  service::coarsen(result);
  const double shown = result.questions[0].cells[0].weighted->share;
  CHECK(std::abs(shown - exact) <= 0.005);
  CHECK(shown * 100 == Approx(std::round(shown * 100)));
  CHECK(result.design_effect * 10 == Approx(std::round(result.design_effect * 10)));
  CHECK(result.questions[0].cells[0].count == 37);
}
