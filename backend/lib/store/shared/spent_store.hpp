// What the processes of one county tell each other about limits that each keeps in memory. Each writes rows
// of its own only, numbered as it commits them, so that who reads in that order misses none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct SpentRow {
  std::string name;  // of the limit
  Bytes bucket;      // a keyed hash
  std::int64_t millionths = 0;
};

struct SpentReport {
  std::string process;
  std::int64_t sequence = 0;  // the newest
};

// Times are UTC seconds of the caller's clock.
class SpentStore {
 public:
  // A report that was written already stays as it is.
  static void add(Session& session, std::string_view county, const SpentReport& report,
                  const std::vector<SpentRow>& rows, std::int64_t at);
  // The newest report of each process.
  static std::vector<SpentReport> newest(Session& session, std::string_view county);
  // Of `after.process`, what is newer than `after.sequence`.
  static std::vector<SpentRow> since(Session& session, std::string_view county, const SpentReport& after);
  // Of one process, up to this number.
  static void forget(Session& session, std::string_view county, const SpentReport& upto);
  // Of all: those of processes that are gone.
  static void forget_before(Session& session, std::string_view county, std::int64_t before);

  static StoreFacts facts();
};

}  // namespace wufei::storage
