#include "waste/board/open_board.hpp"

#include "account/staff_door.hpp"
#include "waste/board/board_public.hpp"
#include "waste/board/desk/board_room.hpp"
#include "waste/places/places_datasets.hpp"
#include "waste/places/places_pages.hpp"

namespace wufei::app {

contract::Status open_board(Ground& ground) {
  auto& board =
      ground.services.make<service::BoardService>(ground.store, ground.content, ground.clock, ground.ids);
  const auto room = std::make_shared<const http::PartyRoom>(http::PartyRoom{
      *ground.services.find<http::StaffDoor>(), *ground.services.find<service::RegistrationService>(),
      *ground.services.find<service::AccountService>(), ground.content, ground.clock,
      ground.settings.public_url});
  http::add_board_pages(room, board);
  http::add_public_board(ground.book, board, ground.content);
  auto& places = ground.services.make<service::PlacesService>(ground.store, ground.clock);
  http::add_places_page(ground.book, places, ground.content);
  http::add_waste_rules_page(ground.book, ground.content);
  service::add_places_dataset(ground.datasets, places);
  return contract::ok();
}

}  // namespace wufei::app
