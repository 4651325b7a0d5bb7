// What the files of the board's service share.
#pragma once

#include "lib/base/find.hpp"
#include "waste/board/board_service.hpp"

namespace wufei::service {

// In the same words for what is not there and for what the caller may not see.
contract::Error no_such_offer();
contract::Error offer_conflict(contract::Rule rule);
// Its offers may be public.
bool on_board(const contract::Party& party);
// The caller may read what the party has.
bool reads_for(const PartyCaller& caller, std::int64_t party);

}  // namespace wufei::service
