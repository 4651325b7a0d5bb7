// Scales and what they weighed. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "lib/store/value.hpp"

namespace wufei::storage {

struct WasteDevice {
  std::int64_t id = 0, party = 0, facility = 0;
  std::string name;
  contract::UtcSeconds made_at = 0;
  std::string made_by;
  contract::UtcSeconds revoked_at = 0;  // 0 = its key is valid
  std::string revoked_by;
};

struct Weighing {
  std::int64_t device = 0;  // 0 = from a file by hand
  std::string serial;       // the device's own number
  std::int64_t id = 0;      // given by add()
  std::int64_t party = 0, facility = 0;
  std::string direction;                      // in out
  std::string plate;                          // normalised
  std::int64_t gross = 0, tare = 0, net = 0;  // g
  contract::UtcSeconds weighed_at = 0;        // the device's clock
  contract::UtcSeconds received_at = 0;       // ours
  std::int64_t skew = 0;                      // s, the device's clock less ours when it came; 0 = not told
  bool manual = false;
  std::string code, manifest;  // "" = not told
};

// What one place took in on one day.
struct DayTotal {
  std::int64_t party = 0, facility = 0;
  contract::Date day;
  std::int64_t net = 0;           // g
  contract::UtcSeconds last = 0;  // when it was weighed last
};

struct KeptWeighing {
  Weighing weighing;
  Bytes content;  // keyed hash of what was told
};

class WeighingStore {
 public:
  explicit WeighingStore(const Store& store) : store_(store), county_(store.county()) {}

  std::int64_t add_device(Session& session, const WasteDevice& device, std::string_view key) const;
  // The secret of a party's device, once: afterwards nullopt.
  std::optional<std::string> take_unseen(Session& session, std::int64_t party, std::int64_t id) const;
  std::optional<WasteDevice> find_device(Session& session, std::int64_t id) const;
  // The device that the key opens, revoked ones too.
  std::optional<WasteDevice> device_of(Session& session, std::string_view key) const;
  std::vector<WasteDevice> devices(Session& session, std::int64_t party) const;
  // Of all parties, those whose keys are valid.
  std::vector<WasteDevice> valid_devices(Session& session) const;
  bool revoke(Session& session, std::int64_t party, std::int64_t id, contract::UtcSeconds at,
              std::string_view by) const;

  std::optional<KeptWeighing> find(Session& session, std::int64_t device, std::string_view serial) const;
  // Answers its id.
  std::int64_t add(Session& session, const Weighing& weighing, const Bytes& content) const;
  // Since that day, the latest first; party 0 = all.
  std::vector<Weighing> list(Session& session, std::int64_t party, contract::Date from, int limit) const;
  // Of days from..until, by device, day and time.
  std::vector<Weighing> between(Session& session, contract::Date from, contract::Date until) const;
  // What came in on days from..until, by party, facility and day.
  std::vector<DayTotal> day_totals(Session& session, contract::Date from, contract::Date until) const;
  [[nodiscard]] Bytes content_hash(std::string_view text) const;

  static StoreFacts facts();

 private:
  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
