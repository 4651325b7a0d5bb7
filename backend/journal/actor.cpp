#include "journal/actor.hpp"

#include <array>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kKindNames{"resident", "staff", "system"};

}  // namespace

std::string_view kind_name(ActorKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

std::optional<ActorKind> actor_kind_from_name(std::string_view name) {
  return enum_named<ActorKind>(kKindNames, name);
}

std::string actor_text(const Actor& actor) {
  return actor.kind == ActorKind::staff ? actor.id : std::string(kind_name(actor.kind));
}

}  // namespace wufei::contract
