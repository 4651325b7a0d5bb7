// A file of answers from paper: read, shown with all that is wrong, and stored as a whole only after a yes.
#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/words.hpp"
#include "lib/web/bytes_cache.hpp"
#include "survey/desk/survey_room.hpp"

namespace wufei::http {
namespace {

using contract::AnswerKind;
using contract::Permission;
using contract::StaffCaller;
using contract::Survey;
using contract::Text;
using service::AnswerSheet;

constexpr std::string_view kFile = "file";

// ---- Choosing a file

void write_faults(HtmlWriter& out, const AnswerSheet& sheet) {
  if (sheet.faulty == 0) return;
  out.open("div", {{"id", "errors"}, {"role", "alert"}});
  out.element("h2",
              contract::text(Text::server_survey_desk_not_read, {{"count", std::to_string(sheet.faulty)}}));
  out.element("p", contract::text(Text::server_survey_desk_not_read_about)).close("div");
  open_figures(out, contract::text(Text::server_survey_desk_faults),
               {{Text::server_survey_desk_line, false},
                {Text::server_survey_desk_in_column, false},
                {Text::server_survey_desk_fault, false}});
  for (const service::SheetFault& fault : sheet.faults) {
    out.open("tr").element("th", fault.line > 0 ? std::to_string(fault.line) : std::string(),
                           {{"scope", "row"}});
    out.element("td", fault.column).element("td", fault.text).close("tr");
  }
  close_figures(out);
  if (sheet.faulty > sheet.faults.size())
    out.element("p",
                contract::text(Text::server_survey_desk_more_faults,
                               {{"count", std::to_string(sheet.faults.size())}}),
                {{"class", "quiet"}});
}

void write_upload(HtmlWriter& out, const Survey& survey, const StaffCaller& caller) {
  open_desk_form(out, caller, survey_path(survey.id, "/import"), true);
  FormParts parts(out, {});
  parts.text_field({.name = std::string(kFile),
                    .label = words(Text::server_survey_desk_file),
                    .hint = contract::text(Text::server_survey_desk_file_hint,
                                           {{"limit", std::to_string(service::kMostSheetRows)}}),
                    .value = {},
                    .type = "file",
                    .accept = ".xlsx,.csv"});
  parts.button(contract::text(Text::server_survey_desk_read));
  out.close("form");
}

Response import_form(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                     const AnswerSheet& sheet, int status) {
  const auto survey = room.surveys.find_open(request.path_parameter("id"));
  if (!survey) return room.door.refusal(request, caller, survey.error());
  HtmlWriter out;
  write_survey_head(out, **survey, Text::server_survey_desk_import);
  write_faults(out, sheet);
  out.element("p", contract::text(Text::server_survey_desk_import_about), {{"class", "apart"}});
  out.open("p", {{"class", "apart"}})
      .element("a", contract::text(Text::server_survey_desk_template),
               {{"class", "second"}, {"href", survey_path((*survey)->id, "/template")}});
  out.close("p");
  write_upload(out, **survey, caller);
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_import), out.take(), status);
}

// ---- Reading it

// Codes that do not exist or have answered, by the rows of the file.
contract::Status add_code_faults(SurveyRoom& room, const Survey& survey, AnswerSheet& sheet) {
  std::vector<std::string> codes;
  std::vector<int> lines;
  for (std::size_t i = 0; i < sheet.responses.size(); ++i) {
    if (sheet.responses[i].kind != AnswerKind::invited) continue;
    codes.push_back(sheet.responses[i].code);
    lines.push_back(sheet.lines[i]);
  }
  const auto faults = room.surveys.code_faults(survey, codes);
  if (!faults) return faults.error();
  for (std::size_t i = 0; i < faults->size(); ++i)
    if (const auto& rule = (*faults)[i])
      sheet.fault(lines[i], words(Text::survey_code_label), std::string(contract::rule_text(*rule, 0)));
  return contract::ok();
}

std::string preview_path(std::string_view survey, std::string_view key) {
  return survey_path(survey, "/import/" + std::string(key));
}

Response read_survey_file(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                          const PostedForm& form) {
  const auto survey = room.surveys.find_open(request.path_parameter("id"));
  if (!survey) return room.door.refusal(request, caller, survey.error());
  AnswerSheet sheet;
  if (form.files.size() != 1)
    sheet.fault(0, {}, words(Text::server_survey_desk_one_file));
  else
    sheet = service::read_answer_sheet(**survey, form.files.front().bytes);
  if (const auto looked = add_code_faults(room, **survey, sheet); !looked)
    return room.door.refusal(request, caller, looked.error());
  if (sheet.faulty > 0) return import_form(room, request, caller, sheet, 400);
  // Of what was read: a workbook that was saved again has other bytes.
  std::string said;
  for (const contract::SurveyResponse& response : sheet.responses)
    said += contract::to_text(contract::survey_response_to_json(**survey, response)) + "\n";
  std::string key = hash_bytes(said);
  const std::string there = preview_path((*survey)->id, key);
  room.previews.put(key, caller.account.name, {(*survey)->id, (*survey)->version, std::move(sheet), key},
                    room.clock.now());
  return StaffDoor::see_other(there);
}

// ---- The preview and the yes

