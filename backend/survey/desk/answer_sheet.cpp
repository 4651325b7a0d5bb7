#include "survey/desk/answer_sheet.hpp"

#include <algorithm>
#include <map>

#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/table/report_table.hpp"

namespace wufei::service {
namespace {

using contract::Json;
using contract::QuestionKind;
using contract::Survey;
using contract::SurveyQuestion;
using contract::Text;

// As it is compared: people type full-width and half-width signs.
std::string compared(std::string_view text) {
  return contract::to_half_width(contract::entered_text(text));
}

// As much of a cell as a message can hold.
std::string shown(std::string_view cell) {
  constexpr std::size_t kMost = 20;  // code points
  const std::string text = compared(cell);
  std::size_t at = 0;
  for (std::size_t count = 0; count < kMost && at < text.size(); ++count) contract::next_code_point(text, at);
  return at < text.size() ? text.substr(0, at) + "\xE2\x80\xA6" : text;  // an ellipsis
}

// "A", "B", ..., "AA"
std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

// The id of the value that is meant; "" when none is.
std::string value_meant(const SurveyQuestion& question, std::string_view typed) {
  const std::string wanted = compared(typed);
  for (const contract::SurveyOption& value : contract::question_values(question))
    if (value.id == wanted || compared(value.label) == wanted) return value.id;
  return {};
}

std::vector<std::string> parts_of(std::string_view cell) {
  std::vector<std::string> parts;
  const std::string text = compared(cell);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.size(), text.find_first_of(";\n", at));
    if (auto part = contract::trimmed(text.substr(at, end - at)); !part.empty())
      parts.push_back(std::move(part));
    at = end + 1;
  }
  return parts;
}

// Null when the cell holds none of the question's values.
Json answer_in(const SurveyQuestion& question, const std::string& cell) {
  if (question.kind == QuestionKind::text) return contract::entered_text(cell);
  if (question.kind == QuestionKind::multiple) {
    Json ids = Json::array();
    for (const std::string& part : parts_of(cell)) {
      std::string id = value_meant(question, part);
      if (id.empty()) return nullptr;
      ids.push_back(std::move(id));
    }
    return ids;
  }
  const std::string id = value_meant(question, cell);
  if (id.empty()) return nullptr;
  if (question.kind == QuestionKind::single) return id;
  return contract::leading_whole<int>(id);
}

std::string file_fault(const HandedTable& table) {
  switch (table.fault) {
    case TableFault::old_excel:
      return words(Text::server_survey_desk_file_old);
    case TableFault::damaged:
      return words(Text::server_survey_desk_file_damaged);
    case TableFault::encoding:
      return words(Text::server_survey_desk_file_encoding);
    case TableFault::open_quote:
      return contract::text(Text::server_survey_desk_file_quote, {{"line", std::to_string(table.line)}});
    case TableFault::too_many:
      return contract::text(Text::server_survey_desk_file_long, {{"limit", std::to_string(kMostSheetRows)}});
    case TableFault::empty:
    case TableFault::none:
      break;
  }
  return words(Text::server_survey_desk_file_empty);
}

class SheetCheck {
 public:
  SheetCheck(const Survey& survey, const HandedTable& table, AnswerSheet& sheet)
      : survey_(survey), table_(table), sheet_(sheet), titles_(table.sheet.rows.front()) {}

  void run() {
    read_titles();
    for (const auto& [line, column] : table_.sheet.formulas)
      sheet_.fault(line, title_at(column), words(Text::server_survey_desk_formula));
    if (sheet_.faulty > 0) return;
    const auto& rows = table_.sheet.rows;
    std::for_each(rows.begin() + 1, rows.end(), [&](const CsvRow& row) { read_row(row); });
    if (rows.size() == 1) sheet_.fault(0, {}, words(Text::server_survey_desk_file_empty));
  }

 private:
  static constexpr int kUnnamed = -2, kCode = -1;  // else an index into the questions

