// What stands behind a record of movement that was signed on paper and entered afterwards. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

// What a party that is asked says of it.
enum class SlipState : std::uint8_t { waiting, confirmed, disputed };
std::string_view slip_state_name(SlipState state);  // snake_case
std::optional<SlipState> slip_state_from_name(std::string_view name);

// The word of one of those who are asked.
struct PaperWord {
  std::optional<SlipState> state = {};  // none: it is not asked
  std::string dispute = {};             // what it says against it, "" = nothing
  UtcSeconds answered_at = 0;           // 0 = not yet
  bool by_staff = false;                // staff said it for a party that has nobody who could

  [[nodiscard]] bool is_open() const { return state && *state != SlipState::confirmed; }
};

struct PaperSlip {
  std::string number;  // of the record
  std::string slip;    // number on the paper; a party has it once
  // For which it was entered; the other owner of the waste; the carrier, 0 = not asked: none is named, or it
  // is one of the two.
  std::int64_t party = 0, other = 0, carrier = 0;
  std::string content;     // keyed hash of what was entered; lower-case hexadecimal
  std::string reason;      // why there was a paper
  std::string actor;       // that entered it, as the journal has it
  bool on_behalf = false;  // entered by staff for its party
  UtcSeconds entered_at = 0;
  // Of the other owner; of `party` where staff entered it for it and somebody of it could answer; of the
  // carrier, for whose word no ledger waits.
  PaperWord others = {SlipState::waiting}, own = {}, carriers = {};
  bool posted = false;  // it stands in both ledgers

  // What both owners say: disputed when one disputes it, confirmed when all of them that are asked did.
  [[nodiscard]] SlipState state() const;
  // Null when nobody asks this party.
  [[nodiscard]] const PaperWord* word_of(std::int64_t whom) const;
  [[nodiscard]] PaperWord* word_of(std::int64_t whom);
  // Whether this party is asked and has not said that it was so.
  [[nodiscard]] bool asks(std::int64_t whom) const;
  // It is disputed: either owner may take it away, and out of the ledgers when it stands there.
  [[nodiscard]] bool is_revocable(std::int64_t whom) const;
};

}  // namespace wufei::contract
