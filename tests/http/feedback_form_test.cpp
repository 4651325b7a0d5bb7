// Feedback as a browser without scripts sends it: a form with photographs, and what hostile programs make of
// it.
#include <doctest/doctest.h>

#include "feedback/feedback_content.hpp"
#include "feedback/feedback_form.hpp"
#include "lib/base/reference.hpp"
#include "lib/base/text.hpp"
#include "lib/web/multipart.hpp"
#include "multipart_body.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"
#include "support/photo_samples.hpp"

using namespace wufei;
using contract::Text;
using test::holds;
using tests::Body;
using tests::kBoundary;
using tests::kMultipart;

namespace {

std::string words_of(Text key) {
  return std::string(contract::text(key));
}

std::vector<std::string> cookies_of(const http::Response& response) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : response.headers)
    if (name == "Set-Cookie") lines.push_back(value);
  return lines;
}

std::string value_of(const std::string& cookie) {
  const std::size_t from = cookie.find('=') + 1;
  return cookie.substr(from, cookie.find(';') - from);
}

// The form filled in soundly; photographs are still to come.
Body sound_body() {
  return Body()
      .field("kind", "question")
      .field("topic", "sorting")
      .field("area", "")
      .field("text", "Where do old batteries go?\r\nThere is no \"bin\".")
      .field("anonymous", "on");
}

struct FormSite {
  explicit FormSite(int photo_limit = 4) {
    source = std::make_unique<service::ContentSource>(test::edited<service::FeedbackContent>(
        *test::real_content(), [&](auto& rules) { rules.photo_limit = photo_limit; }));
    feedback = std::make_unique<service::FeedbackService>(*office.store, *source, office.clock,
                                                          service::system_ids());
    http::add_feedback_form_pages(book, *feedback);
    http::add_feedback_form_routes(router, {*feedback, book, {guesses, photos, handling}});
  }
  http::Response post(const std::string& body, const std::string& type = kMultipart,
                      const std::string& peer = "127.0.0.1") {
    http::Request request;
    request.method = "POST";
    request.path = "/feedback/submit";
    request.headers.set("Content-Type", type);
    request.peer = peer;
    request.body = body;
    return router.handle(request);
  }
  // The page of a case, with these lines of Set-Cookie kept.
  http::Response open(const std::string& reference, const std::vector<std::string>& cookies,
                      const std::string& done) {
    http::Request request;
    request.method = "GET";
    request.path = "/feedback/case/" + reference;
    request.peer = "127.0.0.1";
    if (!done.empty()) request.query["done"] = done;
    std::string kept;
    for (const std::string& cookie : cookies) kept += cookie.substr(0, cookie.find(';')) + "; ";
    if (!kept.empty()) request.headers.set("Cookie", kept);
    return router.handle(request);
  }
  std::vector<service::StaffFeedback> cases() { return *feedback->list({}, false, test::kClerk); }

  test::Office office;
  std::unique_ptr<service::ContentSource> source;
  std::unique_ptr<service::FeedbackService> feedback;
  http::Router router;
  http::DocumentBook book;
  http::GuessLimit guesses;
  http::PhotoLimit photos;
  http::CaseLimit handling;
};

}  // namespace

TEST_CASE("the plain form takes photographs and stores them as the API does") {
  FormSite site;
  const http::Response reply = site.post(sound_body()
                                             .photo(test::jpeg_with_position(6), "a%22b.jpg")
                                             .photo(test::png_of(30, 20), "C:\\pictures\\b.png")
                                             .done());
  CHECK(reply.status == 303);
  const auto cases = site.cases();
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].feedback.photo_count == 2);
  CHECK(cases[0].feedback.text == "Where do old batteries go?\nThere is no \"bin\".");
  CHECK(cases[0].channel == "form");
  const auto kept = site.feedback->photos(cases[0].feedback.reference, test::kClerk);
  REQUIRE(kept);
  REQUIRE(kept->size() == 2);
  for (const std::string& jpeg : *kept) {
    CHECK(jpeg.substr(0, 2) == "\xFF\xD8");
    CHECK_FALSE(holds(jpeg, "GPS-SECRET"));
  }
}

