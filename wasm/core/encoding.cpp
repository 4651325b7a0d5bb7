#include "wasm/core/encoding.hpp"

#include <cstdint>

#include "lib/base/percent.hpp"

namespace wufei::model {

std::string query_value(std::string_view target, std::string_view name) {
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  if (question == std::string_view::npos) return {};
  for (const auto& [given, value] : contract::split_pairs(target.substr(question + 1)))
    if (given == name) return contract::percent_decoded(value, true).value_or(std::string(value));
  return {};
}

std::string content_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[(hash >> shift) & 15U];
  return digits;
}

}  // namespace wufei::model
