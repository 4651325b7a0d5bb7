// Published values of indicators: rows that are only ever added, chained by their hashes. Functions run
// inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indicator/indicator.hpp"
#include "lib/store/place.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

inline constexpr int kIndicatorSchema = 2;  // schema version that brought the table

// SHA-256 of the revision's canonical bytes, 64 lower-case hexadecimal digits. `hash` itself is not part.
std::string revision_hash(const contract::IndicatorRevision& revision);

// What a walk along the chain of indicator revisions found.
struct ChainReport {
  bool sound = true;
  std::int64_t revisions = 0;  // sound ones from the start
  std::string head;   // hash of the last one; compare it with a note to see whether the end is missing
  std::string fault;  // where the chain breaks and why, English
};

class IndicatorStore {
 public:
  // Gives the row its sequence, previous hash and hash, and adds it. The other members are the caller's.
  static contract::IndicatorRevision append(Session& session, contract::IndicatorRevision revision);
  // Every revision in the order of the chain.
  static std::vector<contract::IndicatorRevision> all(Session& session);
  // Of one indicator, in the order of publishing.
  static std::vector<contract::IndicatorRevision> of(Session& session, int indicator);
  // Sequence of the last revision, 0 when there is none.
  static std::int64_t last_sequence(Session& session);
  // Walks the chain: sequences without a gap, each previous hash, each hash computed again.
  static ChainReport verify(Session& session);

  static StoreFacts facts();
};

// The same of a data directory. Errors: unavailable (no database, or one of an earlier program).
contract::Result<ChainReport> verify_chain(const StorePlace& place);

}  // namespace wufei::storage