TEST_CASE("another look in the middle of the form keeps what was typed and files nothing") {
  FormSite site;
  const http::Response reply =
      site.post(sound_body().field("look", "larger").photo(test::png_of(30, 20)).done());
  CHECK(reply.status == 200);
  CHECK(holds(std::string(reply.headers.value("Set-Cookie")), "wufei-look=larger;"));
  CHECK(holds(reply.body, "Where do old batteries go?"));
  CHECK(holds(reply.body, "value=\"question\" checked"));
  CHECK(holds(reply.body, "<option value=\"sorting\" selected"));
  CHECK(holds(reply.body, words_of(Text::server_form_photos_again)));
  CHECK_FALSE(holds(reply.body, "id=\"errors\""));
  CHECK(holds(reply.body, "name=\"look\" value=\"standard\" form=\"entries\""));
  CHECK(holds(reply.body, "id=\"entries\""));
  CHECK(site.cases().empty());
}

TEST_CASE("a form without photographs, and one that is not multipart, are filed as before") {
  FormSite site;
  CHECK(site.post(sound_body()
                      .part("name=\"photos\"; filename=\"\"\r\nContent-Type: application/octet-stream", "")
                      .done())
            .status == 303);
  CHECK(site.post("kind=question&topic=sorting&area=&text=Where+do+old+lamps+go%3F&anonymous=on",
                  "application/x-www-form-urlencoded")
            .status == 303);
  CHECK(site.cases().size() == 2);
  CHECK(site.post("{}", "application/json").status == 415);
}

TEST_CASE("the same form sent again files nothing new, whatever the browser puts between its parts") {
  FormSite site;
  std::string body = sound_body().photo(test::png_of(30, 20)).done();
  const http::Response first = site.post(body);
  REQUIRE(first.status == 303);
  for (std::size_t at = 0; (at = body.find(kBoundary, at)) != std::string::npos;)
    body.replace(at, std::string(kBoundary).size(), "x9");
  const http::Response again = site.post(body, "Multipart/Form-Data; charset=utf-8; BOUNDARY=\"x9\"");
  CHECK(again.status == 303);
  CHECK(again.headers.value("Location") == first.headers.value("Location"));
  CHECK(site.cases().size() == 1);
  CHECK(site.post(sound_body().photo(test::png_of(31, 20)).done()).status == 303);  // another photograph
  CHECK(site.cases().size() == 2);
}

TEST_CASE(
    "what was filed stands on a page that is loaded again without a question, its receipt in no address") {
  FormSite site;
  const std::string body = sound_body().done();
  const http::Response led = site.post(body);
  REQUIRE(led.status == 303);
  const std::string location(led.headers.value("Location"));
  const std::string reference = site.cases().at(0).feedback.reference;
  CHECK(location == "/feedback/case/" + reference + "?done=filed");
  const std::vector<std::string> cookies = cookies_of(led);
  REQUIRE(cookies.size() == 2);
  for (const std::string& cookie : cookies)
    CHECK(holds(cookie, "; Path=/feedback/case/" + reference + "; HttpOnly; SameSite=Strict"));
  CHECK(holds(cookies[1], "; Max-Age=3600"));
  const std::string receipt = value_of(cookies[1]);
  CHECK(site.feedback->lookup_by_receipt(reference, *contract::normalised_receipt(receipt)));
  for (int i = 0; i < 2; ++i) {
    const http::Response page = site.open(reference, cookies, "filed");
    CHECK(page.status == 200);
    CHECK(page.headers.value("Cache-Control") == "private, no-store");
    CHECK(holds(page.body, reference));
    CHECK(holds(page.body, ">" + receipt + "<"));
    CHECK(page.body.find(receipt) == page.body.rfind(receipt));  // in no attribute besides
    CHECK_FALSE(holds(page.body, value_of(cookies[0])));
  }
  CHECK(site.cases().size() == 1);
  // When the receipt code is gone from the browser, and on the case's own page: nothing of it.
  const http::Response later = site.open(reference, {cookies[0]}, "filed");
  CHECK(later.status == 200);
  CHECK(holds(later.body, "Where do old batteries go?"));
  CHECK_FALSE(holds(later.body, words_of(Text::server_form_keep_reference)));
  CHECK_FALSE(holds(site.open(reference, cookies, "").body, receipt));
}

