#include <doctest/doctest.h>

#include <set>

#include "county/county_content.hpp"
#include "indicator/indicator_content.hpp"
#include "lib/base/utf8.hpp"
#include "lib/page/document_html.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_pages.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

namespace {

struct PlanBook {
  PlanBook() { http::add_plan_pages(book, source); }
  [[nodiscard]] contract::Document open(const std::string& path) const {
    auto document = book.open(path);
    REQUIRE(document);
    return std::move(*document);
  }
  [[nodiscard]] std::string text(const std::string& path) const { return http::document_text(open(path)); }

  service::ContentSource source{test::real_content()};
  http::DocumentBook book;
};

std::size_t rows_in(const contract::Document& document) {
  std::size_t rows = 0;
  for (const contract::Block& block : document.blocks)
    if (block.kind != contract::BlockKind::buttons) rows += block.rows.size() + block.cards.size();
  return rows;
}

// Every link of a document, whatever block it stands in.
std::set<std::string> links_of(const contract::Document& document) {
  std::set<std::string> links;
  const auto take = [&links](const contract::Spans& spans) {
    for (const contract::Span& span : spans)
      if (!span.href.empty()) links.insert(span.href);
  };
  for (const contract::Block& block : document.blocks) {
    take(block.spans);
    for (const contract::Spans& item : block.items) take(item);
    for (const contract::Fact& fact : block.facts) take(fact.value);
    for (const contract::Card& card : block.cards)
      if (!card.href.empty()) links.insert(card.href);
    for (const auto& row : block.rows)
      for (const contract::Spans& cell : row) take(cell);
  }
  return links;
}

}  // namespace

TEST_CASE("every page of the plan opens and links to nothing that does not exist") {
  const PlanBook pages;
  const std::vector<std::string> paths = pages.book.paths();
  CHECK(paths.size() > 200);
  std::map<std::string, std::string> links;  // link -> a page that has it
  for (const std::string& path : paths)
    for (const std::string& link : links_of(pages.open(path))) links.emplace(link, path);
  for (const auto& found : links)
    for (const char* root : {"/tasks", "/targets", "/discrepancies", "/cells", "/coverage"})
      if (found.first.starts_with(root))
        CHECK_MESSAGE(pages.book.open(found.first).has_value(), (found.second + " -> " + found.first));
}

TEST_CASE("the list of tasks is paged, and its pages hold every task once") {
  const PlanBook pages;
  std::size_t rows = 0;
  for (int page = 1; page <= 4; ++page) rows += rows_in(pages.open("/tasks?page=" + std::to_string(page)));
  CHECK(rows == pages.source.current()->get<service::PlanContent>().tasks.size());
  for (const char* odd :
       {"/tasks?page=0", "/tasks?page=99", "/tasks?page=-1", "/tasks?page=abc", "/tasks?page="})
    CHECK(rows_in(pages.open(odd)) == rows_in(pages.open("/tasks")));
}

TEST_CASE("tasks are filtered by body, field, state, indicator and words") {
  const PlanBook pages;
  const contract::Plan& plan = pages.source.current()->get<service::PlanContent>();
  std::size_t transport = 0, cells = 0;
  const auto body = std::find_if(plan.bodies.begin(), plan.bodies.end(),
                                 [](const contract::PlanBody& row) { return row.id == "transport"; });
  REQUIRE(body != plan.bodies.end());
  for (const contract::PlanTask& task : plan.tasks) {
    transport += contract::involves(task, body->name) ? 1 : 0;
    cells += task.field == "cells" ? 1 : 0;
  }
  CHECK(rows_in(pages.open("/tasks?body=transport")) == transport);
  CHECK(rows_in(pages.open("/tasks?field=cells")) == cells);
  CHECK(rows_in(pages.open("/tasks?q=t003")) == 1);
  CHECK(rows_in(pages.open("/tasks?indicator=4")) >= 1);
  CHECK(rows_in(pages.open("/tasks?indicator=4&portal=serves")) == 0);
}

TEST_CASE("odd filters find nothing and break nothing") {
  const PlanBook pages;
  for (const char* odd : {"/tasks?body=nobody", "/tasks?field=%F0%A0%AE%B7", "/tasks?q=%3Cscript%3E",
                          "/tasks?indicator=1e9", "/tasks?portal=%E2%80%AE", "/tasks?q=zzzzzz"})
    CHECK(rows_in(pages.open(odd)) == 0);
  const std::string long_query(4000, 'x');
  CHECK(rows_in(pages.open("/tasks?q=" + long_query)) == 0);
  CHECK_FALSE(pages.book.open("/tasks/T999").has_value());
  CHECK_FALSE(pages.book.open("/tasks/T001/more").has_value());
  CHECK_FALSE(pages.book.open("/discrepancies/D38").has_value());
  CHECK_FALSE(pages.book.open("/targets/g01").has_value());
}

