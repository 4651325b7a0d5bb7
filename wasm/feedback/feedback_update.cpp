#include "wasm/feedback/feedback_update.hpp"

#include <algorithm>

#include "county/site/routes.hpp"
#include "lib/base/json.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "wasm/core/encoding.hpp"
#include "wasm/core/failure.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/fetching.hpp"
#include "wasm/portal/shared/outbox.hpp"
#include "wasm/portal/shared/route_update.hpp"

namespace wufei::model {
namespace {

using contract::FieldError;
using contract::PageKind;
using contract::Rule;
using contract::Text;
constexpr int kCreated = 201;
constexpr int kTypingPause = 700;          // milliseconds
constexpr std::size_t kSampleBytes = 600;  // of the text that similar cases are looked for with
constexpr std::size_t kLeastSample = 24;   // bytes: eight ideographs

FeedbackForm& form_of(Model& model) {
  return model.feedback.form;
}

// What the address asks for wins over a draft; a page belongs to an error of this site.
void take_target(Model& model) {
  if (!form_of(model).body.empty()) return;  // what was submitted stays as it was
  contract::FeedbackRequest& request = form_of(model).request;
  const std::string kind = query_value(model.page.target, "kind");
  const std::string page = query_value(model.page.target, "page");
  if (!kind.empty()) request.kind = kind;
  if (kind == "site_error" && request.topic.empty()) request.topic = "website";
  if (!page.empty() && page.front() == '/' && contract::is_valid_utf8(page)) request.page = page;
}

void begin_form(Model& model, Effects& effects) {
  FeedbackForm& form = form_of(model);
  if (form.filed) form = FeedbackForm{};
  if (form.draft_id.empty()) effects.push_back(Load{std::string(kFeedbackDraftKey)});
  if (form.draft_id.empty()) form.draft_id = model.device.random_id;
  take_target(model);
}

struct FieldRef {
  std::string* value;
  std::string_view pointer;
};

FieldRef field_of(Feedback& feedback, FeedbackField field) {
  contract::FeedbackRequest& request = feedback.form.request;
  switch (field) {
    case FeedbackField::kind:
      return {&request.kind, "/kind"};
    case FeedbackField::topic:
      return {&request.topic, "/topic"};
    case FeedbackField::area:
      return {&request.area, "/area"};
    case FeedbackField::text:
      return {&request.text, "/text"};
    case FeedbackField::page:
      return {&request.page, "/page"};
    case FeedbackField::contact_name:
      return {&request.contact_name, "/contact_name"};
    case FeedbackField::phone:
      return {&request.phone, "/phone"};
    case FeedbackField::lookup_reference:
      return {&feedback.lookup.reference, ""};
    case FeedbackField::lookup_secret:
      return {&feedback.lookup.secret, ""};
    case FeedbackField::comment:
      return {&feedback.open.comment, ""};
    case FeedbackField::reason:
      break;
  }
  return {&feedback.open.reason, ""};
}

void set_value(Model& model, Effects& effects, const FeedbackCommand& command) {
  const FieldRef field = field_of(model.feedback, command.field);
  *field.value = command.value;
  if (field.pointer.empty()) return;
  take_back(form_of(model).server_errors, field.pointer);
  save_feedback_draft(model, effects);
  if (command.field == FeedbackField::text) effects.push_back(SetTimer{kSimilarTimer, kTypingPause});
}

// As it is sent: nothing of a contact that is not wanted.
contract::FeedbackRequest request_of(const FeedbackForm& form) {
  contract::FeedbackRequest request = form.request;
  if (request.anonymous) request.contact_name = request.phone = "";
  if (request.kind != "site_error") request.page.clear();
  for (const DraftPhoto& photo : form.photos)
    if (!photo.id.empty()) request.photos.push_back(photo.id);
  return request;
}

bool photos_are_there(const FeedbackForm& form) {
  return std::all_of(form.photos.begin(), form.photos.end(),
                     [](const DraftPhoto& photo) { return !photo.id.empty(); });
}

void submit(Model& model, Effects& effects) {
  FeedbackForm& form = form_of(model);
  if (form.busy || !model.feedback.rules.known) return;
  if (!form.body.empty()) return send_feedback(model, effects, true);
  form.show_errors = true;
  form.failure.reset();
  form.server_errors.clear();  // what it refused may be in order by now: it is asked again
  const auto errors = feedback_errors(model);
  if (!errors.empty()) {
    effects.push_back(ScrollTop{});  // the summary is there
    return effects.push_back(FocusField{field_key(errors[0].pointer)});
  }
  if (!photos_are_there(form)) return effects.push_back(FocusField{"add_photos"});
  const auto request = contract::parse_feedback_request(contract::feedback_request_to_json(request_of(form)));
  if (!request) return;
  model.notice.reset();
  form.body = contract::to_text(contract::feedback_request_to_json(*request));
  keep_feedback_draft(model, effects);
  begin_waiting(model, effects);
  send_feedback(model, effects, true);
}

void drop_photos(const FeedbackForm& form, Effects& effects) {
  for (const DraftPhoto& photo : form.photos) effects.push_back(DropPhoto{photo.handle});
}

// The person is somewhere else; /feedback/done says it again for a day.
void say_filed(Model& model, Effects& effects, const contract::FeedbackCase& feedback) {
  if (feedback.receipt.empty())
    return say_sent(model, effects, feedback.reference, contract::text(Text::feedback_keep_reference));
  say_sent(model, effects, feedback.reference,
           contract::text(Text::form_fault,
                          {{"label", contract::text(Text::feedback_receipt)}, {"error", feedback.receipt}}));
}

// It was changed while it was on its way: what was sent is filed, the change is a draft of its own.
void filed_before(Model& model, Effects& effects, const contract::FeedbackCase& feedback) {
  form_of(model).draft_id = model.device.random_id;
  keep_feedback_draft(model, effects);
  say_filed(model, effects, feedback);
}

void filed(Model& model, Effects& effects, contract::FeedbackCase feedback) {
  remember_feedback(model, effects, feedback);
  if (form_of(model).sent != form_of(model).body) return filed_before(model, effects, feedback);
  save_filed(model, effects, feedback);
  drop_photos(form_of(model), effects);
  model.feedback.form = FeedbackForm{};
  model.feedback.form.filed = feedback;
  settle_waiting(model, effects);
  if (model.page.kind != PageKind::feedback_new) return say_filed(model, effects, feedback);
  OpenFeedback open;
  open.reference = feedback.reference;
  open.token = feedback.token;
  open.feedback.set(std::move(feedback));
  model.feedback.open = std::move(open);
  open_page(model, effects, {PageKind::feedback_done, {}}, History::replace);
  effects.push_back(Announce{
      contract::text(Text::feedback_announce_filed, {{"reference", model.feedback.form.filed->reference}})});
}

// It was sent of its own accord while the person is somewhere else.
void refused_elsewhere(Model& model, Effects& effects, const Failure& failure) {
  const FailureText said = failure_text(model, failure);
  FeedbackForm& form = form_of(model);
  form.refused = contract::text(Text::form_fault, {{"label", said.title}, {"error", said.text}});
  form.show_errors = true;
  keep_feedback_draft(model, effects);
  say_refused(model, effects, form.refused);
}

bool photos_expired(FeedbackForm& form, const Failure& failure) {
  if (!has_rule(failure, Rule::unknown_photo)) return false;
  for (DraftPhoto& photo : form.photos) photo.id.clear();
  return true;
}

// After a reload: what was filed in the last 24 hours, else the look-up.
void show_filed(Model& model, Effects& effects, std::string_view kept) {
  model.feedback.form.filed = filed_from(kept, model.device.now);
  if (!model.feedback.form.filed)
    return open_page(model, effects, {PageKind::feedback_lookup, {}}, History::replace);
  model.feedback.open = OpenFeedback{};
  model.feedback.open.reference = model.feedback.form.filed->reference;
}

void add_photos(Model& model, Effects& effects) {
  form_of(model).photo_refused = PhotoRefusal::none;
  const int room =
      model.feedback.rules.value.photo_limit - static_cast<int>(model.feedback.form.photos.size());
  if (room > 0) effects.push_back(PickPhotos{room});
}

void retry_photos(Model& model, Effects& effects) {
  form_of(model).photo_failure.reset();
  for (DraftPhoto& photo : form_of(model).photos) photo.failed = false;
  upload_next(model, effects);
}

void copy(Model& model, Effects& effects, const std::string& text) {
  if (text.empty()) return;
  model.copied_reference = text;
  effects.push_back(Copy{text});
  effects.push_back(Announce{std::string(contract::text(Text::notice_copied))});
}

}  // namespace

bool is_feedback(PageKind kind) {
  return contract::page_facts(kind).section == "voice";
}

void forget_feedback_failures(Model& model) {
  model.feedback.form.failure.reset();
  model.feedback.lookup.failure.reset();
  model.feedback.open.failure.reset();
}

void feedback_online(Model& model, Effects& effects) {
  FeedbackForm& form = form_of(model);
  if (form.photo_failure && is_offline(*form.photo_failure)) retry_photos(model, effects);
}

void enter_feedback(Model& model, Effects& effects) {
  if (model.page.kind == PageKind::feedback_done && !model.feedback.form.filed)
    effects.push_back(Load{std::string(kFeedbackDraftKey)});
  if (model.page.kind == PageKind::feedback_new) begin_form(model, effects);
  if (model.page.kind == PageKind::feedback_case) open_feedback(model, effects);
}

void ask_feedback(Model& model, Effects& effects) {
  Feedback& feedback = model.feedback;
  ensure(model, effects, feedback.rules, feedback_rules_answered, contract::api::kFeedbackRules);
  if (model.page.kind == PageKind::feedback_case && !feedback.open.needs_lookup &&
      feedback.open.feedback.wanted())
    ask_open_feedback(model, effects);
}

void feedback_command(Model& model, Effects& effects, const FeedbackCommand& command) {
  FeedbackForm& form = form_of(model);
  switch (command.act) {
    case FeedbackAct::set:
      return set_value(model, effects, command);
    case FeedbackAct::set_anonymous:
      form.request.anonymous = command.flag;
      take_back(form.server_errors, "/phone");
      return save_feedback_draft(model, effects);
    case FeedbackAct::set_consent:
      form.request.publish_consent = command.flag;
      return save_feedback_draft(model, effects);
    case FeedbackAct::add_photos:
      return add_photos(model, effects);
    case FeedbackAct::remove_photo:
      return remove_photo(model, effects, static_cast<std::size_t>(command.index));
    case FeedbackAct::retry_photos:
      effects.push_back(FocusField{"add_photos"});  // the button goes away
      return retry_photos(model, effects);
    case FeedbackAct::submit:
      return submit(model, effects);
    case FeedbackAct::look_up:
      return submit_feedback_lookup(model, effects);
    case FeedbackAct::copy_reference:
      return copy(model, effects, model.feedback.open.reference);
    case FeedbackAct::copy_receipt:
      return copy(model, effects, form.filed ? form.filed->receipt : std::string());
    default:
      return act_on_feedback(model, effects, command);
  }
}

void feedback_rules_answered(Model& model, Effects&, const Reply& reply) {
  take(model.feedback.rules, reply, contract::feedback_rules_from_json);
}

void feedback_similar_answered(Model& model, Effects& effects, const Reply& reply) {
  const auto json = contract::parse_json(reply.body);
  if (reply.status != 200 || !json || !form_of(model).body.empty()) return;  // it is submitted already
  auto& similar = form_of(model).similar;
  const bool were = !similar.empty();
  similar.clear();
  for (const contract::Json& row : contract::array_or_empty(*json, "cases"))
    if (auto published = contract::published_feedback_from_json(row))
      similar.push_back(std::move(*published));
  // They come below the field in which somebody types.
  if (!were && !similar.empty())
    effects.push_back(Announce{std::string(contract::text(Text::feedback_similar))});
}

void send_feedback(Model& model, Effects& effects, bool pressed) {
  FeedbackForm& form = form_of(model);
  if (form.busy || form.body.empty()) return;
  form.busy = true;
  form.sent = form.body;
  form.pressed = pressed;
  form.failure.reset();
  ask(model, effects, feedback_create_answered,
      {"POST",
       std::string(contract::api::kFeedback),
       form.body,
       {{"Content-Type", "application/json"},
        {"Idempotency-Key", form.draft_id + "-" + content_hash(form.body)}}});
}

void forget_feedback_draft(Model& model, Effects& effects) {
  FeedbackForm& form = form_of(model);
  drop_photos(form, effects);
  form = FeedbackForm{};
  form.draft_id = model.device.random_id;
  effects.push_back(Erase{std::string(kFeedbackDraftKey)});
  settle_waiting(model, effects);
}

void feedback_create_answered(Model& model, Effects& effects, const Reply& reply) {
  FeedbackForm& form = form_of(model);
  form.busy = false;
  const auto json = object_of(reply, kCreated);
  auto feedback = json ? contract::feedback_case_from_json(*json) : std::nullopt;
  if (feedback) return filed(model, effects, std::move(*feedback));
  Failure failure = failure_of(reply);
  wait_out(effects, failure);
  if (is_passing(failure)) {
    if (!form.body.empty()) keep_waiting(effects, failure, !form.pressed);
    form.failure = std::move(failure);
    return;
  }
  if (has_rule(failure, Rule::idempotency_key_reused)) form.draft_id = model.device.random_id;
  save_feedback_draft(model, effects);
  if (photos_expired(form, failure)) upload_next(model, effects);
  form.server_errors = failure.error.fields;
  if (model.page.kind != PageKind::feedback_new) return refused_elsewhere(model, effects, failure);
  const auto errors = feedback_errors(model);
  if (!errors.empty()) effects.push_back(FocusField{field_key(errors[0].pointer)});
  form.failure = std::move(failure);
}

void feedback_stored(Model& model, Effects& effects, const Stored& stored) {
  OpenFeedback& open = model.feedback.open;
  if (stored.key == kFeedbackDraftKey && model.page.kind == PageKind::feedback_done)
    return show_filed(model, effects, stored.value.value_or(""));
  if (stored.key == kFeedbackDraftKey && stored.value && is_blank(form_of(model).request)) {
    auto form = feedback_form_from(*stored.value, model.device.now);
    if (!form) return;  // the outbox looks after what is too old
    form_of(model) = std::move(*form);
    return take_target(model);
  }
  if (open.reference.empty() || stored.key != token_key(open.reference) || open.feedback.known) return;
  open.token = stored.value.value_or("");
  if (!open.token.empty()) return ask_open_feedback(model, effects);
  open.needs_lookup = true;
  open.feedback.state = LoadState::idle;
  model.feedback.lookup.reference = open.reference;
}

void compare_text(Model& model, Effects& effects) {
  FeedbackForm& form = form_of(model);
  std::string sample = form.request.text.substr(0, kSampleBytes);
  const std::string& text = form.request.text;
  while (!sample.empty() && sample.size() < text.size() &&
         (static_cast<unsigned char>(text[sample.size()]) & 0xC0) == 0x80)
    sample.pop_back();  // not in the middle of a character
  if (sample.size() < kLeastSample) return form.similar.clear();
  if (sample == form.compared) return;
  form.compared = sample;
  ask(model, effects, feedback_similar_answered,
      {"POST",
       std::string(contract::api::kFeedbackSimilar),
       contract::to_text({{"text", sample}}),
       {{"Content-Type", "application/json"}}});
}

std::vector<FieldError> feedback_errors(const Model& model) {
  const FeedbackForm& form = model.feedback.form;
  const contract::FeedbackRequest request = request_of(form);
  std::vector<FieldError> errors;
  const auto parsed = contract::parse_feedback_request(contract::feedback_request_to_json(request));
  if (parsed)
    errors = contract::check_feedback(*parsed, model.areas.value, model.feedback.rules.value);
  else
    errors = parsed.error().fields;
  if (!model.areas.known) take_back(errors, "/area");  // the server knows them
  errors.insert(errors.end(), form.server_errors.begin(), form.server_errors.end());
  return errors;
}

}  // namespace wufei::model
