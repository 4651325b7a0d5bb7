// The list of surveys, one survey, its results and its texts.
#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/json.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "survey/desk/survey_view.hpp"
#include "survey/survey_pages.hpp"
#include "survey/survey_report.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::SurveyStatus;
using contract::Text;

std::string value_item_of(int indicator) {
  return "indicator/" + std::to_string(indicator);
}

Response show_surveys(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto surveys = room.surveys.all();
  if (!surveys) return room.door.refusal(request, caller, surveys.error());
  std::vector<SurveyLine> lines;
  for (const service::SurveyPtr& survey : *surveys) {
    auto progress = room.surveys.progress(*survey);
    if (!progress) return room.door.refusal(request, caller, progress.error());
    lines.push_back({survey, std::move(*progress)});
  }
  return survey_reply(room, caller, contract::text(Text::server_survey_title), survey_list_html(lines));
}

contract::Result<ServedIndicator> served_by(SurveyRoom& room, const contract::SurveyQuestion& question,
                                            service::SurveyIndicator offer) {
  const int number = question.serves->indicator;
  const auto manuscript = room.publishing.find(value_item_of(number));
  if (!manuscript) return manuscript.error();
  return ServedIndicator{question.title, number, std::move(offer),
                         !manuscript->steps.empty() && manuscript->is_open()};
}

// Exact results are counted only where a value may be taken from them: when no answer comes any more.
contract::Result<std::vector<ServedIndicator>> served_indicators(SurveyRoom& room,
                                                                 const contract::Survey& survey) {
  std::optional<service::SurveyResults> results;
  if (survey.status == SurveyStatus::closed) {
    auto exact = room.surveys.exact_results(survey.id);
    if (!exact) return exact.error();
    results = std::move(*exact);
  }
  std::vector<ServedIndicator> served;
  for (const contract::SurveyQuestion& question : survey.questions) {
    if (!question.serves) continue;
    service::SurveyIndicator offer{service::IndicatorRefusal::still_open, {}};
    if (results) offer = service::survey_indicator(*results, question.serves->indicator, room.today());
    auto one = served_by(room, question, std::move(offer));
    if (!one) return one.error();
    served.push_back(std::move(*one));
  }
  return served;
}

std::int64_t shown_count(const Request& request) {
  return number_in(request.query_value("count"));
}

Response show_survey(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const auto progress = room.surveys.progress(**survey);
  if (!progress) return room.door.refusal(request, caller, progress.error());
  auto served = served_indicators(room, **survey);
  if (!served) return room.door.refusal(request, caller, served.error());
  const auto content = room.content.current();
  return survey_reply(room, caller, (*survey)->title,
                      survey_html({caller, **survey, *progress, content->get<service::CountyContent>().areas,
                                   std::move(*served), request.query_value("done"), shown_count(request)}));
}

Response set_survey_open(SurveyRoom& room, const Request& request, const StaffCaller& caller, bool open) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const std::string there = with_query(survey_path((*survey)->id), {{"done", open ? "opened" : "closed"}});
  if (((*survey)->status == SurveyStatus::open) == open) return StaffDoor::see_other(there);
  const auto done = room.surveys.set_open((*survey)->id, open, caller.actor());
  return done ? StaffDoor::see_other(there) : room.door.refusal(request, caller, done.error());
}

// What the public sees, in the desk's frame.
Response show_survey_results(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto results = room.surveys.results(request.path_parameter("id"));
  if (!results) return room.door.refusal(request, caller, results.error());
  const contract::Survey& survey = (*results)->survey;
  HtmlWriter out;
  write_survey_head(out, survey, Text::server_survey_desk_results);
  out.element("p", survey.title);
  out.open("p", {{"class", "buttons noprint"}})
      .element("a", contract::text(Text::server_survey_desk_xlsx),
               {{"class", "second"}, {"href", survey_path(survey.id, "/results/xlsx")}})
      .close("p");
  contract::Document document;
  document.path = kSurveyDesk;
  document.title = contract::text(Text::server_survey_results_title, {{"survey", survey.title}});
  document.indexed = false;
  document.personal = true;
  document.blocks.push_back(written_page(out.take()));
  add_survey_results(document, **results);
  return room.door.reply(caller, document);
}

