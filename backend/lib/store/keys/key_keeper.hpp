// The keys of a running program: read from their file, and read again when another process has written it.
// Thread-safe.
#pragma once

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "lib/store/keys/key_ring.hpp"

namespace wufei::storage {

// Beside the key file: a generation that is not used before the database agreed to it (rotate_key()).
inline std::filesystem::path prepared_file(const std::filesystem::path& file) {
  return std::filesystem::path(file) += ".next";
}

class KeyKeeper {
 public:
  using Now = std::function<std::int64_t()>;  // UTC seconds
  // Errors: as KeyRing::read().
  static contract::Result<std::shared_ptr<KeyKeeper>> open(const std::filesystem::path& file, Now now);

  [[nodiscard]] std::shared_ptr<const KeyRing> ring() const;
  // With what a value is sealed now: the newest generation and the clock's month, or the nearest that the
  // ring and what the database demands allow.
  [[nodiscard]] SealMark writing() const;
  // Reads the file again when it is another one than before. A file that cannot be read, or of other data,
  // changes nothing.
  void look_again();
  // What the database says of all processes that share it: the newest generation in use and the month before
  // which nothing may be written. Reads the file again when it does not know that generation.
  void follow(int generation, int month);
  // Puts the prepared generation into the file when it is the one that the database agreed to: for a rotation
  // that was killed in between. One that is in the file already is removed. What does not succeed is tried
  // the next time.
  void take_up(int generation, const std::string& print);
  // True while the database uses a generation that the file here does not know: nothing may be sealed.
  [[nodiscard]] bool is_behind() const;

 private:
  KeyKeeper(std::filesystem::path file, Now now, KeyRing ring);
  struct Stamp {
    ino_t node = 0;
    off_t size = 0;
    std::int64_t changed = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  [[nodiscard]] Stamp stamp() const;

  const std::filesystem::path file_;
  const Now now_;
  mutable std::mutex mutex_;
  std::shared_ptr<const KeyRing> ring_;
  Stamp seen_;
  std::atomic<int> demanded_{0}, floor_{0};
};

}  // namespace wufei::storage
