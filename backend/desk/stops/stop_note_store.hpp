// What crews ask the desk to settle. Seals texts on the way in and opens them on the way out. Functions run
// inside the caller's transaction and throw Failure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct StopNote {
  std::string reference;      // of the booking
  std::int64_t sequence = 0;  // 1 for the first of the booking
  contract::UtcSeconds at = 0;
  std::string actor, crew;
  std::string text;  // what the crew recorded, and when
};

class StopNoteStore {
 public:
  explicit StopNoteStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  // `note.sequence` is given here.
  void add(Session& session, const StopNote& note) const;
  // Those that wait, the oldest first, at most `limit`.
  [[nodiscard]] std::vector<StopNote> waiting(Session& session, int limit) const;
  // False when there is none that waits.
  [[nodiscard]] bool settle(Session& session, std::string_view reference, std::int64_t sequence,
                            contract::UtcSeconds at, std::string_view actor) const;
  // Of one booking.
  void erase(Session& session, std::string_view reference) const;
  // Of bookings whose personal data has been erased; answers how many.
  int erase(Session& session) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
