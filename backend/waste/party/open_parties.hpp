// Opens the part of parties: their service, their pages.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

// Puts service::RegistrationService into the services.
contract::Status open_parties(Ground& ground);

}  // namespace wufei::app
