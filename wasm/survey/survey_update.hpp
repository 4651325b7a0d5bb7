// Answering a survey: the code from a slip, answers kept on the device from the first tap, sent once, waiting
// for the network when there is none. What may be sent is the contract's rules' to say. In the second part of
// the program.
#pragma once

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

// The page of model.page (kind survey) was entered; `code` from its address, "" = none.
void open_survey(Model& model, Effects& effects, std::string_view code) WUFEI_SECOND_PART(open_survey);
// True when `stored` was about a survey.
bool survey_stored(Model& model, Effects& effects, const Stored& stored) WUFEI_SECOND_PART(survey_stored);
void survey_arrived(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(survey_arrived);
// The open booking, which is completed, asks for its code; with it the survey is opened.
void ask_invitation(Model& model, Effects& effects) WUFEI_SECOND_PART(ask_invitation);
void invited_to_survey(Model& model, Effects& effects, const Reply& reply)
    WUFEI_SECOND_PART(invited_to_survey);

void set_answer(Model& model, Effects& effects, const SetAnswer& command) WUFEI_SECOND_PART(set_answer);
void set_survey_code(Model& model, Effects& effects, std::string_view code)
    WUFEI_SECOND_PART(set_survey_code);
void check_survey_code(Model& model, Effects& effects) WUFEI_SECOND_PART(check_survey_code);
void survey_resumed(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(survey_resumed);
void submit_survey(Model& model, Effects& effects) WUFEI_SECOND_PART(submit_survey);
void survey_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(survey_answered);
// Another answer from the same browser, after the first was counted.
void restart_survey(Model& model, Effects& effects) WUFEI_SECOND_PART(restart_survey);
// Sends what waited for the network.
void send_waiting_survey(Model& model, Effects& effects) WUFEI_SECOND_PART(send_waiting_survey);

}  // namespace wufei::model
