#include "lib/store/keys/key_keeper.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>

#include "lib/store/file_lock.hpp"

namespace wufei::storage {
namespace {

constexpr int kFingerprintUse = 7;  // HashUse::fingerprint

std::int64_t system_seconds() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

}  // namespace

KeyKeeper::KeyKeeper(std::filesystem::path file, Now now, KeyRing ring)
    : file_(std::move(file)),
      now_(now ? std::move(now) : Now(system_seconds)),
      ring_(std::make_shared<const KeyRing>(std::move(ring))) {}

contract::Result<std::shared_ptr<KeyKeeper>> KeyKeeper::open(const std::filesystem::path& file, Now now) {
  auto ring = KeyRing::read(file);
  if (!ring) return ring.error();
  return std::shared_ptr<KeyKeeper>(new KeyKeeper(file, std::move(now), std::move(*ring)));
}

KeyKeeper::Stamp KeyKeeper::stamp() const {
  struct stat found {};
  if (::stat(file_.c_str(), &found) != 0) return {};
  return {found.st_ino, found.st_size,
          std::int64_t{found.st_mtim.tv_sec} * 1000000000 + found.st_mtim.tv_nsec};
}

std::shared_ptr<const KeyRing> KeyKeeper::ring() const {
  const std::lock_guard lock(mutex_);
  return ring_;
}

SealMark KeyKeeper::writing() const {
  const auto ring = this->ring();
  const int first = std::max(ring->first_month(), floor_.load());
  return {ring->newest(), std::clamp(month_of(now_()), first, first + kMonthsAhead)};
}

void KeyKeeper::look_again() {
  const Stamp now = stamp();
  {
    const std::lock_guard lock(mutex_);
    if (now == seen_) return;
  }
  auto ring = KeyRing::read(file_);
  const std::lock_guard lock(mutex_);
  if (!ring || ring->hash_key(kFingerprintUse) != ring_->hash_key(kFingerprintUse)) return;
  ring_ = std::make_shared<const KeyRing>(std::move(*ring));
  seen_ = now;
}

void KeyKeeper::follow(int generation, int month) {
  demanded_ = generation;
  floor_ = month;
  look_again();
}

void KeyKeeper::take_up(int generation, const std::string& print) {
  const auto prepared = prepared_file(file_);
  std::error_code failed;
  if (!std::filesystem::exists(prepared, failed)) return;
  const auto lock = FileLock::take(file_.parent_path(), "another command writes the keys just now");
  if (!lock) return;
  const auto next = KeyRing::read(prepared);
  const auto ring = KeyRing::read(file_);
  if (!next || !ring) return;
  if (next->newest() > ring->newest()) {
    if (next->newest() != generation || next->newest_print() != print) return;
    const auto further = ring->with_newest_of(*next);
    if (!further || !further->write(file_)) return;
  }
  std::filesystem::remove(prepared, failed);
  look_again();
}

bool KeyKeeper::is_behind() const {
  return ring()->newest() < demanded_;
}

}  // namespace wufei::storage
