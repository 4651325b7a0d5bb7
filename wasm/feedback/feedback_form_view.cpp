// The form: what it is, what happened, photographs, who says it, whether it may be published. One page.
#include <algorithm>

#include "lib/base/utf8.hpp"
#include "wasm/feedback/feedback_update.hpp"
#include "wasm/feedback/feedback_view.hpp"
#include "wasm/pickup/booking_check.hpp"
#include "wasm/portal/shared/outbox.hpp"

namespace wufei::views {
namespace {

using model::FeedbackAct;
using model::FeedbackField;
using model::FeedbackForm;

constexpr int kTextRows = 8;
constexpr std::size_t kTitleLength = 28;   // code points
constexpr std::size_t kAnswerLength = 60;  // code points
constexpr float kThumbnail = 96;           // CSS pixels

// The beginning of a text, in code points.
std::string start_of(std::string_view whole, std::size_t length) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < whole.size() && count < length; ++count)
    contract::next_code_point(whole, at);
  return std::string(whole.substr(0, at)).append(at < whole.size() ? text(Text::feedback_ellipsis) : "");
}

std::string shown_error(const Model& model, std::string_view pointer) {
  const FeedbackForm& form = model.feedback.form;
  return form.show_errors ? model::error_at(model::feedback_errors(model), pointer) : std::string();
}

std::string deadline_text(const contract::FeedbackKind& kind) {
  if (kind.working_days == 0) return std::string(text(Text::feedback_no_deadline));
  return text(Text::feedback_days, {{"days", std::to_string(kind.working_days)}});
}

void draw_kinds(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = shown_error(model, "/kind");
  auto group = ui.radio_group(text(Text::feedback_kind), error);
  auto grid = ui.grid(1, 2, 8);
  for (const contract::FeedbackKind& kind : model.feedback.rules.value.kinds) {
    ui.next_cell();
    const std::string about = kind.about + deadline_text(kind);
    // The field key of the pointer is the first choice's.
    const bool first = &kind == &model.feedback.rules.value.kinds.front();
    if (ui.radio(first ? "kind" : "kind_" + kind.id, kind.name, model.feedback.form.request.kind == kind.id,
                 {.description = about, .icon = kind.icon}))
      set(commands, FeedbackField::kind, kind.id);
  }
}

void draw_topic(const Model& model, kit::Ui& ui, Commands& commands) {
  std::vector<kit::SelectOption> options{{"", text(Text::feedback_choose)}};
  for (const contract::FeedbackTopic& topic : model.feedback.rules.value.topics)
    options.push_back({topic.id, topic.name});
  const std::string error = shown_error(model, "/topic");
  if (const auto chosen = ui.select("topic", text(Text::feedback_topic), options,
                                    model.feedback.form.request.topic, {.error = error, .required = true}))
    set(commands, FeedbackField::topic, *chosen);
}

void draw_area(const Model& model, kit::Ui& ui, Commands& commands) {
  std::vector<kit::SelectOption> options{{"", text(Text::feedback_no_area)}};
  for (const contract::Area& area : model.areas.value) options.push_back({area.code, area.name});
  const std::string error = shown_error(model, "/area");
  const std::string label = std::string(text(Text::feedback_area)).append(text(Text::common_optional));
  if (const auto chosen =
          ui.select("area", label, options, model.feedback.form.request.area, {.error = error}))
    set(commands, FeedbackField::area, *chosen);
}

void draw_page_field(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::FeedbackRequest& request = model.feedback.form.request;
  if (request.kind != "site_error") return;
  const std::string error = shown_error(model, "/page");
  const std::string label = std::string(text(Text::feedback_page)).append(text(Text::common_optional));
  if (const auto typed =
          ui.field("page", label, request.page, {.hint = text(Text::feedback_page_hint), .error = error}))
    set(commands, FeedbackField::page, *typed);
}

void draw_text(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::string error = shown_error(model, "/text");
  if (const auto typed = ui.field("text", text(Text::feedback_text), model.feedback.form.request.text,
                                  {.kind = kit::FieldKind::multi_line,
                                   .hint = text(Text::feedback_text_hint),
                                   .error = error,
                                   .required = true,
                                   .max_length = model.feedback.rules.value.text_limit,
                                   .rows = kTextRows}))
    set(commands, FeedbackField::text, *typed);
}

