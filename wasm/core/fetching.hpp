// Requests to the server: how each topic is asked for, and what the current page needs. One place decides
// what is fetched, so that opening a page, retrying and coming back online are the same thing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wasm/core/effect.hpp"
#include "wasm/core/model.hpp"
#include "wasm/core/part_update.hpp"

namespace wufei::model {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Ask {
  std::string method = "GET";
  std::string url;
  std::string body;
  Headers headers;
};

// Sends it; an earlier attempt at the same topic no longer counts.
void ask(Model& model, Effects& effects, Topic topic, Ask what);
// The topic whose latest attempt this reply answers (which it then settles), or nullopt.
std::optional<Topic> settle(Model& model, const Reply& reply);
// Authorization for the open booking.
Headers bearer(const Model& model);

// Asks for whatever the current page shows and is not known or under way.
void ensure_page_data(Model& model, Effects& effects);
// Failed values become wanted again.
void forget_failures(Model& model);
// Asks for the slots of the draft or of the open booking; what is shown stays until the answer.
void refresh_slots(Model& model, Effects& effects, Form form);
void ask_open_booking(Model& model, Effects& effects) WUFEI_SECOND_PART(ask_open_booking);

SlotPicker& picker_of(Model& model, Form form);
const SlotPicker& picker_of(const Model& model, Form form);

}  // namespace wufei::model
