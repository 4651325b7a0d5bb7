// Requests to the server, who reads the replies, and what the current page needs. One place decides
// what is fetched, so that opening a page, retrying and coming back online are the same thing.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wasm/core/effect.hpp"
#include "wasm/core/failure.hpp"
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

// The number of a new attempt, whose reply `reader` gets; an earlier one of the same reader no longer counts.
// nullptr: nobody waits for the reply.
std::uint32_t expect_reply(Model& model, Reader reader);
void ask(Model& model, Effects& effects, Reader reader, Ask what);
// Asks for what is not known, under way or failed.
template <class T>
void ensure(Model& model, Effects& effects, Remote<T>& remote, Reader reader, std::string_view url) {
  if (!remote.wanted()) return;
  remote.state = LoadState::loading;
  ask(model, effects, reader, {"GET", std::string(url), {}, {}});
}
// What came, as `read` makes it of JSON, or why nothing did.
template <class T, class Read>
void take(Remote<T>& remote, const Reply& reply, Read read) {
  if (const auto json = object_of(reply))
    remote.set(read(*json));
  else
    remote.fail(failure_of(reply));
}
// A reply to an attempt that no longer counts changes nothing.
void take_reply(Model& model, Effects& effects, const Reply& reply);
CatalogueAndRules catalogue_from_json(const contract::Json& json);
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
