// The month's report against what was entered: bookings, outcomes, missed reports, cases, an indicator's
// value; who may see which body's; and the workbook.
#include "assessment/report_page.hpp"
#include "desk_case_visit.hpp"
#include "ledger/desk/ledger_page.hpp"
#include "lib/base/find.hpp"
#include "support/indicator_samples.hpp"
#include "zip_parts.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

using Row = std::vector<std::string>;

constexpr const char* kNovember = "/desk/report?year=2026&month=11";
const std::string kTown = "371524001";  // of test::sample_request()

struct ReportVisit : DeskVisit {
  ReportVisit() {
    http::add_report_pages(door, reports);
    http::add_ledger_pages(door, ledger, *office.source, office.clock);
  }

  std::string booking(const std::string& category = "bulky") {
    const auto pickup = test::book(office, test::sample_request(++number, category));
    REQUIRE(pickup);
    return pickup->reference;
  }
  void record(const std::string& reference, contract::OutcomeKind kind, std::int64_t grams = 0) {
    contract::Outcome outcome;
    outcome.kind = kind;
    outcome.grams = grams;
    if (kind != contract::OutcomeKind::collected) outcome.reason = "nothing_out";
    REQUIRE(office.pickups->record_outcome(reference, outcome, test::kClerk));
  }
  // Six bookings: two collected (32.5 kg together), one not put out and said to be missed, one cancelled, one
  // with a crew, one that waits.
  void work() {
    std::vector<std::string> all;
    for (int i = 0; i < 6; ++i) all.push_back(booking());
    REQUIRE(office.pickups->cancel_by_staff(all[3], "no need", test::kClerk));
    REQUIRE(office.pickups->assign(all[4], "crew 1", test::kClerk));
    office.clock.set("2026-11-26T09:30:00+08:00");
    record(all[0], contract::OutcomeKind::collected, 20000);
    record(all[1], contract::OutcomeKind::collected, 12500);
    const auto opened = office.pickups->lookup(all[0], "138" + std::to_string(100000001).substr(1));
    REQUIRE(opened);
    REQUIRE(office.pickups->rate({all[0], opened->token, {}}, {4, {}, 0}));
    record(all[2], contract::OutcomeKind::not_presented);
  }
  void file_cases(const std::string& body, int count, bool answered = false) {
    for (int i = 0; i < count; ++i) {
      const std::string reference = filed(*this);
      if (!body.empty()) REQUIRE(feedback.assign(reference, body, test::kClerk));
      if (answered) REQUIRE(feedback.answer(reference, "Done.", test::kClerk));
    }
  }

  service::LedgerService ledger{*office.store, *office.source, office.clock};
  service::ReportService reports{
      *office.store, {cases, ledger, *office.surveys, indicators, *office.source}, office.clock};
  int number = 0;
};

std::string plain(const std::string& markup) {
  static const std::regex tags("<[^>]*>");
  return std::regex_replace(markup, tags, "");
}

// The rows of the table with this heading.
std::vector<Row> rows_of(const std::string& page, std::string_view title) {
  const std::size_t begin = page.find("<h2>" + std::string(title) + "</h2>");
  REQUIRE(begin != std::string::npos);
  const std::size_t body = page.find("<tbody>", begin), next = page.find("<h2>", begin + 4);
  std::vector<Row> rows;
  if (body == std::string::npos || body > next) return rows;
  std::string table = page.substr(body, page.find("</tbody>", body) - body);
  std::erase(table, '\n');
  static const std::regex row("<tr>(.*?)</tr>"), cell("<t[hd][^>]*>(.*?)</t[hd]>");
  for (std::sregex_iterator at(table.begin(), table.end(), row), end; at != end; ++at) {
    const std::string cells = (*at)[1];
    rows.emplace_back();
    for (std::sregex_iterator one(cells.begin(), cells.end(), cell); one != end; ++one)
      rows.back().push_back(plain((*one)[1]));
  }
  return rows;
}

Row row_of(const std::string& page, std::string_view title, std::string_view name) {
  for (const Row& row : rows_of(page, title))
    if (row.front() == name) return row;
  FAIL("no row of " << name);
  return {};
}

