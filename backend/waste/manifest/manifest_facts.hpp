// What alarms and sums know of a manifest, without its parties' names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"

namespace wufei::storage {

struct ManifestFacts {
  std::string number, field, state, code, vehicle, parent;
  std::string area;  // of the generator
  std::int64_t generator = 0, transporter = 0, receiver = 0;
  contract::UtcSeconds issued_at = 0, planned_start = 0, planned_arrival = 0, started_at = 0, arrived_at = 0,
                       accepted_at = 0, done_at = 0;                              // 0 = not yet
  std::int64_t planned = 0, loaded = 0, received = 0, accepted = 0, refused = 0;  // g
  bool national_number = false;
  bool child = false;                  // it has a child manifest
  contract::UtcSeconds paper_at = 0;   // when it was entered from paper, 0 = it was signed here
  std::int64_t paper_by = 0;           // the party that entered it
  bool disputed = false;               // from paper, and the other owner says it was not so
  bool own_disputed = false;           // from paper by staff, and whose it is says it was not so
  bool unconfirmed = false;            // from paper, and the other owner has not said that it was so
  bool carrier_disputed = false;       // from paper, and the carrier says it was not so
  bool carrier_waits = false;          // from paper, and the carrier has not answered
  std::int64_t paper_carrier = 0;      // that is asked, 0 = nobody
  bool other_confirmed = false;        // from paper, and the other owner has said that it was so
  bool own_waits = false;              // from paper by staff, and whose it is has not answered
  bool posted = false;                 // from paper, and it stands in both ledgers
  std::int64_t receiver_facility = 0;  // where it is to arrive, 0 = not told
  bool back = false;                   // takes what was refused back to its generator: no ledger moves
  std::int64_t facility = 0;           // of the generator, from which it goes, 0 = not told
  contract::UtcSeconds ticket_at =
      0;                           // of the receiver's scale: WasteTicket::differs_since, 0 = there is none
  std::string ticket_plate = {};   // of that ticket: "" = not told
  contract::Date ticket_day = {};  // 0 = not told
  std::int64_t ticket_grams = 0;   // net, 0 = not told
  std::int64_t departed_km = 0, arrived_km = 0;  // of the vehicle's odometer, 0 = not told
  int legs = 0;                                  // that began

  // Whether the ledgers must have it: accepted, of a paper agreed to or written there before, and not on its
  // way back to where it is still written.
  [[nodiscard]] bool is_in_ledgers() const {
    return (!unconfirmed || posted) && accepted_at > 0 && accepted > 0 && !back && state != "cancelled";
  }
};

// What left one place of a generator on one day (China), of the records that the ledgers must have.
struct TripSum {
  std::int64_t generator = 0, facility = 0;  // 0 = no place told
  std::string code;
  contract::Date day = {};  // of the start, else of the acceptance
  std::int64_t grams = 0;
  int records = 0;
};

// Of a field's records of one generator that manifest_facts() leaves out (changed before `before`), from that
// day on. Throws Failure.
std::vector<TripSum> earlier_trips(Session& session, const Store& store, std::string_view field,
                                   std::int64_t generator, contract::Date from, contract::UtcSeconds before);

// Of all that are not draft and changed since `since`, by number. Throws Failure.
std::vector<ManifestFacts> manifest_facts(Session& session, const Store& store, contract::UtcSeconds since);

}  // namespace wufei::storage
