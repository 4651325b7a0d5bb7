// From a draft to what residents read, with four eyes: somebody writes versions of a thing and sends one for
// review; somebody else, who wrote none of it, publishes exactly that version. Files of the content are
// published over those of the content directory (content_keeper.hpp), values of indicators into their chain.
// Knows nothing of HTTP. Thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/published/content_keeper.hpp"
#include "county/published/revision_store.hpp"
#include "indicator/indicator_service.hpp"
#include "journal/journal.hpp"
#include "lib/entered/entered_field.hpp"
#include "publishing/step_store.hpp"

namespace wufei::service {

inline constexpr contract::TextLimits kReasonLimits{1, 200};

// One thing that is written: "disclosure/policy/x.md", "announcements/x.json", "indicator/43".
struct Manuscript {
  std::string item;
  std::vector<storage::PublishingStep> steps;  // in order

  // Of the latest version, 0 = none.
  [[nodiscard]] int version() const;
  // Null when there is no such version.
  [[nodiscard]] const storage::PublishingStep* saved(int version) const;
  // The latest version waits for somebody who reads it.
  [[nodiscard]] bool in_review() const;
  // Written further since the last publication, or never published.
  [[nodiscard]] bool is_open() const;
  // Open, or taken back: what was written further before that is still what is written further.
  [[nodiscard]] bool is_unfinished() const;
  // Whether this one wrote of it since it was published last.
  [[nodiscard]] bool wrote(std::string_view actor) const;
};

class PublishingService {
 public:
  // All must outlive the service.
  PublishingService(storage::Store& store, ContentKeeper& keeper, IndicatorService& indicators, Clock& clock)
      : keeper_(keeper),
        indicators_(indicators),
        clock_(clock),
        steps_(store),
        revisions_(store),
        journal_(store, "publishing") {}

  // Without steps when nobody has written of it. Errors: unavailable.
  contract::Result<Manuscript> find(const std::string& item);
  // The last step of each whose name begins so.
  contract::Result<std::vector<storage::LatestStep>> list(const std::string& prefix);
  // How many of them wait for review and may be published by this one.
  contract::Result<std::size_t> to_review(const std::string& prefix, const contract::Actor& actor);
  // A new version; `seen`: the version that it was made from. The same text again is no new version. Answers
  // the version's number. Errors: precondition (there is a later one).
  contract::Result<int> save(const std::string& item, int seen, const std::string& body,
                             const contract::Actor& actor);
  // Errors: precondition (it is not the latest version, or was published).
  contract::Status submit(const std::string& item, int version, const contract::Actor& actor);
  // `reason` of 1..200 code points. Errors: invalid (at /reason), precondition (it is not in review).
  contract::Status give_back(const std::string& item, int version, const std::string& reason,
                             const contract::Actor& actor);
  // The version that was read, as `text` of the file of this name. Errors: forbidden (who wrote it),
  // precondition (it is not in review any more), those of ContentKeeper::publish.
  contract::Status publish_file(const std::string& item, int version, const std::string& text,
                                const contract::Actor& actor);
  // The same into the chain of the indicators. Errors: those above, those of IndicatorService::publish.
  contract::Status publish_value(const std::string& item, int version, const PublishRequest& request,
                                 const contract::Actor& actor);
  // `text`: the file with the mark that it is taken back; `seen`: how many steps there were. Errors: invalid
  // (at /reason), precondition, those of ContentKeeper::publish.
  contract::Status withdraw_file(const std::string& item, std::size_t seen, const std::string& text,
                                 const std::string& reason, const contract::Actor& actor);

 private:
  Manuscript read(storage::Session& session, const std::string& item) const;
  // Notes one step if `allowed(manuscript)` -> Status.
  template <class Allowed>
  contract::Status step(const std::string& item, storage::PublishingStep step, const Allowed& allowed,
                        const contract::Actor& actor);
  // The same with a file's revision.
  template <class Allowed>
  contract::Status put_file(const std::string& item, storage::PublishingStep step, const std::string& text,
                            const Allowed& allowed, const contract::Actor& actor);

  ContentKeeper& keeper_;
  IndicatorService& indicators_;
  Clock& clock_;
  storage::StepStore steps_;
  storage::RevisionStore revisions_;
  Journal journal_;
};

}  // namespace wufei::service
