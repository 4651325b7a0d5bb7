// The county's side of cases: versions, cases on one matter, calls after an answer, statistics, and what is
// erased.
#include <doctest/doctest.h>

#include <mutex>
#include <thread>

#include "county/content_source.hpp"
#include "desk/cases/case_desk.hpp"
#include "desk/cases/case_statistics.hpp"
#include "feedback/feedback_content.hpp"
#include "feedback/feedback_service.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using contract::CallVerdict;
using contract::ErrorCode;
using contract::FeedbackStatus;
using contract::Rule;
using test::has_field;
using test::kClerk;

namespace {

const contract::Actor kColleague = contract::Actor::staff("desk:sun");

// Tuesday 2026-11-24, 10:00.
struct CaseOffice {
  test::Office office;
  service::ContentSource source{test::real_content()};
  service::FeedbackService feedback{*office.store, source, office.clock, service::system_ids()};
  service::CaseDesk cases{*office.store, feedback, office.clock};

  std::string filed(const std::string& kind = "complaint", const std::string& name = "Wang Xiaoming") {
    contract::FeedbackRequest request;
    request.kind = kind;
    request.topic = "sorting";
    request.text = "The bins are full.";
    request.contact_name = name;
    request.phone = "13800001234";
    const auto filed = feedback.file({request, {}, {}});
    REQUIRE(filed);
    return filed->reference;
  }
  service::StaffFeedback now(const std::string& reference) {
    auto one = feedback.show(reference, false, kClerk);
    REQUIRE(one);
    return std::move(*one);
  }
  contract::Result<service::StaffFeedback> merge(const std::string& one, const std::string& leader) {
    return feedback.merge({one, leader, "the same bins", {}}, kClerk);
  }
  void pass_days(int days) {
    for (int day = 0; day < days; ++day) {
      office.clock.advance(24 * 3600);
      REQUIRE(feedback.close_settled());
      REQUIRE(feedback.erase_expired());
    }
  }
};

bool refused_with(const contract::Error& error, Rule rule) {
  return error.code == ErrorCode::conflict && has_field(error, "", rule);
}

}  // namespace

TEST_CASE("two officers with the same page: one change is taken, the other one hears of it") {
  CaseOffice office;
  const std::string reference = office.filed();
  const int seen = office.now(reference).version;
  int taken = 0, stale = 0;
  std::mutex mutex;
  std::vector<std::thread> officers;
  for (int i = 0; i < 8; ++i)
    officers.emplace_back([&, i] {
      const auto done = office.feedback.answer(reference, "answer " + std::to_string(i), kColleague, seen);
      const std::scoped_lock lock(mutex);
      taken += done ? 1 : 0;
      stale += !done && done.error().code == ErrorCode::precondition ? 1 : 0;
    });
  for (std::thread& officer : officers) officer.join();
  CHECK(taken == 1);
  CHECK(stale == 7);
  const auto answered = office.now(reference);
  REQUIRE(answered.feedback.answers.size() == 1);
  // Sent twice is not stale; another change with what was seen is.
  CHECK(office.feedback.answer(reference, answered.feedback.answers[0].text, kColleague, seen));
  for (const auto& late :
       {office.feedback.close(reference, "", kColleague, seen),
        office.feedback.assign(reference, "Sanitation office", kColleague, seen),
        office.feedback.record_call(reference, {true, CallVerdict::partly, ""}, kColleague, seen)})
    CHECK(late.error().code == ErrorCode::precondition);
  CHECK(office.now(reference).version == answered.version);
}

