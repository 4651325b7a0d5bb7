#include "waste/declaration/open_declarations.hpp"

#include "waste/declaration/declaration_pages.hpp"

namespace wufei::app {

contract::Status open_declarations(Ground& ground) {
  auto& declarations =
      ground.services.make<service::DeclarationService>(ground.store, ground.content, ground.clock);
  const auto room = std::make_shared<const http::PartyRoom>(http::PartyRoom{
      *ground.services.find<http::StaffDoor>(), *ground.services.find<service::RegistrationService>(),
      *ground.services.find<service::AccountService>(), ground.content, ground.clock,
      ground.settings.public_url});
  http::add_declaration_pages(room, declarations);
  return contract::ok();
}

}  // namespace wufei::app
