// What the public sees of a survey's answers, and when: never so that one answer can be found by comparing.
#include <doctest/doctest.h>

#include "lib/store/data_directory.hpp"
#include "support/raw_database.hpp"
#include "support/survey_fixture.hpp"
#include "survey/survey_report.hpp"

using namespace wufei;
using contract::AnswerKind;
using contract::ErrorCode;
using test::kSurvey;
using test::Office;
using test::sample_answers;
using test::sample_body;
using test::submit;
using test::survey_codes;

namespace {

void answer(Office& office, int times) {
  for (int i = 0; i < times; ++i) REQUIRE(submit(office, sample_body(sample_answers())));
}

const service::SurveyResults& shown(Office& office) {
  static std::shared_ptr<const service::SurveyResults> kept;
  kept = *office.surveys->results(kSurvey);
  return *kept;
}

bool has_news(Office& office) {
  bool news = false;
  REQUIRE(office.surveys->take_changes([&news] { news = true; }));
  return news;
}

std::size_t listed(Office& office) {
  const auto receipts = *office.surveys->receipts(kSurvey);
  return receipts->open.size() + receipts->invited.size();
}

}  // namespace

TEST_CASE("nothing that the public sees moves with an answer, however many come") {
  Office office;
  const auto issued = survey_codes(office);
  CHECK(has_news(office));  // as the portal does when it starts and then every other second
  answer(office, 35);
  REQUIRE(submit(office, sample_body(sample_answers(), issued[0].code)));
  for (int own = 0; own < 10; ++own) {  // who files answers of his own to fill a group waits with everybody
    answer(office, 1);
    CHECK(shown(office).open.completed == 0);
    CHECK(listed(office) == 0);
  }
  office.reopen();
  CHECK(shown(office).open.completed == 0);
  office.clock.set("2026-11-25T00:00:01+08:00");
  CHECK(shown(office).open.completed == 45);
  CHECK(shown(office).invited.completed == 0);  // one alone
  CHECK(listed(office) == 46);                  // a receipt is tied to no answer
  answer(office, 20);
  CHECK(shown(office).open.completed == 45);
  CHECK(listed(office) == 46);
  CHECK(office.surveys->exact_results(kSurvey)->open.completed == 65);
}

TEST_CASE("fewer than five answers wait for more, also when the survey ends") {
  Office office;
  answer(office, 40);
  office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(shown(office).open.completed == 40);
  answer(office, 4);
  office.clock.set("2026-11-26T10:00:00+08:00");
  CHECK(shown(office).open.completed == 40);
  answer(office, 1);
  REQUIRE(office.surveys->set_open(kSurvey, false, test::kClerk));
  CHECK(shown(office).open.completed == 45);  // the end counts its own day
  REQUIRE(office.surveys->set_open(kSurvey, true, test::kClerk));
  answer(office, 1);
  REQUIRE(office.surveys->set_open(kSurvey, false, test::kClerk));
  CHECK(shown(office).open.completed == 45);
  CHECK(office.surveys->exact_results(kSurvey)->open.completed == 46);
}

TEST_CASE("of many answers one in a hundred waits for company") {
  Office office;
  answer(office, 600);
  office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(shown(office).open.completed == 600);
  answer(office, 5);
  office.clock.set("2026-11-26T10:00:00+08:00");
  CHECK(shown(office).open.completed == 600);
  answer(office, 1);
  office.clock.set("2026-11-27T10:00:00+08:00");
  CHECK(shown(office).open.completed == 606);
}

TEST_CASE("one kind's answers release nothing of the other kind") {
  Office office;
  const auto issued = survey_codes(office);
  for (std::size_t i = 0; i < 4; ++i) REQUIRE(submit(office, sample_body(sample_answers(), issued[i].code)));
  answer(office, 40);
  office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(shown(office).open.completed == 40);
  CHECK(shown(office).invited.completed == 0);
}

TEST_CASE("pages are told once when a survey's day or status changes, not with each answer") {
  Office office;
  CHECK(has_news(office));
  answer(office, 10);
  CHECK_FALSE(has_news(office));
  office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(has_news(office));
  CHECK_FALSE(has_news(office));
  CHECK(shown(office).open.completed == 10);
  REQUIRE(office.surveys->set_open(kSurvey, false, test::kClerk));
  CHECK(has_news(office));
}

TEST_CASE("text is for staff") {
  Office office;
  contract::Json answers = sample_answers();
  answers["advice"] = "more bins";
  for (int i = 0; i < 40; ++i) REQUIRE(submit(office, sample_body(answers)));
  office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(shown(office).open.completed == 40);
  CHECK(contract::to_text(service::results_to_json(shown(office))).find("more bins") == std::string::npos);
  const auto texts = office.surveys->texts(kSurvey, test::kClerk);
  REQUIRE(texts);
  CHECK(texts->size() == 40);
  CHECK(texts->front().question == "advice");
  CHECK(texts->front().text == "more bins");
}

TEST_CASE("a receipt shows its holder at once that the answer was counted; the list waits") {
  Office office;
  const auto issued = survey_codes(office);
  const auto invited = submit(office, sample_body(sample_answers(), issued[0].code));
  const auto open = submit(office, sample_body(sample_answers()));
  CHECK(*office.surveys->check_receipt(kSurvey, invited->receipt) == AnswerKind::invited);
  CHECK(*office.surveys->check_receipt(kSurvey, " r" + open->receipt.substr(2) + " ") == AnswerKind::open);
  CHECK(office.surveys->check_receipt(kSurvey, "R-222-222-222").error().code == ErrorCode::not_found);
  CHECK(office.surveys->check_receipt(kSurvey, "hello").error().code == ErrorCode::invalid);
  CHECK(office.surveys->check_receipt("after-pickup", open->receipt).error().code == ErrorCode::not_found);
  office.clock.set("2026-11-25T10:00:00+08:00");
  const auto list = *office.surveys->receipts(kSurvey);
  CHECK(list->invited.size() == 1);
  CHECK(list->open.size() == 1);
  CHECK(list->salt.size() == 16);
  CHECK(list->open[0].size() == 32);
}

TEST_CASE("an answer that no longer reads as one fails the count instead of going unsaid") {
  Office office;
  answer(office, 10);
  office.clock.set("2026-11-25T10:00:00+08:00");
  test::RawDatabase(office.scratch.path() / "data").execute("UPDATE survey_answer SET answers = '{'");
  const auto outcome = office.surveys->take_changes([] {});
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == ErrorCode::internal);
}
