#include "lib/store/cipher.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

namespace wufei::storage {
namespace {

static_assert(crypto_secretbox_KEYBYTES == 32 && crypto_kdf_KEYBYTES == 32 &&
              crypto_generichash_KEYBYTES == 32);

contract::Error refused(const std::filesystem::path& file, const char* why) {
  return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": " + why);
}

bool write_all(int descriptor, const std::uint8_t* data, std::size_t size) {
  return write(descriptor, data, size) == static_cast<ssize_t>(size) && fsync(descriptor) == 0;
}

Bytes seal_with(const std::uint8_t* key, std::string_view text) {
  Bytes sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.size());
  randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES,
                        reinterpret_cast<const unsigned char*>(text.data()), text.size(), sealed.data(), key);
  return sealed;
}

std::optional<std::string> open_with(const std::uint8_t* key, const Bytes& sealed) {
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < kOverhead) return std::nullopt;
  std::string text(sealed.size() - kOverhead, '\0');
  const int failed = crypto_secretbox_open_easy(
      reinterpret_cast<unsigned char*>(text.data()), sealed.data() + crypto_secretbox_NONCEBYTES,
      sealed.size() - crypto_secretbox_NONCEBYTES, sealed.data(), key);
  if (failed != 0) return std::nullopt;
  return text;
}

}  // namespace

Cipher::Cipher(const Key& key) {
  crypto_kdf_derive_from_key(box_key_.data(), box_key_.size(), 1, "wufei-pd", key.data());
  for (std::size_t use = 2; use < hash_keys_.size(); ++use)
    crypto_kdf_derive_from_key(hash_keys_[use].data(), hash_keys_[use].size(), use, "wufei-pd", key.data());
}

contract::Result<Cipher> Cipher::from_file(const std::filesystem::path& file) {
  if (sodium_init() < 0)
    return contract::make_error(contract::ErrorCode::unavailable, "libsodium does not start");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return refused(file, "the key of the personal data is missing or unreadable");
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  Key key{};
  if (bytes.size() != key.size()) return refused(file, "is not a key of 32 bytes");
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return Cipher(key);
}

contract::Status Cipher::create_file(const std::filesystem::path& file) {
  if (sodium_init() < 0)
    return contract::make_error(contract::ErrorCode::unavailable, "libsodium does not start");
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return refused(file, "cannot be created");
  Key key{};
  randombytes_buf(key.data(), key.size());
  const bool written = write_all(descriptor, key.data(), key.size());
  close(descriptor);
  if (written) return contract::ok();
  unlink(file.c_str());
  return refused(file, "cannot be written");
}

Bytes Cipher::seal(std::string_view text) const {
  return seal_with(box_key_.data(), text);
}

std::optional<std::string> Cipher::open(const Bytes& sealed) const {
  return open_with(box_key_.data(), sealed);
}

Bytes Cipher::seal_for(std::string_view secret, std::string_view text) const {
  return seal_with(hash(HashUse::sealing, secret).data(), text);
}

std::optional<std::string> Cipher::open_for(std::string_view secret, const Bytes& sealed) const {
  return open_with(hash(HashUse::sealing, secret).data(), sealed);
}

Bytes Cipher::hash(HashUse use, std::string_view text) const {
  Bytes digest(32);
  const Key& key = hash_keys_[static_cast<std::size_t>(use)];
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), key.data(), key.size());
  return digest;
}

}  // namespace wufei::storage
