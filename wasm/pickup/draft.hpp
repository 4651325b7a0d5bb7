// A half-filled booking, or a filled one that waits for the network, and how it is kept on the device
// (localStorage key wufei.draft): JSON that expires after 24 hours because it holds a name, a telephone
// number and an address. Checks no rule of booking.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"
#include "pickup/pickup.hpp"

namespace wufei::model {

inline constexpr std::string_view kDraftKey = "wufei.draft";
inline constexpr std::string_view kLastReferenceKey = "wufei.last";
inline constexpr contract::UtcSeconds kDraftLifetime = 24 * 3600;

// localStorage key of the token that opens a booking.
std::string token_key(std::string_view reference);

struct Draft {
  std::string id;  // random; the stem of the Idempotency-Key, so a retry after a reload books once
  contract::UtcSeconds saved_at = 0;
  // As typed, not yet trimmed or normalised. `items` may hold items of other categories than the chosen one:
  // switching back and forth loses nothing.
  contract::PickupRequest request;
  std::string body;     // as it was submitted, while the server has not answered; "" = not submitted
  std::string refused;  // why the server did not take it, in words, when that was not said at once
};

bool is_blank(const Draft& draft);
std::string draft_to_text(const Draft& draft);
// Something was submitted with what was kept in `text`, a draft of a booking or of feedback.
bool is_submitted(std::string_view text);
// nullopt when it is expired, from the future by more than an hour, or not a draft.
std::optional<Draft> draft_from_text(std::string_view text, contract::UtcSeconds now);

}  // namespace wufei::model
