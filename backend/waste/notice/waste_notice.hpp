// What a party is told of at its start page: that something of its own was looked at, answered, returned.
// Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/civil_date.hpp"

namespace wufei::contract {

enum class WasteNoticeKind : std::uint8_t {
  party_verified,
  party_sent_back,
  party_suspended,
  party_resumed,
  party_closed,
  permit_verified,
  permit_ended,
  declaration_accepted,
  declaration_returned,
  offer_published,
  offer_sent_back,
  offer_taken_down,
  interest_shown,
  interest_accepted,
  interest_declined,
  interest_withdrawn,
  interest_ended,
  city_result,
  paper_entered,    // by another party, for this one to confirm
  paper_confirmed,  // what this party entered
  paper_disputed,
  paper_carrier_confirmed,  // what this party entered, by its carrier
  paper_carrier_disputed,   // what this party or the other owner entered
  paper_entered_for,        // by staff for this party, which must confirm it
  paper_revoked,            // taken away by another party: it was disputed
  permit_photo_removed,     // of one that was verified, by the bureau
  paper_child_cancelled,    // a record of what was refused, with the disputed paper that it belonged to
  paper_child_rehung,       // one that goes on under another record, because the first was taken away
  paper_child_kept          // one that is done and stays by itself, because staff said so
};
std::string_view waste_notice_name(WasteNoticeKind kind);  // snake_case
std::optional<WasteNoticeKind> waste_notice_from_name(std::string_view name);

struct WasteNotice {
  std::int64_t party = 0;
  WasteNoticeKind kind = WasteNoticeKind::party_verified;
  // Number of a permit or record, id of an offer, "field/period" of a declaration; "" of the party itself.
  std::string subject = {};
  UtcSeconds told_at = 0;
  std::int64_t sequence = 0;  // within the party, from 1
  UtcSeconds read_at = 0;     // 0 = nobody of the party has read it
};

// What a page showed as unread, by sequence: all that were unread between the two.
struct ShownNotices {
  std::int64_t first = 0, last = 0;
};

}  // namespace wufei::contract
