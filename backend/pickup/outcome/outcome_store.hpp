// What became of stops: every revision of what crews recorded, ratings, reports of missed pickups. Seals what
// residents wrote. Knows no rule: the service decides. A pickup is named by the number of its row. Functions
// run inside the caller's transaction and throw Failure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "pickup/outcome/outcome.hpp"

namespace wufei::storage {

struct OutcomeRow {
  int revision = 1;
  contract::Outcome outcome;  // `at` is when the crew stood there; `replaces` and `confirmed` are not kept
  contract::UtcSeconds recorded_at = 0;
};

struct MissedRow {
  std::int64_t pickup = 0;
  contract::MissedReport report;
};

class OutcomeStore {
 public:
  explicit OutcomeStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  void add(Session& session, std::int64_t pickup, const OutcomeRow& row) const;
  // All revisions, the first one first.
  [[nodiscard]] std::vector<OutcomeRow> of(Session& session, std::int64_t pickup) const;

  // A pickup has at most one of each.
  void rate(Session& session, std::int64_t pickup, const contract::PickupRating& rating) const;
  [[nodiscard]] std::optional<contract::PickupRating> rating(Session& session, std::int64_t pickup) const;

  void report(Session& session, std::int64_t pickup, const contract::MissedReport& report) const;
  // Writes state, answer and settled_at.
  void settle(Session& session, std::int64_t pickup, const contract::MissedReport& report) const;
  [[nodiscard]] std::optional<contract::MissedReport> missed(Session& session, std::int64_t pickup) const;
  // The oldest first, at most `limit`; `only_open`: those that nobody has answered.
  [[nodiscard]] std::vector<MissedRow> list_missed(Session& session, bool only_open, int limit) const;

  // What residents and crews wrote in their own words.
  void erase_words(Session& session, std::int64_t pickup) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
