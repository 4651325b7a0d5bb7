// Where the board is at the desk, and what its pages work with.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "desk/desk_parts.hpp"
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

// Of the path; 0 = none.
inline std::int64_t offer_number(const Request& request) {
  return number_field({{"n", std::string(request.path_parameter("number"))}}, "n");
}

// Offers and interests of a party, an offer that it writes; the bureau's review.
void add_board_pages(const PartyRoomPtr& parties, service::BoardService& board);
// The form of a new offer and of one that is changed.
void add_board_draft_pages(const BoardRoomPtr& room);

}  // namespace wufei::http
