// The page of a case as a browser without scripts opens it, rates it and asks for it to be handled again, and
// what hostile programs make of its form.
#include <doctest/doctest.h>

#include <map>
#include <regex>

#include "feedback/feedback_form.hpp"
#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "plain_visit.hpp"

using namespace wufei;
using test::holds;
using tests::encoded;
using tests::Fields;
using tests::form_request;
using tests::hidden;
using tests::holds;
using tests::words_of;
using Text = contract::Text;

namespace {

// A browser with all its cookies, each for its path.
struct CaseBrowser {
  CaseBrowser() {
    http::add_feedback_form_pages(book, feedback);
    http::add_feedback_form_routes(router, {feedback, book, {guesses, photos, handling}});
  }
  http::Response ask(const std::string& method, const std::string& target, const std::string& body = {}) {
    http::Request request = form_request(method, target);
    std::string line;
    for (const auto& [name, cookie] : cookies)
      if (request.path.starts_with(cookie.second))
        line += (line.empty() ? "" : "; ") + name + "=" + cookie.first;
    if (!line.empty()) request.headers.set("Cookie", line);
    request.body = body;
    http::Response response = router.handle(request);
    for (const auto& [name, value] : response.headers)
      if (name == "Set-Cookie" && keeps_cookies) keep(value);
    return response;
  }
  void keep(const std::string& line) {
    std::smatch found;
    REQUIRE(std::regex_search(line, found, std::regex("^([^=]+)=([^;]*); Path=([^;]*)")));
    cookies[found[1].str()] = {found[2].str(), found[3].str()};
  }
  http::Response get(const std::string& target) { return ask("GET", target); }
  http::Response post(const std::string& path, const Fields& fields) {
    return ask("POST", path, encoded(fields));
  }
  http::Response follow(const http::Response& response) {
    CHECK(response.status == 303);
    return get(std::string(response.headers.value("Location")));
  }
  // Filed with a telephone number, and answered.
  std::string answered() {
    contract::FeedbackRequest request;
    request.kind = "complaint";
    request.topic = "sorting";
    request.text = "The bins at the north gate are full.";
    request.phone = "13800001234";
    const auto filed = feedback.file({request, {}, {}});
    REQUIRE(filed);
    REQUIRE(feedback.answer(filed->reference, "They were emptied.", test::kClerk));
    return filed->reference;
  }
  http::Response find(const std::string& reference, const std::string& secret = "1234") {
    return post("/feedback/find", {{"reference", reference}, {"secret", secret}});
  }
  contract::FeedbackCase now(const std::string& reference) {
    return feedback.show(reference, false, test::kClerk)->feedback;
  }

  test::Office office;
  service::FeedbackService feedback{*office.store, *office.source, office.clock, service::system_ids()};
  http::Router router;
  http::DocumentBook book;
  http::GuessLimit guesses;
  http::PhotoLimit photos;
  http::CaseLimit handling;
  std::map<std::string, std::pair<std::string, std::string>> cookies;  // value and path, by name
  bool keeps_cookies = true;
};

// A case that is answered, on its page.
struct OpenedPage : CaseBrowser {
  OpenedPage() { look_up(); }
  void look_up() { proof = hidden(follow(find(reference)).body, "proof"); }
  http::Response act(Fields fields) {
    fields.emplace("proof", proof);
    return post(path, fields);
  }

  std::string reference = answered(), path = "/feedback/case/" + reference, proof;
};

}  // namespace

