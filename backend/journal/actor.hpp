// Who acts, wherever that is passed on or written down.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace wufei::contract {

enum class ActorKind : std::uint8_t { resident, staff, system };

struct Actor {
  ActorKind kind = ActorKind::system;
  std::string id;  // of staff: where they are known, and as whom, "cli:NAME"; "" of the others

  static Actor resident() { return {ActorKind::resident, {}}; }
  static Actor staff(std::string id) { return {ActorKind::staff, std::move(id)}; }
  static Actor system() { return {ActorKind::system, {}}; }
};

std::string_view kind_name(ActorKind kind);  // snake_case
std::optional<ActorKind> actor_kind_from_name(std::string_view name);
// As staff read it: "resident", "system" or the id.
std::string actor_text(const Actor& actor);
// The office of one of the staff, for residents; never a name.
using StaffWords = std::function<std::string(const Actor&)>;

}  // namespace wufei::contract
