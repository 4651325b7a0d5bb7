// Codes of a sampling plan: how many for which area, then once on slips to print, as a workbook and as CSV.
// The server keeps only their hashes, so that nobody can show them again.
#include <charconv>
#include <limits>

#include "county/county_content.hpp"
#include "county/secrets.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/entered/entered_number.hpp"
#include "survey/desk/survey_view.hpp"
#include "survey/survey_slips.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::Rule;
using contract::StaffCaller;
using contract::Text;
using service::PlanRow;

constexpr std::int64_t kAskedBack = 500;    // codes of one batch above which the number is asked back
constexpr std::int64_t kMostOnPage = 2000;  // a page of slips of some 20 MB; more on the command line
constexpr std::int64_t kNoNumber = -1;
constexpr std::string_view kSeenCodes = "seen", kSure = "sure";

struct PlanTyped {
  std::vector<PlanRow> rows;  // of the areas that get codes
  std::int64_t codes = 0;
};

std::string field_of_area(std::string_view what, const std::string& area) {
  return std::string(what).append("-").append(area);
}

std::int64_t typed_number(const FormFields& fields, const std::string& name) {
  const std::string_view typed = field_value(fields, name);
  if (contract::entered_symbols(typed).empty()) return 0;
  return contract::entered_whole(typed, std::numeric_limits<std::int64_t>::max()).value_or(kNoNumber);
}

PlanTyped typed_plan(const FormFields& fields, const contract::Areas& areas) {
  PlanTyped plan;
  for (const contract::Area& area : areas) {
    const std::int64_t sample = typed_number(fields, field_of_area("sample", area.code));
    if (sample == 0) continue;
    plan.rows.push_back({area.code, typed_number(fields, field_of_area("population", area.code)), sample});
    plan.codes += std::min(std::max<std::int64_t>(sample, 0), kMostOnPage + 1);
  }
  return plan;
}

// Of an error of SurveyService::make_codes(), at /N/population and /N/sample.
std::vector<FormFault> plan_faults(const contract::Error& error, const PlanTyped& plan,
                                   const contract::Areas& areas) {
  std::vector<FormFault> faults;
  for (const contract::FieldError& field : error.fields) {
    std::size_t row = 0;
    const char* end = field.pointer.data() + field.pointer.size();
    const bool known = !field.pointer.empty() &&
                       std::from_chars(field.pointer.data() + 1, end, row).ec == std::errc() &&
                       row < plan.rows.size();
    if (!known) {
      faults.push_back({{}, {}, words(Text::server_survey_desk_plan_empty)});
      continue;
    }
    const std::string& area = plan.rows[row].area;
    const bool sample = field.pointer.ends_with("/sample");
    faults.push_back({field_of_area(sample ? "sample" : "population", area), contract::area_name(areas, area),
                      sample ? contract::text(Text::server_survey_desk_sample_fault,
                                              {{"least", std::to_string(service::kSmallestStratum)}})
                             : words(Text::server_survey_desk_population_fault)});
  }
  return faults;
}

// ---- The form

struct CodesForm {
  const contract::Survey& survey;
  const contract::Areas& areas;
  const service::SurveyProgress& progress;
  const FormFields* typed;
  std::string key;
};

std::string population_known(const CodesForm& form, const std::string& area) {
  for (const service::AreaProgress& row : form.progress.areas)
    if (row.area == area) return std::to_string(row.population);
  return {};
}

void write_number_field(HtmlWriter& out, FormParts& parts, const std::string& name, const std::string& label,
                        const std::string& value) {
  out.open("td", {{"class", parts.is_wrong(name) ? "number wrong" : "number"}});
  out.open("input", {{"id", name},
                     {"name", name},
                     {"value", value},
                     {"inputmode", "numeric"},
                     {"maxlength", "9"},
                     {"autocomplete", "off"},
                     {"aria-label", label},
                     {"aria-invalid", parts.is_wrong(name) ? std::string_view("true") : kNoAttribute},
                     {"autofocus", parts.focus(name)}});
  parts.faults_of(name);
  out.close("td");
}

void write_plan(HtmlWriter& out, FormParts& parts, const CodesForm& form) {
  open_figures(out, contract::text(Text::server_survey_desk_sample),
               {{Text::server_survey_desk_area, false},
                {Text::server_survey_desk_population, true},
                {Text::server_survey_desk_sample, true}});
  for (const contract::Area& area : form.areas) {
    const std::string population = field_of_area("population", area.code),
                      sample = field_of_area("sample", area.code);
    const auto value = [&](const std::string& name, std::string otherwise) {
      return form.typed ? std::string(field_value(*form.typed, name)) : std::move(otherwise);
    };
    out.open("tr").element("th", area.name, {{"scope", "row"}});
    write_number_field(out, parts, population, area.name + words(Text::server_survey_desk_population),
                       value(population, population_known(form, area.code)));
    write_number_field(out, parts, sample, area.name + words(Text::server_survey_desk_sample),
                       value(sample, {}));
    out.close("tr");
  }
  close_figures(out);
}

