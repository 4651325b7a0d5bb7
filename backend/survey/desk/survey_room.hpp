// What the pages of surveys at the desk share.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk_parts.hpp"
#include "survey/desk/answer_sheet.hpp"
#include "survey/desk/survey_desk.hpp"
#include "survey/desk/tray.hpp"

namespace wufei::http {

inline constexpr std::string_view kSurveyDesk = "/desk/surveys";
inline constexpr std::string_view kRepeatKey =
    "key";  // hidden field: the same form again is the same request

// Codes of one batch, until they are printed.
struct CodeBatch {
  std::string survey;
  std::vector<service::IssuedCode> codes;
};

// A file of answers that was read and waits for a yes.
struct SheetPreview {
  std::string survey;
  int version = 0;  // of the survey that it was read by
  service::AnswerSheet sheet;
  std::string key;  // made from the answers: the same ones again are the same request
};

struct SurveyRoom : SurveyDesk {
  explicit SurveyRoom(const SurveyDesk& desk) : SurveyDesk(desk) {}

  Tray<CodeBatch> batches;
  Tray<SheetPreview> previews;
  std::mutex making;  // one batch is made at a time: a double tap finds it made
};
using SurveyRoomPtr = std::shared_ptr<SurveyRoom>;

// A page that is shown again, with what is wrong and what was typed.
struct SurveyAgain {
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  int status = 200;
};

std::string survey_path(std::string_view id, std::string_view below = {});
// Errors: not_found.
contract::Result<service::SurveyPtr> survey_of(SurveyRoom& room, const Request& request);
Response survey_reply(const SurveyRoom& room, const contract::StaffCaller& caller, std::string_view title,
                      std::string markup, int status = 200);
// The way back to the survey, and the heading.
void write_survey_head(HtmlWriter& out, const contract::Survey& survey, contract::Text title);
// A file that the browser stores.
Response survey_file(std::string_view media, std::string name, std::string bytes);
Response survey_workbook(const SurveyRoom& room, const Request& request, const contract::StaffCaller& caller,
                         const std::string& name, contract::Result<std::string> bytes);
// Each adds its routes.
void add_survey_overview(const SurveyRoomPtr& room);  // the list, one survey, results, texts
void add_code_pages(const SurveyRoomPtr& room);
void add_entry_pages(const SurveyRoomPtr& room);
void add_import_pages(const SurveyRoomPtr& room);

}  // namespace wufei::http
