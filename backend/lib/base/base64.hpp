// Bytes as base64 (RFC 4648, section 4), padded: for files inside a JSON document. Pure.
#pragma once

#include <string>
#include <string_view>

namespace wufei::contract {

std::string to_base64(std::string_view bytes);

}  // namespace wufei::contract
