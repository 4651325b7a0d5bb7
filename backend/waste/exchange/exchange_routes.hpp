// The API of the city's side, with a key: what changed since a cursor, and one record.
#pragma once

#include "lib/web/router.hpp"
#include "waste/exchange/exchange_service.hpp"

namespace wufei::http {

void add_exchange_routes(Router& router, service::ExchangeService& exchange,
                         const service::ContentSource& content);

}  // namespace wufei::http
