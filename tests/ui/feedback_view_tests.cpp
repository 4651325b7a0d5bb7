#include <algorithm>

#include "feedback/feedback.hpp"
#include "portal_scene.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::testing {
namespace {

const std::string kApi = "/api/v1/feedback";
const std::string kCase = "FK-222-222-222";

std::string rules_body() {
  return R"({"kinds":[{"id":"complaint","name":"Complaint","about":"a","then":"t","working_days":10,"icon":"bug"},
    {"id":"site_error","name":"Error","about":"a","then":"t","working_days":3,"icon":"bug"}],
    "topics":[{"id":"pickup","name":"Pickup topic"},{"id":"website","name":"Website topic"}],
    "text_limit":2000,"photo_limit":2,"reopen_days":15,"retention_days":180,"confirmation":"pending"})";
}

std::string case_body(contract::FeedbackStatus status) {
  contract::FeedbackCase feedback;
  feedback.reference = kCase;
  feedback.status = status;
  feedback.kind = "complaint";
  feedback.topic = "pickup";
  feedback.text = "The truck did not come";
  feedback.token = "secret";
  feedback.receipt = "2222-3333-4444";
  feedback.created_at = 1795485600;
  feedback.due = contract::make_date({2026, 12, 8});
  feedback.history = {{1795485600, "received", ""}, {1795485700, "assigned", "Sanitation office"}};
  if (status != contract::FeedbackStatus::received) {
    feedback.answers = {{1795485800, "Sanitation office", "It was collected."}};
    feedback.rateable = feedback.reopenable = status == contract::FeedbackStatus::answered;
    feedback.reopen_until = 1795485800 + 15 * 24 * 3600;
    feedback.looks.emplace();
    if (status == contract::FeedbackStatus::answered)
      feedback.looks->push_back({1795485750, "office 1", false, true});
  }
  return contract::to_text(contract::feedback_case_to_json(feedback));
}

void arrive(PortalScene& s) {
  s.answer_public();
  if (s.open_fetches("GET", kApi + "/rules") > 0) s.answer("GET", kApi + "/rules", 200, rules_body());
}

void fill(PortalScene& s) {
  s.ui.press("radio", "Complaint");
  s.ui.choose(text(Text::feedback_topic), "Pickup topic");
  s.type(Text::feedback_text, "The truck did not come on Monday");
}

TEST_CASE("a case is filed anonymously, with a photograph") {
  PortalScene s("/feedback/new");
  arrive(s);
  s.press("button", Text::feedback_submit);
  CHECK(UiDriver::is(s.ui.find("textarea", text(Text::feedback_text)), "invalid=1"));
  fill(s);
  s.press("radio", Text::feedback_anonymous);
  s.expect_none("textbox", Text::feedback_phone);
  s.press("button", Text::feedback_photo_add);
  CHECK(s.platform.photos_wanted == 2);
  s.platform.choose_photo(0, device::PhotoRefusal::unreadable);
  s.ui.pump();
  s.expect("alert", Text::feedback_photo_unreadable_title);
  s.platform.choose_photo(7);
  s.ui.pump();
  s.expect("", Text::feedback_photos_pending);
  s.answer("POST", kApi + "/photos", 201, R"({"photo":"abc"})");
  s.ui.expect("image", text(Text::feedback_photo_name, {{"number", "1"}}));
  CHECK_FALSE(UiDriver::is(s.ui.find("checkbox", text(Text::feedback_consent)), "checked=1"));
  s.press("button", Text::feedback_submit);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::pickup_submitting)), "busy=1"));
  const auto sent = s.answer("POST", kApi, 201, case_body(contract::FeedbackStatus::received));
  CHECK(sent.body.find("\"abc\"") != std::string::npos);
  CHECK(sent.body.find("\"publish_consent\":false") != std::string::npos);
  s.expect("heading1", Text::feedback_done_title);
  s.ui.expect("", kCase);
  s.ui.expect("", "2222-3333-4444");
  s.press("button", Text::feedback_copy_receipt);
  CHECK(s.platform.copied == "2222-3333-4444");
}

