// Routes of the indicators: JSON for programs, charts as SVG and PNG, and bare pages for other sites' frames.
// Everything is public; bytes are kept until something they are made from changes.
#pragma once

#include "indicator/indicator_service.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// GET /api/v1/indicators, /api/v1/indicators/{no}, /api/v1/indicators/{no}/revisions,
// /api/v1/indicator-revisions; /charts/{file} (indicator-N.svg, indicator-N.png, with ?kind=series);
// /embed/indicators/{no}. `book` says when bytes are stale. Both must outlive the router.
void add_indicator_routes(Router& router, service::IndicatorService& indicators, const DocumentBook& book);

}  // namespace wufei::http