void write_preview(HtmlWriter& out, const SheetPreview& preview) {
  const AnswerSheet& sheet = preview.sheet;
  std::size_t invited = 0;
  for (const contract::SurveyResponse& response : sheet.responses)
    invited += response.kind == AnswerKind::invited ? 1 : 0;
  const auto fact = [&](Text label, std::size_t count) { write_fact(out, label, std::to_string(count)); };
  out.open("dl", {{"class", "facts wide"}});
  fact(Text::server_survey_desk_rows, sheet.responses.size());
  fact(Text::server_survey_invited, invited);
  fact(Text::server_survey_open, sheet.responses.size() - invited);
  fact(Text::server_survey_desk_incomplete, sheet.incomplete);
  fact(Text::server_survey_desk_left_out, sheet.left_out);
  out.close("dl");
  if (sheet.recoded) out.element("p", contract::text(Text::server_survey_desk_recoded), {{"class", "note"}});
}

Response preview_is_gone(const SurveyRoom& room, const Survey& survey, const StaffCaller& caller) {
  HtmlWriter out;
  write_survey_head(out, survey, Text::server_survey_desk_import);
  out.element("p", contract::text(Text::server_survey_desk_preview_gone), {{"class", "note"}});
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_import), out.take(), 410);
}

// The caller's own, of the survey as it is now; else nothing.
std::shared_ptr<const SheetPreview> preview_of(SurveyRoom& room, const Request& request,
                                               const contract::Survey& survey, const StaffCaller& caller) {
  auto preview = room.previews.find(request.path_parameter("file"), caller.account.name, room.clock.now());
  if (preview && (preview->survey != survey.id || preview->version != survey.version)) preview = nullptr;
  return preview;
}

Response show_preview(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto survey = room.surveys.find_open(request.path_parameter("id"));
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const auto preview = preview_of(room, request, **survey, caller);
  if (!preview) return preview_is_gone(room, **survey, caller);
  HtmlWriter out;
  write_survey_head(out, **survey, Text::server_survey_desk_preview);
  out.element("p", contract::text(Text::server_survey_desk_preview_about));
  write_preview(out, *preview);
  out.open("div", {{"class", "buttons"}});
  open_desk_form(out, caller, preview_path((*survey)->id, preview->key));
  FormParts(out, {}).button(contract::text(Text::server_survey_desk_confirm));
  out.close("form").element("a", contract::text(Text::server_survey_desk_other_file),
                            {{"class", "second"}, {"href", survey_path((*survey)->id, "/import")}});
  out.close("div");
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_preview), out.take());
}

// What became of a code between the preview and the yes, by the rows of the file.
AnswerSheet refused_rows(const SheetPreview& preview, const contract::Error& error) {
  AnswerSheet sheet;
  for (const contract::FieldError& field : error.fields) {
    const auto row = static_cast<std::size_t>(std::strtoul(field.pointer.c_str() + 1, nullptr, 10));
    const int line = row < preview.sheet.lines.size() ? preview.sheet.lines[row] : 0;
    sheet.fault(line, words(Text::survey_code_label), contract::rule_text(field.rule, field.limit));
  }
  return sheet;
}

Response confirm_survey_file(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                             const FormFields&) {
  const auto survey = room.surveys.find_open(request.path_parameter("id"));
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const auto preview = preview_of(room, request, **survey, caller);
  if (!preview) return preview_is_gone(room, **survey, caller);
  const auto entered =
      room.surveys.enter(**survey, preview->sheet.responses, "file/" + preview->key, caller.actor());
  if (entered)
    return StaffDoor::see_other(
        with_query(survey_path((*survey)->id), {{"done", entered->again ? "again" : "entered"},
                                                {"count", std::to_string(entered->receipts.size())}}));
  if (entered.error().fields.empty()) return room.door.refusal(request, caller, entered.error());
  return import_form(room, request, caller, refused_rows(*preview, entered.error()),
                     again_status(entered.error()));
}

Response survey_template(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  return survey_workbook(room, request, caller, (*survey)->id + "-answers",
                         service::answer_template(**survey));
}

}  // namespace

void add_import_pages(const SurveyRoomPtr& room) {
  const std::string survey = std::string(kSurveyDesk) + "/{id}", file = survey + "/import/{file}";
  constexpr Permission kMay = Permission::manage_surveys;
  room->door.page(survey + "/import", "desk_survey_import", kMay,
                  [room](const Request& request, const StaffCaller& caller) {
                    return import_form(*room, request, caller, {}, 200);
                  });
  room->door.upload(survey + "/import", "desk_survey_read", kMay,
                    [room](const Request& request, const StaffCaller& caller, const PostedForm& form) {
                      return read_survey_file(*room, request, caller, form);
                    });
  room->door.page(file, "desk_survey_preview", kMay,
                  [room](const Request& request, const StaffCaller& caller) {
                    return show_preview(*room, request, caller);
                  });
  room->door.form(file, "desk_survey_confirm", kMay,
                  [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                    return confirm_survey_file(*room, request, caller, fields);
                  });
  room->door.page(survey + "/template", "desk_survey_template", kMay,
                  [room](const Request& request, const StaffCaller& caller) {
                    return survey_template(*room, request, caller);
                  });
}

}  // namespace wufei::http
