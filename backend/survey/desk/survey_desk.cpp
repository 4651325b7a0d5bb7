#include "survey/desk/survey_desk.hpp"

#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "survey/desk/survey_room.hpp"

namespace wufei::http {

using contract::Text;

std::string survey_path(std::string_view id, std::string_view below) {
  return std::string(kSurveyDesk).append("/").append(id).append(below);
}

contract::Result<service::SurveyPtr> survey_of(SurveyRoom& room, const Request& request) {
  return room.surveys.known(request.path_parameter("id"));
}

Response survey_reply(const SurveyRoom& room, const contract::StaffCaller& caller, std::string_view title,
                      std::string markup, int status) {
  return room.door.show(caller, {std::string(kSurveyDesk), std::string(title), std::move(markup), status});
}

void write_survey_head(HtmlWriter& out, const contract::Survey& survey, Text title) {
  out.open("p", {{"class", "back"}}).link(survey_path(survey.id), survey.title).close("p");
  write_title(out, contract::text(title));
}

Response survey_file(std::string_view media, std::string name, std::string bytes) {
  Response response = text_response(200, std::string(media), std::move(bytes));
  response.headers.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

Response survey_workbook(const SurveyRoom& room, const Request& request, const contract::StaffCaller& caller,
                         const std::string& name, contract::Result<std::string> bytes) {
  constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return bytes ? survey_file(kXlsx, name + ".xlsx", std::move(*bytes))
               : room.door.refusal(request, caller, bytes.error());
}

void add_survey_desk(const SurveyDesk& desk) {
  const auto room = std::make_shared<SurveyRoom>(desk);
  desk.door.enter({std::string(kSurveyDesk), words(Text::server_survey_title), "list-checks",
                   contract::Permission::view_reports});
  add_survey_overview(room);
  add_code_pages(room);
  add_entry_pages(room);
  add_import_pages(room);
}

}  // namespace wufei::http
