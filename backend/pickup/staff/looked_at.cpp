// Who of the staff opened a booking, for its resident (Personal Information Protection Law, article 45).
#include <map>

#include "pickup/pickup_state.hpp"

namespace wufei::service {
namespace {

// One who leafs through a booking is one look.
constexpr contract::UtcSeconds kOneLook = 600;  // seconds
constexpr int kMostEntries = 200;               // of the log, that are read for one booking

std::optional<contract::Look> look_of(const storage::AccessEntry& entry, const StaffWords& words) {
  const bool full = entry.action == "show_with_phone";
  if ((!full && entry.action != "show") || entry.actor.kind != contract::ActorKind::staff)
    return std::nullopt;
  return contract::Look{entry.at, words(entry.actor), full};
}

std::vector<contract::Look> looks_of(const std::vector<storage::AccessEntry>& entries,
                                     const StaffWords& staff_words) {
  std::map<std::string, std::string> offices;  // by actor: each is asked for once
  const StaffWords words = [&](const contract::Actor& actor) {
    const auto [office, fresh] = offices.try_emplace(actor.id);
    if (fresh) office->second = staff_words(actor);
    return office->second;
  };
  std::vector<contract::Look> looks;
  for (const storage::AccessEntry& entry : entries) {
    const auto look = look_of(entry, words);
    if (!look) continue;
    const bool same = !looks.empty() && looks.back().by == look->by &&
                      looks.back().full_phone == look->full_phone && look->at - looks.back().at < kOneLook;
    if (!same) looks.push_back(*look);
  }
  if (looks.size() > contract::kMostLooks)
    looks.erase(looks.begin(), looks.end() - static_cast<std::ptrdiff_t>(contract::kMostLooks));
  return looks;
}

}  // namespace

void PickupService::set_staff_words(StaffWords words) {
  state_->staff_words = std::move(words);
}

contract::Result<contract::Pickup> PickupState::with_looks(contract::Result<contract::Pickup> pickup) const {
  if (!pickup || !staff_words) return pickup;
  const auto entries = store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::AccessEntry>> {
        return journal.log.latest_of(session, pickup->reference, kMostEntries);
      });
  // What was done is done: without the log the answer only leaves them out.
  if (entries) pickup->looks = looks_of(*entries, staff_words);
  return pickup;
}

}  // namespace wufei::service
