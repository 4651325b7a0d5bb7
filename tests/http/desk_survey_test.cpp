// Surveys at the desk: codes that are shown once, answers from paper one by one and as a file, results, the
// way of a result into the values of indicators, and what the access log says of all that.
#include "lib/table/csv.hpp"
#include "lib/table/xlsx_rows.hpp"
#include "publishing_visit.hpp"
#include "support/survey_fixture.hpp"
#include "survey/desk/survey_desk.hpp"
#include "zip_parts.hpp"

using namespace wufei;
using namespace wufei::tests;
using test::kSurvey;

namespace {

const std::string kDeskSurvey = std::string("/desk/surveys/") + kSurvey;
const std::string kAfterPickup = "/desk/surveys/after-pickup";
constexpr const char* kFormKeyOfBatch = "0123456789abcdef0123456789abcdef";

struct SurveyVisit : EditorVisit {
  explicit SurveyVisit(const std::string& url = "https://example.org") {
    http::add_survey_desk(
        {door, *office.surveys, publishing, *office.source, office.clock, service::system_ids(), url});
    as("chen", Role::editor);
  }
  http::Response upload(const std::string& bytes) {
    http::Request request;
    request.method = "POST";
    request.peer = "127.0.0.1";
    request.path = kDeskSurvey + "/import";
    request.headers.set("Content-Type", "multipart/form-data; boundary=b");
    request.headers.set("Cookie", cookie);
    request.headers.set("Accept", "text/html,*/*;q=0.8");
    request.body = "--b\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\n" +
                   hidden(get("/desk").body, "form_key") +
                   "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" +
                   bytes + "\r\n--b--\r\n";
    return router.handle(request);
  }
  // A batch of `each` codes for two areas.
  http::Response make(const std::string& each, Fields more = {}) {
    const auto& areas = test::real_content()->get<service::CountyContent>().areas;
    Fields fields{{"key", kFormKeyOfBatch}, {"seen", hidden(get(kDeskSurvey + "/codes").body, "seen")}};
    for (std::size_t i = 0; i < 2; ++i)
      fields.merge(Fields{{"population-" + areas[i].code, "30000"}, {"sample-" + areas[i].code, each}});
    for (auto& [name, value] : more) fields[name] = value;
    return post(kDeskSurvey + "/codes", fields);
  }
  std::vector<storage::LoggedEntry> log() {
    const auto entries = office.store->readers().run(
        [&](storage::Session& session) -> contract::Result<std::vector<storage::LoggedEntry>> {
          return storage::access_entries(session, *office.store, {}, 1000);
        });
    REQUIRE(entries);
    return *entries;
  }
  int logged(const std::string& action, const std::string& detail) {
    int count = 0;
    for (const auto& row : log()) count += row.entry.action == action && row.entry.detail == detail ? 1 : 0;
    return count;
  }
  service::SurveyProgress progress() {
    return *office.surveys->progress(*office.surveys->known(kSurvey).value());
  }
  // What was said at all, for no code may be in it.
  bool is_logged(const std::string& text) {
    for (const auto& row : log())
      if (holds(row.entry.detail, text) || holds(row.entry.reference, text)) return true;
    return false;
  }
};

std::vector<std::string> codes_in(const std::string& page) {
  std::vector<std::string> codes;
  const std::regex code("<p class=\"code\">([^<]+)</p>");
  for (auto at = std::sregex_iterator(page.begin(), page.end(), code); at != std::sregex_iterator(); ++at)
    codes.push_back((*at)[1]);
  return codes;
}

Fields paper(const std::string& code, const std::string& key = "one") {
  return {{"key", key},        {"code", code},          {"q-area", "outside"},         {"q-reached", "no"},
          {"q-known", "some"}, {"q-satisfaction", "4"}, {"q-took_part-sorting", "on"}, {"q-advice", "=1+1"}};
}

const std::vector<std::string> kTitles{"code",         "area", "age",       "reached",    "channels", "known",
                                       "satisfaction", "why",  "took_part", "collection", "advice"};

std::vector<std::string> row_of(const std::string& code) {
  return {code, "outside", "", "接触过", "学校；单位", "了解一些", "4", "", "sorting;recycling", "10", ""};
}

std::string file_of(const std::vector<std::vector<std::string>>& rows) {
  return service::csv_file(kTitles, rows);
}

// Of 80 answers 64 judge, 48 of them well, in each of two areas the same share; no number gives another away.
contract::Json judged(int i, const std::string& code) {
  contract::Json answers = test::sample_answers(i % 4 == 0 ? (i % 16 == 0 ? 2 : 1) : i % 4 == 3 ? 4 : 5);
  answers["known"] = i % 5 == 0 ? "none" : i % 5 == 1 ? "little" : "some";
  if (i % 5 == 0) answers.erase("satisfaction");
  return test::sample_body(answers, code);
}

}  // namespace

