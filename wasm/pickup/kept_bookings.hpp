// All bookings that this device knows: made or looked up here. Their references and slots are kept under
// wufei.bookings, one line each, with a word when nothing is to come of it; the tokens that open them under
// keys of their own. The page that lists them asks the server about one after the other, home only about the
// next that is to come. Names, addresses and telephones are never kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wasm/core/effect.hpp"
#include "wasm/portal/shared/model.hpp"
#include "wasm/portal/shared/part_update.hpp"

namespace wufei::model {

inline constexpr std::string_view kBookingsKey = "wufei.bookings";

std::vector<KeptBooking> kept_from_text(std::string_view text);
std::string kept_to_text(const std::vector<KeptBooking>& list);

// Puts a booking first on the list.
void keep_booking(Model& model, Effects& effects, const contract::Pickup& pickup);
// The page that lists them was entered.
void open_kept(Model& model, Effects& effects) WUFEI_SECOND_PART(open_kept);
// Home was entered, on a device that has booked.
void open_coming(Model& model, Effects& effects) WUFEI_SECOND_PART(open_coming);
void take_kept(Model& model, Effects& effects, const Stored& stored) WUFEI_SECOND_PART(take_kept);
void take_kept_token(Model& model, Effects& effects, const Stored& stored) WUFEI_SECOND_PART(take_kept_token);
void kept_answered(Model& model, Effects& effects, const Reply& reply) WUFEI_SECOND_PART(kept_answered);

// The day of a booking, as far as it is known.
std::optional<contract::Date> day_of(const KeptBooking& booking);
// True when nothing is to come of it: its day is over, or it is finished or cancelled.
bool is_past(const Model& model, const KeptBooking& booking);
// The nearest first, past ones last.
std::vector<const KeptBooking*> kept_in_order(const Model& model);

// The nearest that is to come, unless the device can not open it; nullptr when there is none.
const KeptBooking* coming(const Model& model);

}  // namespace wufei::model
