// Rules of publishing an indicator's value. Pure.
#pragma once

#include <vector>

#include "indicator/indicator.hpp"
#include "indicator/indicator_service.hpp"
#include "lib/base/result.hpp"

namespace wufei::service {

// The revision that `request` asks for, without sequence and hashes. `earlier` are the indicator's revisions
// in the order of publishing. Errors: as IndicatorService::check().
contract::Result<contract::IndicatorRevision> revision_from(
    const PublishRequest& request, const contract::IndicatorTable& table,
    const std::vector<contract::IndicatorRevision>& earlier, contract::UtcSeconds now);

}  // namespace wufei::service
