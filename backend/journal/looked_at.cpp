#include "journal/looked_at.hpp"

#include <algorithm>
#include <map>

#include "lib/base/find.hpp"

namespace wufei::service {
namespace {

// One who leafs through an item is one look.
constexpr contract::UtcSeconds kOneLook = 600;  // seconds
constexpr int kMostEntries = 200;               // of the log, that are read for one item

bool is_same_look(const contract::Look& before, const contract::Look& look) {
  return before.by == look.by && before.full_phone == look.full_phone &&
         before.photographs == look.photographs && look.at - before.at < kOneLook;
}

}  // namespace

std::optional<contract::Look> LookedAt::look_of(const storage::AccessEntry& entry,
                                                const contract::StaffWords& words) const {
  const auto* found = contract::find_by(&LookAction::action, actions_, entry.action);
  if (found == nullptr || entry.actor.kind != contract::ActorKind::staff) return std::nullopt;
  return contract::Look{entry.at, words(entry.actor), found->full_phone, found->photographs};
}

std::vector<contract::Look> LookedAt::looks_of(const std::vector<storage::AccessEntry>& entries) const {
  std::map<std::string, std::string> offices;  // by actor: each is asked for once
  const contract::StaffWords words = [&](const contract::Actor& actor) {
    const auto [office, fresh] = offices.try_emplace(actor.id);
    if (fresh) office->second = words_(actor);
    return office->second;
  };
  std::vector<contract::Look> looks;
  for (const storage::AccessEntry& entry : entries)
    if (const auto look = look_of(entry, words))
      if (std::none_of(looks.begin(), looks.end(),
                       [&](const contract::Look& before) { return is_same_look(before, *look); }))
        looks.push_back(*look);
  if (looks.size() > contract::kMostLooks)
    looks.erase(looks.begin(), looks.end() - static_cast<std::ptrdiff_t>(contract::kMostLooks));
  return looks;
}

LookedAt::Entries LookedAt::entries_of(storage::Session& session, std::string_view reference,
                                       bool& failed) const {
  if (!words_) return std::nullopt;
  try {
    return journal_.log.latest_of(session, reference, kMostEntries);
  } catch (const storage::Failure&) {
    failed = true;
    return std::nullopt;
  }
}

std::optional<std::vector<contract::Look>> LookedAt::words_of(const Entries& entries) const {
  return entries ? std::optional(looks_of(*entries)) : std::nullopt;
}

std::optional<std::vector<contract::Look>> LookedAt::of(std::string_view reference) const {
  if (!words_) return std::nullopt;
  bool failed = false;
  const auto entries =
      journal_.store.readers().run([&](storage::Session& session) -> contract::Result<Entries> {
        return entries_of(session, reference, failed);
      });
  return entries ? words_of(*entries) : std::nullopt;
}

}  // namespace wufei::service
