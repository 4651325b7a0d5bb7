// The rows of records that were entered from paper. Functions run inside the caller's transaction and throw
// Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/paper/paper_slip.hpp"

namespace wufei::storage {

class PaperStore {
 public:
  explicit PaperStore(const Store& store) : store_(store), county_(store.county()) {}

  // False when its party has entered this slip already.
  bool add(Session& session, const contract::PaperSlip& slip) const;
  std::optional<contract::PaperSlip> of(Session& session, std::string_view number) const;
  // What `party` entered under that number of a paper.
  std::optional<contract::PaperSlip> find(Session& session, std::int64_t party, std::string_view slip) const;
  // What `party` entered and `other` must confirm.
  std::optional<contract::PaperSlip> between(Session& session, std::int64_t party, std::int64_t other,
                                             std::string_view slip) const;
  // Whether `party` entered, for `other` to confirm, what this vehicle took over in this second of this code,
  // and it was not cancelled.
  bool has_twin(Session& session, std::int64_t party, std::int64_t other, std::string_view code,
                std::string_view vehicle, contract::UtcSeconds started_at) const;
  // The states, what was said against it, and when: of the other owner and of the carrier.
  void answer(Session& session, const contract::PaperSlip& slip) const;

  static StoreFacts facts();

 private:
  [[nodiscard]] auto reader() const;

  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
