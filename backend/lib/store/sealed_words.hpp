// Words in a text column that may name people: sealed, in hexadecimal after a mark that nothing typed begins
// with. Rows of earlier versions hold them in clear and are read as they are.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include "lib/base/hex.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/columns.hpp"

namespace wufei::storage {

inline constexpr std::string_view kSealedMark =
    "\x01"
    "sealed:";

// For a column of bytes; nothing stays nothing (or_null()).
inline Bytes sealed_or_nothing(const Cipher& cipher, std::string_view words) {
  return words.empty() ? Bytes{} : cipher.seal(words);
}

// "" stays "": nothing was said, or it is erased.
inline std::string seal_words(const Cipher& cipher, std::string_view words) {
  if (words.empty()) return {};
  return std::string(kSealedMark) + contract::hex_of(cipher.seal(words));
}

// The bytes of sealed words without the mark; what is not hexadecimal ends them.
inline Bytes bytes_of_words(std::string_view text) {
  Bytes bytes;
  for (std::size_t at = kSealedMark.size(); at + 1 < text.size(); at += 2) {
    std::uint8_t byte = 0;
    if (std::from_chars(text.data() + at, text.data() + at + 2, byte, 16).ec != std::errc()) break;
    bytes.push_back(byte);
  }
  return bytes;
}

// The next column; "" when its key is destroyed, and with a fault when it cannot be opened with this key.
inline std::string sealed_words(Columns& columns, const Cipher& cipher) {
  std::string text = columns.text();
  if (!text.starts_with(kSealedMark)) return text;
  const Bytes bytes = bytes_of_words(text);
  auto words = cipher.open(bytes);
  if (!words && !cipher.is_gone(bytes)) columns.fail(cipher.why_not(bytes));
  return std::move(words).value_or(std::string());
}

}  // namespace wufei::storage