Response survey_results_book(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto results = room.surveys.results(request.path_parameter("id"));
  if (!results) return room.door.refusal(request, caller, results.error());
  return survey_workbook(room, request, caller, (*results)->survey.id + "-results",
                         service::report_workbook(service::report_sheets(**results)));
}

// People write there what they want, also of themselves and of others.
Response show_survey_texts(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const auto texts = room.surveys.texts((*survey)->id, caller.actor());
  if (!texts) return room.door.refusal(request, caller, texts.error());
  HtmlWriter out;
  write_survey_head(out, **survey, Text::server_survey_desk_texts);
  out.element("p", contract::text(Text::server_survey_desk_texts_about), {{"class", "note"}});
  if (texts->empty()) out.element("p", contract::text(Text::server_survey_no_answers), {{"class", "empty"}});
  for (const contract::SurveyQuestion& question : (*survey)->questions) {
    bool first = true;
    for (const service::SurveyText& text : *texts) {
      if (text.question != question.id) continue;
      if (std::exchange(first, false)) out.element("h2", question.title);
      out.open("div", {{"class", "said"}}).element("p", text.text);
      out.element("small", service::kind_text(**survey, text.kind)).close("div");
    }
  }
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_texts), out.take());
}

// As publishing/value_draft.hpp reads it: what only a person knows is left out.
std::string draft_of(const service::PublishRequest& request) {
  return contract::to_text({{"period", request.period},
                            {"value", request.value},
                            {"source_title", request.source_title},
                            {"source_date", request.source_date},
                            {"note", request.note}});
}

// A draft among those of indicators, where two people take it further; nobody's draft is written over.
Response propose_value(SurveyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto results = room.surveys.exact_results(request.path_parameter("id"));
  if (!results) return room.door.refusal(request, caller, results.error());
  const auto number = static_cast<int>(number_in(request.path_parameter("no")));
  const auto offer = service::survey_indicator(*results, number, room.today());
  const std::string item = value_item_of(number), there = "/desk/values/" + std::to_string(number);
  if (offer.refused != service::IndicatorRefusal::no)
    return room.door.refusal(request, caller, contract::make_error(ErrorCode::conflict, "no value to offer"));
  const auto manuscript = room.publishing.find(item);
  if (!manuscript) return room.door.refusal(request, caller, manuscript.error());
  if (!manuscript->steps.empty() && manuscript->is_open()) return StaffDoor::see_other(there);
  const auto saved =
      room.publishing.save(item, manuscript->version(), draft_of(offer.request), caller.actor());
  return saved ? StaffDoor::see_other(there) : room.door.refusal(request, caller, saved.error());
}

}  // namespace

void add_survey_overview(const SurveyRoomPtr& room) {
  using Show = Response (*)(SurveyRoom&, const Request&, const StaffCaller&);
  const auto page = [&](std::string_view below, std::string_view name, Permission permission, Show show) {
    room->door.page(std::string(kSurveyDesk).append(below), name, permission,
                    [room, show](const Request& request, const StaffCaller& caller) {
                      return show(*room, request, caller);
                    });
  };
  const auto form = [&](std::string_view below, std::string_view name, Permission permission, auto work) {
    room->door.form(std::string(kSurveyDesk).append(below), name, permission,
                    [room, work](const Request& request, const StaffCaller& caller, const FormFields&) {
                      return work(*room, request, caller);
                    });
  };
  page("", "desk_surveys", Permission::view_reports, show_surveys);
  page("/{id}", "desk_survey", Permission::view_reports, show_survey);
  page("/{id}/results", "desk_survey_results", Permission::view_reports, show_survey_results);
  page("/{id}/results/xlsx", "desk_survey_results_xlsx", Permission::view_reports, survey_results_book);
  page("/{id}/texts", "desk_survey_texts", Permission::edit_content, show_survey_texts);
  form("/{id}/open", "desk_survey_open", Permission::manage_surveys,
       [](SurveyRoom& at, const Request& request, const StaffCaller& caller) {
         return set_survey_open(at, request, caller, true);
       });
  form("/{id}/close", "desk_survey_close", Permission::manage_surveys,
       [](SurveyRoom& at, const Request& request, const StaffCaller& caller) {
         return set_survey_open(at, request, caller, false);
       });
  form("/{id}/propose/{no}", "desk_survey_propose", Permission::edit_content, propose_value);
}

}  // namespace wufei::http