std::string codes_html(const CodesForm& form, const StaffCaller& caller, std::vector<FormFault> faults) {
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  parts.summary();
  write_survey_head(out, form.survey, Text::server_survey_desk_codes);
  out.element("p", contract::text(Text::server_survey_desk_codes_about,
                                  {{"least", std::to_string(service::kSmallestStratum)}}));
  out.open("div", {{"class", "narrow"}});
  open_desk_form(out, caller, survey_path(form.survey.id, "/codes"));
  parts.hidden(kRepeatKey, form.key);
  parts.hidden(kSeenCodes, std::to_string(form.progress.issued()));
  write_plan(out, parts, form);
  if (parts.is_wrong(kSure))
    parts.checkbox(std::string(kSure), contract::text(Text::server_survey_desk_sure), false);
  out.element("p", contract::text(Text::server_survey_desk_once), {{"class", "note"}});
  parts.button(contract::text(Text::server_survey_desk_codes));
  out.close("form").close("div");
  return out.take();
}

bool gets_codes(const contract::Survey& survey) {
  return survey.takes_invited && !survey.after_pickup && survey.status != contract::SurveyStatus::closed;
}

Response codes_form(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                    const SurveyAgain& again) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  if (!gets_codes(**survey))
    return room.door.refusal(request, caller,
                             contract::field_error("", Rule::survey_kind, 0, ErrorCode::conflict));
  const auto progress = room.surveys.progress(**survey);
  if (!progress) return room.door.refusal(request, caller, progress.error());
  const auto content = room.content.current();
  const CodesForm form{**survey, content->get<service::CountyContent>().areas, *progress, again.typed,
                       service::random_token(room.ids)};
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_codes),
                      codes_html(form, caller, again.faults), again.status);
}

// What keeps the plan from being tried; the rest is the service's.
std::vector<FormFault> early_faults(const PlanTyped& plan, const FormFields& fields) {
  if (plan.codes > kMostOnPage)
    return {{{},
             {},
             contract::text(Text::server_survey_desk_too_many, {{"limit", std::to_string(kMostOnPage)}})}};
  if (plan.codes > kAskedBack && field_value(fields, kSure).empty())
    return {{std::string(kSure),
             {},
             contract::text(Text::server_survey_desk_many, {{"count", std::to_string(plan.codes)}})}};
  return {};
}

std::string batch_path(std::string_view survey, std::string_view key, std::string_view below = {}) {
  return survey_path(survey, "/codes/" + std::string(key)) + std::string(below);
}

// As service::random_token() makes them: it becomes a part of an address.
bool is_form_key(std::string_view key) {
  return key.size() == 32 && key.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// One batch for one form, however often it is sent; none when codes were made since the form was opened.
contract::Result<bool> make_batch(SurveyRoom& room, const contract::Survey& survey, const PlanTyped& plan,
                                  const FormFields& fields, const StaffCaller& caller) {
  const std::lock_guard lock(room.making);
  const std::string key(field_value(fields, kRepeatKey));
  if (room.batches.find(key, caller.account.name, room.clock.now())) return true;
  const auto progress = room.surveys.progress(survey);
  if (!progress) return progress.error();
  if (!is_form_key(key) || number_field(fields, kSeenCodes) != progress->issued())
    return contract::make_error(ErrorCode::precondition, "codes were made meanwhile");
  if (room.batches.is_full(room.clock.now()))
    return contract::make_error(ErrorCode::unavailable, "too many batches of codes wait to be printed");
  auto codes = room.surveys.make_codes(survey.id, plan.rows, caller.actor());
  if (!codes) return codes.error();
  room.batches.put(key, caller.account.name, {survey.id, std::move(*codes)}, room.clock.now());
  return true;
}

Response make_survey_codes(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                           const FormFields& fields) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  if (!gets_codes(**survey)) return codes_form(room, request, caller, {});
  const auto content = room.content.current();
  const contract::Areas& areas = content->get<service::CountyContent>().areas;
  const PlanTyped plan = typed_plan(fields, areas);
  if (auto faults = early_faults(plan, fields); !faults.empty())
    return codes_form(room, request, caller, {std::move(faults), &fields, 400});
  const auto made = make_batch(room, **survey, plan, fields, caller);
  if (made) return StaffDoor::see_other(batch_path((*survey)->id, field_value(fields, kRepeatKey)));
  if (made.error().code == ErrorCode::precondition)
    return codes_form(room, request, caller,
                      {{{{}, {}, words(Text::server_survey_desk_made_meanwhile)}}, &fields, 412});
  if (made.error().code != ErrorCode::invalid) return room.door.refusal(request, caller, made.error());
  return codes_form(room, request, caller, {plan_faults(made.error(), plan, areas), &fields, 400});
}

// ---- The batch, as long as it is there

