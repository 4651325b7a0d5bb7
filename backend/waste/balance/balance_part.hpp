// What balances, alarms, weighings and the leaders' page give to the house.
#pragma once

#include "county/feature.hpp"

namespace wufei::app {

contract::Status open_balances(Ground& ground);
// Walks the chain of every party.
int verify_balances(const Settings& settings);

}  // namespace wufei::app