TEST_CASE(
    "a browser that keeps no cookie is told so, and reads the receipt code when it sends the form again") {
  FormSite site;
  const std::string body = sound_body().photo(test::png_of(30, 20)).done();
  const http::Response led = site.post(body);
  REQUIRE(led.status == 303);
  const std::string reference = site.cases().at(0).feedback.reference;
  const http::Response locked = site.open(reference, {}, "filed");
  CHECK(locked.status == 401);
  CHECK(holds(locked.body, contract::text(Text::server_case_filed_title, {{"reference", reference}})));
  CHECK(holds(locked.body, words_of(Text::server_case_no_receipt)));
  const http::Response again = site.post(body);
  CHECK(again.status == 201);
  CHECK(holds(again.body, reference));
  CHECK(holds(again.body, ">" + value_of(cookies_of(led)[1]) + "<"));
  CHECK(site.cases().size() == 1);
  CHECK(site.post(body, kMultipart, "192.0.2.7").status == 303);  // somebody else
}

TEST_CASE(
    "when a field is wrong, the text stays, the errors lead to their fields, the photographs are asked for "
    "again") {
  FormSite site;
  const http::Response reply = site.post(Body()
                                             .field("kind", "question")
                                             .field("topic", "")
                                             .field("text", "<b>A bin</b> is full")
                                             .field("phone", "12")
                                             .photo(test::png_of(30, 20))
                                             .done());
  CHECK(reply.status == 400);
  CHECK(holds(reply.body, "&lt;b&gt;A bin&lt;/b&gt; is full"));
  CHECK(holds(reply.body, "value=\"question\" checked"));
  CHECK(holds(reply.body, words_of(Text::server_form_photos_again)));
  CHECK(holds(reply.body, "href=\"#phone\""));
  CHECK(holds(reply.body, "<strong>" + contract::rule_text(contract::Rule::phone_format)));
  CHECK(holds(reply.body, "enctype=\"multipart/form-data\""));
  CHECK(site.cases().empty());
  const http::Response plain = site.post(Body().field("text", "x").done());
  CHECK(plain.status == 400);
  CHECK_FALSE(holds(plain.body, words_of(Text::server_form_photos_again)));
}

TEST_CASE("more photographs than allowed, and what is no photograph, are refused beside the field") {
  FormSite site(3);
  const std::string png = test::png_of(30, 20);
  const http::Response many = site.post(sound_body().photo(png).photo(png).photo(png).photo(png).done());
  CHECK(many.status == 400);
  CHECK(holds(many.body, contract::rule_text(contract::Rule::too_many_photos, 3)));
  CHECK(holds(many.body, "href=\"#photos\""));
  Body flood = sound_body();
  for (int i = 0; i < 40; ++i) flood.photo(png);
  CHECK(site.post(flood.done()).status == 400);
  for (int i = 0; i < 40; ++i) flood.photo(png);
  CHECK(site.post(flood.done()).status == 400);  // no form of ours has so many parts
  struct Wrong {
    std::string bytes;
    contract::Rule rule;
  };
  for (const Wrong& wrong : {Wrong{"<svg onload=alert(1)>", contract::Rule::photo_format},
                             Wrong{"GIF89a", contract::Rule::photo_format},
                             Wrong{png.substr(0, png.size() / 2), contract::Rule::photo_broken},
                             Wrong{test::png_header(20000, 20000), contract::Rule::photo_pixels}}) {
    const http::Response reply = site.post(sound_body().photo(png).photo(wrong.bytes).done());
    CHECK(reply.status == 400);
    std::string said = contract::rule_text(wrong.rule, wrong.rule == contract::Rule::photo_pixels ? 4000 : 0);
    CHECK(
        holds(reply.body, contract::text(Text::server_form_photo_error, {{"number", "2"}, {"error", said}})));
    CHECK(holds(reply.body, "There is no &quot;bin&quot;."));
  }
  CHECK(site.cases().empty());
}

