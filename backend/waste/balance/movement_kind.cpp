// Names and signs of movements.
#include <array>

#include "lib/base/find.hpp"
#include "waste/balance/balance_store.hpp"

namespace wufei::storage {
namespace {

constexpr std::array<std::string_view, 9> kKinds{
    "opening", "generate", "receive", "self_use", "self_dispose", "hand_out", "loss", "count", "adjust"};
constexpr std::array<int, 9> kSigns{1, 1, 1, -1, -1, -1, -1, 0, 0};

}  // namespace

std::string_view movement_name(MovementKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<MovementKind> movement_from_name(std::string_view name) {
  return contract::enum_named<MovementKind>(kKinds, name);
}

int movement_sign(MovementKind kind) {
  return kSigns[static_cast<std::size_t>(kind)];
}

}  // namespace wufei::storage
