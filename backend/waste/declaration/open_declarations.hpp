// Opens the part of declarations.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

// After parties and balances. Puts service::DeclarationService into the services.
contract::Status open_declarations(Ground& ground);

}  // namespace wufei::app
