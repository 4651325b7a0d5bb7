// Rules of feedback cases that need time, randomness or other cases: filing, who may see what, rating and
// reopening, and the county's side. Citizens act with a token; staff act by name on the command line (later:
// the staff desk). Thread-safe. Knows nothing of HTTP.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_set.hpp"
#include "feedback/feedback.hpp"
#include "journal/actor.hpp"
#include "journal/own_records.hpp"

namespace wufei::storage {
class Store;
class Session;
}  // namespace wufei::storage

namespace wufei::service {

class ContentSource;
struct FeedbackState;  // the service's insides: service floor only

// A call after an answer. `verdict` is none exactly when nobody was reached.
struct FeedbackCall {
  bool reached = false;
  contract::CallVerdict verdict = contract::CallVerdict::none;
  std::string_view remark;  // among colleagues, at most 500 code points
};

struct FeedbackCallLine {
  contract::UtcSeconds at = 0;
  std::string actor;
  bool reached = false;
  contract::CallVerdict verdict = contract::CallVerdict::none;
  std::string remark;
};

// What staff see of one case, with the telephone number in clear only when asked for.
struct StaffFeedback {
  contract::FeedbackCase feedback;
  std::string channel;
  std::string reopen_reason;
  std::vector<std::string> actors;  // of feedback.history, line by line
  int version = 1;                  // for the calls below that take one
  std::string leader;               // reference of the case that it is handled together with, "" = none
  std::string merge_reason;
  std::vector<std::string> followers;  // references of those that get its answer
  std::vector<FeedbackCallLine> calls;
  bool to_call = false;  // somebody is to be asked whether they are satisfied
};

// One case is the same matter as another: `leader` is answered, and its answer is for both.
struct FeedbackMerge {
  std::string_view reference, leader;
  std::string_view reason;      // among colleagues, 2..500 code points
  std::string_view department;  // of who asks: other bodies' cases do not exist for them; "" = all do
};

struct FeedbackListFilter {
  bool only_open = false;
  bool only_overdue = false;
  std::string kind;  // "" = all
};

// A request as it came in: `channel` is web, form or open311; `body` are the request's bytes, hashed to
// recognise a repeated key with another body.
struct FeedbackFiling {
  const contract::FeedbackRequest& request;
  std::string_view idempotency_key;  // "" = none
  std::string_view body;
  std::string_view channel = "web";
};

class FeedbackService {
 public:
  // All references must outlive the service.
  FeedbackService(storage::Store& store, ContentSource& content, Clock& clock, IdSource& ids);
  ~FeedbackService();
  // Before anybody asks. Without them citizens are not told who looked at their case.
  void set_staff_words(contract::StaffWords words);
  [[nodiscard]] ContentPtr content() const;

  // Keeps a photograph, re-encoded, until a case claims it within a day; answers its id. Errors: invalid
  // (photo_format, photo_pixels, photo_broken), unavailable (too many wait to be claimed).
  contract::Result<std::string> keep_photo(std::string_view bytes);
  // Files a case. Errors: invalid (fields), unprocessable (key reused), unavailable.
  contract::Result<contract::FeedbackCase> file(const FeedbackFiling& filing);
  // Finds by reference and the telephone number, whole or its last four digits; the reply carries a fresh
  // token. Errors: not_found for a wrong reference and for wrong digits alike.
  contract::Result<contract::FeedbackCase> lookup_by_phone(std::string_view reference,
                                                           std::string_view phone_secret);
  // Whether there is such a case: for limits, never for a reply. False when it cannot be read.
  bool exists(std::string_view reference);
  // The same with the receipt code of an anonymous case.
  contract::Result<contract::FeedbackCase> lookup_by_receipt(std::string_view reference,
                                                             std::string_view receipt);
  // Errors of the three below: unauthorized (token wrong, expired or of another case).
  contract::Result<contract::FeedbackCase> get(std::string_view reference, std::string_view token);
  // Once, after an answer. Errors: conflict (not_answered, already_rated).
  contract::Result<contract::FeedbackCase> rate(std::string_view reference, std::string_view token,
                                                const contract::FeedbackRating& rating);
  // Once, within the rules' days after the answer. Errors: conflict (not_answered, already_reopened,
  // reopen_too_late).
  contract::Result<contract::FeedbackCase> reopen(std::string_view reference, std::string_view token,
                                                  std::string_view reason);

  // What is kept of it, all, for its owner. The whole telephone number or the receipt code opens it; what
  // comes of a look-up with four digits does not, since these can be guessed and what is erased does not come
  // back. Answers a token that opens the two below for kOwnTokenLives. Errors: not_found, whatever is wrong.
  contract::Result<std::string> open_own(std::string_view reference, const OwnSecret& secret);
  // Errors of both: unauthorized.
  contract::Result<contract::MyData> own_data(std::string_view reference, std::string_view token);
  // Not while an answer is owed; an answered case is closed by it. Erases as the end of its time does, at
  // once; a second time answers the same. Errors: conflict record_open.
  contract::Result<contract::MyData> erase_own(std::string_view reference, std::string_view token);

