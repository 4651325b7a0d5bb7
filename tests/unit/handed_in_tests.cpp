// Tables that people hand in: workbooks of any program, CSV in the encodings of offices, and what is no
// table.
#include <doctest/doctest.h>

#include "lib/table/handed_in.hpp"
#include "lib/table/report_table.hpp"
#include "support/workbook_samples.hpp"

using namespace wufei;
using service::handed_table;
using service::TableFault;
using service::xlsx_rows;
using test::stored_zip;
using test::workbook_parts;
using Cells = std::vector<std::string>;

namespace {

Cells first_row(const std::string& rows, const std::string& shared = {}) {
  const auto read = xlsx_rows(stored_zip(workbook_parts(rows, shared)), 10);
  REQUIRE(read);
  REQUIRE(read->rows.size() == 1);
  return read->rows[0].cells;
}

bool is_refused(const std::string& rows, const std::string& shared = {}) {
  return !xlsx_rows(stored_zip(workbook_parts(rows, shared)), 10);
}

}  // namespace

TEST_CASE("a workbook of ours is read again, blank rows aside") {
  const service::ReportTable table{
      "A", {"作答码", "几分"}, {{"7K3-M9P-4TS", "4"}, {"", " "}, {"=1+1 <&>\"", "0.50"}, {"_x000D_", ""}}};
  const auto bytes = service::report_workbook({table, {"B", {"other"}, {}}});
  REQUIRE(bytes);
  const auto read = xlsx_rows(*bytes, 10);
  REQUIRE(read);
  CHECK(read->formulas.empty());
  REQUIRE(read->rows.size() == 4);
  CHECK(read->rows[0].cells == table.header);
  CHECK(read->rows[1].cells == table.rows[0]);
  CHECK(read->rows[2].line == 4);
  CHECK(read->rows[2].cells[0] == "=1+1 <&>\"");
  CHECK(read->rows[3].cells[0] == "_x000D_");
  const auto few = xlsx_rows(*bytes, 2);
  REQUIRE(few);
  CHECK(few->more);
  CHECK(few->rows.size() == 2);
}

TEST_CASE("texts are shared, inline, in pieces, escaped; cells are where they say, or follow each other") {
  const std::string shared =
      "<si><t>one</t></si><si><r><t xml:space=\"preserve\">two </t></r><r><t>three</t></r>"
      "<rPh sb=\"0\" eb=\"1\"><t>spoken</t></rPh></si>";
  CHECK(first_row(R"(<row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>0</v></c></row>)", shared) ==
        Cells{"", "two three", "", "one"});
  CHECK(
      first_row(
          R"(<x:row><x:c t='inlineStr'><x:is><x:t>&lt;&#x4E00;&amp;&#65;</x:t></x:is></x:c><x:c><x:v>4</x:v></x:c></x:row>)") ==
      Cells{"<一&A", "4"});
  CHECK(first_row("<row><c t=\"str\"><v><![CDATA[a<b]]></v></c><!-- > --><c/><c><v>_x4E00_</v></c></row>") ==
        Cells{"a<b", "", "一"});
}

TEST_CASE("formulas are told with their place") {
  const auto read = xlsx_rows(
      stored_zip(
          workbook_parts(R"(<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f>A2+1</f><v>2</v></c></row>)")),
      10);
  REQUIRE(read);
  REQUIRE(read->formulas.size() == 1);
  CHECK(read->formulas[0] == std::pair<int, std::size_t>(2, 2));
}

TEST_CASE("what is no workbook, damaged, locked or out of measure is refused") {
  const std::string sound = "<row><c><v>1</v></c></row>";
  const std::string bytes = stored_zip(workbook_parts(sound));
  REQUIRE(xlsx_rows(bytes, 10));
  CHECK_FALSE(xlsx_rows("", 10));
  CHECK_FALSE(xlsx_rows("PK\x05\x06", 10));
  CHECK_FALSE(xlsx_rows(bytes.substr(0, bytes.size() - 1), 10));
  CHECK_FALSE(xlsx_rows(bytes.substr(200), 10));
  std::string changed = bytes;
  changed[bytes.find("<v>1") + 3] = '2';
  CHECK_FALSE(xlsx_rows(changed, 10));  // the checksum tells
  CHECK_FALSE(xlsx_rows(stored_zip(workbook_parts(sound), 1), 10));
  CHECK_FALSE(xlsx_rows(stored_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}}), 10));
  CHECK(is_refused("<!DOCTYPE a [<!ENTITY b \"c\">]>" + sound));
  CHECK(is_refused("<row><c><v>&b;</v></c></row>"));
  CHECK(is_refused("<row><c><v>1</v></row>"));
  CHECK(is_refused("<row><c t=\"s\"><v>5</v></c></row>", "<si><t>a</t></si>"));
  CHECK(is_refused("<row><c r=\"XFD1\"><v>1</v></c></row>"));
  CHECK(is_refused("<row><c><v>\xFF</v></c></row>"));
  CHECK(is_refused(std::string(17 * 1024 * 1024, ' ')));
  // One text that every cell shares is as much as if each had it.
  std::string cells;
  for (int i = 0; i < 90; ++i) cells += "<c t=\"s\"><v>0</v></c>";
  std::string rows;
  for (int i = 0; i < 4; ++i) rows += "<row>" + cells + "</row>";
  CHECK_FALSE(is_refused(rows, "<si><t>" + std::string(100, 'a') + "</t></si>"));
  CHECK(is_refused(rows, "<si><t>" + std::string(64 * 1024, 'a') + "</t></si>"));
}

TEST_CASE("a file is told by its bytes: encodings, old formats, open quotes, too many rows") {
  CHECK(handed_table("\xEF\xBB\xBF"
                     "a,b\r\n1,\"x\r\ny\"\r\n",
                     10)
            .sheet.rows[1]
            .cells == Cells{"1", "x\ny"});
  const auto gbk = handed_table("\xD7\xF7\xB4\xF0\xC2\xEB,b\n\xC2\xFA\xD2\xE2,2\n", 10);
  CHECK(gbk.recoded);
  CHECK(gbk.sheet.rows[0].cells[0] == "作答码");
  CHECK(gbk.sheet.rows[1].cells[0] == "满意");
  CHECK(handed_table(std::string("\xFF\xFE"
                                 "a\0,\0",
                                 6),
                     10)
            .fault == TableFault::encoding);
  CHECK(handed_table("\xFF\xFF\xFF", 10).fault == TableFault::encoding);
  CHECK(handed_table("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 10).fault == TableFault::old_excel);
  CHECK(handed_table("PK\x03\x04 no archive", 10).fault == TableFault::damaged);
  CHECK(handed_table("", 10).fault == TableFault::empty);
  CHECK(handed_table(" , \n", 10).fault == TableFault::empty);
  const auto open = handed_table("a,b\nc,\"d\n", 10);
  CHECK(open.fault == TableFault::open_quote);
  CHECK(open.line == 2);
  CHECK(handed_table("a\n1\n2\n", 3).fault == TableFault::none);
  CHECK(handed_table("a\n1\n2\n3\n", 3).fault == TableFault::too_many);
}
