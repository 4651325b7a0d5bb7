// Who gives way when something that all connections share is full: the address that takes most, and of its
// connections the biggest or the one idle longest; never simply the newcomer. Only chooses, from what
// connections publish (Holding); whoever ends one must claim it and look again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/net/connection.hpp"

namespace wufei::http {

// Indices into `places`, the best choice first, a handful at most.
using Choice = std::vector<std::uint32_t>;

// Those that hold most of `what`.
Choice most_holding(const Connection* places, std::size_t count, std::atomic<std::size_t> Holding::*what);
// The longest idle of one address; with address 0 of the address with most connections, then of all.
Choice longest_resting(const Connection* places, std::size_t count, std::uint64_t address);

}  // namespace wufei::http