  // Published cases whose texts hold every word of `query` ("" = all), newest first.
  contract::Result<std::vector<contract::PublishedFeedback>> published(std::string_view query);
  // Errors: not_found.
  contract::Result<contract::PublishedFeedback> published_case(std::string_view reference);
  // Published cases most like `text`, best first, at most as many as the rules say.
  contract::Result<std::vector<contract::PublishedFeedback>> similar(std::string_view text);
  // Counts over all kinds, then of each kind in the order of the content.
  contract::Result<contract::FeedbackStatistics> statistics();
  contract::Result<std::vector<contract::FeedbackKindStatistics>> statistics_by_kind();
  // Changes whenever the published list does, whoever changed it.
  contract::Result<std::int64_t> published_stamp();

  // The county's side. `actor` goes to the access log; so does every reading of telephone numbers.
  contract::Result<std::vector<StaffFeedback>> list(const FeedbackListFilter& filter, bool with_phone,
                                                    const contract::Actor& actor);
  // `department`: of who asks, for whom other bodies' cases do not exist; "" = all do.
  contract::Result<StaffFeedback> show(std::string_view reference, bool with_phone,
                                       const contract::Actor& actor, std::string_view department = {});
  // These cases in this order, without telephone numbers; those that are gone are left out.
  contract::Result<std::vector<StaffFeedback>> several(const std::vector<std::string>& references,
                                                       const contract::Actor& actor);
  // `version`, here and below: that staff saw; another one is precondition, but for what was sent twice.
  // Errors besides: conflict (case_closed; case_merged while the answer of its leader is awaited) of all that
  // follow. Cases that are handled together with this one go along.
  contract::Result<StaffFeedback> assign(std::string_view reference, std::string_view body,
                                         const contract::Actor& actor, std::optional<int> version = {});
  // With cases that get the same answer: invalid (shared_words) when it tells whose case this is.
  contract::Result<StaffFeedback> answer(std::string_view reference, std::string_view text,
                                         const contract::Actor& actor, std::optional<int> version = {});
  // A case that was not answered needs a note, which its citizen reads. Errors as of answer().
  contract::Result<StaffFeedback> close(std::string_view reference, std::string_view note,
                                        const contract::Actor& actor, std::optional<int> version = {});
  // Both open, of one body (who has none takes the leader's). Errors: invalid (merge_target, merge_body at
  // /leader; /reason), conflict (merge_leads: others follow this one).
  contract::Result<StaffFeedback> merge(const FeedbackMerge& merge, const contract::Actor& actor,
                                        std::optional<int> version = {});
  // While it is not answered.
  contract::Result<StaffFeedback> unmerge(std::string_view reference, const contract::Actor& actor,
                                          std::optional<int> version = {});
  // After an answer, before the case is closed. Errors: conflict (not_answered: or there is no number),
  // invalid
  // (/verdict, /remark).
  contract::Result<StaffFeedback> record_call(std::string_view reference, const FeedbackCall& call,
                                              const contract::Actor& actor, std::optional<int> version = {});
  // `text` and `answer` are the public versions that staff have written. Errors: conflict (consent_missing,
  // not_answered, case_published), invalid (personal_data: a telephone or identity number or the contact's
  // name is still in it).
  contract::Result<StaffFeedback> publish(std::string_view reference, std::string_view text,
                                          std::string_view answer, const contract::Actor& actor,
                                          std::optional<int> version = {});
  // Whether publish() would take them. Errors: the same, not_found.
  contract::Status may_publish(std::string_view reference, std::string_view text, std::string_view answer);
  contract::Result<StaffFeedback> unpublish(std::string_view reference, const contract::Actor& actor,
                                            std::optional<int> version = {});
  // Inside the caller's transaction, for what colleagues write about a case elsewhere. Errors: not_found,
  // conflict (case_closed: its words are erased, and none may be added), precondition (another version).
  contract::Status require_writable(storage::Session& session, std::string_view reference,
                                    std::optional<int> version = {});
  // The photographs as JPEG.
  contract::Result<std::vector<std::string>> photos(std::string_view reference, const contract::Actor& actor);

  // Housekeeping, each safe to call at any time; they answer how many rows they touched.
  contract::Result<int> close_settled();  // answered, and the time to reopen has passed
  contract::Result<int> drop_photos();    // that nobody claimed within a day
  contract::Result<int> erase_expired();  // nothing until the clock has run for a day without a leap

 private:
  std::unique_ptr<FeedbackState> state_;
};

}  // namespace wufei::service
