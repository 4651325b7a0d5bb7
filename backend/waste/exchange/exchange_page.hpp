// The desk's page of the exchange with the city: files, keys, how telling its address stands, what it
// answered.
#pragma once

#include "account/staff_door.hpp"
#include "waste/exchange/exchange_service.hpp"
#include "waste/exchange/hook_service.hpp"

namespace wufei::http {

// `hook_set`: whether the operator gave an address.
void add_exchange_pages(StaffDoor& door, service::ExchangeService& exchange, service::HookService& hook,
                        const service::ContentSource& content, bool hook_set);

}  // namespace wufei::http