TEST_CASE(
    "a look-up leads to the page of the case, which opens again without a question, and to nobody else") {
  CaseBrowser browser;
  const std::string reference = browser.answered();
  const http::Response led = browser.find(reference);
  CHECK(led.status == 303);
  CHECK(led.headers.value("Location") == "/feedback/case/" + reference + "?done=found");
  const std::string cookie(led.headers.value("Set-Cookie"));
  CHECK(holds(cookie, "; Path=/feedback/case/" + reference + "; HttpOnly; SameSite=Strict"));
  for (int i = 0; i < 2; ++i) {
    const http::Response page = browser.get("/feedback/case/" + reference);
    CHECK(page.status == 200);
    CHECK(page.headers.value("Cache-Control") == "private, no-store");
    CHECK(holds(page.body, "They were emptied."));
    CHECK_FALSE(holds(page.body, browser.cookies["wufei-case"].first));
  }
  const std::string other = browser.answered();
  CHECK(browser.get("/feedback/case/" + other).status == 401);
  CHECK_FALSE(holds(browser.get("/feedback/case/" + other).body, "They were emptied."));
  CHECK(browser.get("/feedback/case/x").status == 401);
}

TEST_CASE("a case is rated once on its page: POST, redirect, GET, and a double click is no fault") {
  OpenedPage page;
  const http::Response none = page.act({{"act", "rate"}, {"stars", ""}, {"comment", "half a line"}});
  CHECK(none.status == 400);
  CHECK(holds(none.body, "id=\"errors\""));
  CHECK(holds(none.body, "href=\"#stars\""));
  CHECK(holds(none.body, "id=\"stars-fault\""));
  CHECK(holds(none.body, ">half a line</textarea>"));
  CHECK(page.now(page.reference).stars == 0);
  const Fields given{{"act", "rate"}, {"stars", "4"}, {"comment", "quick"}};
  const http::Response rated = page.act(given);
  CHECK(rated.headers.value("Location") == page.path + "?done=rated");
  const std::string after = page.follow(rated).body;
  CHECK(holds(after, words_of(Text::feedback_rated_title)));
  CHECK_FALSE(holds(after, "name=\"stars\""));
  CHECK(page.now(page.reference).stars == 4);
  CHECK(page.now(page.reference).comment == "quick");
  CHECK(page.act({{"act", "rate"}, {"stars", "1"}}).status == 303);
  CHECK(page.now(page.reference).stars == 4);
}

TEST_CASE("a case is asked to be handled again once on its page, with a reason, within its time") {
  OpenedPage page;
  const http::Response none = page.act({{"act", "reopen"}, {"reason", "."}, {"stars", "3"}});
  CHECK(none.status == 400);
  CHECK(holds(none.body, "href=\"#reason\""));
  CHECK(holds(none.body, "id=\"reason-fault\""));
  CHECK(holds(none.body, "<option value=\"3\" selected"));
  const http::Response done = page.act({{"act", "reopen"}, {"reason", "Still full."}});
  CHECK(done.headers.value("Location") == page.path + "?done=reopened");
  const std::string after = page.follow(done).body;
  CHECK(holds(after, words_of(Text::feedback_reopened_title)));
  CHECK_FALSE(holds(after, "name=\"reason\""));
  CHECK(page.now(page.reference).status == contract::FeedbackStatus::reopened);
  CHECK(page.act({{"act", "reopen"}, {"reason", "Still full."}}).status == 303);  // a double click
  const http::Response early = page.act({{"act", "rate"}, {"stars", "2"}, {"comment", "kept words"}});
  CHECK(early.status == 409);
  CHECK(holds(early.body, contract::rule_text(contract::Rule::not_answered, 0)));
  CHECK(holds(early.body, "kept words"));

  OpenedPage late;
  late.office.clock.advance((late.now(late.reference).reopen_until - late.office.clock.now()) + 1);
  late.look_up();
  CHECK_FALSE(holds(late.get(late.path).body, "name=\"reason\""));
  const http::Response refused = late.act({{"act", "reopen"}, {"reason", "Too late words."}});
  CHECK(refused.status == 409);
  CHECK(holds(refused.body, contract::rule_text(contract::Rule::reopen_too_late, 0)));
  CHECK(holds(refused.body, "Too late words."));
}

