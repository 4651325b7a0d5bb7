// Limits kept in memory by each of several processes that serve together: what one lets through, the others
// learn soon, so that more processes are no more chances. What is told names nobody: a bucket is known by a
// keyed hash of its key as soon as it is shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wufei::service {

// Makes of the key of a bucket the name by which all processes know it.
using Disguise = std::function<std::string(std::string_view key)>;

struct Spent {
  std::string bucket;
  double tokens = 0;    // less than 0: given back
  std::int64_t at = 0;  // when it was heard of, UTC seconds; set for spend()
};

// Thread-safe but for share().
class SharedLimit {
 public:
  virtual ~SharedLimit() = default;
  // Before the first use: from now on what is taken is kept to be told.
  virtual void share(const Disguise& disguise) = 0;
  // At most `most`; they count as told. Little things wait until they are worth telling.
  virtual std::vector<Spent> take_untold(std::size_t most) = 0;
  // Another process let this through.
  virtual void spend(const Spent& spent) = 0;
};

// All limits of a portal, by a name that is the same in every process.
class SharedLimits {
 public:
  struct Told {
    std::string limit;
    Spent spent;
  };

  // `limit` lives until the last call of the functions below. Names are unique (asserted).
  void add(std::string name, SharedLimit& limit);
  // When all are in, before any is used.
  void share(const Disguise& disguise);
  // At most `most` of each limit.
  std::vector<Told> take_untold(std::size_t most);
  // A limit that this process does not know is passed over: another version runs beside it.
  void spend(const Told& told);
  [[nodiscard]] std::size_t size() const { return limits_.size(); }

 private:
  std::map<std::string, SharedLimit*, std::less<>> limits_;
};

}  // namespace wufei::service
