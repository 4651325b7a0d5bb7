// Walks every declared sealed column of a database, whatever the engine and the subject: counts with which
// keys its values are sealed, and seals values anew.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "lib/store/cipher.hpp"
#include "lib/store/database.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

std::vector<SealedColumn> sealed_columns(const std::vector<StoreFacts>& stores);

// How many values are sealed with what, of those whose key is still there; and those whose key is destroyed.
struct SealCounts {
  std::map<SealMark, std::int64_t> readable;
  std::int64_t gone = 0;
};
// Columns of tables that this database does not have (an older backup) count nothing. In any session; throws
// Failure.
SealCounts count_seals(Session& session, const Upkeep& upkeep, const std::vector<SealedColumn>& columns,
                       const KeyRing& ring);

// Of a place, in a reading of its own. Errors: unavailable.
contract::Result<SealCounts> count_seals(const StorePlace& place, const std::vector<SealedColumn>& columns);

struct Resealed {
  std::int64_t values = 0;    // sealed anew
  std::int64_t unopened = 0;  // that no key opens, left as they are
  bool complete = false;      // every column was walked to its end
};
struct Walking {
  Database& database;
  const Cipher& cipher;
  const std::vector<SealedColumn>& columns;
};
// Seals anew what `is_stale`, in transactions of a few rows each. Ends early when `over` says so; what is
// done stays done. Errors: unavailable.
contract::Result<Resealed> seal_anew(const Walking& walking, const std::function<bool(SealMark)>& is_stale,
                                     const std::function<bool()>& over);

}  // namespace wufei::storage
