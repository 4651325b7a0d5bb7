// The inbox page by page, what stands far behind, and the statistics whose numbers lead into it.
#include <doctest/doctest.h>

#include <set>

#include "desk_case_visit.hpp"

using namespace wufei;
using namespace wufei::tests;

namespace {

std::vector<std::string> listed(const std::string& page) {
  static const std::regex pattern("href=\"/desk/cases/(FK-[0-9A-Z-]+)\"");
  std::vector<std::string> references;
  for (std::sregex_iterator at(page.begin(), page.end(), pattern), end; at != end; ++at)
    references.push_back((*at)[1]);
  return references;
}

std::string unescaped(std::string text) {
  for (std::size_t at = 0; (at = text.find("&amp;", at)) != std::string::npos; ++at) text.erase(at + 1, 4);
  return text;
}

std::string next_of(const std::string& page) {
  static const std::regex pattern("href=\"([^\"]+)\"[^>]*rel=\"next\"");
  std::smatch found;
  return std::regex_search(page, found, pattern) ? unescaped(found[1]) : std::string();
}

// All pages of an inbox, one after the other.
std::vector<std::string> all_listed(DeskVisit& visit, std::string target) {
  std::vector<std::string> references;
  for (int page = 0; !target.empty() && page < 50; ++page) {
    const std::string body = visit.get(target).body;
    for (std::string& reference : listed(body)) references.push_back(std::move(reference));
    target = next_of(body);
  }
  return references;
}

// Each link of the statistics with the number that it stands under.
std::vector<std::pair<std::string, int>> figure_links(const std::string& page) {
  static const std::regex pattern("<td class=\"number\"><a href=\"([^\"]+)\">(\\d+)</a>");
  std::vector<std::pair<std::string, int>> links;
  for (std::sregex_iterator at(page.begin(), page.end(), pattern), end; at != end; ++at)
    links.emplace_back(unescaped((*at)[1]), std::stoi((*at)[2]));
  return links;
}

}  // namespace

TEST_CASE(
    "desk: the inbox goes on page by page, each case once, and what waits is found however far behind") {
  DeskVisit visit;
  std::set<std::string> all;
  std::string last;
  for (int i = 0; i < 330; ++i) all.insert(last = filed(visit));
  REQUIRE(visit.feedback.answer(last, "车坏了。", test::kClerk));
  REQUIRE(visit.cases.propose(last, "约好了没来收。", "车坏了，第二天收走了。", test::kClerk));
  visit.as("editor", Role::editor);
  CHECK(listed(visit.get("/desk/cases?state=waiting").body) == std::vector<std::string>{last});
  CHECK(holds(visit.get("/desk/cases").body, words_of(Text::server_work_cases_waiting) + " 1"));
  CHECK(holds(visit.get("/desk/cases").body, words_of(Text::server_work_cases_open) + " 329"));
  CHECK(holds(visit.get("/desk/cases?state=all").body, "330 件"));
  const auto open = all_listed(visit, "/desk/cases");
  CHECK(open.size() == 329);
  CHECK(std::set<std::string>(open.begin(), open.end()).size() == 329);
  CHECK(all_listed(visit, "/desk/cases?state=all").size() == all.size());
  CHECK(all_listed(visit, "/desk/cases?state=all&q=" + last) == std::vector<std::string>{last});
  CHECK(visit.get("/desk/cases?after=nonsense").status == 200);
  CHECK(visit.get("/desk/cases?after=9223372036854775807.9223372036854775807").status == 200);
}

TEST_CASE("desk: the office of another body sees nothing of a case in inbox, counts and statistics") {
  DeskVisit visit;
  const std::string theirs = filed(visit);
  REQUIRE(visit.feedback.assign(theirs, "环卫中心", test::kClerk));
  visit.as("liu", Role::officer, "住建局");
  for (const char* state : {"open", "overdue", "waiting", "call", "merged", "answered", "closed", "all",
                            "handled", "due", "on_time"}) {
    const std::string page =
        visit.get("/desk/cases?body=环卫中心&merged=with&state=" + std::string(state)).body;
    CHECK(listed(page).empty());
    CHECK(holds(page, "0 件"));
  }
  CHECK(holds(visit.get("/desk").body, "<b>0</b>"));
  CHECK_FALSE(holds(visit.get("/desk").body, "<b>1</b>"));
  CHECK(figure_links(visit.get("/desk/cases/statistics").body).empty());
  visit.as("own", Role::officer, "环卫中心");
  CHECK(listed(visit.get("/desk/cases").body).size() == 1);
  CHECK_FALSE(figure_links(visit.get("/desk/cases/statistics").body).empty());
}

TEST_CASE("desk: every number of the statistics leads to just those cases") {
  DeskVisit visit;
  std::vector<std::string> cases;
  for (const char* topic : {"pickup", "pickup", "sorting", "sorting", "website", "other"}) {
    cases.push_back(filed(visit, sample_case(topic)));
    visit.office.clock.advance(3 * 24 * 3600);
    if (cases.size() > 1) continue;
    REQUIRE(visit.feedback.assign(cases[0], "环卫中心", test::kClerk));
    REQUIRE(visit.feedback.answer(cases[0], "在期限里答了。", test::kClerk));
  }
  REQUIRE(visit.feedback.record_call(cases[0], {true, contract::CallVerdict::partly, "还行"}, test::kClerk));
  REQUIRE(visit.feedback.merge({cases[3], cases[2], "同一件事", {}}, test::kClerk));
  REQUIRE(visit.feedback.close(cases[4], "改好了", test::kClerk));
  visit.office.clock.advance(8 * 24 * 3600);
  visit.as("liu", Role::officer);
  const std::string page = visit.get("/desk/cases/statistics?year=2026").body;
  const auto links = figure_links(page);
  CHECK(links.size() > 30);
  for (const auto& link : links) {
    CAPTURE(link.first);
    CHECK(all_listed(visit, link.first).size() == static_cast<std::size_t>(link.second));
  }
  CHECK(holds(page, words_of(Text::server_work_counted_on_time)));
  // Beside the plan's indicator, for which nothing is published.
  CHECK(holds(page, "办结率"));
  CHECK(holds(page, words_of(Text::server_indicator_unpublished)));
  visit.as("analyst", Role::analyst);
  const http::Response figures = visit.get("/desk/cases/statistics");
  CHECK(figures.status == 200);
  CHECK(figure_links(figures.body).empty());  // cases are not for analysts
  CHECK_FALSE(holds(figures.body, "/desk/cases?"));
}

TEST_CASE("desk: the statistics as a workbook; a body that looks like a formula stays a text") {
  DeskVisit visit;
  const std::string reference = filed(visit);
  REQUIRE(visit.feedback.assign(reference, "=HYPERLINK(1)", test::kClerk));
  visit.as("analyst", Role::analyst);
  const http::Response book = visit.get("/desk/cases/statistics/xlsx?year=2026");
  CHECK(book.status == 200);
  CHECK(book.body.starts_with("PK"));
  CHECK(holds(std::string(book.headers.value("Content-Disposition")), "cases-2026.xlsx"));
  CHECK(visit.get("/desk/cases/statistics?year=1").status == 200);
  visit.as("zhou", Role::crew, "1 号车");
  CHECK(visit.get("/desk/cases/statistics").status == 403);
}
