// Sealing of personal data at rest (libsodium XChaCha20-Poly1305, the key's generation and month in front and
// authenticated; values of earlier versions: secretbox without either) and keyed hashes for look-ups
// (BLAKE2b), with keys from a file outside the database (keys/key_ring.hpp). Knows no table.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/store/keys/key_keeper.hpp"
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

// How many bytes of a sealed value say with what it was sealed.
inline constexpr std::size_t kSealHead = 12;

class Cipher {
 public:
  // Reads the key file. `now` is the clock for the month of new values, {} the system's. Errors: unavailable
  // (missing, of another kind, unreadable).
  static contract::Result<Cipher> from_file(const std::filesystem::path& file, KeyKeeper::Now now = {});
  // Writes a fresh random key, mode 0600; refuses to replace a file.
  static contract::Status create_file(const std::filesystem::path& file);

  // Throws Failure (failure.hpp) while the database is sealed with a newer key than the file here has: what
  // was sealed now could be lost.
  [[nodiscard]] Bytes seal(std::string_view text) const;
  // nullopt when no key here opens the bytes, or they were altered.
  [[nodiscard]] std::optional<std::string> open(const Bytes& sealed) const;
  // The same with a key that needs `secret` as well: database and key file together do not open it.
  [[nodiscard]] Bytes seal_for(std::string_view secret, std::string_view text) const;
  [[nodiscard]] std::optional<std::string> open_for(std::string_view secret, const Bytes& sealed) const;
  // With what it was sealed, by the first kSealHead of its bytes; generation 0 when they do not say.
  static SealMark mark_of(BytesView sealed);
  // True when its key was destroyed: a value that counts as erased.
  [[nodiscard]] bool is_gone(const Bytes& sealed) const;
  // Why open() could not, for an operator.
  [[nodiscard]] std::string_view why_not(const Bytes& sealed) const;
  // 32 bytes.
  [[nodiscard]] Bytes hash(HashUse use, std::string_view text) const;
  [[nodiscard]] KeyKeeper& keys() const { return *keys_; }

 private:
  explicit Cipher(std::shared_ptr<KeyKeeper> keys);
  [[nodiscard]] std::optional<std::string> try_open(const Bytes& sealed) const;

  std::shared_ptr<KeyKeeper> keys_;
  std::array<Key, 23> hash_keys_{};
};

}  // namespace wufei::storage
