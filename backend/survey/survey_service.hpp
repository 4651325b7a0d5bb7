// Rules of surveys: which are open, who may answer, what is stored of an answer and what is shown of many.
// Invited and open answers are never added together. Nothing that is stored or remembered links a code to an
// answer; see lib/store/migrations/0004_surveys.sql and docs/adr. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "journal/actor.hpp"
#include "lib/store/store.hpp"
#include "pickup/pickup.hpp"
#include "survey/survey.hpp"
#include "survey/survey_statistics.hpp"
#include "survey/survey_store.hpp"

namespace wufei::service {

// Whether the survey has answers of this kind.
bool takes(const contract::Survey& survey, contract::AnswerKind kind);

// With the status in force. They belong to one list that stays as it is: two pointers are the same as long as
// nothing changed, neither the content nor the day nor what the county said.
using SurveyPtr = std::shared_ptr<const contract::Survey>;
using SurveysPtr = std::shared_ptr<const contract::Surveys>;

struct SurveySubmission {
  std::string receipt;  // "" for an unfinished answer
};

// With which a completed booking says once how it was.
struct SurveyInvitation {
  std::string survey;
  std::string code;
};

// What an invited person has answered so far.
struct SurveyDraft {
  SurveyPtr survey;
  contract::SurveyAnswers answers;  // empty when nothing was saved, or for an earlier version
};

struct SurveyResults {
  contract::Survey survey;  // status as in force
  contract::Date as_of;
  KindResult invited, open;
};

struct SurveyReceipts {
  std::string salt;
  std::vector<std::string> invited, open;  // hashes
};

// One row of a sampling plan: how many people live there, how many get a code.
struct PlanRow {
  std::string area;
  std::int64_t population = 0;
  std::int64_t sample = 0;
};
struct IssuedCode {
  std::string area;
  std::string code;
};

// The answer to one open question, for staff.
struct SurveyText {
  contract::AnswerKind kind = contract::AnswerKind::open;
  std::string question;
  std::string text;
};

// How far a survey has come; numbers only.
struct AreaProgress {
  std::string area;
  std::int64_t population = 0, issued = 0, answered = 0;
};
struct SurveyProgress {
  std::int64_t codes = 0, used = 0;                    // also of bookings
  std::int64_t invited = 0, open = 0, unfinished = 0;  // answers to this version; begun with a code
  std::vector<AreaProgress> areas;                     // of the sampling plan

  [[nodiscard]] std::int64_t issued() const;  // by the plan
};

// Answers that staff write down from paper or from the telephone.
struct EnteredAnswers {
  std::vector<std::string> receipts;  // in the order of the answers
  bool again = false;                 // they were entered before
};

class SurveyService {
 public:
  SurveyService(storage::Store& store, ContentSource& source, Clock& clock, IdSource& ids);
  ~SurveyService();

  // Those that are not drafts, in the order of the content.
  contract::Result<SurveysPtr> list();
  // Errors: not_found (unknown, or a draft).
  contract::Result<SurveyPtr> find(std::string_view id);
  // The same; conflict survey_closed when it takes no answers now.
  contract::Result<SurveyPtr> find_open(std::string_view id);
  // As find() answered last, for a form of it while it cannot be read; null when it did not.
  SurveyPtr last_found(std::string_view id);

  // Stores one answer to a survey of find_open(), or with complete = false how far it got (of one that is
  // asked after a pickup: nothing). A repeated `key` (Idempotency-Key, "" = none) answers with the first
  // receipt and stores nothing; it is not remembered, the receipt is made from it.
  // Errors: conflict survey_kind, survey_code_used; invalid survey_code_unknown.
  contract::Result<SurveySubmission> submit(const contract::Survey& survey,
                                            const contract::SurveyResponse& response, std::string_view key);
  // Errors: not_found; conflict survey_closed, survey_code_used; invalid survey_code_unknown. `code` as
  // typed.
  contract::Result<SurveyDraft> resume(std::string_view id, std::string_view code);
  // The code of a completed booking, always the same: it is made from the reference and the server's key and
  // kept nowhere, so that no row knows both (docs/adr/0020). Errors: not_found when no survey asks after
  // pickups now; conflict when the booking is not completed, survey_code_used.
  contract::Result<SurveyInvitation> invite(const contract::Pickup& booking);