TEST_CASE("nothing happens to a case without the proof of its page; a page of before keeps what was typed") {
  OpenedPage page;
  const Fields given{{"act", "rate"}, {"stars", "5"}, {"comment", "from an old tab"}};
  for (const char* proof : {"", "x"}) {
    Fields forged = given;
    forged["proof"] = proof;
    CHECK(page.act(forged).status == 403);
  }
  CHECK(page.now(page.reference).stars == 0);
  const std::string before = page.proof;
  page.look_up();
  Fields stale = given;
  stale["proof"] = before;
  const http::Response again = page.act(stale);
  CHECK(again.status == 403);
  CHECK(holds(again.body, words_of(Text::server_case_stale)));
  CHECK(holds(again.body, ">from an old tab</textarea>"));
  CHECK(page.now(page.reference).stars == 0);
  stale["proof"] = hidden(again.body, "proof");
  CHECK(page.act(stale).status == 303);
  CHECK(page.now(page.reference).stars == 5);
}

TEST_CASE("a visit that is over leads to the look-up, with the reference and what was typed") {
  OpenedPage page;
  page.cookies.clear();
  const http::Response locked = page.act({{"act", "reopen"}, {"reason", "Words <b>of</b> mine"}});
  CHECK(locked.status == 401);
  CHECK(holds(locked.body, "action=\"/feedback/find\""));
  CHECK(holds(locked.body, "value=\"" + page.reference + "\""));
  CHECK(holds(locked.body, words_of(Text::server_case_locked)));
  CHECK(holds(locked.body, "Words &lt;b&gt;of&lt;/b&gt; mine"));
  CHECK(hidden(locked.body, "back") == page.path);
  CHECK(page.now(page.reference).status == contract::FeedbackStatus::answered);
}

TEST_CASE("while a case cannot be read its form stands with what was typed, to be sent again") {
  OpenedPage page;
  {
    const tests::LostTable lost(page.office, "access_token");
    Fields given{{"act", "reopen"}, {"stars", "4"}, {"comment", "quick"}, {"reason", "Still <b>full</b>."}};
    const http::Response failed = page.act(given);
    CHECK(failed.status == 500);
    CHECK(failed.headers.value("Cache-Control") == "private, no-store");
    CHECK(holds(failed.body, std::string(contract::error_explanation(contract::ErrorCode::internal))));
    CHECK(holds(failed.body, ">Still &lt;b&gt;full&lt;/b&gt;.</textarea>"));
    CHECK(holds(failed.body, ">quick</textarea>"));
    CHECK(holds(failed.body, "<option value=\"4\" selected"));
    CHECK(holds(failed.body, "action=\"" + page.path + "\""));
    CHECK(hidden(failed.body, "proof") == page.proof);
    CHECK_FALSE(holds(failed.body, "They were emptied."));
    const http::Response rating = page.act({{"act", "rate"}, {"stars", "4"}, {"comment", "quick"}});
    CHECK(holds(rating.body, ">quick</textarea>"));
    CHECK_FALSE(holds(rating.body, "name=\"reason\""));
    given["look"] = "large";
    const http::Response larger = page.act(given);
    CHECK(holds(std::string(larger.headers.value("Set-Cookie")), "wufei-look=large;"));
    CHECK(holds(larger.body, ">quick</textarea>"));
    CHECK(page.get(page.path).status == 500);
  }
  CHECK(page.now(page.reference).status == contract::FeedbackStatus::answered);
  CHECK(page.act({{"act", "reopen"}, {"reason", "Still full."}}).status == 303);
}

TEST_CASE("when nothing can be written a case's page keeps what was typed and says that it is busy") {
  OpenedPage page;
  page.office.store->close();
  const http::Response busy = page.act({{"act", "reopen"}, {"reason", "Still full."}, {"comment", "quick"}});
  CHECK(busy.status == 503);
  CHECK(holds(busy.body, std::string(contract::error_explanation(contract::ErrorCode::unavailable))));
  CHECK(holds(busy.body, ">Still full.</textarea>"));
  CHECK(holds(busy.body, ">quick</textarea>"));
}

