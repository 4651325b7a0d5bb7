// Public pages: opening one, its filters, going back to one that was read. The server makes the page
// (contract::Document); nothing here knows what it says. In the second part of the program.
#pragma once

#include <string>
#include <string_view>

#include "contract/json.hpp"
#include "model/effect.hpp"
#include "model/model.hpp"
#include "model/part_update.hpp"

namespace wufei::model {

inline constexpr std::uint32_t kFilterTimer = 2;

// The page model.page.target was entered: shows what is known of it and asks the server.
WUFEI_SECOND_PART void enter_document_part2(Model& model, Effects& effects);
// The page that the server put into the HTML.
WUFEI_SECOND_PART void take_document_part2(Model& model, std::string_view target, const contract::Json& json);
WUFEI_SECOND_PART void ask_document_part2(Model& model, Effects& effects);
WUFEI_SECOND_PART void document_answered_part2(Model& model, Effects& effects, const Reply& reply);
// Goes to a heading of the page that is open.
void jump_to(Model& model, Effects& effects, std::string_view anchor);
WUFEI_SECOND_PART void set_filter_part2(Model& model, Effects& effects, const SetFilter& command);
WUFEI_SECOND_PART void apply_filters_part2(Model& model, Effects& effects, const std::string& form,
                                           bool replace);
// What a filter's field holds: typed, or what the page was made with.
const std::string& filter_value(const Model& model, const contract::Filter& filter);
// The path without query of what is shown: the identity of its widgets.
std::string_view document_key(const Model& model);

}  // namespace wufei::model
