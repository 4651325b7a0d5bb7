#include "waste/paper/paper_slip.hpp"

#include <array>

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kSlipStates{"waiting", "confirmed", "disputed"};

}  // namespace

std::string_view slip_state_name(SlipState state) {
  return kSlipStates[static_cast<std::size_t>(state)];
}

std::optional<SlipState> slip_state_from_name(std::string_view name) {
  for (std::size_t i = 0; i < kSlipStates.size(); ++i)
    if (kSlipStates[i] == name) return static_cast<SlipState>(i);
  return std::nullopt;
}

bool PaperSlip::asks(std::int64_t whom) const {
  if (whom == 0) return false;
  if (whom == other) return state != SlipState::confirmed;
  return whom == carrier && carrier_state != SlipState::confirmed;
}

}  // namespace wufei::contract
