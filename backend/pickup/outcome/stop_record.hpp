// Stops with everything that crews recorded of them, for those who count what was collected. Nothing personal
// is read. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pickup/outcome/outcome_store.hpp"
#include "pickup/pickup.hpp"

namespace wufei::storage {

struct StopRecord {
  std::int64_t pickup = 0;  // the number of its row
  std::string reference, area, category, crew;
  contract::Date date;  // of the booking
  int end_minute = 0;   // of its window, after midnight, +08:00
  contract::PickupStatus status = contract::PickupStatus::booked;
  std::vector<OutcomeRow> outcomes;  // all revisions, the first one first
};

class StopRecordStore {
 public:
  explicit StopRecordStore(const Store& store) : county_(store.county()), outcomes_(store) {}

  [[nodiscard]] std::optional<StopRecord> find(Session& session, std::int64_t pickup) const;
  [[nodiscard]] std::optional<StopRecord> find(Session& session, std::string_view reference) const;
  // Those with an outcome whose number is above `after`, in order, at most `limit`.
  [[nodiscard]] std::vector<StopRecord> recorded(Session& session, std::int64_t after, int limit) const;
  // Reports of missed pickups that were upheld from `from` to before `to`.
  [[nodiscard]] int upheld(Session& session, contract::UtcSeconds from, contract::UtcSeconds to) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  OutcomeStore outcomes_;
};

}  // namespace wufei::storage
