// Feedback cases, their photographs and what is published of them. Seals what is private on the way
// in and opens it on the way out. Knows no rule: the service decides. Functions run inside the caller's
// transaction and throw Failure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/feedback.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

// Everything of a case that somebody wrote.
struct FeedbackPrivate {
  std::string text;
  std::string name;
  std::string phone;  // normalised digits, "" when anonymous
  std::vector<contract::FeedbackAnswer> answers;
  std::string comment;        // with the rating
  std::string reopen_reason;  // "" = never reopened
  std::string merge_reason;   // among colleagues: why it is the same as its leader
};

struct FeedbackRow {
  std::int64_t id = 0;
  std::string reference;
  std::string kind;
  std::string topic;
  std::string area;
  contract::FeedbackStatus status = contract::FeedbackStatus::received;
  std::string channel;  // web form open311
  bool anonymous = false;
  bool publish_consent = false;
  std::string page;
  std::string body;                             // whom it is assigned to
  std::optional<FeedbackPrivate> private_data;  // nullopt once erased
  contract::UtcSeconds created_at = 0;
  std::optional<contract::Date> due;     // of the handling now under way
  contract::UtcSeconds handled_at = 0;   // answered, or closed with a note; 0 = not yet
  bool late = false;                     // was handled after a deadline
  contract::UtcSeconds reopened_at = 0;  // 0 = never
  contract::UtcSeconds closed_at = 0;    // 0 = not closed
  int stars = 0;                         // 0 = not rated
  int version = 1;                       // grows with every update()
  std::int64_t leader = 0;               // id of the case that it is handled together with, 0 = none
  bool called = false;                   // its citizen was reached after the last answer
  int call_tries = 0;                    // calls since the last answer
  contract::CallVerdict call_verdict = contract::CallVerdict::none;  // last said, also of an earlier answer
};

// What names a case whose private data is to be erased.
struct ErasableCase {
  std::int64_t id = 0;
  std::string reference;
};

struct FeedbackPhoto {
  std::string jpeg;
  int width = 0;
  int height = 0;
};

struct FeedbackFilter {
  bool only_open = false;
  std::optional<contract::Date> overdue_on;  // open and due before this day
  std::string kind;                          // "" = all
};

class FeedbackStore {
 public:
  explicit FeedbackStore(const Cipher& cipher) : cipher_(cipher) {}

  // Needs no connection: callers seal before they queue for the writer.
  [[nodiscard]] Bytes seal(const FeedbackRow& row) const;
  // Sets row.id. `sealed` is seal(row); `receipt` "" when there is none.
  void insert(Session& session, FeedbackRow& row, const Bytes& sealed, std::string_view receipt) const;
  static bool exists(Session& session, std::string_view reference);
  // Writes everything that can change, one version up.
  void update(Session& session, FeedbackRow& row) const;
  std::optional<FeedbackRow> find(Session& session, std::string_view reference) const;
  std::optional<FeedbackRow> find(Session& session, std::int64_t id) const;
  // Those that are handled together with this one, in order of filing.
  std::vector<FeedbackRow> followers(Session& session, std::int64_t id) const;
  // Open ones first by deadline, then the newest; at most 5000.
  std::vector<FeedbackRow> list(Session& session, const FeedbackFilter& filter) const;
  [[nodiscard]] bool receipt_opens(Session& session, std::int64_t feedback, std::string_view receipt) const;

  // A photograph that no case has claimed yet; `id` is the secret that claims it.
  void add_photo(Session& session, std::string_view id, const FeedbackPhoto& photo, const Bytes& sealed,
                 contract::UtcSeconds now) const;
  [[nodiscard]] Bytes seal_photo(const FeedbackPhoto& photo) const;
  // False when there is no such unclaimed photograph.
  bool claim_photo(Session& session, std::string_view id, std::int64_t feedback, int ordinal) const;
  [[nodiscard]] std::vector<FeedbackPhoto> photos(Session& session, std::int64_t feedback) const;
  static int photo_count(Session& session, std::int64_t feedback);
  static int unclaimed_photos(Session& session);
  // Unclaimed ones uploaded before `before`; answers how many.
  static int drop_unclaimed_photos(Session& session, contract::UtcSeconds before);

  // Answered cases whose answer is older than `before`: they are to be closed.
  std::vector<FeedbackRow> answered_before(Session& session, contract::UtcSeconds before) const;
  // Those closed before `before` of which something private is kept, unopened.
  static std::vector<ErasableCase> erasable(Session& session, contract::UtcSeconds before);
  // Erases what is private of one case, with its photographs.
  static void erase(Session& session, std::int64_t id);

  static StoreFacts facts();

 private:
  const Cipher& cipher_;
};

}  // namespace wufei::storage
