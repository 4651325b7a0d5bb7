// The page of one indicator as a document.
#pragma once

#include <string>

#include "indicator/indicator_service.hpp"
#include "lib/document/document.hpp"

namespace wufei::http {

// `revision` null: the page of today. Otherwise the page of that revision: what was published then, marked as
// such, and not for search engines.
contract::Document indicator_document(const service::IndicatorBoard& board,
                                      const service::IndicatorStanding& standing,
                                      const contract::IndicatorRevision* revision,
                                      const std::string& public_url);

}  // namespace wufei::http
