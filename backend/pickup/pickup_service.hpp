// Rules of a doorstep pickup that need state: capacity, open bookings, cut-off, who may see what. Residents
// act with a token; the county's staff act by name on the command line (later: the staff desk). Thread-safe.
// Knows nothing of HTTP.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_set.hpp"
#include "journal/actor.hpp"
#include "journal/own_records.hpp"
#include "lib/picture/photo_codec.hpp"
#include "pickup/pickup.hpp"
#include "pickup/slot.hpp"

namespace wufei::storage {
class Store;
}

namespace wufei::service {

inline constexpr int kMaxSlotDays = 62;

// One row of the day's run sheet. Personal data is decrypted here: it must go to the crew and nowhere else.
// `phone` is masked unless asked for.
struct RunSheetRow {
  std::string reference;
  contract::PickupStatus status = contract::PickupStatus::booked;
  contract::Date date;
  int start_minute = 0;  // minutes after midnight, +08:00
  int end_minute = 0;
  std::string area_name;
  std::string village_name;
  std::string address;
  std::string contact_name;
  std::string phone;
  std::optional<contract::PickupProxy> proxy;  // who booked for them; the number masked like theirs
  std::string category_name;
  std::string items;  // "sofa x1, mattress x2" in the county's names
  std::string note;
  std::string crew;
  std::string area, category, window;  // codes of what is named above
  int version = 1;
};

inline constexpr std::string_view kCrewPointer = "/crew";  // of PickupService::assign()'s error

// Whose stop a booking is.
struct StopPlace {
  contract::Date date;
  std::string crew;                // "" = nobody's yet
  std::vector<std::string> crews;  // whose it ever was, in order
  contract::PickupStatus status = contract::PickupStatus::booked;
};

// What somebody saw of a stop before they recorded its outcome.
struct StopSeen {
  std::string crew;
  contract::Date date;
  int version = 0;  // of the booking
};

// What a booking that keeps its day and window does with its hours, when those of the window were changed
// since: it keeps what was promised, or takes those of now.
enum class KeptHours : std::uint8_t { promised, of_now };

// What comes with a record of a stop besides its outcome.
struct RecordNotes {
  std::optional<StopSeen> seen = {};
  std::string because = {};  // why it is corrected: one line that the resident reads; "" = not said
  std::vector<SafePhoto> photos = {};
  // A part may be left without a reason: it was recorded on a page that did not ask for one.
  bool unasked = false;
};

// When somebody stood at a stop, and when that was written down here.
struct FirstRecord {
  contract::UtcSeconds stood_at = 0, recorded_at = 0;
};

// How many bookings of one day have one status.
struct StatusCount {
  contract::Date day;
  contract::PickupStatus status = contract::PickupStatus::booked;
  int count = 0;
};

// What staff look for among the bookings of some days, cancelled ones too.
struct StaffSearch {
  contract::Date first, last;  // days of collection
  std::string area = {};       // code, "" = all
  // Part of a name, a place or an address, or the last digits of a telephone number; "" = all. A whole number
  // is looked for on every day.
  std::string words = {};
};
inline constexpr std::size_t kMostSearched = 2000;  // bookings that are opened for one search
inline constexpr std::size_t kMostFound = 500;
struct StaffFindings {
  std::vector<RunSheetRow> rows;  // in order of time, area, village
  bool more = false;              // not all were looked at, or shown
};

// What staff see of one booking, with the telephone number in clear only when asked for.
struct StaffPickup {
  contract::Pickup pickup;
  std::string crew;
  std::int64_t collected_grams = 0;  // 0 until something was collected
  std::string channel;               // web | phone
  std::vector<std::string> actors;   // of pickup.history, line by line
  std::optional<FirstRecord> first;  // of its outcome, however often that was corrected
  int photos = 0;                    // of the stop, see photo()
};

// A resident's report that nothing was fetched, beside the stop that it is about.
struct MissedPickup {
  RunSheetRow stop;     // telephone number masked
  std::string outcome;  // what the crew recorded, in the resident's words; "" = nothing
  contract::MissedReport report;
};

// When slots were listed: what of the database was committed, which content was in force, which days it was
// for.
struct SlotsMoment {
  std::uint64_t database = 0;
  ContentPtr content;
  contract::Date first, last;
  bool operator==(const SlotsMoment&) const = default;
};

struct PickupState;  // the service's insides: service floor only

class PickupService {
 public:
  // All references must outlive the service; `content` may be replaced with set_content().
  PickupService(storage::Store& store, ContentPtr content, Clock& clock, IdSource& ids);
  ~PickupService();
  void set_content(ContentPtr content);
  // Before anybody asks. Without them residents are not told who looked at their booking.
  void set_staff_words(contract::StaffWords words);
  [[nodiscard]] ContentPtr content() const;

