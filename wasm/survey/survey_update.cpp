#include "wasm/survey/survey_update.hpp"

#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/pickup/change_update.hpp"
#include "wasm/pickup/manage_update.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::Json;

constexpr int kCreated = 201;
constexpr int kConflict = 409;

void keep(Model& model, Effects& effects) {
  const SurveyForm& form = model.survey;
  if (!form.survey.known) return;
  effects.push_back(Save{survey_key(form.id), survey_to_text(form.survey.value, form.kept)});
}

void begin(Model& model) {
  SurveyForm& form = model.survey;
  form.kept = SurveyKept{};
  form.kept.version = form.survey.value.version;
  form.kept.attempt = model.device.random_id;
  form.code_good = form.started = form.show_errors = form.restored = false;
  form.server_errors.clear();
  form.failure.reset();
}

void post(Model& model, Effects& effects, Reader reader, std::string_view pattern, const Json& body,
          const std::string& key = {}) {
  Headers headers{{"Content-Type", "application/json"}};
  if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
  ask(model, effects, reader,
      {"POST", contract::with_reference(pattern, model.survey.id), contract::to_text(body), headers});
}

Json body_of(const SurveyForm& form, bool complete) {
  contract::SurveyResponse response;
  response.code = contract::normalised_survey_code(form.kept.code).value_or("");
  response.kind = form.kept.code.empty() ? contract::AnswerKind::open : contract::AnswerKind::invited;
  response.answers = asked_answers(form.survey.value, form.kept.answers);
  response.complete = complete;
  return contract::survey_response_to_json(form.survey.value, response);
}

// The server learns of a beginning once, and of every answer to an invited one: the code resumes it
// elsewhere.
void save_progress(Model& model, Effects& effects) {
  SurveyForm& form = model.survey;
  const bool invited = !form.kept.code.empty();
  if (!model.online || form.survey.value.after_pickup || (invited ? !form.code_good : form.started)) return;
  form.started = true;
  post(model, effects, nullptr, contract::api::kSurveyResponses, body_of(form, false));
}

void send(Model& model, Effects& effects) {
  SurveyForm& form = model.survey;
  form.busy = true;
  form.failure.reset();
  post(model, effects, survey_answered, contract::api::kSurveyResponses, body_of(form, true),
       form.kept.attempt);
}

void wait_for_network(Model& model, Effects& effects) {
  model.survey.kept.waiting = true;
  keep(model, effects);
  effects.push_back(Announce{std::string(contract::text(contract::Text::survey_waiting_title))});
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

std::string focus_key(const std::string& pointer) {
  constexpr std::string_view kAnswers = "/answers/";
  if (pointer.compare(0, kAnswers.size(), kAnswers) != 0) return "code";
  const std::string rest = pointer.substr(kAnswers.size());
  return "q-" + rest.substr(0, rest.find('/'));
}

}  // namespace

void ask_invitation(Model& model, Effects& effects) {
  OpenBooking& open = model.open;
  if (open.inviting || !open.pickup.known) return;
  open.inviting = true;
  open.failure.reset();
  Headers headers = bearer(model);
  headers.emplace_back("Content-Type", "application/json");
  ask(model, effects, invited_to_survey,
      {"POST", contract::with_reference(contract::api::kPickupInvitation, open.reference), "{}", headers});
}

void invited_to_survey(Model& model, Effects& effects, const Reply& reply) {
  OpenBooking& open = model.open;
  open.inviting = false;
  if (reply.status == 401) return token_refused(model, effects);
  if (model.page.kind != contract::PageKind::pickup_booking) return;
  if (const auto json = object_of(reply))
    return open_page(model, effects,
                     {contract::PageKind::survey, contract::text_or_empty(*json, "survey"),
                      "#code=" + contract::text_or_empty(*json, "code")},
                     History::push);
  Failure failure = failure_of(reply);
  if (has_rule(failure, contract::Rule::survey_code_used))
    return raise_notice(model, effects, NoticeKind::info, contract::Text::booking_rated_title,
                        contract::Text::booking_rated_text);
  wait_out(effects, failure);
  open.failure = std::move(failure);
}

void open_survey(Model& model, Effects& effects, std::string_view code) {
  SurveyForm& form = model.survey;
  if (form.id != model.page.reference) {
    form = SurveyForm{};
    form.id = model.page.reference;
  }
  if (!code.empty() && form.kept.code != code && !form.kept.waiting) {
    if (form.survey.known) begin(model);  // another slip or booking is another answer
    form.kept.code = code;
  }
  if (form.survey.known) check_survey_code(model, effects);
}

void survey_arrived(Model& model, Effects& effects, const Reply& reply) {
  SurveyForm& form = model.survey;
  const auto json = object_of(reply);
  if (!json) return form.survey.fail(failure_of(reply));
  const std::string code = form.kept.code;
  form.survey.set(contract::survey_from_json(*json));
  begin(model);
  form.kept.code = code;
  effects.push_back(Load{survey_key(form.id)});
  set_title(model, effects);
}

