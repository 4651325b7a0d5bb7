#include "lib/store/cipher.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>

#include "lib/store/failure.hpp"

namespace wufei::storage {
namespace {

// In front of sealed values; the nonce of an older one begins so once in 2^64, and is tried as such too.
constexpr std::array<std::uint8_t, 8> kSealed{0xf7, 'w', 'u', 'f', 'e', 'i', 0x00, 0x01};
static_assert(kSealHead == kSealed.size() + 4);
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

bool has_head(BytesView sealed) {
  return sealed.size() >= kSealHead && std::equal(kSealed.begin(), kSealed.end(), sealed.begin());
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

Bytes seal_dated(const Key& key, SealMark mark, std::string_view text) {
  Bytes sealed(kSealHead + kNonce + text.size() + kTag);
  std::copy(kSealed.begin(), kSealed.end(), sealed.begin());
  for (int i = 0; i < 2; ++i) {
    const auto at = kSealed.size() + static_cast<std::size_t>(i);
    sealed[at] = static_cast<std::uint8_t>(mark.generation >> (8 * (1 - i)));
    sealed[at + 2] = static_cast<std::uint8_t>(mark.month >> (8 * (1 - i)));
  }
  std::uint8_t* nonce = sealed.data() + kSealHead;
  randombytes_buf(nonce, kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonce, nullptr,
                                             reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                             sealed.data(), kSealHead, nullptr, nonce, key.data());
  return sealed;
}

std::optional<std::string> open_dated(const Key& key, const Bytes& sealed) {
  if (sealed.size() < kSealHead + kNonce + kTag) return std::nullopt;
  const std::uint8_t* nonce = sealed.data() + kSealHead;
  std::string text(sealed.size() - kSealHead - kNonce - kTag, '\0');
  const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr, nonce + kNonce,
      sealed.size() - kSealHead - kNonce, sealed.data(), kSealHead, nonce, key.data());
  if (failed != 0) return std::nullopt;
  return text;
}

}  // namespace

Cipher::Cipher(std::shared_ptr<KeyKeeper> keys) : keys_(std::move(keys)) {
  for (std::size_t use = 2; use < hash_keys_.size(); ++use)
    hash_keys_[use] = keys_->ring()->hash_key(static_cast<int>(use));
}

contract::Result<Cipher> Cipher::from_file(const std::filesystem::path& file, KeyKeeper::Now now) {
  auto keys = KeyKeeper::open(file, std::move(now));
  if (!keys) return keys.error();
  return Cipher(std::move(*keys));
}

contract::Status Cipher::create_file(const std::filesystem::path& file) {
  if (sodium_init() < 0)
    return contract::make_error(contract::ErrorCode::unavailable, "libsodium does not start");
  // Under a name of its own first: of two that begin at the same moment, one finds the other's key.
  const std::filesystem::path part = file.string() + '.' + std::to_string(getpid());
  if (auto written = KeyRing::fresh().write(part); !written) return written;
  const bool placed = link(part.c_str(), file.c_str()) == 0;
  unlink(part.c_str());
  if (placed) return contract::ok();
  return contract::make_error(contract::ErrorCode::unavailable, file.string() + ": cannot be created");
}

SealMark Cipher::mark_of(BytesView sealed) {
  if (!has_head(sealed)) return {};
  const auto number = [&](std::size_t at) { return sealed[at] << 8 | sealed[at + 1]; };
  return {number(kSealed.size()), number(kSealed.size() + 2)};
}

bool Cipher::is_gone(const Bytes& sealed) const {
  const SealMark mark = mark_of(sealed);
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  return sealed.size() >= kOverhead && keys_->ring()->is_gone(mark);
}

std::string_view Cipher::why_not(const Bytes& sealed) const {
  if (mark_of(sealed).generation > keys_->ring()->newest())
    return "was sealed with a newer key: copy keys/personal.key from where the key was rotated";
  return "cannot be read with this key";
}

Bytes Cipher::seal(std::string_view text) const {
  if (keys_->is_behind()) keys_->look_again();
  if (keys_->is_behind())
    throw Failure(contract::make_error(
        contract::ErrorCode::unavailable,
        "the key was rotated elsewhere: copy keys/personal.key from where it was rotated to this machine"));
  const auto ring = keys_->ring();
  SealMark mark = keys_->writing();
  mark.generation = std::min(mark.generation, ring->newest());
  const auto key = ring->key(mark);
  if (!key)
    throw Failure(contract::make_error(contract::ErrorCode::internal, "there is no key for this month"));
  return seal_dated(*key, mark, text);
}

std::optional<std::string> Cipher::try_open(const Bytes& sealed) const {
  const auto ring = keys_->ring();
  if (has_head(sealed)) {
    const auto key = ring->key(mark_of(sealed));
    if (auto text = key ? open_dated(*key, sealed) : std::nullopt) return text;
  }
  const auto undated = ring->key({});
  return undated ? open_with(undated->data(), sealed) : std::nullopt;
}

std::optional<std::string> Cipher::open(const Bytes& sealed) const {
  auto text = try_open(sealed);
  if (text || mark_of(sealed).generation <= keys_->ring()->newest()) return text;
  keys_->look_again();
  return try_open(sealed);
}

// The month's key around the secret's: what was erased is as unreadable as everything else.
Bytes Cipher::seal_for(std::string_view secret, std::string_view text) const {
  const Bytes inner = seal_with(hash(HashUse::sealing, secret).data(), text);
  return seal(std::string_view(reinterpret_cast<const char*>(inner.data()), inner.size()));
}

std::optional<std::string> Cipher::open_for(std::string_view secret, const Bytes& sealed) const {
  const Bytes own = hash(HashUse::sealing, secret);
  if (has_head(sealed))
    if (const auto inner = open(sealed)) return open_with(own.data(), Bytes(inner->begin(), inner->end()));
  return open_with(own.data(), sealed);
}

Bytes Cipher::hash(HashUse use, std::string_view text) const {
  Bytes digest(32);
  const Key& key = hash_keys_[static_cast<std::size_t>(use)];
  crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), key.data(), key.size());
  return digest;
}

}  // namespace wufei::storage