TEST_CASE("survey desk: a batch of codes is made once, shown for some minutes to one colleague, and works") {
  SurveyVisit visit;
  const http::Response made = visit.make("10");
  const http::Response page = visit.follow(made);
  CHECK(page.status == 200);
  const std::vector<std::string> codes = codes_in(page.body);
  REQUIRE(codes.size() == 20);
  CHECK(holds(page.body, "https://example.org/surveys/" + std::string(kSurvey) + "#code=" + codes[0]));
  CHECK(holds(page.body, "<svg"));
  CHECK(page.headers.value("Cache-Control") == "private, no-store");
  CHECK(visit.logged("survey_codes", "20") == 1);
  for (const std::string& code : codes) CHECK_FALSE(visit.is_logged(code));
  for (const auto& table : test::stored_values(visit.office)) {
    CAPTURE(table.first);
    CHECK_FALSE(table.second.contains(codes[0]));
  }

  const std::string there(made.headers.value("Location"));
  CHECK(visit.make("10").headers.value("Location") == there);  // a double tap
  CHECK(visit.progress().issued() == 20);
  const http::Response csv = visit.get(there + "/csv"), book = visit.get(there + "/xlsx");
  CHECK(holds(csv.body, codes[19]));
  const auto rows = service::xlsx_rows(book.body, 100);
  REQUIRE(rows);
  CHECK(rows->rows.size() == 21);
  CHECK(rows->rows[1].cells[2] == codes[0]);
  CHECK(test::submit(visit.office, test::sample_body(test::sample_answers(), codes[0])));

  visit.as("wu", Role::administrator);
  CHECK(visit.get(there).status == 410);  // of another colleague
  visit.as("chen", Role::editor);
  visit.office.clock.advance(15 * 60);
  const http::Response gone = visit.get(there);
  CHECK(gone.status == 410);
  CHECK(holds(gone.body, words_of(Text::server_survey_desk_batch_gone)));
  CHECK(visit.get(there + "/csv").status == 410);
  CHECK(codes_in(gone.body).empty());
}

TEST_CASE("survey desk: an old form makes no second batch; a batch that is put away is gone at once") {
  SurveyVisit visit;
  const std::string there(visit.make("10").headers.value("Location"));
  CHECK(visit.follow(visit.post(there + "/drop", {})).status == 200);
  CHECK(visit.get(there).status == 410);
  const http::Response again =
      visit.make("10", {{"seen", "0"}});  // went back in the browser and tapped once more
  CHECK(again.status == 412);
  CHECK(holds(again.body, words_of(Text::server_survey_desk_made_meanwhile)));
  CHECK(visit.progress().issued() == 20);
  CHECK(visit.make("10", {{"key", "../../x"}}).status == 412);
  CHECK(visit.make("12").status == 303);
  CHECK(visit.progress().issued() == 44);
}

TEST_CASE("survey desk: where eight batches wait to be printed no ninth is made, and none of them is lost") {
  SurveyVisit visit;
  const auto make = [&](int n) { return visit.make("10", {{"key", std::string(31, '0') + char('0' + n)}}); };
  std::vector<std::string> there;
  for (int n = 1; n <= 8; ++n) there.emplace_back(make(n).headers.value("Location"));
  CHECK(make(9).status == 503);
  for (const std::string& batch : there) CHECK(codes_in(visit.get(batch).body).size() == 20);
  CHECK((visit.post(there.front() + "/drop", {}).status == 303 && make(9).status == 303));
}

TEST_CASE("survey desk: plans that cannot be are refused by their areas, large ones asked back") {
  SurveyVisit visit;
  for (const char* each : {"9", "-5", "x", "1.5", "40000", "999999999"}) {
    CAPTURE(each);
    CHECK(visit.make(each).status == 400);
  }
  CHECK(visit.make("").status == 400);
  CHECK(visit
            .make("10",
                  {{"population-" + test::real_content()->get<service::CountyContent>().areas[0].code, ""}})
            .status == 400);
  const http::Response asked = visit.make("300");
  CHECK(asked.status == 400);
  CHECK(holds(asked.body, "name=\"sure\""));
  CHECK(visit.progress().issued() == 0);
  CHECK(visit.make("300", {{"sure", "on"}}).status == 303);
  CHECK(visit.make("1001", {{"sure", "on"}}).status == 400);
  CHECK(visit.progress().issued() == 600);
  CHECK(visit.get(kAfterPickup + "/codes").status == 409);
  CHECK(visit.get("/desk/surveys/nothing/codes").status == 404);
}