  // Slots of `days` days from `from` (default: the first bookable day, `days` default: to the horizon), open
  // days only, full ones and those that the desk closed included with remaining 0, in order of time. Errors:
  // not_found (area or category), invalid (days outside 1..62).
  contract::Result<std::vector<contract::Slot>> list_slots(std::string_view area, std::string_view category,
                                                           std::optional<contract::Date> from,
                                                           std::optional<int> days);
  // What list_slots() depends on besides its question: while it is the same, so is the answer. nullopt when
  // the database can not tell. Ask for it before the list, not after.
  std::optional<SlotsMoment> slots_moment();
  // The same for staff who book for a caller: from today on, with the places held for the telephone.
  contract::Result<std::vector<contract::Slot>> list_phone_slots(std::string_view area,
                                                                 std::string_view category);
  // At most `count` open slots of the same area and category, nearest in time to the one wanted.
  std::vector<contract::Slot> nearest_open(const contract::SlotKey& wanted, std::size_t count);

  // Books. `idempotency_key` may be "" (then a repeat is a new booking, which the open-booking limit still
  // refuses); `body` is the request's bytes, hashed to recognise a repeated key with another body. Errors:
  // invalid (fields), conflict (slot_full, day_full, open_booking_exists), unprocessable (key reused),
  // unavailable.
  contract::Result<contract::Pickup> book(const contract::PickupRequest& request,
                                          std::string_view idempotency_key, std::string_view body);
  // Finds by reference and the telephone number, whole or its last four digits; the reply carries a fresh
  // token. Errors: not_found for a wrong reference and for wrong digits alike.
  contract::Result<contract::Pickup> lookup(std::string_view reference, std::string_view phone_secret);
  // Whether there is such a booking: for limits, never for a reply. False when it cannot be read.
  bool exists(std::string_view reference);
  // Errors of the three below: unauthorized (token wrong, expired or of another booking), not_found never.
  contract::Result<contract::Pickup> get(std::string_view reference, std::string_view token);
  // `version` from If-Match. Errors: precondition (stale), invalid, conflict (after_cutoff, not_open,
  // slot_full, day_full).
  contract::Result<contract::Pickup> change(std::string_view reference, std::string_view token, int version,
                                            const contract::PickupChange& change);
  // `version` only when the caller sent If-Match. Errors: conflict (after_cutoff, already_cancelled,
  // not_open).
  contract::Result<contract::Pickup> cancel(std::string_view reference, std::string_view token,
                                            std::optional<int> version);

  // After the stop. A key that comes again with the same body is answered as before; "" = none. Errors of
  // both: unauthorized, unprocessable idempotency_key_reused; of the first conflict not_collected,
  // already_rated; of the second conflict with the rule of missed_fault() (outcome_rules.hpp).
  struct ResidentAct {
    std::string_view reference, token;
    std::string_view key;  // Idempotency-Key
  };
  contract::Result<contract::Pickup> rate(const ResidentAct& act, const contract::PickupRating& rating);
  contract::Result<contract::Pickup> report_missed(const ResidentAct& act, std::string_view comment);

  // What is kept of it, all, for its owner. The whole telephone number opens it; what comes of a look-up with
  // four digits does not, since these can be guessed and what is erased does not come back. Answers a token
  // that opens the two below for kOwnTokenLives. Errors: not_found, whatever is wrong.
  contract::Result<std::string> open_own(std::string_view reference, const OwnSecret& secret);
  // Errors of both: unauthorized.
  contract::Result<contract::MyData> own_data(std::string_view reference, std::string_view token);
  // Not before it is cancelled, or its day is over. Erases as the end of its time does, at once; a second
  // time answers the same. Errors: conflict record_open.
  contract::Result<contract::MyData> erase_own(std::string_view reference, std::string_view token);