TEST_CASE("targets are told apart by whether the table has them") {
  const PlanBook pages;
  const std::size_t with = rows_in(pages.open("/targets?table=yes")),
                    without = rows_in(pages.open("/targets?table=no"));
  CHECK(with > 0);
  CHECK(without > 0);
  CHECK(with + without == 70);
}

TEST_CASE("lists cut long names of indicators, and the link leads to the whole") {
  const PlanBook pages;
  const auto& indicators = pages.source.current()->get<service::IndicatorContent>();
  const auto quotes = [&](const std::string& name) {  // a note shows the words that it is about
    for (const contract::Discrepancy& row : pages.source.current()->get<service::PlanContent>().discrepancies)
      for (const contract::DiscrepancyPlace& place : row.places)
        if (holds(place.says, name)) return true;
    return false;
  };
  for (const char* path : {"/targets", "/discrepancies", "/tasks/T115"}) {
    const std::string text = pages.text(path);
    for (const contract::Indicator& row : indicators.indicators)
      if (contract::code_point_count(row.name) > 25 && !quotes(row.name)) {
        CAPTURE(path);
        CAPTURE(row.no);
        CHECK_FALSE(holds(text, row.name));
      }
  }
  CHECK(holds(pages.text("/targets"), indicators.find(35)->name.substr(0, 30)));
  CHECK(links_of(pages.open("/targets")).count("/indicators/35") == 1);
}

TEST_CASE("the coverage counts every task once") {
  const PlanBook pages;
  const contract::Document page = pages.open("/coverage");
  std::size_t listed = 0, counted = 0;
  for (const contract::Block& block : page.blocks) {
    listed += block.cards.size();
    if (block.columns.size() == 3 && block.columns[1].number)
      for (const auto& row : block.rows) counted += std::stoul(row[1].front().text);
  }
  CHECK(counted == pages.source.current()->get<service::PlanContent>().tasks.size());
  CHECK(listed == counted);
}

TEST_CASE("every contradiction is one row that leads to its page, and the page has its places and handling") {
  const PlanBook pages;
  const contract::Document list = pages.open("/discrepancies");
  const auto& rows = pages.source.current()->get<service::PlanContent>().discrepancies;
  CHECK(rows_in(list) == 37);
  for (const contract::Discrepancy& row : rows) {
    CAPTURE(row.id);
    CHECK(links_of(list).count("/discrepancies/" + row.id) == 1);
    const std::string text = pages.text("/discrepancies/" + row.id);
    CHECK(holds(text, row.handling));
    for (const contract::DiscrepancyPlace& place : row.places) CHECK(holds(text, place.says));
  }
}

TEST_CASE("a list that holds nothing leads back to all of it") {
  const PlanBook pages;
  const contract::Document page = pages.open("/tasks?q=zzzzzz");
  CHECK(holds(pages.text("/tasks?q=zzzzzz"), "没有符合条件的任务"));
  CHECK(links_of(page).count("/tasks") == 1);
}

TEST_CASE("an empty register says so; a unit with evidence is listed and found by its filters") {
  PlanBook pages;
  CHECK(rows_in(pages.open("/cells")) ==
        5 + pages.source.current()->get<service::PlanContent>().cells.types.size());
  const auto content = pages.source.current();
  const std::string area = content->get<service::CountyContent>().areas.front().code;
  const contract::WasteCell cell{"C001",
                                 "Sample school",
                                 "school",
                                 area,
                                 "recognised",
                                 "2026-11-01",
                                 "Office",
                                 {{"Notice 1", "/disclosure"}},
                                 ""};
  const std::size_t before = rows_in(pages.open("/cells"));
  REQUIRE(pages.source.replace(
      test::edited<service::PlanContent>(*content, [&](auto& plan) { plan.cells.cells.push_back(cell); })));
  CHECK(holds(pages.text("/cells"), "Sample school"));
  CHECK(rows_in(pages.open("/cells")) == before + 1);
  CHECK(holds(pages.text("/cells?type=school&field=life&status=recognised&area=" + area), "Sample school"));
  for (const char* other :
       {"/cells?type=farm", "/cells?field=industry", "/cells?status=withdrawn", "/cells?area=1"})
    CHECK_FALSE(holds(pages.text(other), "Sample school"));
}
