// What both kinds of records need to show their owner everything, and to let nobody else: tokens of their
// own, which the last four digits of a number never give, and the parts of MyData that the journal holds.
#pragma once

#include <string>
#include <string_view>

#include "county/clock.hpp"
#include "journal/journal.hpp"
#include "journal/looked_at.hpp"
#include "journal/my_data.hpp"

namespace wufei::service {

// What shows that a record is one's own. One of the two.
struct OwnSecret {
  std::string_view phone;    // the whole number, normalised
  std::string_view receipt;  // of a record without a number
};

inline constexpr contract::UtcSeconds kOwnTokenLives = 3600;  // seconds
inline constexpr std::string_view kErasedEvent = "erased";    // its owner asked for it

// Puts events, acts of the staff and, when the owner had it erased, the moment of that. Inside a session.
void put_journal(const Journal& journal, storage::Session& session, std::int64_t item,
                 contract::MyData& data);

}  // namespace wufei::service
