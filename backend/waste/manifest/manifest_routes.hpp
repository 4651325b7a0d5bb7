// What anybody may know of a number, e.g. off the code on paper or on a vehicle: that it exists, its field,
// its state. What was never issued does not exist.
#pragma once

#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"
#include "waste/manifest/manifest_service.hpp"

namespace wufei::http {

// GET /waste/m/{number} and /api/v1/manifests/{number}. All must outlive the router.
void add_manifest_routes(Router& router, const DocumentBook& book, service::ManifestService& manifests);

}  // namespace wufei::http
