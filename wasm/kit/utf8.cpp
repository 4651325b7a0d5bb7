#include "wasm/kit/utf8.hpp"

namespace wufei::kit {
namespace {

constexpr char32_t kBroken = 0xFFFD;

int length_of(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const int length = length_of(lead);
  if (length == 0 || at + static_cast<std::size_t>(length) > text.size()) {
    ++at;
    return kBroken;
  }
  char32_t value = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (int i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
    if ((byte & 0xC0U) != 0x80U) {
      ++at;
      return kBroken;
    }
    value = value << 6 | (byte & 0x3FU);
  }
  at += static_cast<std::size_t>(length);
  return value;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

}  // namespace wufei::kit
