// Answers from paper as a table: what is read, and what is told of a table that slipped.
#include <doctest/doctest.h>

#include <algorithm>

#include "lib/base/text.hpp"
#include "lib/table/csv.hpp"
#include "support/survey_fixture.hpp"
#include "support/workbook_samples.hpp"
#include "survey/desk/answer_sheet.hpp"

using namespace wufei;
using contract::Text;
using service::AnswerSheet;
using service::read_answer_sheet;
using test::seeded_survey;
using Cells = std::vector<std::string>;

namespace {

// Of the seeded survey, with the ids of its questions.
const Cells kTitles{"作答码",       "area", "age",       "reached",    "channels", "known",
                    "satisfaction", "why",  "took_part", "collection", "advice"};

Cells sound_row(const std::string& code = "") {
  return {code, "outside", "", "接触过", "学校；单位", "了解一些", "4", "", "sorting;recycling", "10", ""};
}

AnswerSheet read(std::vector<Cells> rows, const Cells& titles = kTitles) {
  return read_answer_sheet(seeded_survey(), service::csv_file(titles, rows));
}

bool tells(const AnswerSheet& sheet, int line, const std::string& column, const std::string& part) {
  for (const service::SheetFault& fault : sheet.faults)
    if (fault.line == line && fault.column == column && fault.text.find(part) != std::string::npos)
      return true;
  return false;
}

std::string title_of(const char* question) {
  return contract::find_question(seeded_survey(), question)->title;
}

}  // namespace

TEST_CASE("labels and ids are read, in any order of the columns, whatever signs people type") {
  const AnswerSheet sheet = read({sound_row(), sound_row("123")});
  CHECK(sheet.faulty == 1);  // the second has no code that could be
  CHECK(tells(sheet, 3, "作答码", std::string(contract::text(Text::rule_survey_code_unknown))));
  CHECK(sheet.responses.empty());
  const AnswerSheet good = read({sound_row()});
  REQUIRE(good.responses.size() == 1);
  CHECK(good.lines[0] == 2);
  const contract::SurveyResponse& response = good.responses[0];
  CHECK(response.complete);
  CHECK(response.kind == contract::AnswerKind::open);
  CHECK(response.answers.at("channels") == Cells{"school", "work"});
  CHECK(response.answers.at("satisfaction") == Cells{"4"});
  CHECK(response.answers.at("collection") == Cells{"10"});
  CHECK_FALSE(response.answers.contains("age"));
  Cells titles = kTitles, row = sound_row();
  std::reverse(titles.begin(), titles.end());
  std::reverse(row.begin(), row.end());
  const AnswerSheet turned = read({row}, titles);
  REQUIRE(turned.responses.size() == 1);
  CHECK(turned.responses[0].answers == response.answers);
}

TEST_CASE("a row that slipped by one column is told as that") {
  Cells row = sound_row();
  row.insert(row.begin() + 3, "");  // all that follows stands one column to the right
  const AnswerSheet sheet = read({sound_row(), row});
  CHECK(sheet.responses.empty());
  CHECK(tells(sheet, 3, title_of("channels"), title_of("reached")));
  CHECK(tells(sheet, 3, title_of("known"), title_of("channels")));
  CHECK(sheet.faulty >= 3);
  Cells longer = sound_row();
  longer.push_back("x");
  CHECK(tells(read({longer}), 2, contract::text(Text::server_survey_desk_column, {{"letters", "L"}}),
              std::string(contract::text(Text::server_survey_desk_cell_untitled))));
}

TEST_CASE("titles that are unknown, double or missing stop the file before its rows") {
  Cells titles = kTitles;
  titles[1] = "somewhere";
  AnswerSheet sheet = read({sound_row()}, titles);
  CHECK(sheet.faulty == 2);
  CHECK(tells(sheet, 1, "somewhere", std::string(contract::text(Text::server_survey_desk_title_unknown))));
  CHECK(
      tells(sheet, 1, title_of("area"), std::string(contract::text(Text::server_survey_desk_title_missing))));
  titles = kTitles;
  titles[1] = "age";
  CHECK(tells(read({sound_row()}, titles), 1, "age",
              std::string(contract::text(Text::server_survey_desk_title_twice))));
}

TEST_CASE(
    "what a person left out counts as missing; what is not asked is left out; nothing at all is a fault") {
  Cells row(11);
  row[5] = "不了解";
  row[6] = "5";  // asked only of those who know of it
  const AnswerSheet sheet = read({row});
  REQUIRE(sheet.responses.size() == 1);
  CHECK(sheet.incomplete == 1);
  CHECK(sheet.left_out == 1);
  CHECK(sheet.responses[0].answers.size() == 1);
  row[5] = "";
  CHECK(read({row}).faulty == 1);
}

TEST_CASE("a code stands once in a file; options that exclude others stand alone") {
  test::Office office;
  const auto codes = test::survey_codes(office, 10);
  const AnswerSheet twice =
      read({sound_row(codes[0].code), sound_row(codes[1].code), sound_row(codes[0].code)});
  CHECK(twice.faulty == 1);
  CHECK(tells(twice, 4, "作答码", "2"));
  Cells row = sound_row();
  row[8] = "sorting;none";
  CHECK(
      tells(read({row}), 2, title_of("took_part"), std::string(contract::text(Text::rule_exclusive_option))));
}

TEST_CASE("formulas, too many rows, an empty table") {
  std::string titles;
  for (const std::string& title : kTitles) titles += "<c t=\"str\"><v>" + title + "</v></c>";
  const std::string bytes = test::stored_zip(test::workbook_parts(
      "<row r=\"1\">" + titles + "</row><row r=\"2\"><c r=\"D2\" t=\"str\"><f>A1</f><v>yes</v></c></row>"));
  CHECK(tells(read_answer_sheet(seeded_survey(), bytes), 2, "reached",
              std::string(contract::text(Text::server_survey_desk_formula))));
  CHECK(read({}).faulty == 1);
  const AnswerSheet many = read(std::vector<Cells>(service::kMostSheetRows + 1, sound_row()));
  CHECK(many.faulty == 1);
  CHECK(tells(many, 0, "", "5000"));
  CHECK(read(std::vector<Cells>(service::kMostSheetRows, sound_row())).responses.size() ==
        service::kMostSheetRows);
}

TEST_CASE("the template has the titles that are read") {
  const auto bytes = service::answer_template(seeded_survey());
  REQUIRE(bytes);
  const auto rows = service::xlsx_rows(*bytes, 10);
  REQUIRE(rows);
  REQUIRE(rows->rows.size() == 1);
  CHECK(rows->rows[0].cells.size() == seeded_survey().questions.size() + 1);
  const AnswerSheet sheet = read({sound_row()}, rows->rows[0].cells);
  CHECK(sheet.responses.size() == 1);
}