void draw_similar(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& similar = model.feedback.form.similar;
  if (similar.empty()) return;
  auto card = ui.tinted_card(kit::AlertKind::info);
  ui.heading(2, text(Text::feedback_similar));
  ui.text(text(Text::feedback_similar_lead), kit::Tone::muted);
  auto list = ui.list(text(Text::feedback_similar));
  for (std::size_t i = 0; i < similar.size(); ++i) {
    auto item = ui.list_item();
    const std::string path = "/feedback/published/" + similar[i].reference;
    const std::string title = start_of(similar[i].text, kTitleLength);
    const std::string answer = start_of(similar[i].answer, kAnswerLength);
    if (ui.link_card("similar" + std::to_string(i), title, path, {.description = answer})) go(commands, path);
  }
}

std::string photo_state(const model::DraftPhoto& photo, std::size_t index) {
  const std::string number = std::to_string(index + 1);
  if (photo.failed) return text(Text::feedback_photo_failed, {{"number", number}});
  return text(photo.id.empty() ? Text::feedback_photo_sending : Text::feedback_photo_ready,
              {{"number", number}});
}

void draw_photo(const model::DraftPhoto& photo, std::size_t index, kit::Ui& ui, Commands& commands) {
  const std::string state = photo_state(photo, index), number = std::to_string(index + 1);
  const float longest = std::max(photo.width, photo.height);
  const float scale = longest > 0 ? kThumbnail / longest : 1;
  ui.image(text(Text::feedback_photo_name, {{"number", number}}), photo.preview, photo.width * scale,
           photo.height * scale);
  ui.text(state, photo.failed ? kit::Tone::danger : kit::Tone::muted, kit::TextSize::small);
  if (ui.button("remove" + number, text(Text::feedback_photo_remove),
                {.kind = kit::ButtonKind::quiet,
                 .icon = "trash",
                 .full_width = false,
                 .description = text(Text::feedback_photo_name, {{"number", number}})}))
    act(commands, FeedbackAct::remove_photo, static_cast<int>(index));
}

void draw_photo_refusal(model::PhotoRefusal refusal, int most, kit::Ui& ui) {
  if (refusal == model::PhotoRefusal::unreadable)
    ui.alert(kit::AlertKind::error, text(Text::feedback_photo_unreadable_title),
             text(Text::feedback_photo_unreadable));
  if (refusal == model::PhotoRefusal::too_big)
    ui.alert(kit::AlertKind::error, text(Text::feedback_photo_too_big_title),
             text(Text::feedback_photo_too_big));
  if (refusal == model::PhotoRefusal::too_many)
    ui.alert(kit::AlertKind::warning,
             text(Text::feedback_photo_too_many_title, {{"count", std::to_string(most)}}),
             text(Text::feedback_photo_too_many));
}

void draw_photos(const Model& model, kit::Ui& ui, Commands& commands) {
  const FeedbackForm& form = model.feedback.form;
  const int most = model.feedback.rules.value.photo_limit;
  if (most == 0) return;
  auto card = ui.card();
  ui.heading(2, text(Text::feedback_photos));
  ui.text(text(Text::feedback_photos_lead, {{"count", std::to_string(most)}}), kit::Tone::muted);
  if (!form.photos.empty()) {
    auto grid = ui.grid(2, 4, 12);
    for (std::size_t i = 0; i < form.photos.size(); ++i) {
      ui.next_cell();
      draw_photo(form.photos[i], i, ui, commands);
    }
  }
  const bool room = static_cast<int>(form.photos.size()) < most;
  if (ui.button("add_photos", text(Text::feedback_photo_add),
                {.kind = kit::ButtonKind::secondary, .icon = "camera", .enabled = room}))
    act(commands, FeedbackAct::add_photos);
  draw_photo_refusal(form.photo_refused, most, ui);
  if (!form.photo_failure) return;
  draw_failure(model, ui, *form.photo_failure);
  if (ui.button("retry_photos", text(Text::feedback_photo_retry), {.kind = kit::ButtonKind::secondary}))
    act(commands, FeedbackAct::retry_photos);
}