TEST_CASE("survey desk: a filled form that the browser brings back takes the next slip as another answer") {
  SurveyVisit visit;
  const auto codes = test::survey_codes(visit.office, 10);
  const http::Response first = visit.post(kDeskSurvey + "/entry", paper(codes[0].code));
  const http::Response next = visit.post(kDeskSurvey + "/entry", paper(codes[1].code));
  CHECK(next.status == 303);
  CHECK(next.headers.value("Location") != first.headers.value("Location"));
  CHECK(visit.progress().invited == 2);
}

TEST_CASE("survey desk: one answer from paper, once however often it is sent") {
  SurveyVisit visit;
  const auto codes = test::survey_codes(visit.office, 10);
  const std::string entry = kDeskSurvey + "/entry";
  CHECK(hidden(visit.get(entry).body, "key").size() == 32);
  const http::Response first = visit.post(entry, paper(codes[0].code));
  const http::Response shown = visit.follow(first);
  const std::string location(first.headers.value("Location"));
  CHECK(holds(shown.body, location.substr(location.find("R-"))));
  CHECK(visit.post(entry, paper(codes[0].code)).headers.value("Location") == location);
  CHECK(visit.progress().invited == 1);
  CHECK(visit.progress().used == 1);
  CHECK(visit.logged("survey_enter", "1") == 1);
  CHECK_FALSE(visit.is_logged(codes[0].code));

  const http::Response used = visit.post(entry, paper(codes[0].code, "two"));
  CHECK(used.status == 409);
  CHECK(holds(used.body, words_of(Text::rule_survey_code_used)));
  CHECK(holds(used.body, "value=\"" + codes[0].code + "\""));  // what was typed is still there
  CHECK(visit.post(entry, paper("ABC-DEF-GHJ", "three")).status == 400);
  CHECK(visit.post(entry, paper("", "four")).status == 303);  // without a code: an open one
  CHECK(visit.progress().open == 1);
  Fields little{{"key", "five"},
                {"code", codes[1].code},
                {"q-known", "none"},
                {"q-took_part-none", "on"},
                {"q-took_part-sorting", "on"}};
  CHECK(visit.post(entry, little).status == 400);  // "none of these" beside one of these
  little.erase("q-took_part-sorting");
  CHECK(visit.post(entry, little).status == 303);  // required ones are missing, as on paper
  CHECK(visit.post(entry, {{"key", "six"}, {"code", codes[2].code}}).status == 400);
  CHECK(visit.post(entry, {{"key", ""}, {"code", codes[2].code}, {"q-known", "none"}}).status == 400);
  Fields wild = paper(codes[3].code, "seven");
  wild["q-satisfaction"] = "[1";
  CHECK(visit.post(entry, wild).status == 400);
  CHECK(visit.progress().invited == 2);

  REQUIRE(visit.office.surveys->set_open(kSurvey, false, test::kClerk));
  CHECK(visit.post(entry, paper(codes[4].code, "eight")).status == 409);
  CHECK(visit.get(entry).status == 409);
}

TEST_CASE("survey desk: a file of answers is read, shown, and stored as a whole after a yes") {
  SurveyVisit visit;
  const auto codes = test::survey_codes(visit.office, 10);
  const std::string bytes = file_of({row_of(codes[0].code), row_of(codes[1].code), row_of("")});
  const http::Response read = visit.upload(bytes);
  const http::Response preview = visit.follow(read);
  CHECK(preview.status == 200);
  CHECK(visit.progress().used == 0);  // nothing yet
  const std::string there(read.headers.value("Location"));
  visit.as("wu", Role::administrator);
  CHECK(visit.get(there).status == 410);  // of another colleague
  CHECK(visit.post(there, {}).status == 410);
  visit.as("chen", Role::editor);
  const http::Response done = visit.post(there, {});
  CHECK(holds(visit.follow(done).body, contract::text(Text::server_survey_desk_entered, {{"count", "3"}})));
  CHECK(visit.progress().invited == 2);
  CHECK(visit.progress().open == 1);
  CHECK(visit.logged("survey_enter", "3") == 1);
  for (const auto& issued : codes) CHECK_FALSE(visit.is_logged(issued.code));

  const http::Response again = visit.post(there, {});  // a double tap
  CHECK(holds(visit.follow(again).body,
              contract::text(Text::server_survey_desk_entered_again, {{"count", "3"}})));
  CHECK(visit.progress().open == 1);
  CHECK(visit.logged("survey_enter", "3") == 1);
  const http::Response same = visit.upload(bytes);  // the same file once more: its codes are used
  CHECK(same.status == 400);
  CHECK(holds(same.body, words_of(Text::rule_survey_code_used)));
  const std::string open_only = file_of({row_of(""), row_of("")});
  CHECK(visit.post(std::string(visit.upload(open_only).headers.value("Location")), {}).status == 303);
  CHECK(visit.post(std::string(visit.upload(open_only).headers.value("Location")), {}).status == 303);
  CHECK(visit.progress().open == 3);
}

