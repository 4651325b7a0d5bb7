#include "lib/store/erasures/erasure_list.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <istream>
#include <map>
#include <sstream>
#include <system_error>
#include <utility>

#include "lib/store/durable_file.hpp"

namespace wufei::storage {
namespace {

namespace fs = std::filesystem;

bool is_name(std::string_view text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), is_plain);
}

std::string line_of(const Erasure& erasure) {
  return std::to_string(erasure.at) + ' ' + erasure.subject + ' ' + erasure.reference + '\n';
}

// False when the line is none.
bool read_line(const std::string& line, Erasure& erasure) {
  std::istringstream words(line);
  std::string at, more;
  if (!(words >> at >> erasure.subject >> erasure.reference) || (words >> more)) return false;
  const auto [end, fault] = std::from_chars(at.data(), at.data() + at.size(), erasure.at);
  return fault == std::errc() && end == at.data() + at.size() && is_name(erasure.subject) &&
         is_name(erasure.reference);
}

// The file, open and locked by this object alone.
class LockedList {
 public:
  LockedList(const fs::path& file, int flags) {
    while (true) {
      descriptor_ = ::open(file.c_str(), flags | O_CLOEXEC, 0600);
      missing_ = descriptor_ < 0 && errno == ENOENT;
      if (descriptor_ < 0 || (wait_for_lock() && is_still(file))) return;
      ::close(std::exchange(descriptor_, -1));
      if (failed_) return;
    }
  }
  ~LockedList() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  LockedList(const LockedList&) = delete;
  LockedList& operator=(const LockedList&) = delete;
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] bool is_missing() const { return missing_; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  bool wait_for_lock() {
    int done = 0;
    do done = ::flock(descriptor_, LOCK_EX);
    while (done != 0 && errno == EINTR);
    failed_ = done != 0;
    return !failed_;
  }
  // Whoever dropped lines meanwhile has put another file in its place.
  [[nodiscard]] bool is_still(const fs::path& file) const {
    struct stat mine {
    }, there{};
    return ::fstat(descriptor_, &mine) == 0 && ::stat(file.c_str(), &there) == 0 &&
           mine.st_ino == there.st_ino && mine.st_dev == there.st_dev;
  }

  int descriptor_ = -1;
  bool failed_ = false, missing_ = false;
};

// What a power cut has left of a line is ended first.
std::string with_end_of_last(int descriptor, off_t size, std::string line) {
  char last = '\n';
  if (size > 0 && ::pread(descriptor, &last, 1, size - 1) == 1 && last != '\n') line.insert(0, 1, '\n');
  return line;
}

bool write_whole(int descriptor, std::string_view bytes) {
  const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
  return written == static_cast<ssize_t>(bytes.size()) && ::fsync(descriptor) == 0;
}

// Whoever is told that nothing was erased finds it so at the next start, too: bytes of a line that failed are
// taken back.
bool append(int descriptor, const fs::path& folder, const std::string& line) {
  struct stat before {};
  if (::fstat(descriptor, &before) != 0) return false;
  if (write_whole(descriptor, with_end_of_last(descriptor, before.st_size, line)) && sync_to_disk(folder))
    return true;
  if (::ftruncate(descriptor, before.st_size) == 0) ::fsync(descriptor);
  return false;
}

// Each record once, with the last time at which it was asked for.
std::vector<Erasure> read_lines(std::istream& lines) {
  std::vector<Erasure> found;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  for (std::string line; std::getline(lines, line);) {
    Erasure one;
    if (!read_line(line, one)) continue;
    const auto [place, is_new] = places.try_emplace(std::pair(one.subject, one.reference), found.size());
    if (is_new)
      found.push_back(std::move(one));
    else
      found[place->second].at = std::max(found[place->second].at, one.at);
  }
  return found;
}

}  // namespace

contract::Status ErasureList::add(const Erasure& erasure) const {
  if (!is_name(erasure.subject) || !is_name(erasure.reference))
    return file_refused(file_, "no name of a record");
  const LockedList list(file_, O_RDWR | O_CREAT | O_APPEND);
  if (!list.is_open()) return file_refused(file_, "cannot be opened for writing");
  if (!append(list.descriptor(), file_.parent_path(), line_of(erasure)))
    return file_refused(file_, "cannot be written to the disk");
  return contract::ok();
}

contract::Status ErasureList::can_be_written() const {
  const int descriptor = ::open(file_.c_str(), O_RDWR | O_APPEND | O_NONBLOCK | O_CLOEXEC);
  if (descriptor >= 0) {
    struct stat found {};
    const bool plain = ::fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode);
    ::close(descriptor);
    return plain ? contract::ok() : file_refused(file_, "is no file");
  }
  const bool can_be_made =
      errno == ENOENT && ::faccessat(AT_FDCWD, file_.parent_path().c_str(), W_OK | X_OK, AT_EACCESS) == 0;
  if (can_be_made) return contract::ok();
  return file_refused(file_, "cannot be written: " + std::generic_category().message(errno));
}

contract::Status ErasureList::add_found(
    Readers& readers, const std::function<contract::Result<Erasure>(Session&)>& find) const {
  const auto named = readers.run([&](Session& session) { return find(session); });
  if (!named) return named.error();
  return named->reference.empty() ? contract::ok() : add(*named);
}

contract::Result<std::vector<Erasure>> ErasureList::all() const {
  std::error_code failed;
  if (!fs::exists(file_, failed) && !failed) return std::vector<Erasure>();
  if (failed || !fs::is_regular_file(file_, failed))  // a pipe would be waited for
    return file_refused(file_, "the list of erasures cannot be read");
  std::ifstream lines(file_);
  if (!lines) return file_refused(file_, "the list of erasures cannot be read");
  auto found = read_lines(lines);
  if (lines.bad()) return file_refused(file_, "the list of erasures cannot be read");
  return found;
}

contract::Result<int> ErasureList::drop(const std::function<bool(const Erasure&)>& is_over) const {
  const LockedList list(file_, O_RDONLY);
  if (list.is_missing()) return 0;  // somebody may begin it the next moment
  if (!list.is_open()) return file_refused(file_, "cannot be opened");
  const auto before = all();
  if (!before) return before.error();
  std::string left;
  int dropped = 0;
  for (const Erasure& erasure : *before) {
    const bool over = is_over(erasure);
    dropped += over ? 1 : 0;
    if (!over) left += line_of(erasure);
  }
  if (dropped == 0) return 0;
  const fs::path part = fs::path(file_) += ".new";
  std::error_code failed;
  fs::remove(part, failed);
  if (!write_durably(part, left, 0600)) return file_refused(part, "cannot be written to the disk");
  if (auto placed = put_in_place(part, file_); !placed) return placed.error();
  return dropped;
}

bool opens_nothing_of(const KeyRing& ring, contract::UtcSeconds at) {
  const auto generations = ring.generations();
  return !ring.has_undated() && std::all_of(generations.begin(), generations.end(),
                                            [at](SealMark first) { return first.month > month_of(at); });
}

}  // namespace wufei::storage
