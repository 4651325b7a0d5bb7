// Pages of declarations: an enterprise's own, and the bureau's with how many have declared.
#pragma once

#include <memory>

#include "waste/declaration/declaration_service.hpp"
#include "waste/party/desk/party_room.hpp"

namespace wufei::http {

// Below /desk/waste/declarations for enterprises, below /desk/waste/declared for staff.
void add_declaration_pages(const PartyRoomPtr& room, service::DeclarationService& declarations);

}  // namespace wufei::http
