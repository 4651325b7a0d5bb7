// Cases at the county's desk: the inbox by department, what is done with a case, and publishing with four
// eyes.
#include <doctest/doctest.h>

#include "desk_case_visit.hpp"
#include "support/photo_samples.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

// The number of the words that wait to be published, as the page's form has it.
std::string proposed(DeskVisit& visit, const std::string& reference) {
  const auto file = visit.cases.file(reference);
  REQUIRE(file->proposal);
  return std::to_string(file->proposal->number);
}

}  // namespace

TEST_CASE("desk: a number that stands in the text of its own case is not printed whole") {
  DeskVisit visit;
  contract::FeedbackRequest request = sample_case();
  request.text += " Call 138 0000 0009 or 13900000002.";
  const std::string reference = filed(visit, request);
  visit.as("liu", Role::officer);
  CHECK(holds(visit.get("/desk/cases/" + reference).body,
              "Call <span data-paper=\"138********\"><span>138 0000 0009</span></span> or 13900000002."));
}

TEST_CASE("desk: a case is handed over, noted, answered and closed; nothing typed is lost") {
  DeskVisit visit;
  const std::string reference = filed(visit), path = "/desk/cases/" + reference;
  visit.as("liu", Role::officer);
  CHECK(holds(visit.get("/desk/cases").body, reference));
  const http::Response page = visit.get(path);
  CHECK(page.status == 200);
  CHECK(holds(page.body, "138****0009"));
  CHECK_FALSE(holds(page.body, "13800000009"));
  CHECK(holds(visit.post(path + "/phone", {}).body, "tel:13800000009"));
  CHECK(visit.post(path + "/assign", seen(visit, reference, {{"body", ""}})).status == 400);
  CHECK(visit.post(path + "/assign", seen(visit, reference, {{"body", "环卫中心"}})).status == 303);
  // To take it from there needs a reason.
  const http::Response unreasoned =
      visit.post(path + "/assign", seen(visit, reference, {{"body", "住建局"}, {"reason", ""}}));
  CHECK(unreasoned.status == 400);
  CHECK(holds(unreasoned.body, "value=\"住建局\""));
  const Fields transfer = seen(visit, reference, {{"body", "住建局"}, {"reason", "不归环卫管"}});
  CHECK(holds(visit.follow(visit.post(path + "/assign", transfer)).body, "不归环卫管"));
  CHECK(visit.post(path + "/note", {{"note", "问过司机"}}).status == 303);
  CHECK(visit.post(path + "/note", {{"note", "问过司机"}}).status == 303);  // twice is once
  CHECK(visit.cases.file(reference)->notes.size() == 2);
  const Fields answer = seen(visit, reference, {{"answer", "车坏了，明天来。"}});
  CHECK(holds(visit.follow(visit.post(path + "/answer", answer)).body,
              words_of(Text::server_work_done_answered)));
  CHECK(visit.post(path + "/answer", answer).status == 303);  // the same button twice
  CHECK(visit.feedback.show(reference, false, test::kClerk)->feedback.answers.size() == 1);
  CHECK(visit.post(path + "/close", seen(visit, reference, {})).status == 303);
  CHECK(visit.feedback.show(reference, false, test::kClerk)->feedback.status ==
        contract::FeedbackStatus::closed);
}

TEST_CASE("desk: two officers at once: the second one hears of it and keeps the words") {
  DeskVisit visit;
  const std::string reference = filed(visit), path = "/desk/cases/" + reference;
  visit.as("liu", Role::officer);
  const Fields mine = seen(visit, reference, {{"answer", "第一个答复"}});
  Fields theirs = mine;
  theirs["answer"] = "第二个答复";
  CHECK(visit.post(path + "/answer", mine).status == 303);
  visit.as("sun", Role::officer);
  const http::Response late = visit.post(path + "/answer", theirs);
  CHECK(late.status == 412);
  CHECK(holds(late.body, words_of(Text::server_work_stale)));
  CHECK(holds(late.body, "第二个答复"));
  CHECK(visit.feedback.show(reference, false, test::kClerk)->feedback.answers.size() == 1);
}

