// What the files of the registration service share.
#pragma once

#include "lib/base/find.hpp"
#include "lib/entered/entered_field.hpp"
#include "waste/party/registration_service.hpp"

namespace wufei::service {

// The state that an action leads to.
contract::PartyState state_after(PartyAction action);
// In the same words for what is not there and for what the caller may not see.
contract::Error no_such_party();
contract::Error state_forbids();
// That the pictures are others than those that were looked at.
contract::Error photos_changed();
// Of a reason that has to be given.
inline constexpr contract::TextLimits kPartyReason{2, 200, true};

}  // namespace wufei::service
