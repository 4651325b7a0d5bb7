// What stands behind a record of movement that was signed on paper and entered afterwards. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

// What a party that did not enter it says of it.
enum class SlipState : std::uint8_t { waiting, confirmed, disputed };
std::string_view slip_state_name(SlipState state);  // snake_case
std::optional<SlipState> slip_state_from_name(std::string_view name);

struct PaperSlip {
  std::string number;  // of the record
  std::string slip;    // number on the paper; a party has it once
  // That entered it; the other owner of the waste, whose word both ledgers wait for.
  std::int64_t party = 0, other = 0;
  std::string content;     // keyed hash of what was entered; lower-case hexadecimal
  std::string reason;      // why there was a paper
  std::string dispute;     // what the other party says against it, "" = nothing
  std::string actor;       // as the journal has it
  bool on_behalf = false;  // entered by staff for its party
  UtcSeconds entered_at = 0;
  UtcSeconds answered_at = 0;  // 0 = not yet
  SlipState state = SlipState::waiting;
  // The carrier is asked as well, 0 = nobody: none is named, or it is one of the two. No ledger waits for it.
  std::int64_t carrier = 0;
  std::string carrier_dispute = {};
  UtcSeconds carrier_answered_at = 0;
  std::optional<SlipState> carrier_state = {};  // none: nobody is asked

  // Whether this party is asked and has not said that it was so.
  [[nodiscard]] bool asks(std::int64_t whom) const;
};

}  // namespace wufei::contract
