// Pages of the indicators as documents.
#include <doctest/doctest.h>

#include "indicator/indicator_content.hpp"
#include "indicator/indicator_pages.hpp"
#include "lib/base/text.hpp"
#include "lib/page/document_html.hpp"
#include "support/holds.hpp"
#include "support/office_fixture.hpp"

using namespace wufei;
using test::holds;

namespace {

struct Book {
  Book() {
    REQUIRE(indicators.set_content(test::real_content()));
    http::add_indicator_pages(book, indicators, "https://example.org");
  }
  std::string text(const std::string& target) {
    const auto document = book.open(target);
    REQUIRE(document);
    return http::document_text(*document);
  }
  void publish(int no, const char* period, const char* value, int reference_year = 0, int correct = 0) {
    service::PublishRequest request;
    request.indicator = no;
    request.period = period;
    request.value = value;
    request.reference_year = reference_year;
    request.source_title = "Bulletin";
    request.source_date = "2025-03-31";
    request.publisher = "Bureau";
    request.correct = correct;
    REQUIRE(indicators.publish(request, test::kClerk));
  }
  test::Office office;
  service::IndicatorService indicators{*office.store, office.clock};
  http::DocumentBook book;
};

bool has_chart(const contract::Document& document) {
  for (const contract::Block& block : document.blocks)
    if (block.kind == contract::BlockKind::chart) return true;
  return false;
}

}  // namespace

TEST_CASE("only values that a page offers itself make a page that is kept") {
  Book book;
  const auto is_listed = [&](const std::string& target) {
    const auto document = book.book.open(target);
    REQUIRE(document);
    return book.book.is_listed(target, *document);
  };
  CHECK(is_listed("/indicators"));
  CHECK(is_listed("/indicators?sort=name"));
  CHECK(is_listed("/indicators?utm=1"));  // not a name of the page: no part of its key
  CHECK_FALSE(is_listed("/indicators?sort=junk"));
  CHECK_FALSE(is_listed("/indicators?q=water"));
  CHECK_FALSE(is_listed("/indicators?sort=name&q=water"));
}

TEST_CASE("every indicator has a page, and every chart a table beside it") {
  Book book;
  CHECK(book.book.paths().size() == 50);  // the list, the method, 48 indicators
  for (const contract::Indicator& row : test::real_content()->get<service::IndicatorContent>().indicators) {
    CAPTURE(row.no);
    const auto document = book.book.open("/indicators/" + std::to_string(row.no));
    REQUIRE(document);
    CHECK(document->title == row.name);
    const std::string text = http::document_text(*document);
    for (const contract::IndicatorCell* cell : {&row.baseline, &row.target_2023, &row.target_2025})
      CHECK(holds(text, cell->raw));
    for (const std::string& id : row.discrepancies) CHECK(holds(text, id));
    CHECK(holds(text, row.meaning));
    std::size_t charts = 0, tables = 0;
    for (const contract::Block& block : document->blocks) {
      charts += block.kind == contract::BlockKind::chart ? 1 : 0;
      tables += block.kind == contract::BlockKind::table ? 1 : 0;
    }
    CHECK(tables >= charts);
  }
}

TEST_CASE("a table has the column of the year compared with only where a number is compared with one") {
  Book book;
  const std::string column(contract::text(contract::Text::server_indicator_column_reference));
  const auto tables = [&](int no) {
    std::size_t with = 0;
    const auto document = book.book.open("/indicators/" + std::to_string(no));
    for (const contract::Block& block : document->blocks) {
      if (block.kind != contract::BlockKind::table) continue;
      for (const auto& row : block.rows) CHECK(row.size() == block.columns.size());
      for (const contract::TableColumn& title : block.columns) with += title.title == column ? 1 : 0;
    }
    return with;
  };
  CHECK(tables(13) == 0);
  for (const int no : {18, 19, 24, 27}) CHECK(tables(no) == 1);
  book.publish(13, "2024", "73.5");
  CHECK(tables(13) == 0);
  book.publish(18, "2024", "7.5", 2020);
  CHECK(tables(18) == 2);
}

TEST_CASE("the verdict stands first, in words and in its tone; then the chart, then what the number means") {
  Book book;
  const auto blocks = [&](int no) { return book.book.open("/indicators/" + std::to_string(no))->blocks; };
  const auto open = blocks(15);
  CHECK(open[0].tone == contract::BlockTone::pending);
  REQUIRE(open[0].spans.size() == 2);
  CHECK(open[0].spans[0].text + open[0].spans[1].text == "实际值未公布，所以不判断是否达标。");
  CHECK(open[0].spans[0].strong);
  CHECK(open[1].kind == contract::BlockKind::chart);
  CHECK(open[2].anchor == "meaning");
  CHECK(blocks(18)[1].kind == contract::BlockKind::paragraph);  // not comparable: a sentence why
  book.publish(13, "2024", "75");
  book.publish(14, "2024", "12");
  book.publish(9, "2024", "150");
  CHECK(blocks(13)[0].tone == contract::BlockTone::success);
  CHECK(blocks(13)[0].text == "已达标");
  CHECK(blocks(14)[0].tone == contract::BlockTone::error);
  CHECK(blocks(14)[0].text == "未达标");
  CHECK(blocks(9)[0].tone == contract::BlockTone::pending);
  CHECK(blocks(9)[0].text == "无法判断");
}

