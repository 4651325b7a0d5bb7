// The rows of records that were entered from paper. Functions run inside the caller's transaction and throw
// Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"
#include "waste/manifest/manifest.hpp"

namespace wufei::storage {

// A record from paper that stands for the same load.
struct PaperTwin {
  std::int64_t party = 0;  // that entered it
  std::string number;
};

class PaperStore {
 public:
  explicit PaperStore(const Store& store) : store_(store), county_(store.county()) {}

  // False when its party has entered this slip already.
  bool add(Session& session, const contract::PaperSlip& slip) const;
  std::optional<contract::PaperSlip> of(Session& session, std::string_view number) const;
  // What `party` entered under that number of a paper.
  std::optional<contract::PaperSlip> find(Session& session, std::int64_t party, std::string_view slip) const;
  // What was entered for the same two: the same paper (by the other one of them) or the same load, that
  // is of this code, first vehicle and second of take-over, under whatever number. What was cancelled is
  // none, nor what is disputed and in no ledger.
  std::optional<PaperTwin> twin_of(Session& session, const contract::PaperSlip& slip,
                                   const contract::Manifest& load) const;
  // How many that `party` entered wait for `asked`, which has not answered.
  std::int64_t count_between(Session& session, std::int64_t party, std::int64_t asked) const;
  // How many wait for `party`, which has not answered.
  std::int64_t count_asked(Session& session, std::int64_t party) const;
  // What each of those who are asked says.
  void answer(Session& session, const contract::PaperSlip& slip) const;
  // That it stands in both ledgers.
  void set_posted(Session& session, std::string_view number) const;

  static StoreFacts facts();

 private:
  [[nodiscard]] auto reader() const;

  const Store& store_;
  std::string county_;
};

}  // namespace wufei::storage
