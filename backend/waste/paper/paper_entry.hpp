// A movement that was signed on paper while network or power was away, as somebody enters it afterwards.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "lib/base/civil_date.hpp"
#include "waste/manifest/manifest_table.hpp"

namespace wufei::service {

struct PaperSignature {
  contract::UtcSeconds at = 0;  // 0 = not signed
  std::string name = {};        // as it stands there
};

struct PaperEntry {
  std::string slip, reason;  // number of the paper, why there was one
  std::string field;
  // How far the paper goes: in_transit, arrived, accepted (with refused amounts: what follows from them) or
  // done. Of what comes after it nothing is said.
  contract::ManifestState shows = contract::ManifestState::in_transit;
  std::int64_t generator = 0;
  contract::ManifestInput input = {};  // of all steps; planned times that are left out are those that were
  std::array<PaperSignature, 5> signatures = {};  // by SignatureKind
  bool confirmed = false;                         // a weight that is asked back is right
};

// Older papers are not taken. No rule names a time; the ledger is kept for five years.
inline constexpr contract::UtcSeconds kOldestPaper = 400LL * 24 * 3600;
inline constexpr std::size_t kLongestSlip = 40, kLongestSigner = 40,
                             kLongestPaperReason = 150;  // code points

// Of one party that wait for one other.
inline constexpr std::int64_t kMostWaitingPapers = 100;

}  // namespace wufei::service