TEST_CASE("a refused form names each fault above its title, in the order of the page, and leads there") {
  PortalScene s("/feedback/new");
  arrive(s);
  s.type(Text::feedback_phone, "110");
  s.press("button", Text::feedback_submit);
  s.ui.expect("heading2", text(Text::form_faults, {{"count", "4"}}));
  const auto nodes = s.ui.nodes();
  const auto at = [&](std::string_view role, std::string_view part) {
    return std::find_if(nodes.begin(), nodes.end(), [&](const kit::Node& node) {
      return node.role == role && node.name.find(part) != std::string::npos;
    });
  };
  const auto fault = [&](Text label) {
    return at("link", text(Text::form_fault, {{"label", text(label)}, {"error", ""}}));
  };
  CHECK(fault(Text::feedback_kind) < fault(Text::feedback_topic));
  CHECK(fault(Text::feedback_topic) < fault(Text::feedback_text));
  CHECK(fault(Text::feedback_text) < fault(Text::feedback_phone));
  CHECK(fault(Text::feedback_phone) < at("heading1", ""));
  CHECK(s.platform.focused == s.ui.find("radio", "Complaint").id);
  s.ui.press("link", fault(Text::feedback_phone)->name);
  CHECK(s.platform.focused == s.ui.find("textbox", text(Text::feedback_phone)).id);
  CHECK(s.host.ui_state().duplicate_keys == 0);
}

TEST_CASE("a refused look-up of a case names its faults above the title, on the case's own page too") {
  for (const std::string& path : {std::string("/feedback/lookup"), "/feedback/" + kCase}) {
    PortalScene s(path);
    arrive(s);
    s.type(Text::feedback_secret, "12");
    s.press("button", Text::feedback_find);
    s.ui.expect("alert", text(Text::feedback_secret));
    s.ui.press("link", text(Text::form_fault, {{"label", text(Text::feedback_secret)}, {"error", ""}}));
    CHECK(s.platform.focused == s.ui.find("textbox", text(Text::feedback_secret)).id);
  }
}

TEST_CASE("a deadline in a year whose holidays are not announced says how it was counted") {
  for (const auto& [day, estimated] : {std::pair{"2060-01-08", true}, std::pair{"2026-12-08", false}}) {
    PortalScene s("/feedback/new");
    arrive(s);
    fill(s);
    s.press("radio", Text::feedback_anonymous);
    s.press("button", Text::feedback_submit);
    auto filed = contract::Json::parse(case_body(contract::FeedbackStatus::received));
    filed["due"] = day;
    s.answer("POST", kApi, 201, contract::to_text(filed));
    s.expect("heading1", Text::feedback_done_title);
    CHECK(s.ui.has("", text(Text::feedback_due_estimated)) == estimated);
  }
}

TEST_CASE("a wrong telephone number is said beside its field; what the server refuses, too") {
  PortalScene s("/feedback/new", 1280);
  arrive(s);
  fill(s);
  s.type(Text::feedback_phone, "110");
  s.press("button", Text::feedback_submit);
  CHECK(UiDriver::is(s.ui.find("textbox", text(Text::feedback_phone)), "invalid=1"));
  s.type(Text::feedback_phone, "13800001234");
  s.press("button", Text::feedback_submit);
  s.answer("POST", kApi, 503);
  s.expect("alert", Text::failure_system_title);
  CHECK(s.ui.find("textarea", text(Text::feedback_text)).value == "The truck did not come on Monday");
}

TEST_CASE("each refusal of a photograph has its own words; four at most") {
  PortalScene s("/feedback/new");
  arrive(s);
  s.press("button", Text::feedback_photo_add);
  s.platform.choose_photo(0, device::PhotoRefusal::too_big);
  s.ui.pump();
  s.expect("alert", Text::feedback_photo_too_big_title);
  for (std::uint32_t handle : {1U, 2U}) {
    s.platform.choose_photo(handle);
    s.answer("POST", kApi + "/photos", 201, R"({"photo":"p)" + std::to_string(handle) + "\"}");
  }
  s.platform.choose_photo(0, device::PhotoRefusal::too_many);
  s.ui.pump();
  s.ui.expect("status", text(Text::feedback_photo_too_many_title, {{"count", "2"}}));
  s.expect_none("alert", Text::feedback_photo_too_big_title);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::feedback_photo_add)), "disabled=1"));
}

