// A driver's loads of today at the desk, and what his phone signed without a network and sends later
// (wasm/portal/shell/road.js). ADR 0046.
#pragma once

#include <memory>

#include "waste/manifest/manifest_pages.hpp"

namespace wufei::http {

// GET /desk/waste/road, below it /{number} (GET) and /{number}/kept (POST, answered in JSON).
void add_road_pages(const std::shared_ptr<const ManifestRoom>& room);

}  // namespace wufei::http