TEST_CASE("a number stands in the list without its unit, on a track only where it is a share of a whole") {
  Book book;
  const auto page = book.book.open("/indicators");
  REQUIRE(page);
  const contract::Block* list = nullptr;
  for (const contract::Block& block : page->blocks)
    if (block.kind == contract::BlockKind::measures) list = &block;
  REQUIRE(list != nullptr);
  CHECK(list->columns.size() == contract::kMeasureColumns);
  std::vector<contract::Measure> rows;
  for (const contract::MeasureGroup& group : list->groups) {
    CHECK_FALSE(group.name.empty());
    rows.insert(rows.end(), group.rows.begin(), group.rows.end());
  }
  REQUIRE(rows.size() == 48);
  CHECK(rows[14].target == ">95");
  CHECK(rows[14].unit == "%");
  CHECK(rows[14].goal == "目标 >95%");
  CHECK(rows[14].actual == "未公布");
  CHECK(rows[14].base == 94);
  CHECK(rows[14].aim == 95);
  CHECK(rows[14].bound == contract::MarkBound::above);
  CHECK(rows[2].bound == contract::MarkBound::above);
  CHECK(rows[12].bound == contract::MarkBound::exact);
  CHECK(rows[8].tag == "口径待核实");
  CHECK(rows[17].tag == "不可比");
  for (const int no : {1, 9, 11, 18, 19, 22, 24, 27, 33, 48}) {
    CAPTURE(no);
    CHECK_FALSE((contract::has_track(rows[static_cast<std::size_t>(no) - 1]) &&
                 rows[static_cast<std::size_t>(no) - 1].unit != "%"));
  }
  for (const int no : {1, 9, 11, 18, 19, 24, 27, 33})
    CHECK_FALSE(contract::has_track(rows[static_cast<std::size_t>(no) - 1]));
  const auto sorted = book.book.open("/indicators?sort=name");
  for (const contract::Block& block : sorted->blocks)
    if (block.kind == contract::BlockKind::measures) CHECK(block.groups.size() == 1);
}

TEST_CASE("what follows the meaning is folded under what it holds; facts and neighbours stand in the rail") {
  Book book;
  const auto page = book.book.open("/indicators/15");
  REQUIRE(page);
  std::vector<std::string> folds, rail;
  for (const contract::Block& block : page->blocks) {
    if (block.fold.empty()) continue;
    auto& list = block.aside ? rail : folds;
    if (list.empty() || list.back() != block.fold + block.fold_note)
      list.push_back(block.fold + block.fold_note);
  }
  CHECK(folds == std::vector<std::string>{"核对说明 3 处：D03、D06、D20",
                                          "图里的数和原文：第 15 行和相关条款", "历年实际值：还没有",
                                          "修订记录：还没有"});
  REQUIRE(rail.size() == 4);
  CHECK(rail[2] == "前后各一项：14、16");
  CHECK(holds(book.text("/indicators/15"), "14 工业危险废物综合利用率"));
  book.publish(15, "2024", "96");
  bool counted = false;
  const auto published = book.book.open("/indicators/15");
  REQUIRE(published);
  for (const contract::Block& block : published->blocks)
    counted = counted || block.fold + block.fold_note == "修订记录：1 次";
  CHECK(counted);
}

TEST_CASE("pages that do not exist") {
  Book book;
  for (const char* wrong : {"/indicators/0", "/indicators/49", "/indicators/01", "/indicators/13?revision=1",
                            "/indicators/13?revision=x", "/indicators/method/1"}) {
    CAPTURE(wrong);
    CHECK_FALSE(book.book.open(wrong));
  }
}

TEST_CASE("a published value, its correction, and the old revision under its own address") {
  Book book;
  book.publish(13, "2024", "73.5");
  book.publish(13, "2024", "74.5", 0, 1);
  const std::string today = book.text("/indicators/13"), old = book.text("/indicators/13?revision=1");
  CHECK(holds(today, "74.5%"));
  CHECK(holds(today, "73.5%"));
  CHECK(holds(old, "73.5%"));
  const auto document = book.book.open("/indicators/13?revision=1");
  CHECK_FALSE(document->indexed);
  CHECK(document->path == "/indicators/13?revision=1");
  CHECK_FALSE(has_chart(*document));
  CHECK(has_chart(*book.book.open("/indicators/13")));
}

TEST_CASE("no chart sets numbers of different reference years side by side") {
  Book book;
  for (const int no : {18, 19, 24})
    CHECK_FALSE(has_chart(*book.book.open("/indicators/" + std::to_string(no))));
  for (const int no : {9, 11, 33, 34, 40, 48})
    CHECK_FALSE(has_chart(*book.book.open("/indicators/" + std::to_string(no))));
}

TEST_CASE(
    "a cell that our extraction lost is not told as one that the plan left out; no value is no verdict") {
  Book book;
  const auto words = [](contract::Text key) { return std::string(contract::text(key)); };
  const std::string lost = words(contract::Text::server_indicator_lost_body),
                    left_out = words(contract::Text::server_indicator_no_body);
  CHECK(holds(book.text("/indicators/36"), lost));
  CHECK(holds(book.text("/indicators/33"), left_out));
  CHECK_FALSE(holds(book.text("/indicators/33"), lost));
  const auto page = book.book.open("/indicators/13");
  REQUIRE(page);
  for (const contract::Block& block : page->blocks)
    CHECK_FALSE(block.text == words(contract::Text::server_indicator_unknown));
}
