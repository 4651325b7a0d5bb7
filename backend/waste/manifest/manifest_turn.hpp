// One step of a record under way, shared by the parts of ManifestService.
#pragma once

#include "waste/manifest/manifest_service.hpp"

namespace wufei::service {

inline constexpr contract::UtcSeconds kFarthest = 60LL * 24 * 3600;  // of a planned time from now

inline bool is_far(contract::UtcSeconds at, contract::UtcSeconds now) {
  return at != 0 && (at < now - kFarthest || at > now + kFarthest);
}

// A child carries what was refused, as much as was refused; one that goes back goes to nobody else.
bool is_childs_own(const contract::Manifest& manifest, std::string_view field);

// Of why something is asked, disputed or taken back. Errors: invalid (`pointer`).
contract::Status check_step_reason(std::string_view reason, const char* pointer = "/reason");

// The signature that came with this key before; null when there is none.
const contract::ManifestSignature* signed_with(const contract::ManifestRecord& record, std::string_view key);
// When the last signature was given.
contract::UtcSeconds last_signed(const contract::ManifestRecord& record);

struct ManifestService::Turn {
  const ManifestStep& step;
  const ManifestCaller& caller;
  const WasteContent& content;
  const contract::WasteField& field;
  contract::UtcSeconds now = 0;
  contract::ManifestRecord record;  // as it was
  contract::Manifest next;          // as it becomes
  const contract::Transition* row = nullptr;
  std::string child = {};         // number kept for one
  std::string told = {};          // detail of the event, when it is not what changed
  contract::UtcSeconds at = now;  // when it was signed
  std::string key = {};           // hash of a phone's key
  // Of a signature on paper: what stands there.
  const PaperSignature* paper = nullptr;
};

}  // namespace wufei::service
