// Indicators with what has been published for them: the current value of each, its verdict, its history; and
// publishing, which only ever adds. Readers take a board, which never changes. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "indicator/indicator.hpp"
#include "indicator/indicator_verdict.hpp"
#include "journal/actor.hpp"
#include "lib/base/result.hpp"

namespace wufei::storage {
class Session;
class Store;
}  // namespace wufei::storage

namespace wufei::service {

struct IndicatorStanding {
  const contract::Indicator* row = nullptr;            // in the board's content
  std::vector<contract::IndicatorRevision> revisions;  // all, in the order of publishing
  std::vector<std::size_t> current;  // into revisions: those that nothing corrects, by period, latest last
  Judgement judgement;               // of the actual value

  // The latest period's current revision; null when nothing is published.
  [[nodiscard]] const contract::IndicatorRevision* actual() const;
  [[nodiscard]] const contract::IndicatorRevision* revision(int number) const;
};

struct IndicatorBoard {
  ContentPtr content;
  std::vector<IndicatorStanding> rows;             // in the order of the plan's table
  std::vector<contract::IndicatorRevision> chain;  // every revision, in the order of publishing
  [[nodiscard]] const IndicatorStanding* find(int no) const;
};
using IndicatorBoardPtr = std::shared_ptr<const IndicatorBoard>;

// What somebody wants to publish, as typed.
struct PublishRequest {
  int indicator = 0;
  std::string period;  // "2024" or "2024-01-01/2024-06-30"
  std::string bound;   // "" or "=" for the number itself, ">", ">=", "<", "<="
  std::string value;   // decimal, for indicators with numbers
  std::string words;   // for indicators whose targets are words
  int reference_year = 0;
  std::string source_title, source_number, source_date;
  std::string publisher;
  std::string note;
  int correct = 0;     // revision that this one corrects
  bool ended = false;  // what was measured is over, even if the period's last day is today
};

class IndicatorService {
 public:
  // All must outlive the service.
  IndicatorService(storage::Store& store, Clock& clock) : store_(store), clock_(clock) {}

  [[nodiscard]] IndicatorBoardPtr board() const;
  // Call once before board(), and for every change of the content. Errors: unavailable.
  contract::Status set_content(ContentPtr content);
  // Reads what another process published since. True when something was published, by whomever, since the
  // last call. Errors: unavailable.
  contract::Result<bool> refresh();

  // The revision that publish() would add, without sequence and hashes. Errors: not_found (indicator),
  // invalid (fields), conflict (already_published, already_corrected, no_change).
  contract::Result<contract::IndicatorRevision> check(const PublishRequest& request);
  // What is written in the same transaction, before the revision; its error leaves nothing.
  using Beside = std::function<contract::Status(storage::Session&)>;
  // Adds it and makes a new board. Errors: as check(), those of `beside`, unavailable.
  contract::Result<contract::IndicatorRevision> publish(const PublishRequest& request,
                                                        const contract::Actor& actor,
                                                        const Beside& beside = nullptr);

 private:
  // Null = the content of the present board.
  contract::Status rebuild(ContentPtr content);

  storage::Store& store_;
  Clock& clock_;
  std::mutex rebuilding_;
  mutable std::mutex mutex_;
  IndicatorBoardPtr board_;
  std::atomic<std::int64_t> announced_{0};  // last sequence that refresh() has told of
};

}  // namespace wufei::service