  int meaning_of(const std::string& title) const {
    const std::string wanted = compared(title);
    if (wanted.empty()) return kUnnamed;
    if (wanted == compared(contract::text(Text::survey_code_label)) || wanted == "code") return kCode;
    for (std::size_t i = 0; i < survey_.questions.size(); ++i)
      if (survey_.questions[i].id == wanted || compared(survey_.questions[i].title) == wanted)
        return static_cast<int>(i);
    return static_cast<int>(survey_.questions.size());
  }
  std::string title_at(std::size_t column) const {
    const std::string title = column < titles_.cells.size() ? compared(titles_.cells[column]) : std::string();
    return title.empty()
               ? contract::text(Text::server_survey_desk_column, {{"letters", column_letters(column)}})
               : title;
  }

  void read_titles() {
    if (titles_.cells.size() > kMostColumns)
      return sheet_.fault(titles_.line, {}, words(Text::server_survey_desk_title_unknown));
    const int known = static_cast<int>(survey_.questions.size());
    for (std::size_t column = 0; column < titles_.cells.size(); ++column) {
      const int meaning = meaning_of(titles_.cells[column]);
      if (meaning == known)
        sheet_.fault(titles_.line, title_at(column), words(Text::server_survey_desk_title_unknown));
      else if (meaning != kUnnamed && std::count(columns_.begin(), columns_.end(), meaning) > 0)
        sheet_.fault(titles_.line, title_at(column), words(Text::server_survey_desk_title_twice));
      columns_.push_back(meaning);
    }
    if (!survey_.takes_open) require(kCode, words(Text::survey_code_label));
    for (int i = 0; i < known; ++i) require(i, survey_.questions[static_cast<std::size_t>(i)].title);
  }
  void require(int meaning, const std::string& title) {
    if (std::count(columns_.begin(), columns_.end(), meaning) == 0)
      sheet_.fault(titles_.line, title, words(Text::server_survey_desk_title_missing));
  }

  void read_row(const CsvRow& row) {
    const std::size_t faults = sheet_.faulty;
    std::string code;
    Json answers = Json::object();
    for (std::size_t column = 0; column < row.cells.size(); ++column)
      if (!contract::trimmed(row.cells[column]).empty()) read_cell(row, column, code, answers);
    if (sheet_.faulty > faults) return;
    auto response = paper_response(survey_, code, answers);
    if (!response) return tell(row.line, response.error());
    if (!code.empty() && !seen_.try_emplace(response->code, row.line).second)
      return sheet_.fault(row.line, words(Text::survey_code_label),
                          contract::text(Text::server_survey_desk_code_twice,
                                         {{"line", std::to_string(seen_[response->code])}}));
    sheet_.left_out += answers.size() - response->answers.size();
    sheet_.incomplete += lacks_required(survey_, response->answers) ? 1 : 0;
    sheet_.responses.push_back(std::move(*response));
    sheet_.lines.push_back(row.line);
  }
  void read_cell(const CsvRow& row, std::size_t column, std::string& code, Json& answers) {
    const int meaning = column < columns_.size() ? columns_[column] : kUnnamed;
    if (meaning == kUnnamed)
      return sheet_.fault(row.line, title_at(column), words(Text::server_survey_desk_cell_untitled));
    if (meaning == kCode) {
      code = contract::entered_symbols(row.cells[column]);
      return;
    }
    const SurveyQuestion& question = survey_.questions[static_cast<std::size_t>(meaning)];
    Json answer = answer_in(question, row.cells[column]);
    if (answer.is_null()) return sheet_.fault(row.line, question.title, unknown_value(row, column));
    answers[question.id] = std::move(answer);
  }
  // A value of the column beside it shows that the row slipped.
  std::string unknown_value(const CsvRow& row, std::size_t column) const {
    for (const std::size_t beside : {column - 1, column + 1}) {
      const int meaning = beside < columns_.size() ? columns_[beside] : kUnnamed;
      if (meaning < 0) continue;
      const SurveyQuestion& other = survey_.questions[static_cast<std::size_t>(meaning)];
      if (other.kind != QuestionKind::text && !answer_in(other, row.cells[column]).is_null())
        return contract::text(Text::server_survey_desk_value_shifted,
                              {{"value", shown(row.cells[column])}, {"column", other.title}});
    }
    return contract::text(Text::server_survey_desk_value_unknown, {{"value", shown(row.cells[column])}});
  }
  void tell(int line, const contract::Error& error) {
    constexpr std::string_view kAnswers = "/answers/";
    for (const contract::FieldError& field : error.fields) {
      std::string column = field.pointer == "/code" || field.pointer == "/kind"
                               ? words(Text::survey_code_label)
                               : std::string();
      if (field.pointer.starts_with(kAnswers)) {
        const std::string id =
            field.pointer.substr(kAnswers.size(), field.pointer.find('/', kAnswers.size()) - kAnswers.size());
        if (const SurveyQuestion* question = contract::find_question(survey_, id)) column = question->title;
      }
      sheet_.fault(line, std::move(column), contract::rule_text(field.rule, field.limit));
    }
  }

