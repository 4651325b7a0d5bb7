// Records that a crew's phone kept while it had no network, and sends when it has one: each counts once, a
// late one keeps both times, and what does not fit any more is told with both versions instead of lost. Knows
// nothing of HTTP. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "desk/kept_time.hpp"
#include "desk/stops/stop_note_store.hpp"
#include "journal/journal.hpp"
#include "pickup/pickup_service.hpp"

namespace wufei::service {

struct KeptRecord {
  std::string reference, crew;
  std::string key;                       // Idempotency-Key, made when the form was opened
  contract::Outcome outcome;             // its `at` is made here
  std::vector<std::string_view> photos;  // files as they came; must outlive the record
  int version = 0;                       // of the booking, as the phone had it
  bool unasked = false;                  // by a page that did not ask why a part was left
  contract::PhoneTimes times;
};

// Why a record does not fit: cancelled; recorded (by the desk, or another phone, and not the same); of
// another crew by now; moved to a later day; other things than the phone had; past the time for corrections
// (content/pickup/outcomes.json).
enum class Clash : std::uint8_t { none, cancelled, recorded, other_crew, other_day, changed, too_late };
std::string_view clash_name(Clash clash);  // snake_case

struct Arrival {
  Clash clash = Clash::none;
  contract::KeptTime time;         // `at`: when they stood there
  int photos_refused = 0;          // that are no photographs; the record counts without them
  std::optional<StaffPickup> now;  // what the county has, when it clashes; not of another crew
};

class StopRecords {
 public:
  // All must outlive this.
  StopRecords(storage::Store& store, PickupService& pickups, const ContentSource& content, Clock& clock)
      : pickups_(pickups), content_(content), clock_(clock), notes_(store), journal_(store, "desk") {}

  // Each key counts once: what comes again is answered as the first was, while the key is remembered (longer
  // than a record may be late). A clash is an answer, on the record. Errors: not_found (never a stop of this
  // crew), unprocessable idempotency_key_reused, unavailable (photographs of others are looked at just now),
  // those of PickupService::record_outcome.
  contract::Result<Arrival> take(const KeptRecord& record, const contract::Actor& actor);
  // The crew leaves the record to the desk: a note for the dispatcher, its photographs with the booking. Once
  // for a key. Errors: not_found, unavailable (as above).
  contract::Status ask(const KeptRecord& record, const contract::Actor& actor);
  // The crew drops its record; the access log keeps that it did. Errors: not_found.
  contract::Status drop(const KeptRecord& record, const contract::Actor& actor);

  // Notes that wait, the oldest first, at most 200.
  contract::Result<std::vector<storage::StopNote>> waiting();
  // Errors: not_found (settled already, too).
  contract::Status settle(std::string_view reference, std::int64_t sequence, const contract::Actor& actor);
  // Notes of bookings whose personal data has been erased; answers how many.
  contract::Result<int> erase();

 private:
  contract::Result<std::optional<Arrival>> earlier(const KeptRecord& record);
  // Before anybody looks at the booking, which its resident reads. Errors: not_found.
  contract::Status check_theirs(const KeptRecord& record);
  // By the booking as it stands. Errors as take(); precondition: it changed while we looked at it.
  contract::Result<Arrival> take_once(const KeptRecord& record, const std::vector<SafePhoto>& photos,
                                      const contract::Actor& actor);
  contract::Result<Arrival> clashed(const KeptRecord& record, Arrival arrival, StaffPickup now,
                                    const contract::Actor& actor);
  contract::Status remember(const KeptRecord& record, const Arrival& arrival, const contract::Actor& actor);
  [[nodiscard]] std::string note_text(const KeptRecord& record) const;

  PickupService& pickups_;
  const ContentSource& content_;
  Clock& clock_;
  storage::StopNoteStore notes_;
  Journal journal_;
};

}  // namespace wufei::service
