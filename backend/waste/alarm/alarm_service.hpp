// Watching what the rules name, and what staff and parties do about it. Knows nothing of HTTP. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "account/account.hpp"
#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "lib/base/text.hpp"
#include "lib/store/store.hpp"
#include "waste/alarm/alarm_gather.hpp"
#include "waste/alarm/alarm_store.hpp"
#include "waste/alarm/alarm_watch.hpp"
#include "waste/exchange/change_store.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/party_store.hpp"

namespace wufei::service {

// What one rule has been worth.
struct RuleScore {
  contract::AlarmRule rule;
  std::int64_t open = 0, confirmed = 0, explained = 0, untrue = 0, trial = 0;  // trial: of all of them
  [[nodiscard]] std::int64_t closed() const { return confirmed + explained + untrue; }
};

struct AlarmView {
  contract::Alarm alarm;
  std::string party;  // its name, "" = none
  std::vector<storage::AlarmEvent> events;
};

struct AlarmList {
  std::vector<AlarmView> alarms;  // without events
  std::vector<RuleScore> scores;
};

class AlarmService {
 public:
  using Manifests = AlarmGatherer::Manifests;

  // All must outlive the service.
  AlarmService(storage::Store& store, const ContentSource& source, Clock& clock, Manifests manifests)
      : store_(store),
        source_(source),
        clock_(clock),
        gatherer_(store, std::move(manifests)),
        alarms_(store),
        parties_(store),
        changes_(store) {}

  // Looks at everything, raises what is new, escalates what is past due; answers how many were raised.
  // Errors: unavailable.
  contract::Result<int> watch();
  // Something was written that rules look at: watch_if_told() looks again.
  void tell() { told_ = true; }
  // watch() when something was told, a record changed (by whatever program), or an hour went by since the
  // last time; else 0. What was told counts until a look at it came to its end.
  contract::Result<int> watch_if_told();

  [[nodiscard]] contract::Date today() const { return contract::china_date(clock_.now()); }
  // Errors: unavailable.
  contract::Result<AlarmList> list(const storage::AlarmFilter& filter, int limit);
  // `party` 0: staff; else only what is released to it. Errors: not_found, unavailable.
  contract::Result<AlarmView> find(std::int64_t id, std::int64_t party);
  // Errors of the three: not_found, precondition (changed by somebody), conflict (its state does not allow
  // it), invalid (/text missing or too long), unavailable.
  contract::Status acknowledge(std::int64_t id, int version, bool release, const contract::Actor& actor);
  contract::Status explain(std::int64_t id, int version, std::int64_t party, const std::string& text,
                           const contract::Actor& actor);
  contract::Status close(std::int64_t id, int version, contract::AlarmEnd end, const std::string& reason,
                         const contract::Actor& actor);

 private:
  struct Step {
    std::int64_t id = 0;
    int version = 0;
    std::string event, detail;
    const contract::Actor& actor;
  };
  // `allow(alarm)` changes it and answers whether its state allows it.
  contract::Status change(const Step& step, const std::function<bool(contract::Alarm&)>& allow);
  bool raise(storage::Session& session, const contract::AlarmFinding& finding,
             const std::vector<contract::AlarmRule>& rules);
  void found_again(storage::Session& session, contract::Alarm& known, const contract::AlarmFinding& finding);
  // What people judged, not what was over by itself.
  [[nodiscard]] bool is_judged(storage::Session& session, const contract::Alarm& alarm) const;
  // An alarm of a declaration that was made since is over.
  void settle(storage::Session& session, const DueDeclaration& one);
  // So is one of a record that waited for an answer (A07) or a national number (A08), when that came.
  void settle_records(storage::Session& session, const std::vector<storage::ManifestFacts>& records,
                      const std::vector<contract::AlarmRule>& rules);
  void end(storage::Session& session, contract::Alarm alarm, contract::Text why);
  void escalate(storage::Session& session);

  storage::Store& store_;
  const ContentSource& source_;
  Clock& clock_;
  AlarmGatherer gatherer_;
  storage::AlarmStore alarms_;
  storage::PartyStore parties_;
  storage::WasteChangeStore changes_;
  std::atomic<bool> told_{true};
  std::atomic<std::int64_t> change_{0};  // the last one that was looked at
  std::atomic<contract::UtcSeconds> last_{0};
};

}  // namespace wufei::service
