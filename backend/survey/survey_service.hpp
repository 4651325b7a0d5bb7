// Rules of surveys: which are open, who may answer, what is stored of an answer and what is shown of many.
// Invited and open answers are never added together. Nothing that is stored or remembered links a code to an
// answer; see lib/store/migrations/0004_surveys.sql and docs/adr. Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "lib/store/store.hpp"
#include "survey/survey.hpp"
#include "survey/survey_statistics.hpp"
#include "survey/survey_store.hpp"

namespace wufei::service {

struct SurveySubmission {
  std::string receipt;  // "" for an unfinished answer
};

// What an invited person has answered so far.
struct SurveyDraft {
  int version = 0;
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

class SurveyService {
 public:
  SurveyService(storage::Store& store, ContentSource& source, Clock& clock, IdSource& ids);
  ~SurveyService();

  // Those that are not drafts, in the order of the content, with the status in force.
  contract::Result<contract::Surveys> list();
  // Errors: not_found (unknown, or a draft).
  contract::Result<contract::Survey> find(std::string_view id);

  // Stores one answer, or with complete = false how far it got. A repeated `key` (Idempotency-Key, "" = none)
  // answers with the first receipt and stores nothing; it is not remembered, the receipt is made from it.
  // Errors: not_found; conflict survey_closed, survey_version, survey_kind, survey_code_used; invalid with
  // every broken rule, survey_code_unknown among them.
  contract::Result<SurveySubmission> submit(std::string_view id, const contract::Json& body,
                                            std::string_view key);
  // Errors: not_found; conflict survey_closed, survey_code_used; invalid survey_code_unknown. `code` as
  // typed.
  contract::Result<SurveyDraft> resume(std::string_view id, std::string_view code);

  // What the public sees: each kind's answers are released only when enough of them have come (five, or one
  // in a hundred), so that nobody sees one answer by comparing before and after; a restart releases nothing,
  // nor does the survey's end: up to four answers of each kind may stay uncounted in public.
  contract::Result<SurveyResults> results(std::string_view id);
  contract::Result<SurveyReceipts> receipts(std::string_view id);
  // How many there are: they only become more.
  contract::Result<int> receipt_count(std::string_view id);
  // The kind of the answer that was counted. Errors: not_found; invalid reference_format at /receipt.
  contract::Result<contract::AnswerKind> check_receipt(std::string_view id, std::string_view receipt);
  // Errors: invalid (detail names the survey) when a survey of `content` asks something else than what the
  // answers to the same version were given to.
  contract::Status fits_answers(const ContentSet& content);
  // True when pages about surveys would now say something else than at the last call.
  bool take_changes();

  // For staff; drafts included. `actor` goes to the access log. Errors: not_found.
  contract::Result<SurveyResults> exact_results(std::string_view id);
  contract::Status set_open(std::string_view id, bool open, std::string_view actor);
  // `keep` writes the codes down where they last; only then are they valid, so that no code counts as issued
  // that nobody got. Errors: not_found; invalid: unknown_area, not_a_number at /N/area, /N/population,
  // /N/sample; survey_kind; those of `keep`.
  using KeepCodes = std::function<contract::Status(const std::vector<IssuedCode>&)>;
  contract::Result<std::vector<IssuedCode>> make_codes(std::string_view id, const std::vector<PlanRow>& plan,
                                                       std::string_view actor, const KeepCodes& keep = {});
  contract::Result<std::vector<SurveyText>> texts(std::string_view id, std::string_view actor);

 private:
  // Released answers of one version; what results() last made of them.
  struct Counts {
    std::int64_t invited = 0, open = 0;
    friend bool operator==(const Counts& a, const Counts& b) {
      return a.invited == b.invited && a.open == b.open;
    }
  };
  struct Released {
    SurveyResults results;
    Counts counts;
  };
  contract::Result<contract::Survey> known(std::string_view id, bool with_drafts);
  contract::Result<SurveyResults> count_all(const contract::Survey& survey, bool only_released);
  // Releases what is due; answers how many are released.
  contract::Result<Counts> release_due(const contract::Survey& survey);
  std::string new_symbols();
  std::string receipt_for(std::string_view survey, std::string_view key);

  storage::Store& store_;
  storage::SurveyStore rows_;
  ContentSource& source_;
  Clock& clock_;
  IdSource& ids_;
  std::mutex mutex_;
  std::map<std::string, Released, std::less<>> released_;
  std::string seen_;  // statuses at the last take_changes()
  std::atomic<bool> changed_{false};
};

}  // namespace wufei::service