Row first_row(const std::string& page, std::string_view title) {
  const auto rows = rows_of(page, title);
  REQUIRE_FALSE(rows.empty());
  return rows.front();
}

// From the `from`-th cell on, in one line.
std::string tail(const Row& row, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < row.size(); ++i) text += (text.empty() ? "" : " ") + row[i];
  return text;
}

}  // namespace

TEST_CASE("report: what was booked, fetched and said stands in the town's and in the county's figures") {
  ReportVisit visit;
  visit.work();
  visit.as("chen", Role::analyst);
  const std::string town = visit.get(std::string(kNovember) + "&body=" + kTown).body;
  // Five that were not cancelled; by status in the order of the columns.
  CHECK(tail(first_row(town, words_of(Text::server_report_bookings)), 1) == "5 1 1 2 0 1 0 0 1");
  CHECK(tail(first_row(town, words_of(Text::server_report_collected)), 1) == "2 2 32.5 0 0 0 0 1 4.0");
  CHECK(tail(first_row(town, words_of(Text::server_report_categories)), 1) == "2 2 32.5");
  const std::string county = visit.get(kNovember).body;
  CHECK(row_of(county, words_of(Text::server_report_bookings), words_of(Text::server_work_together))[1] ==
        "5");
  const auto areas = rows_of(county, words_of(Text::server_report_collected));
  CHECK(areas.size() == test::real_content()->get<service::CountyContent>().areas.size() + 1);
  CHECK(tail(areas[0], 1) == tail(areas.back(), 1));
  CHECK(tail(areas[1], 1) == "0 0 0 0 0 0 0 0 ");
  // The body that leads the plan's task of booking has the county's; one that does not has none.
  const std::string leads = visit.get(std::string(kNovember) + "&body=commerce_investment").body;
  CHECK(rows_of(leads, words_of(Text::server_report_collected)) == areas);
  CHECK(
      holds(leads, contract::text(Text::server_report_pickup_tasks, {{"tasks", "T044、T085、T093、T113"}})));
  CHECK_FALSE(holds(visit.get(std::string(kNovember) + "&body=health").body,
                    "<h2>" + words_of(Text::server_report_bookings)));
  // Another month has nothing of it; the year has all.
  const std::string october = visit.get("/desk/report?year=2026&month=10").body;
  CHECK(tail(rows_of(october, words_of(Text::server_report_bookings)).back(), 1) == "0 0 0 0 0 0 0 0 0");
  CHECK(rows_of(visit.get("/desk/report?year=2026").body, words_of(Text::server_report_collected)) == areas);
}

TEST_CASE("report: of one body nothing else is read") {
  ReportVisit visit;
  visit.work();
  visit.file_cases("县水利局", 1);
  visit.file_cases("县发展改革局", 2);
  const auto content = visit.reports.content();
  const auto bodies = service::report_bodies(*content);
  const auto read = [&](const std::string& id) {
    const auto figures = visit.reports.read(
        {{2026, 11}, content, bodies, contract::find_by(&service::ReportBody::id, bodies, id)}, test::kClerk);
    REQUIRE(figures);
    return *figures;
  };
  const auto water = read("water"), town = read(kTown), other = read("371524101"), all = read("");
  CHECK(water.areas.empty());
  CHECK(water.ledger.empty());
  CHECK(water.cases.all.received == 1);
  REQUIRE(town.areas.size() == 1);
  CHECK(town.areas.begin()->first == kTown);
  CHECK(town.areas.begin()->second.grams == 32500);
  CHECK(town.cases.bodies.empty());
  CHECK(other.areas.empty());
  CHECK(other.ledger.empty());
  CHECK(read("commerce_investment").areas.contains(kTown));  // leads the tasks of booking
  CHECK(all.cases.all.received == 3);
  CHECK(all.surveys.size() > other.surveys.size());
}