TEST_CASE("photographs of the form and of the API are one quota, and running out loses no text") {
  FormSite site;
  const std::string peer = "192.0.2.7";
  while (!site.photos.take(peer)) {
  }
  const http::Response reply = site.post(sound_body().photo(test::png_of(30, 20)).done(), kMultipart, peer);
  CHECK(reply.status == 429);
  CHECK_FALSE(reply.headers.value("Retry-After").empty());
  CHECK(holds(reply.body, "Where do old batteries go?"));
  CHECK(site.post(sound_body().done(), kMultipart, peer).status == 303);
}

TEST_CASE("hostile multipart bodies are refused, and never taken for another form") {
  FormSite site;
  const std::string good = sound_body().photo(test::png_of(30, 20)).done();
  const auto refused = [&](const std::string& body, const std::string& type = kMultipart) {
    const http::Response reply = site.post(body, type);
    return reply.status == 400 && holds(std::string(reply.headers.value("Content-Type")), "problem+json");
  };
  CHECK(refused(good, "multipart/form-data"));
  CHECK(refused(good, "multipart/form-data; boundary="));
  CHECK(refused(good, "multipart/form-data; boundary=\"open"));
  CHECK(refused(good, "multipart/form-data; boundary=" + std::string(71, 'x')));
  CHECK(refused(good, "multipart/form-data; boundary=another"));
  CHECK(refused(good.substr(0, good.size() - 6)));  // the end is missing
  CHECK(refused(""));
  CHECK(refused(Body().part("filename=\"a\"", "x").done()));        // no name
  CHECK(refused(Body().part("name=\"text", "x").done()));           // a mark is open
  CHECK(refused(Body().part("name=\"a\"b\"", "x").done()));         // a mark too many
  CHECK(refused(Body().part("name=\"text\"", "\xFF\xFE").done()));  // no UTF-8
  CHECK(refused(Body().part("name=\"text\"", std::string("a\0b", 3)).done()));
  CHECK(refused(Body().part("name=\"" + std::string(5000, 'n') + "\"", "x").done()));
  CHECK(refused("--" + std::string(kBoundary) + "\r\n\r\nno head\r\n--" + kBoundary + "--"));
  CHECK(site.post(sound_body().part("name=\"secret\"; filename=\"a\"", "x").done()).status == 400);
  CHECK(site.cases().empty());
}

TEST_CASE("a file's name with marks in it names nothing else") {
  http::Request request;
  request.headers.set("Content-Type", kMultipart);
  request.body = Body()
                     .part("name=\"photos\"; filename=\"x\\\"; name=\\\"kind.png\"", "one")
                     .part("filename=\"x%22; name=%22kind.png\"; name=\"photos\"", "two")
                     .part("NAME=photos; FileName=three.png", "three\r\n--\r\n")
                     .field("photos", "a field")
                     .done();
  const auto form = http::posted_form(request);
  REQUIRE(form);
  REQUIRE(form->files.size() == 3);
  for (const http::FormFile& file : form->files) CHECK(file.field == "photos");
  CHECK(form->files[2].bytes == "three\r\n--\r\n");
  CHECK(form->fields.size() == 1);
}