TEST_CASE("a case that is the same as another gets its answer, and nothing tells whose it was") {
  CaseOffice office;
  const std::string leader = office.filed("complaint", "Li Ming"), same = office.filed(),
                    third = office.filed("question");
  REQUIRE(office.feedback.assign(leader, "Sanitation office", kClerk));
  REQUIRE(office.merge(same, leader));
  REQUIRE(office.merge(third, leader));
  CHECK(office.now(same).feedback.body == "Sanitation office");
  CHECK(office.now(leader).followers == std::vector<std::string>{same, third});
  CHECK(refused_with(office.feedback.answer(same, "Done.", kClerk).error(), Rule::case_merged));
  CHECK(has_field(office.feedback.answer(leader, "Li Ming was told.", kClerk).error(), "/answer",
                  Rule::shared_words));
  CHECK(has_field(office.feedback.close(leader, "Call 13800001234", kClerk).error(), "/note",
                  Rule::shared_words));
  office.office.clock.advance(8 * 24 * 3600);  // past the five working days of a question
  REQUIRE(office.feedback.answer(leader, "The bins were emptied.", kClerk));
  const auto own = office.feedback.lookup_by_phone(same, "1234");
  REQUIRE(own);
  CHECK(own->merged);
  CHECK(own->status == FeedbackStatus::answered);
  CHECK(own->answers.back().text == "The bins were emptied.");
  const std::string told = contract::to_text(contract::feedback_case_to_json(*own));
  for (const std::string& secret : {leader, std::string("Li Ming"), std::string("the same bins")})
    CHECK(told.find(secret) == std::string::npos);
  // Each is a case, in time by its own deadline.
  const auto counts = office.feedback.statistics();
  CHECK(counts->received == 3);
  CHECK(counts->handled == 3);
  const auto figures = office.cases.figures(contract::make_date({2026, 11, 1}),
                                            contract::make_date({2026, 12, 31}), {}, kClerk);
  REQUIRE(figures->size() == 3);
  CHECK_FALSE((*figures)[1].late);
  CHECK((*figures)[2].late);
  // An answer that is added goes along; one to a citizen who asked again does not.
  REQUIRE(office.feedback.answer(leader, "And they are emptied daily now.", kClerk));
  CHECK(office.now(same).feedback.answers.size() == 2);
  const auto asked = office.feedback.lookup_by_phone(leader, "1234");
  REQUIRE(office.feedback.reopen(leader, asked->token, "They are full again."));
  REQUIRE(office.feedback.answer(leader, "Emptied again.", kClerk));
  CHECK(office.now(same).feedback.answers.size() == 2);
  // Who asks again is handled alone.
  REQUIRE(office.feedback.reopen(same, own->token, "Not here."));
  CHECK(office.now(same).leader.empty());
  CHECK(office.feedback.answer(same, "We will look.", kClerk));
}

TEST_CASE("no case follows itself, one that follows or leads, a closed one, or one of another body") {
  CaseOffice office;
  const std::string a = office.filed(), b = office.filed(), c = office.filed(), d = office.filed();
  const auto target = [&](const std::string& one, const std::string& leader) {
    return has_field(office.merge(one, leader).error(), "/leader", Rule::merge_target);
  };
  CHECK(target(a, a));
  CHECK(target(a, "FK-222-222-222"));
  REQUIRE(office.merge(b, a));
  CHECK(office.merge(b, a));  // twice
  CHECK(target(c, b));
  CHECK(refused_with(office.merge(a, c).error(), Rule::merge_leads));
  CHECK(refused_with(office.merge(b, c).error(), Rule::case_merged));
  REQUIRE(office.feedback.assign(c, "Housing office", kClerk));
  REQUIRE(office.feedback.assign(d, "Sanitation office", kClerk));
  CHECK(has_field(office.merge(c, d).error(), "/leader", Rule::merge_body));
  CHECK(has_field(office.feedback.merge({c, d, "same", "Housing office"}, kClerk).error(), "/leader",
                  Rule::merge_target));
  CHECK(has_field(office.feedback.merge({c, d, "\x01", {}}, kClerk).error(), "/reason", Rule::invalid_text));
  REQUIRE(office.feedback.answer(d, "Done.", kClerk));
  CHECK(target(c, d));
  CHECK(refused_with(office.merge(d, a).error(), Rule::case_closed));
  // Back again, while it is not answered; then a leader's closing ends it too.
  REQUIRE(office.feedback.unmerge(b, kClerk));
  CHECK_FALSE(office.now(b).feedback.merged);
  REQUIRE(office.merge(b, a));
  REQUIRE(office.feedback.close(a, "Not in this county.", kClerk));
  CHECK(office.now(b).feedback.status == FeedbackStatus::closed);
  CHECK(refused_with(office.feedback.unmerge(b, kClerk).error(), Rule::case_closed));
}

TEST_CASE("calls after an answer: counted, left after three, reopening once") {
  CaseOffice office;
  const std::string reference = office.filed(), praise = office.filed("praise");
  const auto call = [&](bool reached, CallVerdict verdict, const std::string& remark = {}) {
    return office.feedback.record_call(reference, {reached, verdict, remark}, kClerk);
  };
  CHECK(refused_with(call(true, CallVerdict::satisfied).error(), Rule::not_answered));
  REQUIRE(office.feedback.answer(reference, "Done.", kClerk));
  REQUIRE(office.feedback.answer(praise, "Thank you.", kClerk));
  const auto due = [&] {
    return office.cases.counts({storage::InboxFilter{storage::InboxState::call, {}, {}}})->front();
  };
  CHECK(due() == 1);  // nobody is called about praise
  CHECK(has_field(call(true, CallVerdict::none).error(), "/verdict", Rule::required));
  CHECK(has_field(call(false, CallVerdict::partly).error(), "/verdict", Rule::invalid_text));
  CHECK(has_field(call(false, CallVerdict::none, std::string(501, 'x')).error(), "/remark", Rule::too_long));
  for (int tries = 0; tries < 3; ++tries) {
    CHECK(due() == 1);
    REQUIRE(call(false, CallVerdict::none));
  }
  CHECK(due() == 0);
  REQUIRE(call(true, CallVerdict::unsatisfied, "full again"));  // they called back
  CHECK(office.now(reference).feedback.status == FeedbackStatus::reopened);
  CHECK(office.now(reference).reopen_reason.empty());
  REQUIRE(office.feedback.answer(reference, "Emptied.", kClerk));
  CHECK(due() == 1);
  REQUIRE(call(true, CallVerdict::unsatisfied));
  CHECK(office.now(reference).feedback.status == FeedbackStatus::answered);  // once is enough
  CHECK(due() == 0);
  CHECK(office.now(reference).calls.size() == 5);
}

