// The code of a completed booking over HTTP: only with the booking's token, for a completed one, and once.
#include <doctest/doctest.h>

#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/page/document_html.hpp"
#include "support/office_fixture.hpp"
#include "support/raw_database.hpp"
#include "survey/survey_pages.hpp"
#include "survey/survey_routes.hpp"

using namespace wufei;
using contract::Json;

namespace {

struct Counter {
  test::Office office;
  http::DocumentBook book;
  http::Metrics metrics;
  http::Router router;
  contract::Pickup booking;

  Counter() {
    http::add_survey_routes(router, book, *office.surveys, metrics);
    http::add_invitation_route(router, *office.surveys, *office.pickups);
    http::add_survey_pages(book, *office.surveys);
    booking = *test::book(office, test::sample_request());
  }

  http::Response post(const std::string& path, const Json& body, const std::string& token = "") {
    http::Request request;
    request.method = "POST";
    request.path = path;
    request.peer = "192.0.2.1";
    request.headers.set("Content-Type", "application/json");
    if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
    request.body = contract::to_text(body);
    return router.handle(request);
  }
  http::Response invite(const std::string& token) {
    return post("/api/v1/pickups/" + booking.reference + "/invitation", Json::object(), token);
  }
  http::Response rate(const std::string& code) {
    return post("/api/v1/surveys/after-pickup/responses",
                {{"version", 3},
                 {"kind", "invited"},
                 {"code", code},
                 {"complete", true},
                 {"answers", {{"on_time", "late"}, {"overall", 2}}}});
  }
};

}  // namespace

TEST_CASE("a booking is asked how it was when it is completed, by its token, once") {
  Counter counter;
  CHECK(counter.invite("").status == 401);
  CHECK(counter.invite("another").status == 401);
  CHECK(counter.invite(counter.booking.token).status == 409);
  CHECK(counter.rate("222-222-222").status == 400);
  REQUIRE(test::complete(*counter.office.pickups, counter.booking.reference, 1000));
  CHECK(counter.invite("another").status == 401);
  const http::Response given = counter.invite(counter.booking.token);
  REQUIRE(given.status == 200);
  CHECK(given.headers.value("Cache-Control") == "private, no-store");
  const Json invitation = *contract::parse_json(given.body);
  CHECK(invitation["survey"] == "after-pickup");
  const std::string code = invitation["code"].get<std::string>();
  CHECK(counter.rate(code).status == 201);
  CHECK(counter.rate(code).status == 409);
  CHECK(counter.invite(counter.booking.token).status == 409);
}

TEST_CASE(
    "the page of the survey after pickups has no form and says when it comes; what names one visitor is kept "
    "by no cache") {
  const Counter counter;
  const auto open = [&](const char* target) { return *counter.book.open(target); };
  for (const contract::Block& block : open("/surveys/after-pickup").blocks)
    CHECK(block.kind != contract::BlockKind::form);
  http::HtmlWriter out;
  http::write_document(out, open("/surveys/after-pickup"));
  const std::string html = out.take();
  CHECK(html.find(contract::text(contract::Text::survey_after_pickup_title)) != std::string::npos);
  CHECK(html.find("/pickup/lookup") != std::string::npos);
  CHECK_FALSE(open("/surveys/after-pickup").personal);
  CHECK(open("/surveys/satisfaction-2026?code=7K3-M9P-4TS").personal);
  CHECK(open("/surveys/satisfaction-2026/receipts?receipt=R-7K3-M9P-4TS").personal);
  CHECK_FALSE(open("/surveys/satisfaction-2026/receipts").personal);
}

TEST_CASE(
    "a refused plain survey keeps every answer, and says what is wrong above the form and at each field") {
  Counter counter;
  http::Request request;
  request.method = "POST";
  request.peer = "192.0.2.1";
  request.path = "/surveys/satisfaction-2026";
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.body =
      "version=2&code=222-222-222&q.reached=maybe&q.known=some&q.took_part=sorting&q.advice=more%0Abins";
  const http::Response reply = counter.router.handle(request);
  CHECK(reply.status == 400);
  const auto at = [&](std::string_view part) { return reply.body.find(part); };
  REQUIRE(at("id=\"errors\"") != std::string::npos);
  CHECK(at("id=\"errors\"") < at("<form action=\"/surveys/satisfaction-2026\""));
  CHECK(at("id=\"fault-q.reached\"") != std::string::npos);  // no such answer
  for (const char* missing : {"q.area", "q.satisfaction"})   // in the same reply, not in the next one
    CHECK(at("id=\"fault-" + std::string(missing) + "\"") != std::string::npos);
  CHECK(at("value=\"222-222-222\"") != std::string::npos);
  CHECK(at("value=\"sorting\" checked=\"checked\"") != std::string::npos);
  CHECK(at(">more\nbins</textarea>") != std::string::npos);
  CHECK(at("autofocus") != std::string::npos);
  CHECK(at("<script") == std::string::npos);  // the client would draw the survey anew, without the answers
  request.body.replace(request.body.find("maybe"), 5, "yes");
  const http::Response missing = counter.router.handle(request);
  CHECK(missing.status == 400);
  CHECK(missing.body.find("href=\"#field-q.satisfaction-1\"") != std::string::npos);
  CHECK(missing.body.find("aria-describedby=\"fault-q.satisfaction\"") != std::string::npos);
}

