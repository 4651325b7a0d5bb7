// What a stream has and can no longer be chosen: a facility that was given up, a feature that content does
// not name any more. Whoever changes something else of the stream keeps it. Plain functions.
#pragma once

#include <string>
#include <vector>

#include "waste/party/party_rules.hpp"

namespace wufei::contract {

// Of its features those that none of these fields has.
std::vector<std::string> lost_features(const WasteStream& stream, const std::vector<WasteField>& fields);
// The wish without what only `before` has, for checked_stream(); and that put back into what it answered.
StreamWish without_kept(const WasteStream& before, StreamWish wish, const std::vector<WasteField>& fields);
void keep(const WasteStream& before, const StreamWish& wish, const std::vector<WasteField>& fields,
          WasteStream& wanted);

}  // namespace wufei::contract
