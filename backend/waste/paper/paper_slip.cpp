#include "waste/paper/paper_slip.hpp"

#include <array>
#include <utility>

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

SlipState PaperSlip::state() const {
  if (others.state == SlipState::disputed || own.state == SlipState::disputed) return SlipState::disputed;
  return others.is_open() || own.is_open() ? SlipState::waiting : SlipState::confirmed;
}

const PaperWord* PaperSlip::word_of(std::int64_t whom) const {
  if (whom == 0) return nullptr;
  const PaperWord* word = whom == other     ? &others
                          : whom == party   ? &own
                          : whom == carrier ? &carriers
                                            : nullptr;
  return word != nullptr && word->state ? word : nullptr;
}

PaperWord* PaperSlip::word_of(std::int64_t whom) {
  return const_cast<PaperWord*>(std::as_const(*this).word_of(whom));
}

bool PaperSlip::asks(std::int64_t whom) const {
  const PaperWord* word = word_of(whom);
  return word != nullptr && word->is_open();
}

bool PaperSlip::is_revocable(std::int64_t whom) const {
  return (whom == party || whom == other) && state() == SlipState::disputed;
}

}  // namespace wufei::contract