TEST_CASE("survey desk: one wrong row keeps the whole file out, and is told by row and column") {
  SurveyVisit visit;
  const auto codes = test::survey_codes(visit.office, 10);
  std::vector<std::string> slipped = row_of(codes[1].code);
  slipped.insert(slipped.begin() + 3, "");
  const http::Response shifted = visit.upload(file_of({row_of(codes[0].code), slipped}));
  CHECK(shifted.status == 400);
  CHECK(holds(shifted.body, "<th scope=\"row\">3</th>"));
  const auto* reached = contract::find_question(test::seeded_survey(), "reached");
  CHECK(holds(shifted.body, reached->title));
  const http::Response unknown = visit.upload(file_of({row_of(codes[0].code), row_of("ABC-DEF-GHJ")}));
  CHECK(unknown.status == 400);
  CHECK(holds(unknown.body, words_of(Text::rule_survey_code_unknown)));
  CHECK(visit.upload("").status == 400);
  CHECK(visit.upload("\xD0\xCF\x11\xE0").status == 400);
  std::vector<std::string> wild = row_of(codes[0].code);
  wild[5] = "<script>alert";
  const http::Response markup = visit.upload(file_of({wild}));
  CHECK(holds(markup.body, "&lt;script&gt;alert"));
  CHECK_FALSE(holds(markup.body, "<script>alert"));
  CHECK(visit.progress().used == 0);
  CHECK(visit.logged("survey_enter", "1") == 0);

  // A code that is used between the preview and the yes.
  const http::Response read = visit.upload(file_of({row_of(codes[0].code), row_of(codes[1].code)}));
  REQUIRE(read.status == 303);
  REQUIRE(test::submit(visit.office, test::sample_body(test::sample_answers(), codes[1].code)));
  const http::Response late = visit.post(std::string(read.headers.value("Location")), {});
  CHECK(late.status == 409);
  CHECK(holds(late.body, "<th scope=\"row\">3</th>"));
  CHECK(visit.progress().used == 1);
  visit.office.clock.advance(15 * 60);
  CHECK(visit.get(std::string(read.headers.value("Location"))).status == 410);
}

