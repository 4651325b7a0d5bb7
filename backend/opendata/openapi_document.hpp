// The API description (OpenAPI 3.1), part of the binary: scripts/bundle_openapi.mjs puts it together from the
// *.openapi.json beside each subject. Not parsed here.
#pragma once

#include <string_view>

namespace wufei::http {

// UTF-8 JSON, static storage.
std::string_view openapi_document();

}  // namespace wufei::http
