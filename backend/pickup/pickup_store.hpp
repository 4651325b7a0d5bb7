// Bookings and their history. Seals what is personal on the way in and opens it on the way out. Knows no
// rule: the service decides. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"
#include "pickup/pickup.hpp"
#include "pickup/slot_store.hpp"

namespace wufei::storage {

struct PersonalData {
  std::string name;
  std::string phone;                           // normalised digits
  std::optional<contract::PickupProxy> proxy;  // who booked for them, with the consent that they stated
  std::string address;
  std::string note;
  std::vector<std::string> item_notes;  // one per row of items
};

struct PickupRow {
  std::int64_t id = 0;
  std::string reference;
  contract::PickupStatus status = contract::PickupStatus::booked;
  int version = 1;
  SlotShare channel = SlotShare::online;  // how it was booked
  SlotShare share = SlotShare::online;    // which it holds
  std::string area;
  std::string village;
  std::string category;
  std::vector<contract::PickupItem> items;  // with their notes
  contract::SlotKey slot;
  int start_minute = 0;  // as promised at the time of booking, +08:00
  int end_minute = 0;
  std::string crew;
  std::int64_t collected_grams = 0;
  std::optional<PersonalData> personal;  // nullopt once erased
  std::string address_key;               // normalised address for the limit; only written, never read back
  int open_ordinal = 0;
  contract::UtcSeconds created_at = 0;
  contract::UtcSeconds change_until = 0;
};

// The personal columns of a row, ready to be written; empty once erased.
struct SealedPersonal {
  Bytes personal;
  Bytes phone_hash;
  Bytes address_hash;
};

// How many bookings a telephone number has: open ones, and those made after a moment, whatever became of
// them.
struct PhoneBookings {
  int open = 0;
  int made = 0;
};

// What names a booking whose personal data is to be erased.
struct ErasableRow {
  std::int64_t id = 0;
  std::string reference;
  contract::Date date;  // of collection
  contract::UtcSeconds created_at = 0;
};

struct DayCount {
  contract::Date day;
  contract::PickupStatus status = contract::PickupStatus::booked;
  int count = 0;
};

class PickupStore {
 public:
  explicit PickupStore(const Cipher& cipher) : cipher_(cipher) {}

  // Needs no connection: callers seal before they queue for the writer.
  [[nodiscard]] SealedPersonal seal(const PickupRow& row) const;
  // Sets row.id. `sealed` is seal(row). False when the reference is taken.
  static bool insert(Session& session, PickupRow& row, const SealedPersonal& sealed);
  static bool exists(Session& session, std::string_view reference);
  // Writes everything that can change and the version of `row`. False when the stored version is not
  // `expected`.
  bool update(Session& session, const PickupRow& row, int expected) const;
  std::optional<PickupRow> find(Session& session, std::string_view reference) const;
  std::optional<PickupRow> find(Session& session, std::int64_t id) const;
  // Not cancelled, ordered by time, area, village. `area` "" = all.
  std::vector<PickupRow> of_day(Session& session, contract::Date date, std::string_view area) const;
  // Of these days, cancelled ones too, in order of time, area, village; at most `most`. `area` "" = all.
  struct Days {
    contract::Date first, last;
    std::string_view area;
  };
  std::vector<PickupRow> of_days(Session& session, const Days& days, std::size_t most) const;
  // How many there are of each day and status, from `first` to `last`; nothing is opened.
  static std::vector<DayCount> day_counts(Session& session, contract::Date first, contract::Date last);
  // Another text when anything of the day's bookings is another.
  static std::string day_stamp(Session& session, contract::Date day);
  // With this telephone number (normalised), the latest first.
  std::vector<PickupRow> with_phone(Session& session, std::string_view phone, std::size_t most) const;
  // Open ones that were booked online from `from` to before `to`, in order of booking. `area` "" = all.
  std::vector<PickupRow> open_made_between(Session& session, contract::UtcSeconds from,
                                           contract::UtcSeconds to, std::string_view area) const;
  // The ordinals below `limit` that open bookings of this address and category use.
  std::vector<int> open_ordinals(Session& session, std::string_view address_key,
                                 std::string_view category) const;

  // The reference of the latest open booking of this address and category.
  std::optional<std::string> standing(Session& session, std::string_view address_key,
                                      std::string_view category) const;

  // Bookings with the telephone number of `sealed`.
  static PhoneBookings of_phone(Session& session, const SealedPersonal& sealed, contract::UtcSeconds after);

  // Those with personal data whose day is before `before`, unopened.
  static std::vector<ErasableRow> erasable(Session& session, contract::Date before);
  // Erases the personal data of one booking.
  static void erase(Session& session, std::int64_t id);
  // There is such a booking, and its personal data is erased.
  static bool is_erased(Session& session, std::string_view reference);

  static StoreFacts facts();

 private:
  const Cipher& cipher_;
};

}  // namespace wufei::storage
