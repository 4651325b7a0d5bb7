// What people do with feedback. In the second part of the program: entries are called only once it is there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

inline constexpr std::uint32_t kSimilarTimer = 3;

bool is_feedback(contract::PageKind kind);

// One of the feedback pages was entered: asks for what it shows.
void enter_feedback(Model& model, Effects& effects) WUFEI_SECOND_PART(enter_feedback);
void ask_feedback(Model& model, Effects& effects) WUFEI_SECOND_PART(ask_feedback);
// Every command about feedback.
void feedback_command(Model& model, Effects& effects, const FeedbackCommand& command)
    WUFEI_SECOND_PART(feedback_command);
// What the device has kept, and photographs it has reduced.
void feedback_stored(Model& model, Effects& effects, const Stored& stored) WUFEI_SECOND_PART(feedback_stored);
void photo_chosen(Model& model, Effects& effects, const PhotoChosen& photo) WUFEI_SECOND_PART(photo_chosen);
// There is a network again: photographs that failed for want of it go up at once.
void feedback_online(Model& model, Effects& effects) WUFEI_SECOND_PART(feedback_online);
void compare_text(Model& model, Effects& effects) WUFEI_SECOND_PART(compare_text);

// Every broken rule of the form, in its order; of the look-up; of the reason to reopen.
std::vector<contract::FieldError> feedback_errors(const Model& model);
std::vector<contract::FieldError> feedback_lookup_errors(const Model& model);
std::vector<contract::FieldError> reopen_errors(const Model& model);

// Within this file's neighbours only.
bool is_blank(const contract::FeedbackRequest& request);
// nullopt when it is expired, from the future, or no draft.
std::optional<FeedbackForm> feedback_form_from(std::string_view text, contract::UtcSeconds now);
// A form that is changed is no longer what was submitted or refused.
void save_feedback_draft(Model& model, Effects& effects);
// As it is.
void keep_feedback_draft(Model& model, Effects& effects);
void forget_feedback_draft(Model& model, Effects& effects);
// Sends what was submitted and is not under way. `pressed`: the person has asked for it just now.
void send_feedback(Model& model, Effects& effects, bool pressed);
// The reference and receipt of what was just filed, in place of the draft; nullopt when there is none or it
// is expired.
void save_filed(Model& model, Effects& effects, const contract::FeedbackCase& feedback);
std::optional<contract::FeedbackCase> filed_from(std::string_view text, contract::UtcSeconds now);
void forget_feedback_failures(Model& model);
void upload_next(Model& model, Effects& effects);
void remove_photo(Model& model, Effects& effects, std::size_t index);
void submit_feedback_lookup(Model& model, Effects& effects);
void open_feedback(Model& model, Effects& effects);
void ask_open_feedback(Model& model, Effects& effects);
void act_on_feedback(Model& model, Effects& effects, const FeedbackCommand& command);
// Readers of replies.
void feedback_rules_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(feedback_rules_answered);
void feedback_similar_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(feedback_similar_answered);
void feedback_create_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(feedback_create_answered);
void photo_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(photo_answered);
void feedback_lookup_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(feedback_lookup_answered);
void open_feedback_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(open_feedback_answered);
void feedback_act_answered(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(feedback_act_answered);
void remember_feedback(Model& model, Effects& effects, const contract::FeedbackCase& feedback);

}  // namespace wufei::model