TEST_CASE("survey desk: a file that is too large is refused before it is read; one of 50,000 rows too") {
  SurveyVisit visit;
  std::vector<std::vector<std::string>> rows(50'000, row_of(""));
  const http::Response large = visit.upload(file_of(rows));
  CHECK(large.status == 413);
  CHECK(holds(large.body, contract::text(Text::server_desk_large_file, {{"limit", "1 MB"}})));
  CHECK(holds(large.body, "href=\"" + kDeskSurvey + "/import\""));
  const http::Response many =
      visit.upload(service::csv_file({"code"}, std::vector<std::vector<std::string>>(50'000, {"1"})));
  CHECK(many.status == 400);
  CHECK(holds(many.body, "5000"));
}

TEST_CASE("survey desk: progress by area, results as the public sees them, few held back") {
  SurveyVisit visit;
  const auto codes = test::survey_codes(visit.office, 40);
  for (int i = 0; i < 36; ++i)
    REQUIRE(
        test::submit(visit.office, test::sample_body(test::sample_answers(i < 3 ? 1 : 4), codes[i].code)));
  REQUIRE(test::submit(visit.office, test::sample_body(test::sample_answers(), codes[40].code)));
  visit.as("gu", Role::analyst);
  const http::Response list = visit.get("/desk/surveys"), page = visit.get(kDeskSurvey);
  CHECK(holds(list.body,
              contract::text(Text::server_survey_desk_line_codes, {{"count", "80"}, {"used", "37"}})));
  CHECK(holds(page.body, contract::text(Text::server_survey_desk_few, {{"limit", "5"}})));
  CHECK(holds(page.body, "46.2%"));  // 37 of 80
  CHECK_FALSE(holds(page.body, kDeskSurvey + "/codes"));
  CHECK(visit.get(kDeskSurvey + "/codes").status == 403);
  CHECK(visit.get(kDeskSurvey + "/texts").status == 403);
  CHECK_FALSE(holds(visit.get(kDeskSurvey + "/results").body, "<table"));
  visit.office.clock.set("2026-11-25T10:00:00+08:00");
  CHECK(visit.get(kDeskSurvey).status == 303);  // the session is over
  visit.tokens.clear();
  visit.as("gu2", Role::analyst);
  const http::Response results = visit.get(kDeskSurvey + "/results");
  CHECK(holds(results.body, "<table"));
  CHECK(holds(results.body, contract::text(Text::server_survey_hidden, {{"limit", "5"}})));
  const auto book = service::xlsx_rows(visit.get(kDeskSurvey + "/results/xlsx").body, 1000);
  REQUIRE(book);
  CHECK(book->rows[0].cells[0] == "kind");
  CHECK(holds(visit.get("/desk/surveys").body,
              contract::text(Text::server_survey_desk_line_asked, {{"count", "0"}, {"used", "0"}})));
}

TEST_CASE("survey desk: a result becomes a draft among the values of indicators, and no more") {
  SurveyVisit visit;
  const auto codes = test::survey_codes(visit.office, 40);
  for (int i = 0; i < 80; ++i) REQUIRE(test::submit(visit.office, judged(i, codes[i].code)));
  CHECK(holds(visit.get(kDeskSurvey).body, words_of(Text::server_survey_desk_still_open)));
  CHECK(visit.post(kDeskSurvey + "/propose/47", {}).status == 409);
  CHECK(visit.follow(visit.post(kDeskSurvey + "/close", {})).status == 200);
  CHECK(visit.post(kDeskSurvey + "/close", {}).status == 303);
  CHECK(visit.logged("survey_close", "") == 1);
  const http::Response page = visit.get(kDeskSurvey);
  CHECK(holds(page.body, "75.0"));
  CHECK(visit.post(kDeskSurvey + "/propose/46", {}).status == 409);
  CHECK(visit.post(kDeskSurvey + "/propose/x", {}).status == 409);
  const http::Response draft = visit.follow(visit.post(kDeskSurvey + "/propose/47", {}));
  CHECK(draft.status == 200);
  CHECK(holds(draft.body, "value=\"75.0\""));
  const auto revisions = visit.indicators.board()->find(47)->revisions.size();
  CHECK(visit.publishing.find("indicator/47")->version() == 1);
  CHECK(holds(visit.get(kDeskSurvey).body, words_of(Text::server_survey_desk_begun)));
  CHECK(visit.post(kDeskSurvey + "/propose/47", {}).status == 303);
  CHECK(visit.publishing.find("indicator/47")->version() == 1);  // a draft is not written over
  CHECK(visit.indicators.board()->find(47)->revisions.size() == revisions);
  visit.as("gu", Role::analyst);
  CHECK_FALSE(holds(visit.get(kDeskSurvey).body, "75.0"));
  CHECK(visit.post(kDeskSurvey + "/propose/47", {}).status == 403);
}

TEST_CASE("survey desk: texts are read on the record; opening and closing too") {
  SurveyVisit visit;
  auto answers = test::sample_answers();
  answers["advice"] = "路灯太暗 <b>";
  REQUIRE(test::submit(visit.office, test::sample_body(answers)));
  const http::Response texts = visit.get(kDeskSurvey + "/texts");
  CHECK(holds(texts.body, "路灯太暗 &lt;b&gt;"));
  CHECK(visit.logged("survey_texts", "") == 1);
  visit.as("wu", Role::administrator);
  CHECK(visit.get(kDeskSurvey + "/texts").status == 403);
  CHECK(visit.post(kDeskSurvey + "/close", {}).status == 303);
  CHECK_FALSE(visit.office.surveys->find_open(kSurvey));
  CHECK(visit.post(kDeskSurvey + "/open", {}).status == 303);
  CHECK(visit.office.surveys->find_open(kSurvey));
  CHECK(visit.logged("survey_open", "") == 1);
}