void draw_who(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::FeedbackRequest& request = model.feedback.form.request;
  auto card = ui.card();
  ui.heading(2, text(Text::feedback_who));
  {
    auto group = ui.radio_group(text(Text::feedback_who));
    if (ui.radio("named", text(Text::feedback_named), !request.anonymous,
                 {.description = text(Text::feedback_named_about), .icon = "phone"}))
      commands.push_back(model::FeedbackCommand{.act = FeedbackAct::set_anonymous, .flag = false});
    if (ui.radio("anonymous", text(Text::feedback_anonymous), request.anonymous,
                 {.description = text(Text::feedback_anonymous_about), .icon = "user"}))
      commands.push_back(model::FeedbackCommand{.act = FeedbackAct::set_anonymous, .flag = true});
  }
  if (request.anonymous) return;
  const std::string name_error = shown_error(model, "/contact_name");
  const std::string name_label = std::string(text(Text::feedback_name)).append(text(Text::common_optional));
  if (const auto typed = ui.field("contact_name", name_label, request.contact_name,
                                  {.kind = kit::FieldKind::name, .error = name_error}))
    set(commands, FeedbackField::contact_name, *typed);
  const std::string phone_error = shown_error(model, "/phone");
  if (const auto typed = ui.field("phone", text(Text::feedback_phone), request.phone,
                                  {.kind = kit::FieldKind::tel,
                                   .hint = text(Text::feedback_phone_hint),
                                   .error = phone_error,
                                   .required = true}))
    set(commands, FeedbackField::phone, *typed);
}

bool photos_pending(const FeedbackForm& form) {
  for (const model::DraftPhoto& photo : form.photos)
    if (photo.id.empty()) return true;
  return false;
}

// What became of the last try to send, and whether there is a network for the next.
void draw_network(const Model& model, kit::Ui& ui) {
  const FeedbackForm& form = model.feedback.form;
  if (form.failure && model::is_offline(*form.failure) && !form.body.empty()) return;  // said above
  if (form.failure) return draw_failure(model, ui, *form.failure);
  if (!model.online)
    ui.text(text(Text::feedback_offline_text), kit::Tone::warning);  // the frame says the rest
}

void draw_send(const Model& model, kit::Ui& ui, Commands& commands) {
  const FeedbackForm& form = model.feedback.form;
  auto card = ui.card();
  if (ui.checkbox("publish_consent", text(Text::feedback_consent), form.request.publish_consent))
    commands.push_back(
        model::FeedbackCommand{.act = FeedbackAct::set_consent, .flag = !form.request.publish_consent});
  ui.text(text(Text::feedback_consent_about), kit::Tone::muted, kit::TextSize::small);
  const std::string days = std::to_string(model.feedback.rules.value.retention_days);
  ui.text(text(Text::feedback_privacy, {{"days", days}}), kit::Tone::muted, kit::TextSize::small);
  page_link(ui, commands, "privacy", text(Text::pickup_privacy_link), contract::parse_page("/privacy"),
            "shield-check");
  draw_network(model, ui);
  const bool pending = photos_pending(form);
  if (pending) ui.text(text(Text::feedback_photos_pending), kit::Tone::warning);
  const Text label = form.busy           ? Text::pickup_submitting
                     : form.body.empty() ? Text::feedback_submit
                                         : Text::outbox_send;
  if (ui.button("submit", text(label), {.icon = "check", .busy = form.busy}))
    act(commands, FeedbackAct::submit);
}

}  // namespace

void draw_feedback_form(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.feedback.form.show_errors) draw_feedback_faults(ui, model::feedback_errors(model));
  ui.heading(1, text(Text::feedback_new_title));
  ui.text(text(Text::feedback_new_lead));
  telephone_link_row(model, ui);
  draw_waiting_box(model, ui, commands, true);
  if (model.feedback.form.restored && model.feedback.form.body.empty()) {
    ui.alert(kit::AlertKind::info, text(Text::feedback_restored_title), text(Text::feedback_restored_text));
    if (ui.button(model::drop_key(true), text(Text::feedback_discard), {.kind = kit::ButtonKind::quiet}))
      commands.push_back(model::AskDrop{true});
  }
  if (!draw_state(model, ui, commands, model.feedback.rules)) return;
  auto form = ui.landmark(kit::Landmark::form, text(Text::feedback_new_title));
  {
    auto card = ui.card();
    ui.heading(2, text(Text::feedback_kind));
    draw_kinds(model, ui, commands);
    draw_topic(model, ui, commands);
    draw_area(model, ui, commands);
  }
  {
    auto card = ui.card();
    ui.heading(2, text(Text::feedback_what));
    draw_text(model, ui, commands);
    draw_page_field(model, ui, commands);
  }
  draw_similar(model, ui, commands);
  draw_photos(model, ui, commands);
  draw_who(model, ui, commands);
  draw_send(model, ui, commands);
}

}  // namespace wufei::views