  // The county's side. `actor` goes to the access log; so does every reading of telephone numbers.
  contract::Result<std::vector<RunSheetRow>> run_sheet(contract::Date date, std::string_view area,
                                                       bool with_phone, const contract::Actor& actor);
  // Telephone numbers are masked. Errors: unavailable.
  contract::Result<StaffFindings> search(const StaffSearch& wanted, const contract::Actor& actor);
  // Open bookings that were made online from `from` to before `to`, in order of booking: to undo a flood,
  // looked at and then cancelled one by one.
  contract::Result<std::vector<RunSheetRow>> made_between(contract::UtcSeconds from, contract::UtcSeconds to,
                                                          std::string_view area,
                                                          const contract::Actor& actor);
  // From `first` to `last`, in order of days; names nobody and leaves no record. Errors: unavailable.
  contract::Result<std::vector<StatusCount>> counts_by_day(contract::Date first, contract::Date last);
  // The same text as long as no booking of the day came, went or changed. Errors: unavailable.
  contract::Result<std::string> day_stamp(contract::Date day);
  // Whose stop it is, which names nobody and leaves no record. Errors: not_found, unavailable.
  contract::Result<StopPlace> stop_place(std::string_view reference);
  contract::Result<StaffPickup> show(std::string_view reference, bool with_phone,
                                     const contract::Actor& actor);
  // `version`, here and below: that staff saw; another one is precondition. Errors besides those of all:
  // conflict already_assigned when a crew stands already, unless `change`; invalid unknown_option at
  // kCrewPointer of a crew of ours that does not drive any more on the day of the booking.
  contract::Result<StaffPickup> assign(std::string_view reference, std::string_view crew,
                                       const contract::Actor& actor, bool change = false,
                                       std::optional<int> version = {});
  // As the resident's change, without cut-off; another slot takes a place held for the telephone. `hours`: of
  // a change that keeps day and window.
  contract::Result<StaffPickup> change_by_staff(std::string_view reference, int version,
                                                const contract::PickupChange& change,
                                                const contract::Actor& actor,
                                                KeptHours hours = KeptHours::promised);
  // What became of a stop. `outcome.replaces` 0 is its first record, else the revision that is corrected
  // (StaffPickup::pickup.aftermath.outcome->revision), which stays in the history. The same record sent twice
  // is one, whenever the second arrives: a crew's phone may repeat what it sent before it lost the network.
  // Before the day of the booking nothing is refused: crews do come earlier by agreement. `outcome.at` that
  // cannot be (before the booking was made, in the future) counts as now. Errors: not_found; invalid with
  // every rule of check_outcome(), among them asked_back, which `confirmed` answers;
  // conflict already_cancelled, outcome_exists (another record stands and this corrects none),
  // after_cutoff (of corrections); precondition (another revision stands than the one that is corrected; or
  // the booking changed since `notes.seen`, and this is no repeat). Photographs are kept as long as the
  // booking's personal data, each once, kMostStopPhotos of a stop; also those that come with a repeat.
  contract::Result<StaffPickup> record_outcome(std::string_view reference, const contract::Outcome& outcome,
                                               const contract::Actor& actor, const RecordNotes& notes = {});
  // Photographs without a record, of a stop whose record does not fit. Errors: not_found.
  contract::Status add_photos(std::string_view reference, const std::vector<SafePhoto>& photos,
                              const contract::Actor& actor);
  // A JPEG by its number, 1 to StaffPickup::photos. Errors: not_found.
  contract::Result<std::string> photo(std::string_view reference, int number, const contract::Actor& actor);
  // Reports of missed pickups, the oldest first, at most 1000; `only_open`: those without an answer. In the
  // access log as any list of addresses.
  contract::Result<std::vector<MissedPickup>> list_missed(bool only_open, const contract::Actor& actor);
  // Answers an open report, once; `answer` is for the resident, who is told. Errors: not_found, conflict
  // (no report, or it is answered), invalid (`answer` empty).
  contract::Result<StaffPickup> settle_missed(std::string_view reference, bool upheld,
                                              std::string_view answer, const contract::Actor& actor);
  // No cut-off for staff. The place is given back.
  contract::Result<StaffPickup> cancel_by_staff(std::string_view reference, std::string_view reason,
                                                const contract::Actor& actor,
                                                std::optional<int> version = {});
  // The reference of the open booking that stands in the way of this one, for staff: at the same address, of
  // the same category; "" = none. Errors: unavailable.
  contract::Result<std::string> standing_booking(const contract::PickupRequest& request);
  // Books for a resident who telephoned, from the share held back; no cut-off of lead time. Key and body as
  // in book().
  contract::Result<contract::Pickup> book_by_phone(const contract::PickupRequest& request,
                                                   const contract::Actor& actor,
                                                   std::string_view idempotency_key = {},
                                                   std::string_view body = {});

  // Housekeeping, each safe to call at any time; they answer how many rows they touched.
  // Personal data past the retention period; nothing until the clock has run for a day without a leap.
  contract::Result<int> erase_expired();
  // How many open bookings stand on each day that was closed after they were made, today and later.
  contract::Result<std::map<contract::Date, int>> on_closed_days();
  contract::Result<int> queue_reminders();  // one reminder per booking on the evening before

 private:
  std::unique_ptr<PickupState> state_;
};

}  // namespace wufei::service
