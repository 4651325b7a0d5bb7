// Cases on one matter, templates of answers and calls after them, as the desk's pages have them.
#include <doctest/doctest.h>

#include "desk_case_visit.hpp"
#include "feedback/feedback_content.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

constexpr const char* kReason = "同一个投放点";

std::string path_of(const std::string& reference, const char* below = "") {
  return "/desk/cases/" + reference + below;
}

// What the answer's field holds.
std::string written_answer(const http::Response& page) {
  static const std::regex pattern("<textarea[^>]*name=\"answer\"[^>]*>([^<]*)</textarea>");
  std::smatch found;
  return std::regex_search(page.body, found, pattern) ? found[1].str() : std::string("no such field");
}

}  // namespace

TEST_CASE(
    "desk: a template is written into the answer, which keeps what stood there and is not sent with a gap") {
  DeskVisit visit;
  const std::string reference = filed(visit);
  REQUIRE(visit.feedback.assign(reference, "环卫中心", test::kClerk));
  visit.as("liu", Role::officer);
  CHECK(holds(visit.get(path_of(reference)).body, "formaction=\"" + path_of(reference, "/template") + "\""));
  const http::Response filled =
      visit.post(path_of(reference, "/template"),
                 seen(visit, reference, {{"template", "sorting_point"}, {"answer", "您好，先说一句。"}}));
  CHECK(filled.status == 200);
  const std::string answer = written_answer(filled);
  CHECK(answer.starts_with("您好，先说一句。"));
  CHECK(holds(answer, "环卫中心"));
  CHECK_FALSE(holds(answer, "{"));
  CHECK(case_now(visit, reference).feedback.answers.empty());
  const http::Response unread =
      visit.post(path_of(reference, "/answer"), seen(visit, reference, {{"answer", answer}}));
  CHECK(unread.status == 400);
  CHECK(holds(unread.body, words_of(Text::server_work_gap_left)));
  CHECK(case_now(visit, reference).feedback.answers.empty());
  CHECK(
      visit.post(path_of(reference, "/template"), seen(visit, reference, {{"template", "no_such"}})).status ==
      400);
  visit.as("editor", Role::editor);
  CHECK(visit.post(path_of(reference, "/template"), {{"template", "not_ours"}}).status == 403);
}

TEST_CASE("desk: only templates of the case's topic are offered") {
  DeskVisit visit;
  const std::string reference = filed(visit, sample_case("website"));
  visit.as("liu", Role::officer);
  const std::string page = visit.get(path_of(reference)).body;
  CHECK(holds(page, "value=\"website_fixed\""));
  CHECK(holds(page, "value=\"not_ours\""));
  CHECK_FALSE(holds(page, "value=\"pickup_missed\""));
}

TEST_CASE("desk: a duplicate leaves the inbox, is answered with its leader, and can be taken back before") {
  DeskVisit visit;
  const std::string leader = filed(visit), same = filed(visit);
  visit.as("liu", Role::officer);
  CHECK(visit.post(path_of(same, "/merge"), seen(visit, same, {{"leader", leader}, {"merge_reason", ""}}))
            .status == 400);
  const Fields merge = seen(visit, same, {{"leader", leader}, {"merge_reason", kReason}});
  CHECK(holds(visit.follow(visit.post(path_of(same, "/merge"), merge)).body, leader));
  CHECK(visit.post(path_of(same, "/merge"), merge).status == 303);  // twice
  CHECK_FALSE(holds(visit.get("/desk/cases").body, same));
  CHECK(holds(visit.get("/desk/cases?state=merged").body, same));
  CHECK(holds(visit.get(path_of(leader)).body, same));
  CHECK_FALSE(holds(visit.get(path_of(same)).body, path_of(same, "/answer")));
  CHECK(visit.post(path_of(same, "/answer"), seen(visit, same, {{"answer", "各答各的"}})).status == 409);
  CHECK(visit.post(path_of(same, "/unmerge"), seen(visit, same, {})).status == 303);
  CHECK(holds(visit.get("/desk/cases").body, same));
  CHECK(
      visit.post(path_of(same, "/merge"), seen(visit, same, {{"leader", leader}, {"merge_reason", kReason}}))
          .status == 303);
  // The same words go to both: they must not tell whose case it is.
  const http::Response telling = visit.post(
      path_of(leader, "/answer"), seen(visit, leader, {{"answer", "您的 " + leader + " 已经办了"}}));
  CHECK(telling.status == 400);
  CHECK(holds(telling.body, words_of(Text::rule_shared_words)));
  CHECK(
      visit.post(path_of(leader, "/answer"), seen(visit, leader, {{"answer", "投放点已经清理。"}})).status ==
      303);
  CHECK(case_now(visit, same).feedback.answers.back().text == "投放点已经清理。");
  CHECK(visit.post(path_of(same, "/unmerge"), seen(visit, same, {})).status == 409);  // too late
}

