#include "account/password.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <set>

#include "lib/base/hex.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

// OWASP Password Storage Cheat Sheet: Argon2id with at least 19 MiB and 2 passes.
constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = 19 * 1024 * 1024;  // bytes
constexpr std::size_t kFewestKinds = 5;            // different characters
constexpr std::size_t kLongestRow = 5;             // characters in the order of a row

constexpr int kMostInQueue = 3;
std::atomic<int>& in_queue() {
  static std::atomic<int> count{0};
  return count;
}

std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) {
    return c < 128 ? static_cast<char>(std::tolower(c)) : static_cast<char>(c);
  });
  return out;
}

// "12345678" and "qwertyui": nearly all of it is parts of rows.
bool is_of_rows(const std::string& password) {
  constexpr std::string_view kRows[] = {"01234567890", "09876543210", "qwertyuiop",
                                        "asdfghjkl",   "zxcvbnm",     "abcdefghijklmnopqrstuvwxyz"};
  std::size_t in_rows = 0;
  for (std::size_t at = 0; at + kLongestRow <= password.size();) {
    const std::string_view part = std::string_view(password).substr(at, kLongestRow);
    const bool found = std::any_of(std::begin(kRows), std::end(kRows), [part](std::string_view row) {
      return row.find(part) != std::string_view::npos;
    });
    in_rows += found ? kLongestRow : 0;
    at += found ? kLongestRow : 1;
  }
  return in_rows * 2 >= password.size();
}

// Kept once, so that an unknown name takes as long as a known one.
const std::string& nobody() {
  static const std::string kept = [] {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return kept_password(contract::hex_of(bytes));
  }();
  return kept;
}

}  // namespace

bool is_strong_password(std::string_view password, std::string_view name) {
  const std::size_t length = contract::code_point_count(password);
  if (length < kShortestPassword || length > kLongestPassword) return false;
  const std::string small = lower(password);
  if (small.find(lower(name)) != std::string::npos) return false;
  const std::set<char> kinds(small.begin(), small.end());
  return kinds.size() >= kFewestKinds && !is_of_rows(small);
}

PasswordTurn::PasswordTurn() : taken_(in_queue().fetch_add(1) < kMostInQueue) {}

PasswordTurn::~PasswordTurn() {
  in_queue().fetch_sub(1);
}

std::string kept_password(std::string_view password) {
  if (sodium_init() < 0) return {};
  const std::lock_guard lock(one_at_a_time());
  std::array<char, crypto_pwhash_STRBYTES> kept{};
  if (crypto_pwhash_str_alg(kept.data(), password.data(), password.size(), kPasses, kMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return {};
  return kept.data();
}

bool is_password(std::string_view kept, std::string_view password) {
  const bool known = !kept.empty();
  const std::string text(known ? kept : std::string_view(nobody()));
  const std::lock_guard lock(one_at_a_time());
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0 && known;
}

}  // namespace wufei::service