TEST_CASE("a whole form of the largest size is read once and whole; a larger one is the server's to refuse") {
  FormSite site;
  CHECK(site.router.body_limit("POST", "/feedback/submit") == http::kLargestBody);
  CHECK(site.router.body_limit("POST", "/feedback/find") < http::kLargestBody);
  std::string huge = sound_body().photo(std::string(http::kLargestBody, 'x')).done();
  CHECK(site.post(huge).status == 413);
  huge = sound_body().photo(std::string(http::kLargestBody - 4096, 'x')).done();
  CHECK(site.post(huge).status == 400);
  CHECK(site.post(sound_body().field("page", std::string(50000, 'x')).done()).status == 413);
  CHECK(site.post("text=" + std::string(50000, 'x'), "application/x-www-form-urlencoded").status == 413);
}

TEST_CASE("photographs that are too large are told so in a browser, with what fits and the way to the form") {
  FormSite site;
  http::Request request;
  request.method = "POST";
  request.path = "/feedback/submit";
  request.headers.set("Content-Type", kMultipart);
  request.headers.set("Accept", "text/html,*/*;q=0.8");
  request.body = sound_body().photo(std::string(http::kLargestBody, 'x')).done();
  const http::Response page = site.router.handle(request);
  CHECK(page.status == 413);
  CHECK(holds(page.body, words_of(Text::server_form_photos_note)));
  CHECK(holds(page.body, "href=\"/feedback/new\""));
  CHECK(site.cases().empty());
}

TEST_CASE("a plain look-up that finds nothing keeps the typed reference, and never the secret") {
  FormSite site;
  http::Request find;
  find.method = "POST";
  find.path = "/feedback/find";
  find.headers.set("Content-Type", "application/x-www-form-urlencoded");
  find.peer = "127.0.0.1";
  for (const auto& [body, status] : {std::pair{"reference=FK-222-222&secret=4321", 400},
                                     std::pair{"reference=FK-222-222-222&secret=4321", 404}}) {
    find.body = body;
    const http::Response reply = site.router.handle(find);
    CHECK(reply.status == status);
    CHECK(holds(reply.body, "value=\"FK-222-222"));
    CHECK_FALSE(holds(reply.body, "4321"));
  }
}

TEST_CASE("the plain look-up says that a case is handled with another one, and nothing of that one") {
  FormSite site;
  contract::FeedbackRequest request;
  request.kind = "complaint";
  request.topic = "sorting";
  request.text = "The bins at the north gate are full.";
  request.phone = "13800001234";
  const auto own = site.feedback->file({request, {}, {}});
  request.text = "Words of a neighbour.";
  const auto leader = site.feedback->file({request, {}, {}});
  REQUIRE(own);
  REQUIRE(leader);
  REQUIRE(site.feedback->merge({own->reference, leader->reference, "same bins", {}}, test::kClerk));
  REQUIRE(site.feedback->answer(leader->reference, "They were emptied.", test::kClerk));
  http::Request find;
  find.method = "POST";
  find.path = "/feedback/find";
  find.headers.set("Content-Type", "application/x-www-form-urlencoded");
  find.peer = "127.0.0.1";
  find.body = "reference=" + own->reference + "&secret=1234";
  const http::Response led = site.router.handle(find);
  REQUIRE(led.status == 303);
  http::Request open;
  open.method = "GET";
  open.path = "/feedback/case/" + own->reference;
  open.headers.set("Cookie", std::string(led.headers.value("Set-Cookie")));
  const http::Response reply = site.router.handle(open);
  CHECK(reply.status == 200);
  CHECK(holds(reply.body, std::string(contract::text(contract::Text::feedback_merged))));
  CHECK(holds(reply.body, "They were emptied."));
  for (const char* secret : {leader->reference.c_str(), "neighbour", "same bins"})
    CHECK_FALSE(holds(reply.body, secret));
}
