// Tables that are handed in as files: whatever the bytes are, rows are as many as asked for, their cells
// text, and a file of answers has answers or says what is wrong. A damaged checksum hides a part, so parts
// are walked by themselves too.
#include <cstdlib>
#include <string>

#include "lib/base/utf8.hpp"
#include "lib/table/xml_walk.hpp"
#include "survey/desk/answer_sheet.hpp"

using namespace wufei;

namespace {

constexpr std::size_t kMost = 50;

void check_table(std::string_view bytes) {
  const service::HandedTable table = service::handed_table(bytes, kMost);
  if (table.fault != service::TableFault::none) return;
  if (table.sheet.rows.empty() || table.sheet.rows.size() > kMost) std::abort();
  for (const service::CsvRow& row : table.sheet.rows)
    for (const std::string& cell : row.cells)
      if (!contract::is_valid_utf8(cell)) std::abort();
}

void check_walk(std::string_view xml) {
  using Found = service::XmlWalk::Found;
  service::XmlWalk walk(xml);
  std::size_t steps = 0;
  for (Found found = walk.next(); found != Found::end && found != Found::broken; found = walk.next())
    if (++steps > 2 * xml.size() + 2) std::abort();
}

contract::Survey small_survey() {
  contract::Survey survey;
  survey.id = "s";
  survey.takes_open = survey.takes_invited = true;
  contract::SurveyQuestion one, several, text;
  one.id = "a", one.title = "A", one.options = {{"x", "X"}, {"y", "Y"}};
  several.id = "b", several.title = "B", several.kind = contract::QuestionKind::multiple;
  several.options = one.options;
  text.id = "c", text.title = "C", text.kind = contract::QuestionKind::text, text.limit = 9;
  survey.questions = {one, several, text};
  return survey;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_table(bytes);
  check_walk(bytes);
  const service::AnswerSheet sheet = service::read_answer_sheet(small_survey(), bytes);
  if (sheet.faulty == 0 && (sheet.responses.empty() || sheet.responses.size() != sheet.lines.size()))
    std::abort();
  if (sheet.faulty > 0 && (sheet.faults.empty() || !sheet.responses.empty())) std::abort();
  return 0;
}
