// Answering a survey: the code from a slip, answers kept on the device from the first tap, sent once, waiting
// for the network when there is none. What may be sent is the contract's rules' to say.
#pragma once

#include "model/effect.hpp"
#include "model/model.hpp"

namespace wufei::model {

// The page of model.page (kind survey) was entered; `code` from its address, "" = none.
void open_survey(Model& model, Effects& effects, std::string_view code);
// True when `stored` was about a survey.
bool survey_stored(Model& model, Effects& effects, const Stored& stored);
void survey_arrived(Model& model, Effects& effects, const Reply& reply);

void set_answer(Model& model, Effects& effects, const SetAnswer& command);
void set_survey_code(Model& model, Effects& effects, std::string_view code);
void check_survey_code(Model& model, Effects& effects);
void survey_resumed(Model& model, Effects& effects, const Reply& reply);
void submit_survey(Model& model, Effects& effects);
void survey_answered(Model& model, Effects& effects, const Reply& reply);
// Another answer from the same browser, after the first was counted.
void restart_survey(Model& model, Effects& effects);
// Sends what waited for the network.
void send_waiting_survey(Model& model, Effects& effects);

}  // namespace wufei::model
