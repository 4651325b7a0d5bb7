// Tells the city's address what changed: one change after the other, in order, each until it is taken or was
// refused for what it says, at least once. waste_change is the outbox, so nothing is lost while the address
// or this server is down; who is told asks for the record. Thread-safe. Knows nothing of HTTP.
#pragma once

#include <functional>
#include <string>

#include "county/clock.hpp"
#include "journal/journal.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/exchange/exchange_store.hpp"

namespace wufei::service {

// Tries in a row of one change; the pauses between them begin with a second, double and end at an hour: about
// half a day. Ours: no rule names one.
inline constexpr int kHookTries = 24;
inline constexpr contract::UtcSeconds kLongestHookPause = 3600;
// After so many a change that the address refuses for what it says (400, 406, 413, 415, 422; of a kind
// that it does not know) is skipped: else it would hold up all that come after it. The feed has it. Ours too.
inline constexpr int kRefusedTries = 5;
// Before the try after so many that failed, seconds.
contract::UtcSeconds hook_pause(int failed);

struct HookMessage {
  std::string id;    // of the change, the same each time: its cursor
  std::string body;  // {"action":"manifest.updated","id":"..."}
  contract::UtcSeconds at = 0;
};

// The city's address. May block for seconds.
class HookReceiver {
 public:
  virtual ~HookReceiver() = default;
  // The status that it answered. Errors: unavailable.
  virtual contract::Result<int> take(const HookMessage& message) = 0;
};

// How telling stands, for the desk.
struct HookView {
  storage::HookState state;
  std::int64_t waiting = 0;  // changes that were not taken yet
};

// How telling stands, for who watches the server.
struct HookHealth {
  std::int64_t waiting = 0;         // changes that were not taken yet
  contract::UtcSeconds oldest = 0;  // when the first of them was made, 0 = none waits
};

class HookService {
 public:
  // All must outlive it.
  HookService(storage::Store& store, Clock& clock)
      : clock_(clock), changes_(store), exchange_(store), journal_(store, "waste") {}

  // Called for each change that was skipped; the access log names it (waste_hook_skipped). Before the first.
  std::function<void()> on_skipped;

  // Tells what is due until nothing is, one is not taken, or `over`. Errors: unavailable, also once when it
  // gives up: then it stands still until resume().
  contract::Status deliver(HookReceiver& receiver, const std::function<bool()>& over);
  contract::Result<HookView> view();
  // Errors: unavailable.
  contract::Result<HookHealth> health();
  // By staff: tries again now, from the change at which it stood.
  contract::Status resume(const contract::Actor& actor);

 private:
  struct Due;
  contract::Result<Due> due();
  // How it stands then.
  contract::Result<storage::HookState> note(const Due& due, const contract::Result<int>& answer);

  Clock& clock_;
  storage::WasteChangeStore changes_;
  storage::ExchangeStore exchange_;
  Journal journal_;
};

HookMessage hook_message(const storage::Store& store, const storage::WasteChange& change);

}  // namespace wufei::service
