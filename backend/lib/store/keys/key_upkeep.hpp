// What is done about the keys of a running portal: values of old months are sealed anew, and when none is
// left, the keys of these months are destroyed in every copy of the file that a process of the portal uses
// (docs/adr/0038-keys-of-months.md).
#pragma once

#include <functional>

#include "lib/store/keys/sealed_walk.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {

struct KeyUpkeep {
  std::vector<SealedColumn> columns;
  int months = 3;  // that the keys go back, besides the current one; at least 1
  std::function<bool()> over = [] { return false; };
};

enum class KeyStep : std::uint8_t {
  none,       // nothing is older than it may be
  sealed,     // values were sealed anew, or this turn ended before all were
  announced,  // nothing older is left: told to all processes, the keys go a day later
  decided     // and is left still: every process destroys the keys now
};
struct KeyProgress {
  KeyStep step = KeyStep::none;
  Resealed resealed;
};

// One turn; for one process at a time. `trusted`: the clock may be believed (county/clock_trust.hpp), else no
// key goes. Errors: unavailable.
contract::Result<KeyProgress> upkeep_keys(Store& store, const KeyUpkeep& upkeep, std::int64_t now,
                                          bool trusted);
// Tells the keys what the database says of all processes: before anything is sealed. Errors: unavailable.
contract::Status heed_told(Readers& readers, KeyKeeper& keys);
// What each process does every minute: heeds what the others have announced, and cuts its own file when that
// was decided. Errors: unavailable (the key was rotated elsewhere and the file is not copied yet; the file
// cannot be written).
contract::Status follow_keys(Store& store);
// A further generation: prepared beside the file, agreed to in the database, then put into the file; from now
// on everything is sealed with it. Killed in between, it is used by nobody, or taken up on this machine.
// Errors: unavailable (another machine has made that generation).
contract::Status rotate_key(Store& store);

}  // namespace wufei::storage
