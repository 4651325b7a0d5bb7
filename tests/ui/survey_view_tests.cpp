// A survey as people answer it: conditions, codes, no network, thanks.
#include "lib/base/json.hpp"
#include "portal_scene.hpp"

namespace wufei::testing {
namespace {

using contract::Json;

const std::string kBase = "/api/v1/surveys/sample";
const std::string kReceipt = "R-7K3-M9P-4TS";

std::string survey_body(const std::string& status = "open", bool after_pickup = false) {
  const Json yes_no = {{{"id", "yes"}, {"label", "Yes"}}, {{"id", "no"}, {"label", "No"}}};
  const Json questions = {
      {{"id", "used"}, {"kind", "single"}, {"title", "Used it?"}, {"required", true}, {"options", yes_no}},
      {{"id", "how"},
       {"kind", "multiple"},
       {"title", "How?"},
       {"required", true},
       {"options",
        {{{"id", "a"}, {"label", "A way"}},
         {{"id", "b"}, {"label", "B way"}},
         {{"id", "none"}, {"label", "No way"}, {"exclusive", true}}}},
       {"show_if", {{"question", "used"}, {"any_of", {"yes"}}}}},
      {{"id", "score"},
       {"kind", "scale5"},
       {"title", "Score?"},
       {"required", true},
       {"low", "bad"},
       {"high", "good"}},
      {{"id", "words"}, {"kind", "text"}, {"title", "Words?"}, {"required", false}, {"limit", 20}}};
  Json body{{"id", "sample"},
            {"version", 1},
            {"title", "Sample survey"},
            {"purpose", "To test."},
            {"privacy", "Nothing personal."},
            {"status", status},
            {"opens", "2026-11-24"},
            {"closes", "2026-12-31"},
            {"kinds", {"invited", "open"}},
            {"questions", questions}};
  if (after_pickup) body["kinds"] = {"invited"}, body["after_pickup"] = true;
  return contract::to_text(body);
}

void open_survey(PortalScene& s) {
  s.answer("GET", kBase, 200, survey_body());
  s.ui.expect("heading1", "Sample survey");
}

Json sent(const device::Fetch& request) {
  return *contract::parse_json(request.body);
}

TEST_CASE("a survey is answered: conditions, what is missing, thanks with the receipt") {
  PortalScene s("/surveys/sample");
  open_survey(s);
  s.ui.expect("status", text(Text::survey_open_title));
  s.ui.expect_none("checkbox", "A way");
  s.press("button", Text::survey_send);
  s.expect("alert", Text::survey_incomplete);
  s.ui.expect("heading2", text(Text::form_faults, {{"count", "2"}}));
  s.ui.press("link", "Score?");
  CHECK(s.platform.focused == s.ui.find("radio", "1").id);
  CHECK(s.open_fetches("POST", kBase + "/responses") == 0);
  s.ui.press("radio", "Yes");
  const auto begun = s.answer("POST", kBase + "/responses", 200, R"({"saved":true})");
  CHECK(sent(begun)["complete"] == false);
  s.ui.press("checkbox", "A way");
  s.ui.press("checkbox", "B way");
  s.ui.press("checkbox", "No way");
  CHECK(UiDriver::is(s.ui.find("checkbox", "A way"), "checked=0"));
  s.ui.press("checkbox", "A way");
  CHECK(UiDriver::is(s.ui.find("checkbox", "No way"), "checked=0"));
  s.ui.press("radio", "4");
  s.press("button", Text::survey_send);
  CHECK(UiDriver::is(s.ui.find("button", text(Text::pickup_submitting)), "busy=1"));
  const auto request = s.answer("POST", kBase + "/responses", 201, R"({"receipt":")" + kReceipt + R"("})");
  CHECK(sent(request)["answers"] == Json{{"used", "yes"}, {"how", {"a"}}, {"score", 4}});
  CHECK(sent(request)["kind"] == "open");
  s.expect("status", Text::survey_thanks_title);
  s.ui.expect("", kReceipt);
  s.press("button", Text::survey_again);
  CHECK(UiDriver::is(s.ui.find("radio", "Yes"), "checked=0"));
}

TEST_CASE("an answer to a question that is no longer asked is not sent") {
  PortalScene s("/surveys/sample");
  open_survey(s);
  s.ui.press("radio", "Yes");
  s.ui.press("checkbox", "A way");
  s.ui.press("radio", "No");
  s.ui.expect_none("checkbox", "A way");
  s.ui.press("radio", "1");
  s.press("button", Text::survey_send);
  while (s.open_fetches("POST", kBase + "/responses") > 1)
    s.answer("POST", kBase + "/responses", 200, R"({"saved":true})");
  const auto request = s.answer("POST", kBase + "/responses", 201, R"({"receipt":")" + kReceipt + R"("})");
  CHECK(sent(request)["answers"] == Json{{"used", "no"}, {"score", 1}});
}

TEST_CASE("the code of an older slip is read from the address too") {
  PortalScene s("/surveys/sample?code=7K3-M9P-4TS");
  open_survey(s);
  CHECK(s.platform.path() == "/surveys/sample");
  CHECK(sent(s.answer("POST", kBase + "/resume", 200, R"({"version":1,"answers":{}})"))["code"] ==
        "7K3-M9P-4TS");
}

TEST_CASE("the code of a slip is filled in, leaves the address and resumes") {
  PortalScene s("/surveys/sample#code=7K3-M9P-4TS");
  open_survey(s);
  CHECK(s.platform.path() == "/surveys/sample");
  const auto resume = s.answer("POST", kBase + "/resume", 200, R"({"version":1,"answers":{"used":"no"}})");
  CHECK(sent(resume)["code"] == "7K3-M9P-4TS");
  s.ui.expect("", text(Text::survey_code_good));
  s.ui.expect("status", text(Text::survey_restored));
  CHECK(UiDriver::is(s.ui.find("radio", "No"), "checked=1"));
  s.ui.press("radio", "5");
  const auto saved = s.answer("POST", kBase + "/responses", 200, R"({"saved":true})");
  CHECK(sent(saved)["code"] == "7K3-M9P-4TS");
  s.press("button", Text::survey_send);
  const auto request = s.answer("POST", kBase + "/responses", 201, R"({"receipt":")" + kReceipt + R"("})");
  CHECK(sent(request)["kind"] == "invited");
}

// What is read with the field of the code.
static std::string code_error(const PortalScene& s) {
  return s.ui.find("textbox", text(Text::survey_code_label)).description;
}

TEST_CASE("a code that was used, or is none, is refused beside its field") {
  PortalScene s("/surveys/sample");
  open_survey(s);
  s.type(Text::survey_code_label, "7K3-M9P-4TT");
  s.press("button", Text::survey_code_check);
  CHECK(code_error(s).find(text(Text::rule_survey_code_unknown)) != std::string::npos);
  s.type(Text::survey_code_label, "7K3-M9P-4TS");
  s.press("button", Text::survey_code_check);
  s.answer("POST", kBase + "/resume", 409,
           R"({"status":409,"code":"conflict","errors":[{"pointer":"/code","rule":"survey_code_used"}]})");
  CHECK(code_error(s).find(text(Text::rule_survey_code_used)) != std::string::npos);
}

TEST_CASE("without network the answer waits and goes out by itself") {
  PortalScene s("/surveys/sample");
  open_survey(s);
  s.platform.go_online(false);
  s.ui.pump();
  s.expect("status", Text::frame_offline_title);  // once
  s.expect("text", Text::survey_offline);
  s.ui.press("radio", "No");
  s.ui.press("radio", "3");
  s.press("button", Text::survey_send);
  s.expect("status", Text::survey_waiting_title);
  CHECK(s.open_fetches("POST", kBase + "/responses") == 0);
  s.platform.go_online(true);
  s.ui.pump();
  s.answer("POST", kBase + "/responses", 201, R"({"receipt":")" + kReceipt + R"("})");
  s.expect("status", Text::survey_thanks_title);
}

TEST_CASE("the survey after a pickup has a form only for who comes from a booking") {
  PortalScene direct("/surveys/sample");
  direct.answer("GET", kBase, 200, survey_body("open", true));
  direct.expect("status", Text::survey_after_pickup_title);
  direct.expect("link", Text::lookup_title);
  direct.expect_none("button", Text::survey_send);
  PortalScene s("/surveys/sample#code=7K3-M9P-4TS");
  s.answer("GET", kBase, 200, survey_body("open", true));
  s.answer("POST", kBase + "/resume", 200, R"({"version":1,"answers":{}})");
  s.expect_none("textbox", Text::survey_code_label);
  s.ui.press("radio", "No");
  CHECK(s.open_fetches("POST", kBase + "/responses") == 0);  // kept on the device alone until it is sent
  s.ui.press("radio", "5");
  s.press("button", Text::survey_send);
  const auto request = s.answer("POST", kBase + "/responses", 201, R"({"receipt":")" + kReceipt + R"("})");
  CHECK(sent(request)["code"] == "7K3-M9P-4TS");
  s.expect("status", Text::survey_thanks_title);
  s.expect_none("button", Text::survey_again);
}

TEST_CASE("a code of a booking that was used before is told, not asked for") {
  PortalScene s("/surveys/sample#code=7K3-M9P-4TS");
  s.answer("GET", kBase, 200, survey_body("open", true));
  s.answer("POST", kBase + "/resume", 409,
           R"({"status":409,"code":"conflict","errors":[{"pointer":"/code","rule":"survey_code_used"}]})");
  s.expect("status", Text::booking_rated_title);
  s.expect_none("button", Text::survey_send);
}

TEST_CASE("a code of a booking that is used meanwhile takes the form away, and leads to nothing in it") {
  PortalScene s("/surveys/sample#code=7K3-M9P-4TS");
  s.answer("GET", kBase, 200, survey_body("open", true));
  s.answer("POST", kBase + "/resume", 200, R"({"version":1,"answers":{}})");
  s.ui.press("radio", "No");
  s.ui.press("radio", "5");
  s.press("button", Text::survey_send);
  s.answer("POST", kBase + "/responses", 409,
           R"({"status":409,"code":"conflict","errors":[{"pointer":"/code","rule":"survey_code_used"}]})");
  s.expect("status", Text::booking_rated_title);
  s.expect_none("button", Text::survey_send);
  s.ui.expect_none("heading2", text(Text::form_faults, {{"count", "1"}}));
}

TEST_CASE("a closed survey shows where the results are") {
  PortalScene s("/surveys/sample");
  s.answer("GET", kBase, 200, survey_body("closed"));
  s.expect("status", Text::survey_status_closed);
  s.expect("link", Text::survey_to_results);
  s.expect_none("button", Text::survey_send);
}

}  // namespace
}  // namespace wufei::testing
