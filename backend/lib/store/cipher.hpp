// Sealing of personal data at rest (libsodium secretbox, XSalsa20-Poly1305) and keyed hashes for look-ups
// (BLAKE2b), with one 256-bit key from a file outside the database. Knows no table.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/store/value.hpp"

namespace wufei::storage {

// What a keyed hash is for: the same text has different hashes for different uses.
enum class HashUse : std::uint8_t {
  phone = 2,
  address = 3,
  token = 4,
  idempotency_key = 5,
  body = 6,
  fingerprint = 7,
  receipt = 8,
  photo = 9,
  code = 16,
  sealing = 17,
  answer = 18,
  access_log = 19,
  device = 20,
  chain = 21,  // of rows that name their table in what is hashed
  limit = 22
};

class Cipher {
 public:
  // Reads the key file. Errors: unavailable (missing, wrong size, unreadable).
  static contract::Result<Cipher> from_file(const std::filesystem::path& file);
  // Writes a fresh random key, mode 0600; refuses to replace a file.
  static contract::Status create_file(const std::filesystem::path& file);

  [[nodiscard]] Bytes seal(std::string_view text) const;
  // nullopt when the bytes were not sealed with this key, or were altered.
  [[nodiscard]] std::optional<std::string> open(const Bytes& sealed) const;
  // The same with a key that needs `secret` as well: database and key file together do not open it.
  [[nodiscard]] Bytes seal_for(std::string_view secret, std::string_view text) const;
  [[nodiscard]] std::optional<std::string> open_for(std::string_view secret, const Bytes& sealed) const;
  // 32 bytes.
  [[nodiscard]] Bytes hash(HashUse use, std::string_view text) const;

 private:
  using Key = std::array<std::uint8_t, 32>;
  explicit Cipher(const Key& key);
  Key box_key_{};
  std::array<Key, 23> hash_keys_{};
};

}  // namespace wufei::storage
