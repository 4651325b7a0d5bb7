#include "lib/store/keys/key_ring.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>
#include <sstream>

#include "lib/base/civil_date.hpp"
#include "lib/base/hex.hpp"
#include "lib/store/durable_file.hpp"

namespace wufei::storage {
namespace {

static_assert(crypto_secretbox_KEYBYTES == 32 && crypto_kdf_KEYBYTES == 32 &&
              crypto_generichash_KEYBYTES == 32);

constexpr std::string_view kTitle = "wufei-keys 1";
constexpr int kFirstUse = 2, kLastUse = 21;  // of the hashes that earlier versions knew
constexpr int kStateUse = 100, kRootUse = 101;
constexpr int kMostMonths = 1200;  // a century: beyond it a mark is no mark

Key derived(const Key& from, std::uint64_t number, const char* context) {
  Key key{};
  crypto_kdf_derive_from_key(key.data(), key.size(), number, context, from.data());
  return key;
}

Key next_state(const Key& state) {
  return derived(state, 1, "wufeinxt");
}

Key month_key(const Key& state) {
  return derived(state, 2, "wufeimon");
}

Key random_key() {
  Key key{};
  randombytes_buf(key.data(), key.size());
  return key;
}

std::optional<Key> key_from(const std::string& hex) {
  Key key{};
  if (hex.size() != 2 * key.size()) return std::nullopt;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const char* at = hex.data() + 2 * i;
    if (std::from_chars(at, at + 2, key[i], 16).ptr != at + 2) return std::nullopt;
  }
  return key;
}

bool write_all(int descriptor, std::string_view text) {
  return ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
         fsync(descriptor) == 0;
}

// A key that is written by another user than the service's (root, by hand) stays the service's.
bool keep_owner(int descriptor, const std::filesystem::path& file) {
  struct stat before {};
  struct stat made {};
  const bool first = ::stat(file.c_str(), &before) != 0;
  if (first && (errno != ENOENT || ::stat(file.parent_path().c_str(), &before) != 0)) return false;
  if (fstat(descriptor, &made) != 0) return false;
  if (made.st_uid == before.st_uid && made.st_gid == before.st_gid) return true;
  return fchown(descriptor, before.st_uid, before.st_gid) == 0 || made.st_uid == before.st_uid || first;
}

}  // namespace

std::string month_text(int month) {
  const int number = month % 12 + 1;
  return std::to_string(month / 12) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

std::optional<int> month_from(std::string_view text) {
  const auto day = contract::parse_date(std::string(text) + "-01");
  if (!day) return std::nullopt;
  const contract::YearMonthDay civil = contract::year_month_day(*day);
  return civil.year * 12 + civil.month - 1;
}

int month_of(std::int64_t instant) {
  const contract::YearMonthDay civil = contract::year_month_day(contract::china_date(instant));
  return std::max(kFirstMonth, civil.year * 12 + civil.month - 1);
}

void KeyRing::add(int number, int first, const Key& state) {
  Generation generation{number, first, state};
  Key at = state;
  for (int i = 0; i <= kMonthsAhead; ++i, at = next_state(at)) generation.months.push_back(month_key(at));
  generations_.push_back(std::move(generation));
}

KeyRing KeyRing::fresh() {
  KeyRing ring;
  ring.hash_root_ = random_key();
  ring.add(1, kFirstMonth, random_key());
  return ring;
}

// Without chance: two machines with the same file have the same keys afterwards.
KeyRing KeyRing::from_single_key(const Key& key) {
  KeyRing ring;
  ring.hash_root_ = derived(key, kRootUse, "wufei-pd");
  for (int use = kFirstUse; use <= kLastUse; ++use)
    ring.hash_keys_[use] = derived(key, static_cast<std::uint64_t>(use), "wufei-pd");
  ring.undated_ = derived(key, 1, "wufei-pd");
  ring.add(1, kFirstMonth, derived(key, kStateUse, "wufei-pd"));
  return ring;
}

std::optional<KeyRing> KeyRing::parse(const std::string& text) {
  KeyRing ring;
  std::istringstream lines(text);
  std::string line;
  bool whole = false, rooted = false;
  if (!std::getline(lines, line) || line != kTitle) return std::nullopt;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string what, month, hex;
    int number = 0;
    words >> what;
    if (what == "end") {
      whole = true;
      continue;
    }
    if (what == "hash" || what == "generation") words >> number;
    if (what == "generation") words >> month;
    words >> hex;
    const auto key = key_from(hex);
    if (!key || words.fail()) return std::nullopt;
    if (what == "root") ring.hash_root_ = *key, rooted = true;
    if (what == "hash") ring.hash_keys_[number] = *key;
    if (what == "undated") ring.undated_ = *key;
    if (what != "generation") continue;
    const auto first = month_from(month);
    if (!first || (!ring.generations_.empty() && number != ring.newest() + 1)) return std::nullopt;
    ring.add(number, *first, *key);
  }
  if (!whole || !rooted || ring.generations_.empty()) return std::nullopt;
  return ring;
}

