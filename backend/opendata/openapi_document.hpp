// The API description (OpenAPI 3.1) as it stands in openapi.json, part of the binary. Not parsed here.
#pragma once

#include <string_view>

namespace wufei::http {

// UTF-8 JSON, static storage.
std::string_view openapi_document();

}  // namespace wufei::http
