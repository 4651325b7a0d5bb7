// Published values of indicators: rows that are only ever added, chained by their hashes. Functions run
// inside the caller's transaction and may throw SQLite::Exception.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indicator/indicator.hpp"
#include "lib/store/connection.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {

inline constexpr int kIndicatorSchema = 2;  // schema version that brought the table

// SHA-256 of the revision's canonical bytes, 64 lower-case hexadecimal digits. `hash` itself is not part.
std::string revision_hash(const contract::IndicatorRevision& revision);

class IndicatorStore {
 public:
  // Gives the row its sequence, previous hash and hash, and adds it. The other members are the caller's.
  static contract::IndicatorRevision append(Connection& connection, contract::IndicatorRevision revision);
  // Every revision in the order of the chain.
  static std::vector<contract::IndicatorRevision> all(Connection& connection);
  // Of one indicator, in the order of publishing.
  static std::vector<contract::IndicatorRevision> of(Connection& connection, int indicator);
  // Sequence of the last revision, 0 when there is none.
  static std::int64_t last_sequence(Connection& connection);
  // Walks the chain: sequences without a gap, each previous hash, each hash computed again.
  static ChainReport verify(Connection& connection);
};

}  // namespace wufei::storage