std::string KeyRing::text() const {
  std::string text = std::string(kTitle) + "\nroot " + contract::hex_of(hash_root_) + '\n';
  for (const auto& [use, key] : hash_keys_)
    text += "hash " + std::to_string(use) + ' ' + contract::hex_of(key) + '\n';
  if (undated_) text += "undated " + contract::hex_of(*undated_) + '\n';
  for (const Generation& generation : generations_)
    text += "generation " + std::to_string(generation.number) + ' ' + month_text(generation.first) + ' ' +
            contract::hex_of(generation.state) + '\n';
  return text + "end\n";
}

contract::Result<KeyRing> KeyRing::read(const std::filesystem::path& file) {
  if (sodium_init() < 0)
    return contract::make_error(contract::ErrorCode::unavailable, "libsodium does not start");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return file_refused(file, "the key of the personal data is missing or unreadable");
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  Key key{};
  if (bytes.size() == key.size()) {
    std::copy(bytes.begin(), bytes.end(), key.begin());
    return from_single_key(key);
  }
  auto ring = parse(bytes);
  if (!ring) return file_refused(file, "is no file of keys, or not a whole one: put it back from its copy");
  return std::move(*ring);
}

contract::Status KeyRing::write(const std::filesystem::path& file) const {
  const std::filesystem::path part = std::filesystem::path(file) += ".new";
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return file_refused(part, "cannot be created");
  const bool kept = keep_owner(descriptor, file);
  const bool written = kept && fchmod(descriptor, 0600) == 0 && write_all(descriptor, text());
  ::close(descriptor);
  if (!kept) {
    unlink(part.c_str());
    return file_refused(file, "belongs to another user: run this as the user of the service");
  }
  if (!written) {
    unlink(part.c_str());
    return file_refused(part, "cannot be written");
  }
  std::error_code failed;
  std::filesystem::rename(part, file, failed);
  if (failed) return file_refused(file, failed.message());
  if (!sync_to_disk(file.parent_path())) return file_refused(file, "cannot be written to the disk");
  return contract::ok();
}

std::optional<Key> KeyRing::key(SealMark mark) const {
  if (mark.generation == 0) return undated_;
  for (const Generation& generation : generations_) {
    const int ahead = mark.month - generation.first;
    if (generation.number != mark.generation || ahead < 0 || ahead > kMostMonths) continue;
    if (ahead < static_cast<int>(generation.months.size()))
      return generation.months[static_cast<std::size_t>(ahead)];
    Key at = generation.state;
    for (int i = 0; i < ahead; ++i) at = next_state(at);
    return month_key(at);
  }
  return std::nullopt;
}

Key KeyRing::hash_key(int use) const {
  const auto kept = hash_keys_.find(use);
  if (kept != hash_keys_.end()) return kept->second;
  return derived(hash_root_, static_cast<std::uint64_t>(use), "wufei-hs");
}

std::vector<SealMark> KeyRing::generations() const {
  std::vector<SealMark> marks;
  for (const Generation& generation : generations_) marks.push_back({generation.number, generation.first});
  return marks;
}

bool KeyRing::is_gone(SealMark mark) const {
  if (mark.generation == 0) return !undated_ && !hash_keys_.empty();
  if (mark.generation < generations_.front().number) return true;
  for (const Generation& generation : generations_)
    if (generation.number == mark.generation) return mark.month < generation.first;
  return false;
}

KeyRing KeyRing::with_generation() const {
  KeyRing ring = *this;
  ring.add(newest() + 1, first_month(), random_key());
  return ring;
}

std::optional<KeyRing> KeyRing::with_newest_of(const KeyRing& other) const {
  if (other.newest() != newest() + 1) return std::nullopt;
  KeyRing ring = *this;
  ring.generations_.push_back(other.generations_.back());
  return ring;
}

std::string KeyRing::newest_print() const {
  constexpr std::size_t kDigits = 32;
  return contract::hex_of(derived(generations_.back().state, 3, "wufeiprt")).substr(0, kDigits);
}

KeyRing KeyRing::cut_to(SealMark oldest) const {
  KeyRing ring;
  ring.hash_root_ = hash_root_;
  ring.hash_keys_ = hash_keys_;
  for (const Generation& generation : generations_) {
    if (generation.number < oldest.generation) continue;
    Key state = generation.state;
    int first = generation.first;
    if (generation.number == oldest.generation)
      for (; first < oldest.month; ++first) state = next_state(state);
    ring.add(generation.number, first, state);
  }
  return ring;
}

}  // namespace wufei::storage
