// What colleagues do with a case among themselves: notes, and publishing with four eyes: one proposes the
// words, another one publishes exactly those. What the citizen sees of it is FeedbackService's. Knows nothing
// of HTTP. Thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "desk/cases/case_store.hpp"
#include "desk/cases/inbox_store.hpp"
#include "feedback/feedback_service.hpp"
#include "journal/journal.hpp"

namespace wufei::service {

struct CaseFile {
  std::vector<storage::CaseNote> notes;
  std::optional<storage::CaseProposal> proposal;
};

// A part of an inbox.
struct InboxPage {
  std::vector<StaffFeedback> cases;
  std::int64_t count = 0;                        // of the whole inbox, without regard to words
  std::optional<storage::InboxPlace> next = {};  // where the rest begins; nullopt when this is the end
};

// What is asked of an inbox.
struct InboxQuestion {
  storage::InboxFilter filter;
  std::string words;  // that text, name or reference of a case hold, "" = whatever
  std::optional<storage::InboxPlace> after = {};
};

class CaseDesk {
 public:
  // All must outlive the desk.
  CaseDesk(storage::Store& store, FeedbackService& feedback, Clock& clock)
      : feedback_(feedback), clock_(clock), cases_(store), journal_(store, "desk") {}

  // Errors: unavailable.
  contract::Result<CaseFile> file(std::string_view reference);
  // At most 50 cases; with words fewer, when only some of the next 1,000 hold them. Errors: unavailable.
  contract::Result<InboxPage> inbox(const InboxQuestion& question, const contract::Actor& actor);
  // How many cases each filter has. Errors: unavailable.
  contract::Result<std::vector<std::int64_t>> counts(const std::vector<storage::InboxFilter>& filters);
  // Errors: unavailable.
  contract::Result<std::vector<storage::CaseFigures>> figures(contract::Date from, contract::Date to,
                                                              const std::optional<std::string>& body,
                                                              const contract::Actor& actor);
  // Of every body, as cases write it ("" among them), that is wanted: one look, one reading. Errors:
  // unavailable.
  contract::Result<std::vector<storage::CaseFigures>> figures_of(
      contract::Date from, contract::Date to, const std::function<bool(std::string_view)>& wanted,
      const contract::Actor& actor);
  // 1..500 code points. Errors: invalid (at /note), not_found, conflict (case_closed: its words are erased).
  contract::Status note(std::string_view reference, storage::CaseNoteKind kind, std::string_view text,
                        const contract::Actor& actor);
  // Instead of an earlier proposal; `version` as FeedbackService takes it. Errors: those of
  // FeedbackService::publish, precondition.
  contract::Status propose(std::string_view reference, std::string_view text, std::string_view answer,
                           const contract::Actor& actor, std::optional<int> version = {});
  // `number`: of the proposal that was read. Errors: forbidden (who proposed it), precondition (it is another
  // one by now), those of FeedbackService::publish.
  contract::Status publish(std::string_view reference, std::int64_t number, const contract::Actor& actor,
                           std::optional<int> version = {});
  // Takes a proposal back, or refuses it; `reason` as a note's text. Errors: precondition, invalid.
  contract::Status drop(std::string_view reference, std::int64_t number, std::string_view reason,
                        const contract::Actor& actor);
  // Of cases whose private data has been erased; answers how many rows.
  contract::Result<int> erase();

 private:
  [[nodiscard]] storage::InboxStore inbox_store() const;
  // Errors: precondition.
  contract::Result<storage::CaseProposal> proposal(std::string_view reference, std::int64_t number);

  FeedbackService& feedback_;
  Clock& clock_;
  storage::CaseStore cases_;
  Journal journal_;
};

}  // namespace wufei::service
