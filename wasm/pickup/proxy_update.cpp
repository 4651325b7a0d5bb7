#include "wasm/pickup/proxy_update.hpp"

#include <utility>

#include "wasm/core/failure.hpp"
#include "wasm/pickup/form_update.hpp"

namespace wufei::model {
namespace {

void choose_whom(Booking& booking, bool other) {
  std::optional<contract::PickupProxy>& proxy = booking.draft.request.proxy;
  if (proxy.has_value() == other) return;
  std::swap(proxy, booking.proxy);
  if (other && !proxy) proxy.emplace();
  if (proxy) proxy->consent = false;  // it was given for whoever was meant before
}

}  // namespace

void set_proxy(Model& model, Effects& effects, const SetProxy& command) {
  Booking& booking = model.booking;
  if (command.act == SetProxy::Act::other) choose_whom(booking, command.flag);
  if (contract::PickupProxy* proxy = booking.draft.request.proxy ? &*booking.draft.request.proxy : nullptr) {
    if (command.act == SetProxy::Act::name) proxy->name = command.value;
    if (command.act == SetProxy::Act::phone) proxy->phone = command.value;
    if (command.act == SetProxy::Act::consent) proxy->consent = command.flag;
  }
  take_back(booking.server_errors, "/proxy");
  save_draft(model, effects);
}

}  // namespace wufei::model