TEST_CASE("a failed upload keeps the rest and can be tried again") {
  PortalScene s("/feedback/new");
  arrive(s);
  fill(s);
  s.platform.choose_photo(1);
  s.answer("POST", kApi + "/photos", 500);
  s.ui.expect("", text(Text::feedback_photo_failed, {{"number", "1"}}));
  CHECK(s.ui.find("textarea", text(Text::feedback_text)).value == "The truck did not come on Monday");
  s.press("button", Text::feedback_photo_retry);
  s.answer("POST", kApi + "/photos", 201, R"({"photo":"one"})");
  s.ui.expect("", text(Text::feedback_photo_ready, {{"number", "1"}}));
}

TEST_CASE("offline is said; what was submitted is sent when the network is back") {
  PortalScene s("/feedback/new");
  arrive(s);
  fill(s);
  s.press("radio", Text::feedback_anonymous);
  s.platform.go_online(false);
  s.ui.pump();
  s.expect("status", Text::frame_offline_title);
  s.expect_none("status", Text::failure_offline_title);  // one box says it
  s.expect("text", Text::feedback_offline_text);
  s.press("button", Text::feedback_submit);
  s.answer("POST", kApi, 0);
  s.expect("text", Text::outbox_state);
  s.expect("button", Text::outbox_send);
  s.platform.go_online(true);
  s.ui.pump();
  s.answer("POST", kApi, 201, case_body(contract::FeedbackStatus::received));
  s.expect("heading1", Text::feedback_done_title);
}

TEST_CASE("similar answers are offered while somebody writes") {
  PortalScene s("/feedback/new");
  arrive(s);
  fill(s);
  s.platform.advance(1000);
  s.answer("POST", kApi + "/similar", 200,
           R"({"cases":[{"reference":"GK-222-222-222","text":"No truck came","answer":"Call 12345",
           "asked":"2026-11-01","answered":"2026-11-02"}]})");
  s.expect("heading2", Text::feedback_similar);
  s.ui.press("link", "No truck came");
  CHECK(s.platform.path() == "/feedback/published/GK-222-222-222");
}

TEST_CASE("an answered case is read, rated and contested") {
  PortalScene s("/feedback/lookup");
  arrive(s);
  CHECK(s.ui.find("link", text(Text::mine_way)).value == "/mine/feedback");
  s.type(Text::feedback_reference, kCase);
  s.type(Text::feedback_secret, "1234");
  s.press("button", Text::feedback_find);
  s.answer("POST", kApi + "/lookup", 200, case_body(contract::FeedbackStatus::answered));
  arrive(s);
  if (s.open_fetches("GET", kApi + "/" + kCase) > 0)
    s.answer("GET", kApi + "/" + kCase, 200, case_body(contract::FeedbackStatus::answered));
  s.expect("heading1", Text::feedback_case_title);
  s.ui.expect("", "It was collected.");
  s.expect("heading2", Text::feedback_timeline);
  s.expect("heading2", Text::look_title);
  s.expect("", Text::feedback_looks_lists);
  s.expect_none("", Text::feedback_looks_none);
  s.ui.press("radio",
             text(Text::feedback_star_spoken, {{"stars", "2"}, {"word", text(Text::feedback_star_2)}}));
  s.press("button", Text::feedback_rate_send);
  s.answer("POST", kApi + "/" + kCase + "/rating", 200, case_body(contract::FeedbackStatus::answered));
  s.expect("status", Text::feedback_rated_title);
  s.press("button", Text::feedback_reopen);
  CHECK(s.platform.focused == s.ui.find("textarea", text(Text::feedback_reason)).id);
  s.type(Text::feedback_reason, "It still lies there");
  s.press("button", Text::feedback_reopen_send);
  s.answer("POST", kApi + "/" + kCase + "/reopen", 200, case_body(contract::FeedbackStatus::reopened));
  s.expect("status", Text::feedback_reopened_title);
  s.expect("", Text::feedback_looks_none);
  s.expect_none("button", Text::feedback_reopen);
}

TEST_CASE("the form waits for the program's second part") {
  PortalScene s("/feedback/new", 390, false);
  CHECK(s.platform.part_requests == 1);
  s.platform.finish_part(true);
  s.ui.pump();
  arrive(s);
  s.expect("heading1", Text::feedback_new_title);
}

}  // namespace
}  // namespace wufei::testing
