// The draft of the form as the device keeps it: JSON that expires after 24 hours because it may hold a name
// and a telephone number.
#include "lib/base/json.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/portal/shared/outbox.hpp"

namespace wufei::model {
namespace {

constexpr contract::UtcSeconds kClockSlack = 3600;

// What was kept, when it is of this form and not too old.
std::optional<contract::Json> kept_json(std::string_view text, contract::UtcSeconds now) {
  auto json = contract::parse_json(text);
  if (!json || !json->is_object() || contract::number_or(*json, "version", 0) != 1) return std::nullopt;
  const contract::UtcSeconds saved = contract::number_or(*json, "saved_at", 0);
  if (now - saved > kDraftLifetime || saved > now + kClockSlack) return std::nullopt;
  return std::move(*json);
}

}  // namespace

bool is_blank(const contract::FeedbackRequest& request) {
  return request.text.empty() && request.contact_name.empty() && request.phone.empty();
}

std::optional<FeedbackForm> feedback_form_from(std::string_view text, contract::UtcSeconds now) {
  const auto json = kept_json(text, now);
  if (!json) return std::nullopt;
  const contract::Json& row = contract::object_or_empty(*json, "request");
  FeedbackForm form;
  form.draft_id = contract::text_or_empty(*json, "id");
  contract::FeedbackRequest& request = form.request;
  request.kind = contract::text_or_empty(row, "kind");
  request.topic = contract::text_or_empty(row, "topic");
  request.area = contract::text_or_empty(row, "area");
  request.text = contract::text_or_empty(row, "text");
  request.anonymous = contract::flag_or(row, "anonymous", false);
  request.contact_name = contract::text_or_empty(row, "contact_name");
  request.phone = contract::text_or_empty(row, "phone");
  request.publish_consent = contract::flag_or(row, "publish_consent", false);
  request.page = contract::text_or_empty(row, "page");
  if (form.draft_id.empty() || is_blank(request)) return std::nullopt;
  form.saved_at = contract::number_or(*json, "saved_at", 0);
  form.body = contract::text_or_empty(*json, "body");
  form.refused = contract::text_or_empty(*json, "refused");
  form.restored = true;
  return form;
}

void save_feedback_draft(Model& model, Effects& effects) {
  model.feedback.form.body.clear();
  model.feedback.form.refused.clear();
  settle_waiting(model, effects);
  keep_feedback_draft(model, effects);
}

void keep_feedback_draft(Model& model, Effects& effects) {
  FeedbackForm& form = model.feedback.form;
  form.saved_at = model.device.now;
  effects.push_back(Save{std::string(kFeedbackDraftKey),
                         contract::to_text({{"version", 1},
                                            {"id", form.draft_id},
                                            {"saved_at", form.saved_at},
                                            {"body", form.body},
                                            {"refused", form.refused},
                                            {"request", contract::feedback_request_to_json(form.request)}})});
}

void save_filed(Model& model, Effects& effects, const contract::FeedbackCase& feedback) {
  effects.push_back(
      Save{std::string(kFeedbackDraftKey),
           contract::to_text({{"version", 1},
                              {"saved_at", model.device.now},
                              {"filed",
                               {{"reference", feedback.reference},
                                {"receipt", feedback.receipt},
                                {"due", feedback.due ? contract::format_date(*feedback.due) : ""}}}})});
}

std::optional<contract::FeedbackCase> filed_from(std::string_view text, contract::UtcSeconds now) {
  const auto json = kept_json(text, now);
  if (!json) return std::nullopt;
  const contract::Json& row = contract::object_or_empty(*json, "filed");
  contract::FeedbackCase filed;
  filed.reference = contract::text_or_empty(row, "reference");
  filed.receipt = contract::text_or_empty(row, "receipt");
  filed.due = contract::parse_date(contract::text_or_empty(row, "due"));
  if (filed.reference.empty()) return std::nullopt;
  return filed;
}

}  // namespace wufei::model