TEST_CASE("desk: an account with a department sees its cases and no other") {
  DeskVisit visit;
  const std::string ours = filed(visit), others = filed(visit);
  REQUIRE(visit.feedback.assign(ours, "住建局", test::kClerk));
  REQUIRE(visit.feedback.assign(others, "环卫中心", test::kClerk));
  visit.as("liu", Role::officer, "住建局");
  const std::string inbox = visit.get("/desk/cases?state=all&body=环卫中心").body;
  CHECK(holds(inbox, ours));
  CHECK_FALSE(holds(inbox, others));
  const std::string path = "/desk/cases/" + others;
  CHECK(visit.get(path).status == 404);
  CHECK(visit.get(path + "/photos/1").status == 404);
  CHECK(visit.post(path + "/phone", {}).status == 404);
  CHECK(visit.post(path + "/answer", seen(visit, others, {{"answer", "不该由我答"}})).status == 404);
  // Handed on, it is out of sight.
  const http::Response gone = visit.post("/desk/cases/" + ours + "/assign",
                                         seen(visit, ours, {{"body", "环卫中心"}, {"reason", "归他们管"}}));
  CHECK(gone.headers.value("Location").starts_with("/desk/cases?"));
  CHECK(visit.get("/desk/cases/" + ours).status == 404);
}

TEST_CASE("desk: who proposes the words does not publish them, and what is published is what was read") {
  DeskVisit visit;
  const std::string reference = filed(visit), path = "/desk/cases/" + reference;
  visit.as("liu", Role::officer);
  const Fields words{{"public_text", "约好了没来收。"}, {"public_answer", "车坏了，第二天收走了。"}};
  CHECK(visit.post(path + "/propose", seen(visit, reference, words)).status == 409);  // not answered yet
  REQUIRE(visit.feedback.answer(reference, "车坏了。", test::kClerk));
  Fields telling = words;
  telling["public_text"] = "打13800000009找张三";
  const http::Response personal = visit.post(path + "/propose", seen(visit, reference, telling));
  CHECK(personal.status == 400);
  CHECK(holds(personal.body, "打13800000009找张三"));
  CHECK(visit.post(path + "/propose", seen(visit, reference, words)).status == 303);
  CHECK(holds(visit.get("/desk/cases?state=waiting").body, reference));
  const http::Response alone =
      visit.post(path + "/publish", seen(visit, reference, {{"number", proposed(visit, reference)}}));
  CHECK(alone.status == 403);
  CHECK(holds(alone.body, words_of(Text::server_work_second_person)));
  CHECK(visit.feedback.published("")->empty());
  visit.as("editor", Role::editor);
  CHECK(visit.post(path + "/answer", seen(visit, reference, {{"answer", "不归我答"}})).status == 403);
  CHECK(visit.post(path + "/publish", seen(visit, reference, {{"number", "7"}})).status == 412);
  const std::string read = proposed(visit, reference);
  CHECK(visit.post(path + "/publish", seen(visit, reference, {{"number", read}})).status == 303);
  CHECK(visit.post(path + "/publish", {{"version", "0"}, {"number", read}}).status == 303);  // twice
  REQUIRE(visit.feedback.published("")->size() == 1);
  CHECK(visit.feedback.published("")->front().text == "约好了没来收。");
  CHECK(visit.post(path + "/withdraw", seen(visit, reference, {})).status == 303);
  CHECK(visit.feedback.published("")->empty());
}

TEST_CASE("desk: a proposal is refused with a reason, which colleagues read") {
  DeskVisit visit;
  const std::string reference = filed(visit), path = "/desk/cases/" + reference;
  REQUIRE(visit.feedback.answer(reference, "车坏了。", test::kClerk));
  visit.as("liu", Role::officer);
  const Fields words{{"public_text", "约好了没来收。"}, {"public_answer", "车坏了，第二天收走了。"}};
  CHECK(visit.post(path + "/propose", seen(visit, reference, words)).status == 303);
  visit.as("editor", Role::editor);
  CHECK(visit
            .post(path + "/drop",
                  seen(visit, reference, {{"number", proposed(visit, reference)}, {"drop_reason", ""}}))
            .status == 400);
  CHECK(holds(visit
                  .follow(visit.post(path + "/drop",
                                     seen(visit, reference,
                                          {{"number", proposed(visit, reference)}, {"drop_reason", "太短"}})))
                  .body,
              "太短"));
  CHECK_FALSE(visit.cases.file(reference)->proposal);
}

