// What a survey's store makes of codes, receipts and bookings before it keeps them; see survey_store.hpp.
#include <sodium.h>

#include <array>

#include "lib/base/hex.hpp"
#include "survey/survey_store.hpp"

namespace wufei::storage {
namespace {

constexpr std::size_t kSaltDigits = 16, kHashDigits = 32;

std::string hex(BytesView bytes, std::size_t digits) {
  return contract::hex_of(bytes).substr(0, digits);
}

}  // namespace

std::string SurveyStore::salt(std::string_view survey) const {
  return hex(cipher_.hash(HashUse::answer, "salt/" + std::string(survey)), kSaltDigits);
}

std::string SurveyStore::receipt_hash(std::string_view survey, std::string_view receipt) const {
  const std::string salted = salt(survey) + ":" + std::string(receipt);
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(salted.data()), salted.size());
  return hex(digest, kHashDigits);
}

Bytes SurveyStore::invitation_seed(std::string_view survey, std::string_view booking) const {
  return cipher_.hash(HashUse::code, "booking/" + std::string(survey) + "/" + std::string(booking));
}

Bytes SurveyStore::receipt_seed(std::string_view survey, std::string_view key) const {
  return cipher_.hash(HashUse::answer, "seed/" + std::string(survey) + "/" + std::string(key));
}

}  // namespace wufei::storage
