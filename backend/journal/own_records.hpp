// What both kinds of records need to show their owner everything, and to let nobody else: tokens of their
// own, which the last four digits of a number never give, and the parts of MyData that the journal holds.
#pragma once

#include <string>
#include <string_view>

#include "county/clock.hpp"
#include "county/secrets.hpp"
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

// A token that opens the record for an hour. `find` (Session& -> Result<number of the item>) runs in a
// reading session: guesses never reach the writer. Errors: those of `find`, unavailable. `State`: a
// subject's, with clock, ids, store and own_tokens.
template <class State, class Find>
contract::Result<std::string> open_own_record(State& state, const Find& find) {
  const contract::UtcSeconds now = state.clock.now();
  const contract::Result<std::int64_t> found = state.store.readers().run(find);
  if (!found) return found.error();
  return state.store.writer().run([&](storage::Session& session) -> contract::Result<std::string> {
    std::string token = random_token(state.ids);
    state.own_tokens.add(session, token, *found, now + kOwnTokenLives);
    return token;
  });
}

// Erases what `wanted` (Session& -> Result<Erasure>) says by `erase` (Session&) and answers what `data`
// (Session& -> MyData) then tells of it. The list comes first (ADR 0048): what is on it is erased at the next
// start even if nothing below is done. `State` has erasures and looked_at besides.
template <class State, class Wanted, class Erase, class Data>
contract::Result<contract::MyData> erase_own_record(State& state, const Wanted& wanted, const Erase& erase,
                                                    const Data& data) {
  const auto listed = state.erasures.add_found(state.store.readers(), wanted);
  if (!listed) return listed.error();
  return state.looked_at.told(
      state.store.writer().run([&](storage::Session& session) -> contract::Result<contract::MyData> {
        const auto left = wanted(session);
        if (!left) return left.error();
        if (!left->reference.empty()) erase(session);
        return data(session);
      }));
}

}  // namespace wufei::service