TEST_CASE("desk: what cannot lead is told, and other bodies' cases do not exist") {
  DeskVisit visit;
  const std::string mine = filed(visit), other = filed(visit), closed = filed(visit);
  REQUIRE(visit.feedback.assign(mine, "住建局", test::kClerk));
  REQUIRE(visit.feedback.assign(other, "环卫中心", test::kClerk));
  REQUIRE(visit.feedback.close(closed, "写错了", test::kClerk));
  const auto merged = [&](const std::string& leader) {
    return visit.post(path_of(mine, "/merge"),
                      seen(visit, mine, {{"leader", leader}, {"merge_reason", kReason}}));
  };
  visit.as("all", Role::officer);
  CHECK(merged("hello").status == 400);
  CHECK(holds(merged(mine).body, words_of(Text::rule_merge_target)));
  CHECK(holds(merged(closed).body, words_of(Text::rule_merge_target)));
  CHECK(holds(merged(other).body, words_of(Text::rule_merge_body)));
  visit.as("liu", Role::officer, "住建局");
  const std::string unseen = merged(other).body;
  CHECK(holds(unseen, words_of(Text::rule_merge_target)));
  CHECK_FALSE(holds(unseen, words_of(Text::rule_merge_body)));
  CHECK(visit.post(path_of(other, "/merge"), {{"leader", mine}, {"merge_reason", kReason}}).status == 404);
  CHECK(visit.post(path_of(other, "/unmerge"), {}).status == 404);
  CHECK(visit.post(path_of(other, "/call"), {{"verdict", "satisfied"}}).status == 404);
  CHECK(visit.post(path_of(other, "/template"), {{"template", "not_ours"}}).status == 404);
}

TEST_CASE("desk: who was answered is called; who is not satisfied has it handled again with a new deadline") {
  DeskVisit visit;
  const std::string reference = filed(visit);
  REQUIRE(visit.feedback.answer(reference, "已经办了。", test::kClerk));
  visit.office.clock.advance(3 * 24 * 3600);
  visit.as("liu", Role::officer);
  CHECK(holds(visit.get("/desk/cases?state=call").body, reference));
  CHECK(visit.post(path_of(reference, "/call"), seen(visit, reference, {{"verdict", ""}})).status == 400);
  const Fields missed = seen(visit, reference, {{"verdict", "not_reached"}, {"remark", "没人接"}});
  CHECK(holds(visit.follow(visit.post(path_of(reference, "/call"), missed)).body, "没人接"));
  CHECK(visit.post(path_of(reference, "/call"), missed).status == 303);  // the same button twice
  CHECK(case_now(visit, reference).calls.size() == 1);
  const auto first_due = case_now(visit, reference).feedback.due;
  CHECK(visit
            .post(path_of(reference, "/call"),
                  seen(visit, reference, {{"verdict", "unsatisfied"}, {"remark", "又满了"}}))
            .status == 303);
  const service::StaffFeedback again = case_now(visit, reference);
  CHECK(again.feedback.status == contract::FeedbackStatus::reopened);
  CHECK(*again.feedback.due > *first_due);
  CHECK_FALSE(holds(visit.get("/desk/cases?state=call").body, reference));
  CHECK(holds(visit.get("/desk/cases?state=open").body, reference));
  // Its citizen reads that somebody called, not what colleagues noted.
  const auto own = visit.feedback.lookup_by_phone(reference, "0009");
  REQUIRE(own);
  CHECK_FALSE(holds(contract::to_text(contract::feedback_case_to_json(*own)), "又满了"));
}

TEST_CASE("desk: histories of cases and bookings show the names that colleagues go by") {
  DeskVisit visit;
  const std::string reference = filed(visit), pickup = booked(visit);
  visit.cookie = "wufei-desk=" + visit.signed_in({"liu", "刘敏", Role::officer, {}});
  CHECK(visit.post(path_of(reference, "/assign"), seen(visit, reference, {{"body", "环卫中心"}})).status ==
        303);
  CHECK(visit.post(path_of(reference, "/note"), {{"note", "问过司机"}}).status == 303);
  CHECK(holds(visit.get(path_of(reference)).body, "<small>刘敏</small>"));
  CHECK_FALSE(holds(visit.get(path_of(reference)).body, "<small>liu</small>"));
  visit.cookie = "wufei-desk=" + visit.signed_in({"wang", "王岚", Role::dispatcher, {}});
  CHECK(visit
            .post("/desk/pickups/" + pickup + "/assign",
                  {{"crew", "1 号车"}, {"version", visit.version_of(pickup)}})
            .status == 303);
  CHECK(holds(visit.get("/desk/pickups/" + pickup).body, "<small>王岚</small>"));
}
