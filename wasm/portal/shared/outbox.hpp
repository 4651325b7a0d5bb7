// What was submitted without a network, or while the server could not answer: a booking in its draft,
// feedback in its own. It is sent when there is a network and whenever a page is opened, always under the key
// it was first sent with, so that it counts once. The device remembers under wufei.outbox that there is
// something, so that the first part of the program need not look; what it is, expires with the drafts. In the
// second part of the program.
#pragma once

#include <string_view>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

inline constexpr std::string_view kOutboxKey = "wufei.outbox";
inline constexpr std::uint32_t kOutboxTimer = 4;

// Sends what waits and is not under way. What the device promised and no longer has is said once.
void send_waiting(Model& model, Effects& effects) WUFEI_SECOND_PART(send_waiting);
void send_waiting_now(Model& model, Effects& effects, const SendWaiting& command)
    WUFEI_SECOND_PART(send_waiting_now);
// Throwing away what was filled in and is not at the server asks first.
void ask_drop(Model& model, Effects& effects, const AskDrop& command) WUFEI_SECOND_PART(ask_drop);
void dismiss_drop(Model& model, Effects& effects) WUFEI_SECOND_PART(dismiss_drop);
void confirm_drop(Model& model, Effects& effects) WUFEI_SECOND_PART(confirm_drop);
// Of the button that asks; it has the focus again when the answer was no.
constexpr std::string_view drop_key(bool feedback) {
  return feedback ? "drop_feedback" : "drop_booking";
}
// What the device has kept, wherever the person is: a page that was opened beside this one may have sent,
// changed or dropped what waits here.
void outbox_stored(Model& model, Effects& effects, const Stored& stored) WUFEI_SECOND_PART(outbox_stored);

// True when the server may take the same later: no answer, too many tries, a fault of its own.
bool is_passing(const Failure& failure);
// Something was submitted: the device remembers it until settle_waiting().
void begin_waiting(Model& model, Effects& effects);
// The try has failed: another one after a while. `told`: the person knows already.
void keep_waiting(Effects& effects, const Failure& failure, bool told);
// Takes the promise back when nothing waits any more.
void settle_waiting(Model& model, Effects& effects);
// On whatever page the person is: it was sent, or the server refused it.
void say_sent(Model& model, Effects& effects, const std::string& reference, std::string_view more);
void say_refused(Model& model, Effects& effects, const std::string& why);

}  // namespace wufei::model
