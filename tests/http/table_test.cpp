// What tables are written as: CSV, JSON, workbooks; and what a table must be.
#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>

#include "lib/table/dataset_formats.hpp"
#include "lib/table/report_table.hpp"
#include "lib/table/sheet.hpp"
#include "pickup/export/run_sheet.hpp"
#include "zip_parts.hpp"

using namespace wufei;
using service::Dataset;
using service::FieldType;
using tests::kZipEpoch;
using tests::zip_parts;

namespace {

Dataset sample() {
  Dataset table;
  table.name = "sample";
  table.fields = {{"id", FieldType::text, true}, {"count", FieldType::integer}, {"share", FieldType::number},
                  {"open", FieldType::boolean},  {"day", FieldType::date},      {"names", FieldType::texts}};
  table.key = {"id"};
  table.rows = {{std::string("=HYPERLINK(\"x\")"), std::int64_t{3}, service::PlainNumber{"92.50"}, true,
                 std::string("2026-02-28"), std::vector<std::string>{"a", "b"}},
                {std::string("two\r\nlines, \"quoted\""), {}, {}, false, {}, {}}};
  return table;
}

std::string csv_of(const std::string& text) {
  Dataset table;
  table.fields = {{"t", FieldType::text}};
  table.rows = {{text}};
  const std::string csv = http::dataset_csv(table);
  return csv.substr(3, csv.size() - 5);
}

}  // namespace