TEST_CASE("plain answers without end are stopped with the time to wait, and keep what was typed") {
  Counter counter;
  http::Request request;
  request.method = "POST";
  request.peer = "192.0.2.1";
  request.path = "/surveys/satisfaction-2026";
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  http::Response reply;
  for (int i = 0; i < 100 && reply.status != 429; ++i) {
    request.body = "version=2&q.area=outside&q.reached=no&q.known=none&q.took_part=none&q.advice=words+" +
                   std::to_string(i);
    reply = counter.router.handle(request);
    if (reply.status != 429) REQUIRE(reply.status == 303);
  }
  CHECK(reply.status == 429);
  CHECK(std::stoi("0" + std::string(reply.headers.value("Retry-After"))) > 0);
  CHECK(reply.body.find(">words ") != std::string::npos);
}

TEST_CASE("while surveys cannot be read the form of one stands with every answer, to be sent again") {
  Counter counter;
  http::Request request;
  request.method = "POST";
  request.peer = "192.0.2.1";
  request.path = "/surveys/satisfaction-2026";
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  const std::string answers =
      "version=2&q.area=outside&q.reached=no&q.known=none&q.took_part=none&q.advice=words+";
  request.body = answers + "of+before";
  REQUIRE(counter.router.handle(request).status == 303);
  request.body = answers + "%3Cof%3E+mine";
  const auto has = [](const http::Response& reply, std::string_view part) {
    return reply.body.find(part) != std::string::npos;
  };
  test::RawDatabase database(counter.office.scratch.path() / "data");
  database.execute("ALTER TABLE survey_state RENAME TO lost_state");
  const http::Response failed = counter.router.handle(request);
  CHECK(failed.status == 500);
  CHECK(failed.headers.value("Cache-Control") == "private, no-store");
  CHECK(has(failed, contract::error_explanation(contract::ErrorCode::internal)));
  CHECK(has(failed, ">words &lt;of&gt; mine</textarea>"));
  CHECK(has(failed, "action=\"/surveys/satisfaction-2026\""));
  request.body += "&look=large";
  const http::Response larger = counter.router.handle(request);
  CHECK(std::string(larger.headers.value("Set-Cookie")).starts_with("wufei-look=large;"));
  CHECK(has(larger, ">words &lt;of&gt; mine</textarea>"));
  request.path = "/surveys/nowhere";
  CHECK_FALSE(has(counter.router.handle(request), "</textarea>"));
  database.execute("ALTER TABLE lost_state RENAME TO survey_state");
  request.path = "/surveys/satisfaction-2026";
  request.body = answers + "%3Cof%3E+mine";
  CHECK(counter.router.handle(request).status == 303);
}

TEST_CASE("another look in the middle of a plain survey keeps every answer and counts none") {
  Counter counter;
  http::Request request;
  request.method = "POST";
  request.peer = "192.0.2.1";
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  const auto asked = [&](const std::string& survey, const std::string& body) {
    request.path = "/surveys/" + survey;
    request.body = body + "&look=large";
    const http::Response reply = counter.router.handle(request);
    CHECK(reply.status == 200);
    CHECK(std::string(reply.headers.value("Set-Cookie")).starts_with("wufei-look=large;"));
    return reply.body;
  };
  const auto holds = [](const std::string& page, std::string_view part) {
    return page.find(part) != std::string::npos;
  };
  const std::string rated = asked("after-pickup", "version=3&code=ABC-DEF&q.overall=2&q.words=two%0Alines");
  CHECK(holds(rated, "value=\"ABC-DEF\""));
  const std::size_t chosen = rated.find("id=\"field-q.overall-2\"");
  REQUIRE(chosen != std::string::npos);
  CHECK(holds(rated.substr(chosen, rated.find('>', chosen) - chosen), "checked=\"checked\""));
  CHECK(holds(rated, ">two\nlines</textarea>"));
  const std::string open =
      asked("satisfaction-2026", "version=2&code=&q.took_part=sorting&q.took_part=recycling");
  for (const char* value : {"sorting", "recycling"})
    CHECK(holds(open, "value=\"" + std::string(value) + "\" checked=\"checked\""));
  CHECK(holds(open, "id=\"entries\""));
  CHECK(holds(open, "form=\"entries\" formnovalidate"));
  for (const char* outcome : {"complete", "refused", "unfinished"})
    CHECK(holds(counter.metrics.text(), "{outcome=\"" + std::string(outcome) + "\"} 0"));
}