TEST_CASE("desk: photographs of a case stand behind the door") {
  DeskVisit visit;
  const auto photo = visit.feedback.keep_photo(test::png_of(40, 20));
  REQUIRE(photo);
  contract::FeedbackRequest request = sample_case();
  request.photos = {*photo};
  const std::string path = "/desk/cases/" + filed(visit, request) + "/photos/1";
  CHECK(visit.get(path).headers.value("Location").starts_with("/desk/sign-in"));
  visit.as("wang", Role::dispatcher);
  CHECK(visit.get(path).status == 403);
  visit.as("liu", Role::officer);
  const http::Response shown = visit.get(path);
  CHECK(shown.status == 200);
  CHECK(shown.headers.value("Content-Type") == "image/jpeg");
  CHECK(shown.headers.value("Cache-Control") == "private, no-store");
  CHECK(visit.get(path + "1").status == 404);
}

TEST_CASE("desk: notes and proposals are erased with the case") {
  DeskVisit visit;
  const std::string reference = filed(visit);
  REQUIRE(visit.cases.note(reference, storage::CaseNoteKind::note, "问过", test::kClerk));
  CHECK(*visit.cases.erase() == 0);
  REQUIRE(visit.feedback.close(reference, "没有联系上", test::kClerk));
  for (int day = 0; day < 200; ++day) {
    visit.office.clock.advance(24 * 3600);
    REQUIRE(visit.feedback.erase_expired());
  }
  CHECK(visit.cases.file(reference)->notes.empty());  // in the transaction that erased the case
  CHECK(*visit.cases.erase() == 0);
}

TEST_CASE("desk: words that were read are not published as others that took their place") {
  DeskVisit visit;
  const std::string reference = filed(visit), path = "/desk/cases/" + reference;
  REQUIRE(visit.feedback.answer(reference, "车坏了。", test::kClerk));
  visit.as("liu", Role::officer);
  const Fields first{{"public_text", "约好了没来收。"}, {"public_answer", "车坏了，第二天收走了。"}};
  const Fields other{{"public_text", "约好了没来收。"}, {"public_answer", "不归我们管，请找别人。"}};
  CHECK(visit.post(path + "/propose", seen(visit, reference, first)).status == 303);
  const std::string read = proposed(visit, reference);
  CHECK(visit.post(path + "/drop", seen(visit, reference, {{"number", read}, {"drop_reason", "改一改"}}))
            .status == 303);
  visit.office.clock.advance(1);
  CHECK(visit.post(path + "/propose", seen(visit, reference, other)).status == 303);
  visit.as("editor", Role::editor);
  CHECK(visit.post(path + "/publish", seen(visit, reference, {{"number", read}})).status == 412);
  CHECK(visit.feedback.published("")->empty());
}

TEST_CASE("desk: an answer that two presses send at once is one, and a long proposal fits") {
  DeskVisit visit;
  const std::string reference = filed(visit), path = "/desk/cases/" + reference;
  REQUIRE(visit.feedback.answer(reference, "车坏了。", test::kClerk));
  REQUIRE(visit.feedback.answer(reference, "车坏了。", test::kClerk));  // after both read the same state
  REQUIRE(visit.feedback.assign(reference, "环卫中心", test::kClerk).error().code ==
          contract::ErrorCode::conflict);
  CHECK(visit.feedback.show(reference, false, test::kClerk)->feedback.answers.size() == 1);
  visit.as("liu", Role::officer);
  std::string words;
  for (int i = 0; i < 1900; ++i) words += "话";
  CHECK(
      visit
          .post(path + "/propose", seen(visit, reference, {{"public_text", words}, {"public_answer", words}}))
          .status == 303);
}