TEST_CASE("a browser that keeps no cookie sees the case with its next look-up") {
  CaseBrowser browser;
  browser.keeps_cookies = false;
  const std::string reference = browser.answered();
  const http::Response locked = browser.follow(browser.find(reference));
  CHECK(locked.status == 401);
  CHECK(holds(locked.body, words_of(Text::server_case_locked)));
  CHECK(hidden(locked.body, "back") == "/feedback/case/" + reference);  // another size stays with the case
  const http::Response page = browser.find(reference);
  CHECK(page.status == 200);
  CHECK(holds(page.body, "They were emptied."));
  CHECK(holds(std::string(page.headers.value("Set-Cookie")), "wufei-case="));
  const http::Response nothing = browser.find(reference, "0000");
  CHECK(nothing.status == 404);
  // Another size stays with the look-up, not with the form of new feedback.
  CHECK(holds(nothing.body, "name=\"look\" value=\"standard\" form=\"entries\""));
  CHECK(browser.post("/feedback/find", {{"reference", ""}, {"look", "large"}}).headers.value("Location") ==
        "/feedback/lookup");
}

TEST_CASE(
    "another look of the look-up keeps the typed reference, looks nothing up and writes no secret back") {
  CaseBrowser browser;
  const std::string reference = browser.answered();
  const auto itself = browser.book.open("/feedback/lookup");
  REQUIRE(itself);
  CHECK(itself->entries.has_value());
  for (const char* secret : {"13800001234", "4321"}) {
    const http::Response page =
        browser.post("/feedback/find", {{"reference", reference}, {"secret", secret}, {"look", "larger"}});
    CHECK(page.status == 200);
    CHECK(page.headers.value("Cache-Control") == "private, no-store");
    CHECK(std::string(page.headers.value("Set-Cookie")).starts_with("wufei-look=larger;"));
    CHECK(holds(page.body, "value=\"" + reference + "\""));
    CHECK(holds(page.body, "action=\"/feedback/find\""));
    CHECK(holds(page.body, "id=\"entries\""));
    CHECK_FALSE(holds(page.body, "id=\"errors\""));
    CHECK_FALSE(holds(page.body, secret));
    CHECK_FALSE(holds(page.body, "They were emptied."));
  }
}

TEST_CASE("what is done to one case by the form and looked up counts together") {
  OpenedPage page;
  while (!page.handling.take(page.reference)) {
  }
  const http::Response reply = page.act({{"act", "rate"}, {"stars", "5"}, {"comment", "kept"}});
  CHECK(reply.status == 429);
  CHECK_FALSE(reply.headers.value("Retry-After").empty());
  CHECK(holds(reply.body, ">kept</textarea>"));
  CHECK(page.find(page.reference).status == 429);
  CHECK(page.now(page.reference).stars == 0);
}

TEST_CASE("a stranger who knows the number of a case uses up nothing of what its owner may do") {
  OpenedPage page;
  http::Metrics metrics;
  http::add_feedback_routes(page.router, page.feedback, metrics, {page.guesses, page.photos, page.handling});
  for (int i = 0; i < 50; ++i) {
    http::Request request =
        form_request("POST", "/api/v1/feedback/" + page.reference + "/rating", "application/json");
    request.headers.set("Authorization", "Bearer of-nobody");
    request.body = R"({"stars":1})";
    CHECK(page.router.handle(request).status == 401);
  }
  CHECK(page.act({{"act", "rate"}, {"stars", "5"}}).status == 303);
  CHECK(page.find(page.reference).status == 303);
}

TEST_CASE("another look on the page of a case keeps what is typed and does nothing") {
  OpenedPage page;
  const http::Response reply =
      page.act({{"act", ""}, {"stars", "2"}, {"reason", "half a reason"}, {"look", "large"}});
  CHECK(reply.status == 200);
  CHECK(holds(std::string(reply.headers.value("Set-Cookie")), "wufei-look=large;"));
  CHECK(holds(reply.body, ">half a reason</textarea>"));
  CHECK(holds(reply.body, "<option value=\"2\" selected"));
  CHECK(page.now(page.reference).stars == 0);
}
