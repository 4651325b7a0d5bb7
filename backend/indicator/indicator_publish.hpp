// Rules of publishing an indicator's value. Pure.
#pragma once

#include <vector>

#include "contract/indicator.hpp"
#include "contract/result.hpp"
#include "service/indicator_service.hpp"

namespace wufei::service {

// The revision that `request` asks for, without sequence and hashes. `earlier` are the indicator's revisions
// in the order of publishing. Errors: as IndicatorService::check().
contract::Result<contract::IndicatorRevision> revision_from(
    const PublishRequest& request, const contract::IndicatorTable& table,
    const std::vector<contract::IndicatorRevision>& earlier, contract::UtcSeconds now);

}  // namespace wufei::service
