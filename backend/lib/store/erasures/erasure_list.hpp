// The list of erasures that people asked for themselves, before the time of their record was over: a file
// beside the database, so that a backup of before an erasure does not bring the record back
// (docs/adr/0048-early-erasures-outlive-a-restore.md). It names records by subject and reference, nobody.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/result.hpp"
#include "lib/store/keys/key_ring.hpp"
#include "lib/store/readers.hpp"

namespace wufei::storage {

struct Erasure {
  std::string subject;  // the folder that keeps the record
  std::string reference;
  contract::UtcSeconds at = 0;  // when it was asked for
  friend bool operator==(const Erasure&, const Erasure&) = default;
};

// A record of the list that is there again and stays, because something still needs it.
struct StillNeeded {
  Erasure erasure;
  std::string by;  // a name for whoever works on it: of a file
};

// What is done about records of the list that are there again.
enum class Again : std::uint8_t { count, erase };

// The file `erasures` of a data directory, one line for each: seconds since 1970, subject, reference. Several
// threads and processes may use it at once.
class ErasureList {
 public:
  explicit ErasureList(const std::filesystem::path& directory) : file_(directory / "erasures") {}

  // On the disk when it answers; to be called before the record is erased. Errors: unavailable, naming the
  // file (it cannot be written: then the line is taken back; subject or reference hold other characters than
  // letters, digits, '-', '_').
  [[nodiscard]] contract::Status add(const Erasure& erasure) const;
  // add() of what `find` answers in a reading session; without a reference there is nothing to add. Errors:
  // also those of `find`.
  [[nodiscard]] contract::Status add_found(
      Readers& readers, const std::function<contract::Result<Erasure>(Session&)>& find) const;
  // Whether add() would find a file that it may write, or a folder to make it in; changes and makes nothing,
  // waits for nobody. Errors: unavailable, naming the file and the system's reason. A full disk only add()
  // meets.
  [[nodiscard]] contract::Status can_be_written() const;
  // In the order in which they were asked for, each record once, with the last time. Lines that are none (a
  // power cut) are left out; without a file there are none. Errors: unavailable (the file cannot be read).
  [[nodiscard]] contract::Result<std::vector<Erasure>> all() const;
  // Takes out those that `is_over`; answers how many. The file is replaced whole or not at all. Errors:
  // unavailable.
  [[nodiscard]] contract::Result<int> drop(const std::function<bool(const Erasure&)>& is_over) const;

 private:
  std::filesystem::path file_;
};

// Whether no key of this ring opens what was sealed in the month of `at` or before: no backup can bring back
// a record that was erased then.
bool opens_nothing_of(const KeyRing& ring, contract::UtcSeconds at);

}  // namespace wufei::storage
