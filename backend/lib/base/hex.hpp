// Bytes as people compare and programs name them.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace wufei::contract {

// Lower case, two digits a byte.
std::string hex_of(std::span<const std::uint8_t> bytes);

}  // namespace wufei::contract