TEST_CASE("report: a number of a month and of a year leads to its rows of the ledger") {
  ReportVisit visit;
  visit.work();
  visit.as("chen", Role::analyst);
  for (const auto& [asked, months] :
       {std::pair("year=2026&month=11", "2026-11"), std::pair("year=2026", "2026")}) {
    const std::string page = visit.get(std::string("/desk/report?body=") + kTown + "&" + asked).body;
    CHECK(holds(page, "href=\"/desk/ledger?month=" + std::string(months) + "&amp;area=" + kTown + "\""));
    CHECK(holds(page, "href=\"/desk/ledger?month=" + std::string(months) + "\""));
    const std::string rows = visit.get("/desk/ledger?month=" + std::string(months) + "&area=" + kTown).body;
    CHECK(holds(rows, "32.5"));
    CHECK(holds(rows, "<option value=\"" + std::string(months) + "\" selected"));
  }
  const std::string year = visit.get("/desk/ledger?month=2026").body;
  CHECK(holds(year, "2026 年 "));
  CHECK(holds(year, "/desk/ledger/xlsx?month=2026\""));
  CHECK(holds(visit.get("/desk/ledger?month=2025").body, words_of(Text::server_ledger_empty)));
  CHECK(holds(std::string(visit.get("/desk/ledger/xlsx?month=2026").headers.value("Content-Disposition")),
              "ledger-2026.xlsx"));
}

TEST_CASE("report: a missed pickup is counted by its answer") {
  ReportVisit visit;
  const std::string reference = visit.booking();
  visit.office.clock.set("2026-11-26T18:00:00+08:00");
  const auto opened = visit.office.pickups->lookup(reference, "138" + std::to_string(100000001).substr(1));
  REQUIRE(opened);
  REQUIRE(visit.office.pickups->report_missed({reference, opened->token, {}}, "nobody came"));
  visit.as("chen", Role::analyst);
  const auto said = [&] {
    const Row row = first_row(visit.get(std::string(kNovember) + "&body=" + kTown).body,
                              words_of(Text::server_report_collected));
    return row[4] + row[5] + row[6] + row[7];
  };
  CHECK(said() == "1001");
  REQUIRE(visit.office.pickups->settle_missed(reference, true, "Sorry.", test::kClerk));
  CHECK(said() == "1100");
}

TEST_CASE("report: cases stand with the body that they were written to, whatever it was called") {
  ReportVisit visit;
  visit.file_cases("县发展改革局", 2, true);
  visit.file_cases("县发展改革委", 1);
  visit.file_cases("刘集镇人民政府", 1);
  visit.file_cases("环卫中心", 1);
  visit.file_cases("", 2);
  visit.office.clock.set("2026-11-30T10:00:00+08:00");
  visit.as("liu", Role::officer);
  const std::string county = visit.get(kNovember).body;
  const auto title = words_of(Text::server_report_by_body);
  CHECK(tail(row_of(county, title, "县发展改革局"), 7).starts_with("3 2 "));
  CHECK(tail(row_of(county, title, "刘集镇"), 7).starts_with("1 0 "));
  CHECK(tail(row_of(county, title, "县水利局"), 7).starts_with("0 0 "));
  CHECK(row_of(county, title, contract::text(Text::server_report_other_name, {{"name", "环卫中心"}}))[7] ==
        "1");
  CHECK(row_of(county, title, words_of(Text::server_work_no_body))[7] == "2");
  CHECK(row_of(county, title, words_of(Text::server_report_all_cases))[7] == "7");
  const std::string body = visit.get(std::string(kNovember) + "&body=development_reform").body;
  const auto rows = rows_of(body, words_of(Text::server_report_cases));
  REQUIRE(rows.size() == 3);
  CHECK(rows[2][1] == "3");
  // Each number leads to its cases, for those who may open cases.
  CHECK(holds(body, "/desk/cases?state=handled&amp;body="));
  visit.as("chen", Role::analyst);
  CHECK_FALSE(holds(visit.get(std::string(kNovember) + "&body=development_reform").body, "/desk/cases?"));
}