Response batch_is_gone(SurveyRoom& room, const contract::Survey& survey, const StaffCaller& caller) {
  HtmlWriter out;
  write_survey_head(out, survey, Text::server_survey_desk_batch);
  out.element("p", contract::text(Text::server_survey_desk_batch_gone), {{"class", "note"}});
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_batch), out.take(), 410);
}

std::string batch_html(const SurveyRoom& room, const contract::Survey& survey, const CodeBatch& batch,
                       std::string_view key, const StaffCaller& caller) {
  const auto content = room.content.current();
  HtmlWriter out;
  out.open("div", {{"class", "noprint"}});
  write_survey_head(out, survey, Text::server_survey_desk_batch);
  out.element(
      "p",
      contract::text(Text::server_survey_desk_batch_about, {{"count", std::to_string(batch.codes.size())}}),
      {{"class", "note"}, {"role", "alert"}});
  if (room.public_url.empty())
    out.element("p", contract::text(Text::server_survey_desk_no_url), {{"class", "note"}});
  out.open("div", {{"class", "buttons"}});
  for (const auto& [below, text] :
       {std::pair("/xlsx", Text::server_survey_desk_xlsx), std::pair("/csv", Text::server_survey_desk_csv)})
    out.element("a", contract::text(text),
                {{"class", "second"}, {"href", batch_path(survey.id, key, below)}});
  open_desk_form(out, caller, batch_path(survey.id, key, "/drop"));
  FormParts(out, {}).button(contract::text(Text::server_survey_desk_drop), {}, {}, "second");
  out.close("form").close("div").close("div");
  out.open("div", {{"class", "slips"}});
  write_slips(out, survey, batch.codes, content->get<service::CountyContent>().areas, room.public_url);
  out.close("div");
  return out.take();
}

using BatchWork = Response (*)(SurveyRoom&, const Request&, const StaffCaller&, const contract::Survey&,
                               const CodeBatch&);

Response with_batch(SurveyRoom& room, const Request& request, const StaffCaller& caller, BatchWork work) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  const auto batch =
      room.batches.find(request.path_parameter("batch"), caller.account.name, room.clock.now());
  if (!batch || batch->survey != (*survey)->id) return batch_is_gone(room, **survey, caller);
  return work(room, request, caller, **survey, *batch);
}

Response show_batch(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                    const contract::Survey& survey, const CodeBatch& batch) {
  return survey_reply(room, caller, contract::text(Text::server_survey_desk_batch),
                      batch_html(room, survey, batch, request.path_parameter("batch"), caller));
}

service::ReportTable batch_table(const SurveyRoom& room, const contract::Survey& survey,
                                 const CodeBatch& batch) {
  const auto content = room.content.current();
  return slips_table(survey, batch.codes, content->get<service::CountyContent>().areas, room.public_url);
}

Response batch_book(SurveyRoom& room, const Request& request, const StaffCaller& caller,
                    const contract::Survey& survey, const CodeBatch& batch) {
  return survey_workbook(room, request, caller, survey.id + "-codes",
                         service::report_workbook({batch_table(room, survey, batch)}));
}

Response batch_csv(SurveyRoom& room, const Request&, const StaffCaller&, const contract::Survey& survey,
                   const CodeBatch& batch) {
  return survey_file("text/csv; charset=utf-8", survey.id + "-codes.csv",
                     service::report_csv(batch_table(room, survey, batch)));
}

Response drop_batch(SurveyRoom& room, const Request& request, const StaffCaller& caller, const FormFields&) {
  const auto survey = survey_of(room, request);
  if (!survey) return room.door.refusal(request, caller, survey.error());
  room.batches.drop(request.path_parameter("batch"), caller.account.name);
  return StaffDoor::see_other(with_query(survey_path((*survey)->id), {{"done", "dropped"}}));
}

}  // namespace

void add_code_pages(const SurveyRoomPtr& room) {
  const std::string codes = std::string(kSurveyDesk) + "/{id}/codes", batch = codes + "/{batch}";
  constexpr Permission kMay = Permission::manage_surveys;
  const auto form = [&](const std::string& pattern, std::string_view name, auto work) {
    room->door.form(pattern, name, kMay,
                    [room, work](const Request& request, const StaffCaller& caller,
                                 const FormFields& fields) { return work(*room, request, caller, fields); });
  };
  const auto page = [&](const std::string& pattern, std::string_view name, BatchWork work) {
    room->door.page(pattern, name, kMay, [room, work](const Request& request, const StaffCaller& caller) {
      return with_batch(*room, request, caller, work);
    });
  };
  room->door.page(codes, "desk_survey_codes", kMay,
                  [room](const Request& request, const StaffCaller& caller) {
                    return codes_form(*room, request, caller, {});
                  });
  form(codes, "desk_survey_make_codes", make_survey_codes);
  page(batch, "desk_survey_batch", show_batch);
  page(batch + "/xlsx", "desk_survey_batch_xlsx", batch_book);
  page(batch + "/csv", "desk_survey_batch_csv", batch_csv);
  form(batch + "/drop", "desk_survey_batch_drop", drop_batch);
}

}  // namespace wufei::http
