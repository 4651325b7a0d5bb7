// A feedback case on the wire: what a citizen says, what becomes of it, what is published. Shape rules are
// checked here on both sides; rules that need time or other cases are feedback_service's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "feedback/feedback_rules.hpp"
#include "journal/event.hpp"
#include "journal/look.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kFeedback = "/api/v1/feedback";
inline constexpr std::string_view kFeedbackRules = "/api/v1/feedback/rules";
inline constexpr std::string_view kFeedbackPhotos = "/api/v1/feedback/photos";
inline constexpr std::string_view kFeedbackLookup = "/api/v1/feedback/lookup";
inline constexpr std::string_view kFeedbackPublished = "/api/v1/feedback/published";
inline constexpr std::string_view kFeedbackPublishedCase = "/api/v1/feedback/published/{reference}";
inline constexpr std::string_view kFeedbackSimilar = "/api/v1/feedback/similar";
inline constexpr std::string_view kFeedbackStatistics = "/api/v1/feedback/statistics";
inline constexpr std::string_view kFeedbackCase = "/api/v1/feedback/{reference}";
inline constexpr std::string_view kFeedbackOwn = "/api/v1/feedback/own";
inline constexpr std::string_view kFeedbackOwnData = "/api/v1/feedback/{reference}/own";
inline constexpr std::string_view kFeedbackErasure = "/api/v1/feedback/{reference}/erasure";
inline constexpr std::string_view kFeedbackRating = "/api/v1/feedback/{reference}/rating";
inline constexpr std::string_view kFeedbackReopen = "/api/v1/feedback/{reference}/reopen";
}  // namespace api

// Lengths in code points. The text's maximum is the rules' own, at most this.
inline constexpr TextLimits kFeedbackTextLimits{5, 2000, true};
inline constexpr TextLimits kFeedbackReasonLimits{2, 500, true};
inline constexpr TextLimits kFeedbackCommentLimits{0, 500, true};
inline constexpr TextLimits kFeedbackNameLimits{0, 40, false};
inline constexpr TextLimits kPagePathLimits{0, 300, false};
inline constexpr std::size_t kMaxFeedbackPhotos = 4;
inline constexpr int kMaxStars = 5;

enum class FeedbackStatus : std::uint8_t { received, assigned, answered, closed, reopened };
// What somebody said of an answer when called; none: nobody has been asked.
enum class CallVerdict : std::uint8_t { none, satisfied, partly, unsatisfied };

std::string_view status_name(FeedbackStatus status);  // snake_case
std::optional<FeedbackStatus> feedback_status_from_name(std::string_view name);
std::string_view verdict_name(CallVerdict verdict);  // snake_case, "" for none
std::optional<CallVerdict> call_verdict_from_name(std::string_view name);
// received, assigned or reopened: an answer is still owed.
bool is_open(FeedbackStatus status);

struct FeedbackRequest {
  std::string kind;
  std::string topic;
  std::string area;  // code or ""
  std::string text;
  bool anonymous = false;
  std::string contact_name;  // optional, "" when anonymous
  std::string phone;         // normalised digits; "" only when anonymous
  bool publish_consent = false;
  std::string page;                 // path of this site that the case is about, or ""
  std::vector<std::string> photos;  // ids of uploaded photographs
};

// What people read for the kind of an event; the kind itself when it is unknown.
std::string_view feedback_event_text(std::string_view kind);

struct FeedbackAnswer {
  UtcSeconds at = 0;
  std::string body;  // who answers
  std::string text;
};

// What the citizen sees of a case. The telephone number is masked.
struct FeedbackCase {
  std::string reference;
  FeedbackStatus status = FeedbackStatus::received;
  std::string kind;
  std::string topic;
  std::string area;
  std::string page;
  bool anonymous = false;
  bool publish_consent = false;
  std::string text;
  std::string contact_name;
  std::string phone;
  int photo_count = 0;
  UtcSeconds created_at = 0;
  std::optional<Date> due;  // last day to answer
  bool overdue = false;     // as the server sees it now
  std::string body;         // whom it is assigned to, "" = nobody yet
  bool merged = false;      // handled together with another case, whose answer it gets
  std::vector<FeedbackAnswer> answers;
  int stars = 0;  // 0 = not rated
  std::string comment;
  bool rateable = false;
  bool reopenable = false;
  UtcSeconds reopen_until = 0;  // 0 = not answered
  std::string published;        // public reference or ""
  // received assigned answered closed reopened rated published unpublished merged unmerged called
  std::vector<HistoryEvent> history;
  std::string token;                            // only in the replies of create and lookup
  std::string receipt;                          // only in the reply of create, when anonymous
  std::optional<std::vector<Look>> looks = {};  // who of the staff opened it; nullopt = not told here
};

// A case as published: texts that staff have rid of personal data.
struct PublishedFeedback {
  std::string reference;  // GK-...: says nothing about the case's own
  std::string kind;
  std::string topic;
  std::string area;
  std::string text;
  std::string answer;
  std::string body;
  Date asked;
  Date answered;
  UtcSeconds published_at = 0;
};

// Of the cases themselves; how each is counted is said in docs and on the page.
struct FeedbackStatistics {
  std::int64_t received = 0;
  std::int64_t open = 0;
  std::int64_t overdue = 0;   // open and past the deadline
  std::int64_t handled = 0;   // answered, or closed with a note
  std::int64_t due = 0;       // whose deadline has passed, handled or not
  std::int64_t on_time = 0;   // of those, handled by their deadline every time
  std::int64_t reopened = 0;  // ever
  std::int64_t rated = 0;
  std::int64_t stars = 0;  // sum
  std::int64_t published = 0;
};

struct FeedbackKindStatistics {
  std::string kind;
  FeedbackStatistics counts;
};

Result<FeedbackRequest> parse_feedback_request(const Json& body);
// Rules against content: known kind, topic, area; length; something said in words; number of photographs.
std::vector<FieldError> check_feedback(const FeedbackRequest& request, const Areas& areas,
                                       const FeedbackRules& rules);

struct FeedbackRating {
  int stars = 0;
  std::string comment;
};
Result<FeedbackRating> parse_feedback_rating(const Json& body);
// {"reason"}
Result<std::string> parse_feedback_reopening(const Json& body);

Json feedback_request_to_json(const FeedbackRequest& request);
Json feedback_case_to_json(const FeedbackCase& feedback);
// nullopt when the reference is missing.
std::optional<FeedbackCase> feedback_case_from_json(const Json& json);
Json published_feedback_to_json(const PublishedFeedback& published);
std::optional<PublishedFeedback> published_feedback_from_json(const Json& json);
// Whole per cent of the cases due that were handled in time; 100 only when all were. 0 when nothing is due.
int on_time_percent(const FeedbackStatistics& statistics);
// {"received","open","overdue","handled","due","on_time","on_time_percent" (null when nothing is due),...}
Json feedback_statistics_to_json(const FeedbackStatistics& statistics);

}  // namespace wufei::contract