TEST_CASE("report: an indicator has what is published for its time, and no number else") {
  ReportVisit visit;
  service::PublishRequest wanted = test::sample_value(7, "100", "2025");
  wanted.source_date = "2026-03-31";
  REQUIRE(visit.indicators.publish(wanted, test::kClerk));
  visit.as("chen", Role::analyst);
  const auto row = [&](const std::string& period) {
    for (const Row& one : rows_of(visit.get("/desk/report?body=housing_construction&" + period).body,
                                  words_of(Text::server_indicator_column_name)))
      if (one.front().starts_with("7 ")) return one;
    return Row{};
  };
  const Row later = row("year=2026&month=11"), before = row("year=2024"), other = row("year=2025&month=11");
  REQUIRE(later.size() == 8);
  CHECK(holds(later[4], "100"));
  CHECK(holds(later[5], "Bulletin"));
  CHECK(later[6] == words_of(Text::server_indicator_met));
  for (const Row& none : {before, other}) {
    CHECK(none[4] == words_of(Text::server_indicator_unpublished));
    CHECK(none[5].empty());
    CHECK(none[6] == words_of(Text::server_indicator_unpublished));
  }
  const Row county =
      row_of(visit.get(kNovember).body, words_of(Text::server_report_by_body), "县住房和城乡建设局");
  CHECK(county[5] == "1");  // published
  CHECK(county[6] == "1");  // and met
  // Of its surveys only what is published: nobody has answered.
  CHECK(holds(visit.get(kNovember).body, words_of(Text::server_survey_no_answers)));
  CHECK(holds(visit.get("/desk/report?year=2025").body, words_of(Text::server_report_no_surveys)));
}

TEST_CASE("report: a closed month says the same tomorrow; what comes late stands in its own month") {
  ReportVisit visit;
  visit.work();
  visit.office.clock.set("2026-11-24T12:00:00+08:00");
  const std::string late = visit.booking();
  visit.as("chen", Role::analyst);
  CHECK(holds(visit.get(kNovember).body, words_of(Text::server_report_running)));
  visit.office.clock.set("2026-12-05T10:00:00+08:00");
  visit.as("li", Role::analyst);
  CHECK(holds(visit.get(kNovember).body,
              contract::text(Text::server_report_settling, {{"day", "2026-12-10"}})));
  visit.office.clock.set("2026-12-11T10:00:00+08:00");
  visit.as("wu", Role::analyst);
  const std::string path = std::string(kNovember) + "&body=" + kTown;
  const std::string before = visit.get(path).body;
  CHECK(holds(before, words_of(Text::server_report_closed)));
  visit.record(late, contract::OutcomeKind::collected, 99000);
  const std::string after = visit.get(path).body;
  const auto ledger = words_of(Text::server_report_categories);
  CHECK(rows_of(before, ledger) == rows_of(after, ledger));
  CHECK(first_row(visit.get("/desk/report?year=2026&month=12&body=" + kTown).body, ledger)[3] == "99");
  CHECK(first_row(visit.get("/desk/report?year=2026&body=" + kTown).body, ledger)[3] == "131.5");
}

TEST_CASE("report: odd periods and bodies are refused in words") {
  ReportVisit visit;
  visit.as("chen", Role::analyst);
  CHECK(visit.get("/desk/report").status == 200);
  for (const char* odd : {"year=2019&month=12", "year=x", "year=2026&month=13", "month=3", "year=1",
                          "year=%27%20OR%201=1", "year=%3Cscript%3E&month=1"}) {
    CAPTURE(odd);
    const http::Response response = visit.get(std::string("/desk/report?") + odd);
    CHECK(response.status == 400);
    CHECK(holds(response.body, contract::text(Text::server_report_no_period, {{"year", "2020"}})));
    CHECK_FALSE(holds(response.body, "<script>"));
  }
  const http::Response future = visit.get("/desk/report?year=2026&month=12");
  CHECK(future.status == 400);
  CHECK(holds(future.body, "2026 年 12 月还没有开始"));
  CHECK(visit.get("/desk/report?year=2027").status == 400);
  CHECK(visit.get("/desk/report/xlsx?year=2027").status == 303);
  for (const char* nobody : {"nobody", "371524999", "%27--", "%3Cb%3E"})
    CHECK(visit.get(std::string(kNovember) + "&body=" + nobody).status == 404);
  CHECK(visit.get("/desk/report?year=2020&month=1").status == 200);
}