bool survey_stored(Model& model, Effects& effects, const Stored& stored) {
  SurveyForm& form = model.survey;
  if (form.id.empty() || stored.key != survey_key(form.id)) return false;
  const std::string code = form.kept.code;
  if (auto kept = survey_from_text(form.survey.value, stored.value.value_or(""))) {
    // A slip with another code is another person's answer.
    const bool other = !code.empty() &&
                       contract::normalised_survey_code(code) != contract::normalised_survey_code(kept->code);
    if (!other) {
      form.kept = std::move(*kept);
      form.restored = !form.kept.answers.empty();
      form.started = form.restored;
    }
  }
  if (form.kept.waiting) return send_waiting_survey(model, effects), true;
  if (form.kept.receipt.empty()) check_survey_code(model, effects);
  return true;
}

void set_answer(Model& model, Effects& effects, const SetAnswer& command) {
  SurveyForm& form = model.survey;
  const contract::SurveyQuestion* question = contract::find_question(form.survey.value, command.question);
  if (!question || form.busy || form.kept.waiting) return;
  std::vector<std::string> values;
  for (const std::string& value : command.values)
    if (!value.empty()) values.push_back(value);
  if (values.empty())
    form.kept.answers.erase(command.question);
  else
    form.kept.answers[command.question] = std::move(values);
  form.server_errors.clear();
  keep(model, effects);
  if (question->kind != contract::QuestionKind::text) save_progress(model, effects);
}

void set_survey_code(Model& model, Effects& effects, std::string_view code) {
  SurveyForm& form = model.survey;
  form.kept.code = code;
  form.code_good = false;
  form.server_errors.clear();
  form.failure.reset();
  keep(model, effects);
}

void check_survey_code(Model& model, Effects& effects) {
  SurveyForm& form = model.survey;
  const auto code = contract::normalised_survey_code(form.kept.code);
  if (form.kept.code.empty() || form.code_good || form.checking || !model.online) return;
  form.server_errors.clear();
  form.failure.reset();
  if (!code) return form.server_errors.push_back({"/code", contract::Rule::survey_code_unknown, 0});
  form.checking = true;
  post(model, effects, survey_resumed, contract::api::kSurveyResume, {{"code", *code}});
}

void survey_resumed(Model& model, Effects& effects, const Reply& reply) {
  SurveyForm& form = model.survey;
  form.checking = false;
  const auto json = object_of(reply);
  if (!json) {
    Failure failure = failure_of(reply);
    if (is_offline(failure)) return;  // it is checked again when the answer is sent
    if (failure.error.fields.empty())
      form.failure = std::move(failure);
    else
      form.server_errors = std::move(failure.error.fields);
    return;
  }
  form.code_good = true;
  std::vector<contract::FieldError> ignored;
  const auto saved =
      contract::read_answers(form.survey.value, contract::object_or_empty(*json, "answers"), {}, ignored);
  form.restored = form.restored || !saved.empty();
  for (const auto& [question, values] : saved) form.kept.answers.emplace(question, values);
  keep(model, effects);
}

void submit_survey(Model& model, Effects& effects) {
  SurveyForm& form = model.survey;
  if (form.busy || form.kept.waiting || !form.survey.known) return;
  form.show_errors = true;
  form.server_errors.clear();
  const auto errors = survey_errors(form);
  if (!errors.empty()) {
    effects.push_back(ScrollTop{});  // the summary is there
    return effects.push_back(FocusField{focus_key(errors[0].pointer)});
  }
  if (!model.online) return wait_for_network(model, effects);
  send(model, effects);
}

void send_waiting_survey(Model& model, Effects& effects) {
  if (model.survey.kept.waiting && model.online && !model.survey.busy && model.survey.survey.known)
    send(model, effects);
}

void survey_answered(Model& model, Effects& effects, const Reply& reply) {
  SurveyForm& form = model.survey;
  form.busy = false;
  if (const auto json = object_of(reply, kCreated)) {
    SurveyKept done;
    done.version = form.kept.version;
    done.attempt = form.kept.attempt;
    done.receipt = contract::text_or_empty(*json, "receipt");
    form.kept = std::move(done);
    form.show_errors = false;
    keep(model, effects);
    effects.push_back(Announce{std::string(contract::text(contract::Text::survey_thanks_title))});
    effects.push_back(FocusHeading{});
    return effects.push_back(ScrollTop{});
  }
  Failure failure = failure_of(reply);
  if (is_offline(failure)) return wait_for_network(model, effects);
  form.kept.waiting = false;
  // Another version: the questions are read again, the answers that still fit stay.
  if (failure.status == kConflict && has_rule(failure, contract::Rule::survey_version)) form.survey = {};
  form.server_errors = failure.error.fields;
  form.failure = std::move(failure);
  keep(model, effects);
  ensure_page_data(model, effects);
  wait_out(effects, *form.failure);
}

void restart_survey(Model& model, Effects& effects) {
  if (!model.survey.survey.known) return;
  begin(model);
  keep(model, effects);
  effects.push_back(FocusHeading{});
  effects.push_back(ScrollTop{});
}

}  // namespace wufei::model
