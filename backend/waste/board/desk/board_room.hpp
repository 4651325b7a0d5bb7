// Where the board is at the desk, and what its pages work with.
#pragma once

#include <memory>
#include <string_view>

#include "waste/board/board_service.hpp"
#include "waste/party/desk/party_room.hpp"

namespace wufei::http {

inline constexpr std::string_view kOwnBoard = "/desk/waste/board";      // of members of a party
inline constexpr std::string_view kBoardReview = "/desk/waste/offers";  // of staff

struct BoardRoom {
  PartyRoomPtr parties;
  service::BoardService& board;
};
using BoardRoomPtr = std::shared_ptr<const BoardRoom>;

// Offers and interests of a party, an offer that it writes; the bureau's review.
void add_board_pages(const PartyRoomPtr& parties, service::BoardService& board);
// The form of a new offer and of one that is changed.
void add_board_draft_pages(const BoardRoomPtr& room);

}  // namespace wufei::http
