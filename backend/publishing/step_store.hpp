// What happened to a thing that editors write: its versions, and the steps each of them went. Rows are only
// ever added; bodies are sealed on the way in and opened on the way out. Functions run inside the caller's
// transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// saved: a new version; the others are steps of one: sent for review, given back, published, taken back.
enum class StepKind : std::uint8_t { saved, submitted, returned, published, withdrawn };
std::string_view step_kind_name(StepKind kind);
std::optional<StepKind> step_kind_from_name(std::string_view name);

struct PublishingStep {
  int version = 0;  // 1.. of the item
  contract::UtcSeconds at = 0;
  std::string actor;  // as in the journal, "desk:NAME"
  StepKind kind = StepKind::saved;
  std::string body;  // saved: the version's JSON; returned, withdrawn: the reason
};

struct LatestStep {
  std::string item;
  PublishingStep step;
  std::string saved;  // the latest version's JSON, "" = none
};

class StepStore {
 public:
  explicit StepStore(const Store& store) : county_(store.county()), cipher_(store.cipher()) {}

  void add(Session& session, std::string_view item, const PublishingStep& step) const;
  // In order.
  [[nodiscard]] std::vector<PublishingStep> of(Session& session, std::string_view item) const;
  // The last step of each item whose name begins so (no '%' or '_'), by name.
  [[nodiscard]] std::vector<LatestStep> latest(Session& session, const std::string& prefix) const;

  // How many of those wait for review that `actor` has not written since they were last published.
  [[nodiscard]] std::size_t to_review(Session& session, const std::string& prefix,
                                      std::string_view actor) const;

  static StoreFacts facts();

 private:
  std::string_view county_;
  const Cipher& cipher_;
};

}  // namespace wufei::storage