TEST_CASE("CSV is quoted by RFC 4180 and runs no formula") {
  const std::string csv = http::dataset_csv(sample());
  CHECK(csv ==
        "id,count,share,open,day,names\r\n"
        "\"'=HYPERLINK(\"\"x\"\")\",3,92.50,true,2026-02-28,a;b\r\n"
        "\"two\r\nlines, \"\"quoted\"\"\",,,false,,\r\n");
  for (const char* formula : {"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "-", "+", "-.5", "=", "--1", "-1e3"})
    CHECK(csv_of(formula) == std::string("'") + formula);
  CHECK(csv_of("\rx") == "\"'\rx\"");
  CHECK(csv_of("\n=1+1") == "\"'\n=1+1\"");
  for (const char* plain : {"-5", "+3.25", "-0.5", "a=b", "1-2", "\xF0\xA0\xAE\xB7", "\xF0\x9F\x98\x80"})
    CHECK(csv_of(plain) == plain);
}

TEST_CASE("a negative number stays one, and a formula is defused, in every table") {
  Dataset data;
  data.name = "sample";
  data.fields = {{"t", FieldType::text}, {"i", FieldType::integer}, {"n", FieldType::number}};
  data.rows = {{std::string("-5"), std::int64_t{-5}, service::PlainNumber{"-5.5"}},
               {std::string("-5+2"), {}, {}}};
  CHECK(http::dataset_csv(data) == "t,i,n\r\n-5,-5,-5.5\r\n'-5+2,,\r\n");
  const std::vector<std::vector<std::string>> rows{{"-5", "=1+1"}, {"-5.5", "a,b"}};
  const std::string same = "\xEF\xBB\xBFt,u\r\n-5,'=1+1\r\n-5.5,\"a,b\"\r\n";
  CHECK(app::sheet_csv({{{"t"}, {"u"}}, rows}) == same);
  const service::ReportTable report{"report", {"t", "u"}, rows};
  CHECK(service::report_csv(report) == same);
  service::RunSheetRow pickup;
  pickup.note = "-5";
  CHECK(app::run_sheet_csv({pickup}).find(",-5,") != std::string::npos);

  const auto first_sheet = [](const contract::Result<std::string>& book) {
    REQUIRE(book);
    return zip_parts(*book).at("xl/worksheets/sheet1.xml").text;
  };
  const std::string of_data = first_sheet(http::dataset_workbook(data, {{"t", "", "", {}}, "", "", "", ""}));
  for (const char* number : {"<v>-5</v>", "<v>-5.5</v>"}) {
    CHECK(of_data.find(number) != std::string::npos);
    CHECK(first_sheet(service::report_workbook({report})).find(number) != std::string::npos);
  }
  const auto strings =
      zip_parts(*app::sheet_xlsx({{{"t"}, {"u"}}, rows}, "t")).at("xl/sharedStrings.xml").text;
  for (const char* text : {"<t>-5</t>", "<t>=1+1</t>"}) CHECK(strings.find(text) != std::string::npos);
  for (const std::string& sheet : {of_data, first_sheet(service::report_workbook({report}))})
    CHECK(sheet.find("<f>") == std::string::npos);
}

TEST_CASE("names that look like numbers stay names in a workbook") {
  const service::ReportTable report{
      "report", {"t"}, {{"007"}, {"-007"}, {"+3"}, {"1e5"}, {"-"}, {"12345678901234567890"}}};
  const auto book = service::report_workbook({report});
  REQUIRE(book);
  const std::string sheet = zip_parts(*book).at("xl/worksheets/sheet1.xml").text;
  std::size_t texts = 0;
  for (std::size_t at = sheet.find("t=\"s\""); at != std::string::npos; at = sheet.find("t=\"s\"", at + 1))
    ++texts;
  CHECK(texts == 7);
}

TEST_CASE(
    "a text that looks like a code of the file format is read back as it is, and numbers keep their digits") {
  const std::vector<std::vector<std::string>> rows{{"x_x4E00_y", "_x4E00_x4E00_"}, {"_x4E0_", "_X4E00_"}};
  const auto text = zip_parts(*app::sheet_xlsx({{{"t"}, {"u"}}, rows}, "t")).at("xl/sharedStrings.xml").text;
  for (const char* kept :
       {"<t>x_x005F_x4E00_y</t>", "<t>_x005F_x4E00_x005F_x4E00_</t>", "<t>_x4E0_</t>", "<t>_X4E00_</t>"})
    CHECK_MESSAGE(text.find(kept) != std::string::npos, kept);
  Dataset data;
  data.name = "sample";
  data.fields = {{"n", FieldType::number}};
  data.rows = {{service::PlainNumber{"60.0"}}, {service::PlainNumber{"92.50"}}, {service::PlainNumber{"7"}}};
  const service::ReportTable report{"report", {"n"}, {{"60.0"}, {"92.50"}, {"7"}}};
  for (const auto& book : {http::dataset_workbook(data, {{"t", "", "", {}}, "", "", "", ""}),
                           service::report_workbook({report})}) {
    REQUIRE(book);
    const auto parts = zip_parts(*book);
    const std::string styles = parts.at("xl/styles.xml").text;
    // 2 is Excel's own "0.00"; others are listed.
    CHECK(styles.find("formatCode=\"0.0\"") != std::string::npos);
    CHECK((styles.find("formatCode=\"0.00\"") != std::string::npos ||
           styles.find("numFmtId=\"2\"") != std::string::npos));
    CHECK(parts.at("xl/worksheets/sheet1.xml").text.find("<v>60</v>") != std::string::npos);
  }
}

TEST_CASE("JSON keeps types and the order of the fields") {
  CHECK(
      http::dataset_json(sample()) ==
      "[\n{\"id\":\"=HYPERLINK(\\\"x\\\")\",\"count\":3,\"share\":92.5,\"open\":true,\"day\":\"2026-02-28\","
      "\"names\":[\"a\",\"b\"]},\n{\"id\":\"two\\r\\nlines, \\\"quoted\\\"\",\"count\":null,\"share\":null,"
      "\"open\":false,\"day\":null,\"names\":null}\n]\n");
  CHECK(http::dataset_json({}) == "[\n]\n");
}

TEST_CASE("a workbook has the same bytes every time, whatever the clock says") {
  const http::WorkbookNotes notes{
      {"Sample", "about", "source", {}}, "2026-11-24-1a2b3c4d", "2026-11-24", "free", ""};
  const auto first = http::dataset_workbook(sample(), notes);
  const auto second = http::dataset_workbook(sample(), notes);
  REQUIRE(first);
  REQUIRE(second);
  CHECK(*first == *second);
  const auto parts = zip_parts(*first);
  CHECK(parts.size() > 5);
  for (const auto& [name, part] : parts) CHECK(part.moment == kZipEpoch);
  const std::string about = parts.at("docProps/core.xml").text;
  for (const char* moment : {"created", "modified"})
    CHECK(about.find(std::string(moment) + " xsi:type=\"dcterms:W3CDTF\">2026-11-2") != std::string::npos);
  Dataset odd = sample();
  odd.rows[0][0] = std::string(200000, 'x');  // longer than a cell may be
  CHECK(http::dataset_workbook(odd, notes).has_value());
  CHECK(http::dataset_workbook({}, {{"a/b", "", "", {}}, "", "", "", ""}).has_value());
}

TEST_CASE("a table that breaks its own rules is refused whole") {
  Dataset table = sample();
  CHECK(service::check_dataset(table) == "");
  SUBCASE("uneven row") {
    table.rows[0].pop_back();
  }
  SUBCASE("wrong type") {
    table.rows[0][1] = std::string("3");
  }
  SUBCASE("missing") {
    table.rows[0][0] = {};
  }
  SUBCASE("no date") {
    table.rows[0][4] = std::string("2026-02-30");
  }
  SUBCASE("key twice") {
    table.rows.push_back(table.rows[0]);
  }
  SUBCASE("no choice") {
    table.fields[0].choices = {"a"};
  }
  CHECK(service::check_dataset(table) != "");
}

TEST_CASE("a reference must lead to a row") {
  Dataset table = sample(), other;
  other.name = "other";
  other.fields = {{"sample", FieldType::text, true, {}, "sample.id"}};
  other.rows = {{std::string("nobody")}};
  CHECK(service::check_references({table, other}) != "");
  other.rows = {{table.rows[0][0]}};
  CHECK(service::check_references({table, other}) == "");
  other.fields[0].refers_to = "elsewhere.id";
  CHECK(service::check_references({table, other}) == "");
}

TEST_CASE("a row of a printed sheet is as high as its longest text needs") {
  const app::Sheet sheet{
      {{"a", 10.0}, {"b", 10.0}},
      {{"short", "x"}, {"\u4E1C\u963F\u53BF\u5E78\u798F\u5C0F\u533A", "x"}, {"x", "1\n2\n3"}}};
  const auto book = app::sheet_xlsx(sheet, "t");
  REQUIRE(book);
  const std::string text = zip_parts(*book).at("xl/worksheets/sheet1.xml").text;
  CHECK(text.find("<row r=\"2\" spans=\"1:2\">") != std::string::npos);
  CHECK(text.find("<row r=\"3\" spans=\"1:2\" ht=\"30\" customHeight=\"1\">") != std::string::npos);
  CHECK(text.find("<row r=\"4\" spans=\"1:2\" ht=\"45\" customHeight=\"1\">") != std::string::npos);
}
