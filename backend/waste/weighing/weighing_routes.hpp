// POST /api/v1/weighings: what a scale delivers, with its own key.
#pragma once

#include "lib/web/router.hpp"
#include "waste/weighing/weighing_service.hpp"

namespace wufei::http {

void add_weighing_routes(Router& router, service::WeighingService& weighings);

}  // namespace wufei::http