  // What the public sees changes once a day, and when the survey opens or closes: each kind's answers of the
  // days before (of all days when it is closed) are released when there are enough (five, or one in a
  // hundred), so that nobody sees one answer by comparing before and after, nor when it was given. A restart
  // releases nothing; up to four answers of each kind may stay uncounted in public.
  contract::Result<std::shared_ptr<const SurveyResults>> results(std::string_view id);
  contract::Result<std::shared_ptr<const SurveyReceipts>> receipts(std::string_view id);
  // The kind of the answer that was counted. Errors: not_found; invalid reference_format at /receipt.
  contract::Result<contract::AnswerKind> check_receipt(std::string_view id, std::string_view receipt);
  // Errors: invalid (detail names the survey) when a survey of `content` asks something else than what the
  // answers to the same version were given to.
  contract::Status fits_answers(const ContentSet& content);
  // Calls `changed` when pages about surveys would now say something else than at the last call. Errors: the
  // first survey whose answers cannot be read; the others are looked at all the same.
  contract::Status take_changes(const std::function<void()>& changed);
  // Writes the answers, used codes and receipts of every survey anew, of a closed one once, all at once and
  // in the order of their random names: an engine that keeps rows as they came, with the number of their
  // transaction, would tell whoever reads its files which code gave which answer.
  contract::Status reorder_answers();

  // For staff; drafts included. `actor` goes to the access log. Errors: not_found.
  contract::Result<SurveyPtr> known(std::string_view id);
  contract::Result<std::vector<SurveyPtr>> all();  // in the order of the content
  contract::Result<SurveyProgress> progress(const contract::Survey& survey);
  contract::Result<SurveyResults> exact_results(std::string_view id);
  contract::Status set_open(std::string_view id, bool open, const contract::Actor& actor);
  // `keep` writes the codes down where they last; only then are they valid, so that no code counts as issued
  // that nobody got. Errors: not_found; invalid: unknown_area, not_a_number at /N/area, /N/population,
  // /N/sample; survey_kind; those of `keep`.
  using KeepCodes = std::function<contract::Status(const std::vector<IssuedCode>&)>;
  contract::Result<std::vector<IssuedCode>> make_codes(std::string_view id, const std::vector<PlanRow>& plan,
                                                       const contract::Actor& actor,
                                                       const KeepCodes& keep = {});
  contract::Result<std::vector<SurveyText>> texts(std::string_view id, const contract::Actor& actor);
  // Why each code cannot answer: survey_code_unknown, survey_code_used; nothing when it can.
  contract::Result<std::vector<std::optional<contract::Rule>>> code_faults(
      const contract::Survey& survey, const std::vector<std::string>& codes);
  // Stores complete answers to a survey of find_open(), all of them or none. What stands on paper may lack
  // required answers: they count as missing. The same `key` again stores nothing and answers as the first
  // time; it is not remembered. The log has their number. Errors: conflict survey_kind, survey_code_used,
  // invalid survey_code_unknown, at /N/...
  contract::Result<EnteredAnswers> enter(const contract::Survey& survey,
                                         const std::vector<contract::SurveyResponse>& responses,
                                         std::string_view key, const contract::Actor& actor);

 private:
  // The surveys of one day, content and set of statuses.
  struct InForce;
  // What the public sees of one of them.
  struct Published {
    SurveyPtr survey;
    std::shared_ptr<const SurveyResults> results;
    std::shared_ptr<const SurveyReceipts> receipts;
    contract::Date day;
  };
  contract::Result<std::shared_ptr<const InForce>> in_force();
  contract::Status save_progress(const contract::Survey& survey, const contract::SurveyResponse& response);
  // Uses the code of an invited answer up and adds its receipt.
  contract::Status keep_answer(storage::Session& session, const contract::Survey& survey,
                               const contract::SurveyResponse& response, const std::string& receipt_hash);
  contract::Result<SurveyResults> count_all(const contract::Survey& survey,
                                            storage::SurveyStore::Which which);
  contract::Status release_due(const contract::Survey& survey);
  contract::Result<SurveyReceipts> read_receipts(const contract::Survey& survey);
  contract::Result<Published> published(const contract::Result<SurveyPtr>& survey);
  std::string new_reference();
  std::string receipt_for(std::string_view survey, std::string_view key);

  storage::Store& store_;
  storage::SurveyStore rows_;
  ContentSource& source_;
  Clock& clock_;
  IdSource& ids_;
  std::set<std::string> reordered_;  // closed ones, since they closed; of the chore alone
  std::mutex mutex_;
  std::shared_ptr<const InForce> in_force_;
  std::map<std::string, Published, std::less<>> published_;
  SurveysPtr seen_;  // at the last take_changes()
};

}  // namespace wufei::service