TEST_CASE("report: who reads reports reads all bodies; an office reads its own") {
  ReportVisit visit;
  visit.file_cases("县水利局", 1);
  for (const auto& [name, role] :
       {std::pair("dispatch", Role::dispatcher), std::pair("officer", Role::officer),
        std::pair("editor", Role::editor), std::pair("admin", Role::administrator)}) {
    visit.as(name, role);
    CHECK(visit.get("/desk/report").status == 200);
    CHECK(visit.get("/desk/report/xlsx").status == 200);
  }
  visit.as("crew", Role::crew, "crew 1");
  CHECK(visit.get("/desk/report").status == 403);
  CHECK(visit.get("/desk/report/xlsx").status == 403);
  visit.as("water", Role::officer, "县水利局");
  const std::string own = visit.get("/desk/report").body;
  CHECK(first_row(own, words_of(Text::server_report_cases))[1] == "1");
  CHECK_FALSE(holds(own, words_of(Text::server_report_by_body)));
  CHECK_FALSE(holds(own, words_of(Text::server_report_all_bodies)));
  CHECK(visit.get("/desk/report?body=water").status == 200);
  for (const char* page : {"/desk/report?body=health", "/desk/report/xlsx?body=371524101"})
    CHECK(visit.get(page).status == 403);
  visit.as("ghost", Role::officer, "<b>环卫中心</b>");
  const http::Response unknown = visit.get("/desk/report");
  CHECK(unknown.status == 400);
  CHECK(holds(unknown.body, "&lt;b&gt;环卫中心"));
  CHECK(visit.get("/desk/report?body=water").status == 403);
  visit.cookie.clear();
  CHECK(visit.get("/desk/report").status == 303);
}

TEST_CASE("report: the workbook has the same tables, ready for paper, and a trace in the access log") {
  ReportVisit visit;
  visit.work();
  visit.file_cases("=HYPERLINK(1)", 1);
  visit.as("chen", Role::analyst);
  const http::Response town = visit.get("/desk/report/xlsx?year=2026&month=11&body=" + kTown);
  CHECK(town.status == 200);
  CHECK(holds(std::string(town.headers.value("Content-Disposition")), "report-2026-11-" + kTown + ".xlsx"));
  CHECK(std::string(town.headers.value("Cache-Control")) == "private, no-store");
  auto parts = zip_parts(town.body);
  const std::string texts = parts.at("xl/sharedStrings.xml").text;
  for (const std::string& said :
       {std::string("2026 年 11 月月报 铜城街道"), words_of(Text::server_report_running),
        words_of(Text::server_report_from_ledger), words_of(Text::server_ledger_kilograms)})
    CHECK(holds(texts, said));
  CHECK(holds(parts.at("xl/worksheets/sheet5.xml").text, "<v>32.5</v>"));
  for (const char* sheet : {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet4.xml"}) {
    CHECK(holds(parts.at(sheet).text, "orientation=\"landscape\""));
    CHECK_FALSE(holds(parts.at(sheet).text, "<f>"));
  }
  CHECK(holds(parts.at("xl/workbook.xml").text, "$1:$5"));  // on every page
  parts = zip_parts(visit.get("/desk/report/xlsx?year=2026").body);
  CHECK(holds(parts.at("xl/sharedStrings.xml").text, "=HYPERLINK(1)"));
  CHECK_FALSE(holds(parts.at("xl/worksheets/sheet1.xml").text, "<f>"));
  const auto log = visit.office.store->readers().run([&](storage::Session& session) {
    return contract::Result<std::vector<storage::AccessEntry>>(
        storage::AccessLogStore(*visit.office.store, "assessment").of(session, ""));
  });
  REQUIRE(log);
  REQUIRE(log->size() == 2);
  CHECK((*log)[0].action == "report_exported");
  CHECK((*log)[0].detail == "2026-11 " + kTown);
  CHECK((*log)[1].detail == "2026");
}