  const Survey& survey_;
  const HandedTable& table_;
  AnswerSheet& sheet_;
  const CsvRow& titles_;
  std::vector<int> columns_;
  std::map<std::string, int> seen_;  // codes
};

}  // namespace

void AnswerSheet::fault(int line, std::string column, std::string text) {
  ++faulty;
  if (faults.size() < kMostSheetFaults) faults.push_back({line, std::move(column), std::move(text)});
}

bool lacks_required(const Survey& survey, const contract::SurveyAnswers& answers) {
  return !contract::check_answers(survey, answers, true, "").empty();
}

contract::Result<contract::SurveyResponse> paper_response(const Survey& survey, const std::string& code,
                                                          const Json& answers) {
  Json body{{"version", survey.version}, {"complete", false}, {"answers", answers}};
  const bool invited = !code.empty() || !survey.takes_open;
  body["kind"] = contract::kind_name(invited ? contract::AnswerKind::invited : contract::AnswerKind::open);
  if (invited) body["code"] = code;
  auto response = contract::parse_survey_response(survey, body, contract::Hidden::left_out);
  if (response && response->answers.empty())
    return contract::field_error("/answers", contract::Rule::required);
  if (response) response->complete = true;
  return response;
}

AnswerSheet read_answer_sheet(const Survey& survey, std::string_view bytes) {
  AnswerSheet sheet;
  const HandedTable table = handed_table(bytes, kMostSheetRows + 1);
  sheet.recoded = table.recoded;
  if (table.fault != TableFault::none)
    sheet.fault(0, {}, file_fault(table));
  else
    SheetCheck(survey, table, sheet).run();
  if (sheet.faulty > 0) sheet.responses.clear();
  return sheet;
}

contract::Result<std::string> answer_template(const Survey& survey) {
  ReportTable empty{words(Text::server_survey_desk_answers), {}, {}};
  ReportTable values{words(Text::server_survey_desk_values),
                     {words(Text::server_survey_desk_question), words(Text::server_survey_desk_value),
                      words(Text::server_survey_desk_how)},
                     {}};
  if (survey.takes_invited) empty.header.push_back(words(Text::survey_code_label));
  for (const SurveyQuestion& question : survey.questions) {
    empty.header.push_back(question.title);
    const bool several = question.kind == QuestionKind::multiple;
    for (const contract::SurveyOption& value : contract::question_values(question))
      values.rows.push_back(
          {question.title, value.label,
           words(several ? Text::server_survey_desk_how_several : Text::server_survey_desk_how_one)});
    if (question.kind == QuestionKind::text)
      values.rows.push_back({question.title, {}, words(Text::server_survey_desk_how_text)});
  }
  return report_workbook({empty, values});
}

}  // namespace wufei::service
