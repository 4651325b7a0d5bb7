// Answering a survey: the code from a slip, answers kept on the device from the first tap, sent once, waiting
// for the network when there is none. What may be sent is the contract's rules' to say. In the second part of
// the program.
#pragma once

#include "model/effect.hpp"
#include "model/model.hpp"
#include "model/part_update.hpp"

namespace wufei::model {

// The page of model.page (kind survey) was entered; `code` from its address, "" = none.
WUFEI_SECOND_PART void open_survey_part2(Model& model, Effects& effects, std::string_view code);
// True when `stored` was about a survey.
WUFEI_SECOND_PART bool survey_stored_part2(Model& model, Effects& effects, const Stored& stored);
WUFEI_SECOND_PART void survey_arrived_part2(Model& model, Effects& effects, const Reply& reply);

WUFEI_SECOND_PART void set_answer_part2(Model& model, Effects& effects, const SetAnswer& command);
WUFEI_SECOND_PART void set_survey_code_part2(Model& model, Effects& effects, std::string_view code);
WUFEI_SECOND_PART void check_survey_code_part2(Model& model, Effects& effects);
WUFEI_SECOND_PART void survey_resumed_part2(Model& model, Effects& effects, const Reply& reply);
WUFEI_SECOND_PART void submit_survey_part2(Model& model, Effects& effects);
WUFEI_SECOND_PART void survey_answered_part2(Model& model, Effects& effects, const Reply& reply);
// Another answer from the same browser, after the first was counted.
WUFEI_SECOND_PART void restart_survey_part2(Model& model, Effects& effects);
// Sends what waited for the network.
WUFEI_SECOND_PART void send_waiting_survey_part2(Model& model, Effects& effects);

}  // namespace wufei::model