TEST_CASE("what is erased takes no words: neither cases nor bookings") {
  CaseOffice office;
  const std::string reference = office.filed();
  REQUIRE(office.feedback.answer(reference, "Done.", kClerk));
  REQUIRE(office.feedback.record_call(reference, {true, CallVerdict::satisfied, "Mrs Wang is glad"}, kClerk));
  REQUIRE(office.cases.note(reference, storage::CaseNoteKind::note, "asked the driver", kClerk));
  office.pass_days(220);
  REQUIRE(office.cases.erase());
  const auto gone = office.now(reference);
  REQUIRE(gone.feedback.text.empty());
  CHECK(gone.calls.at(0).remark.empty());
  CHECK(gone.calls.at(0).verdict == CallVerdict::satisfied);  // a number stays
  CHECK(refused_with(
      office.cases.note(reference, storage::CaseNoteKind::note, "Mrs Wang again", kClerk).error(),
      Rule::case_closed));
  CHECK(office.cases.file(reference)->notes.empty());
  CHECK_FALSE(office.cases.propose(reference, "words", "words", kClerk));
}

TEST_CASE("statistics: on time is by the deadline, days are working days, ranks are whole cases") {
  const auto content = test::real_content();
  const auto at = [](const char* text) { return *contract::parse_instant(text); };
  const auto day = [](const char* text) { return *contract::parse_date(text); };
  storage::CaseFigures early{
      "complaint",       "pickup", "A", at("2026-11-24T10:00:00+08:00"), at("2026-11-30T09:00:00+08:00"),
      day("2026-12-08"), false,    5,   CallVerdict::satisfied};
  storage::CaseFigures late = early, open = early, later = early, same_day = early;
  late.late = true;
  late.handled_at = at("2026-12-09T09:00:00+08:00");
  late.stars = 4;
  open.handled_at = 0;
  open.body = "";
  open.verdict = CallVerdict::none;
  later.due = day("2026-12-31");
  same_day.handled_at = early.created_at + 60;
  const auto all = service::count_cases({early, late, open, later, same_day},
                                        content->get<service::FeedbackContent>(), 2026, day("2026-12-20"));
  CHECK(all.all.received == 5);
  CHECK(all.all.handled == 4);
  CHECK(all.all.due == 4);
  CHECK(all.all.on_time == 2);
  CHECK(all.all.overdue == 1);
  CHECK(all.all.days == std::vector<int>{0, 4, 4, 11});
  CHECK(all.all.satisfied == 4);
  CHECK(all.all.stars == 24);
  CHECK(all.months.size() == 12);
  CHECK(all.months[10].tally.received == 5);
  REQUIRE(all.bodies.size() == 2);
  CHECK(all.bodies[0].id.empty());
  CHECK(all.topics.size() == content->get<service::FeedbackContent>().topics.size());
  CHECK(service::percentile({}, 50) == -1);
  CHECK(service::percentile({7}, 90) == 7);
  CHECK(service::percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90) == 9);
  CHECK(service::percentile({1, 2, 3, 4}, 50) == 2);
}

TEST_CASE("places of an inbox read as they are written, and nothing else does") {
  const auto place = storage::place_from_text(storage::place_text({-7, 42}));
  REQUIRE(place);
  CHECK(place->key == -7);
  CHECK(place->id == 42);
  for (const char* text : {"", ".", "1", "1.", ".1", "1.2.3", "1.2 ", "a.b", "99999999999999999999.1"})
    CHECK_FALSE(storage::place_from_text(text));
}

TEST_CASE("templates: places are filled, gaps are left to a person") {
  CHECK(service::filled_template("{body} on {received}: {nothing}【what】",
                                 {{"body", "A"}, {"received", "today"}}) == "A on today: 【what】");
  CHECK(service::template_fault("{body}【what】").empty());
  CHECK_FALSE(service::template_fault("{body}").empty());
  CHECK_FALSE(service::template_fault("{nobody}【what】").empty());
  CHECK_FALSE(service::template_fault("{body【what】").empty());
  CHECK_FALSE(service::template_fault("body}【what】").empty());
}
