// Pictures of permits: who attaches them, who sees them.
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"
#include "waste/party/registration_steps.hpp"

namespace wufei::service {

using contract::ErrorCode;
using contract::PartyState;
using contract::Rule;

std::string pictures_seen(const std::vector<std::string>& marks) {
  std::string seen;
  for (const std::string& mark : marks) seen += (seen.empty() ? "" : ".") + mark;
  return seen;
}

contract::Error photos_changed() {
  return contract::field_error("", Rule::waste_photos_changed, 0, ErrorCode::precondition);
}

// What was verified was verified with the pictures that it had.
contract::Result<RegistrationService::OpenPermit> RegistrationService::open_permit(
    Session& session, std::int64_t id, std::int64_t row, const PartyCaller& caller) {
  if (!caller.writes(id)) return no_such_party();
  auto party = parties_.head(session, id);
  const auto permits = parties_.permits(session, id);
  const auto* permit = contract::find_by(&contract::Permit::id, permits, row);
  if (!party || !permit) return no_such_party();
  const bool shut = party->state == PartyState::suspended || party->state == PartyState::closed;
  if (shut || (permit->verified && !caller.handles())) return state_forbids();
  return OpenPermit{std::move(*party), *permit};
}

contract::Status RegistrationService::add_permit_photos(std::int64_t id, std::int64_t row,
                                                        const std::vector<SafePhoto>& photos,
                                                        const PartyCaller& caller) {
  if (!caller.writes(id)) return no_such_party();
  if (photos.empty()) return contract::field_error("/photo-1", Rule::required);
  std::vector<storage::SealedPicture> sealed;
  for (const SafePhoto& photo : photos) sealed.push_back(photos_.seal(photo.jpeg));
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto open = open_permit(session, id, row, caller);
    if (!open) return contract::status_of(open);
    const std::size_t before = photos_.marks(session, id, row).size();
    if (!photos_.add(session, id, row, sealed, clock_.now()))
      return contract::field_error("/photo-1", Rule::too_many_photos, storage::kMostPermitPhotos);
    if (photos_.marks(session, id, row).size() > before)
      note(session, open->party, "permit_photo_added", open->permit.number, caller.actor());
    return contract::ok();
  });
}

contract::Result<std::vector<std::string>> RegistrationService::permit_photo_marks(
    std::int64_t id, std::int64_t row, const PartyCaller& caller) {
  return journal_.store.readers().run([&](Session& session) -> contract::Result<std::vector<std::string>> {
    const auto open = open_permit(session, id, row, caller);
    if (!open) return open.error();
    return photos_.marks(session, id, row);
  });
}

contract::Status RegistrationService::remove_permit_photo(std::int64_t id, std::int64_t row,
                                                          std::string_view mark, std::string_view reason,
                                                          const PartyCaller& caller) {
  const std::string why = contract::entered_text(reason);
  return journal_.store.writer().run([&](Session& session) -> contract::Status {
    const auto open = open_permit(session, id, row, caller);
    if (!open) return contract::status_of(open);
    const std::string& number = open->permit.number;
    if (open->permit.verified)
      if (auto sound = contract::check_reason(why, kPartyReason); !sound) return sound;
    if (!photos_.remove(session, id, row, mark)) return contract::ok();
    if (!open->permit.verified) {
      note(session, open->party, "permit_photo_removed", number, caller.actor());
      return contract::ok();
    }
    note(session, open->party, "verified_photo_removed", number + " " + std::string(mark) + " " + why,
         caller.actor());
    tell_party(session, id, contract::WasteNoticeKind::permit_photo_removed, number);
    return contract::ok();
  });
}

contract::Result<std::string> RegistrationService::permit_photo(std::int64_t id, std::int64_t row, int number,
                                                                std::string_view mark,
                                                                const PartyCaller& caller) {
  storage::AccessEntry entry{clock_.now(), caller.actor(), "permit_photo_viewed", {}};
  const auto read = [&](Session& session) -> contract::Result<std::string> {
    const auto party = caller.sees(id) ? parties_.head(session, id) : std::nullopt;
    if (!party) return no_such_party();
    const auto permits = parties_.permits(session, id);
    auto jpeg = contract::find_by(&contract::Permit::id, permits, row)
                    ? photos_.find(session, id, row, number)
                    : std::nullopt;
    if (!jpeg) return no_such_party();
    // A number is another's when one goes: who looks at what he approves looks at that one.
    if (!mark.empty() && photos_.marks(session, id, row).at(static_cast<std::size_t>(number - 1)) != mark)
      return photos_changed();
    entry.reference = party->code;
    return std::move(*jpeg);
  };
  if (!caller.sees_all()) return journal_.store.readers().run(read);
  return journal_.look_on_record(entry, read);
}

}  // namespace wufei::service
