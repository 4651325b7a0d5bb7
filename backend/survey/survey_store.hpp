// Surveys: codes, unfinished answers, answers, receipts and the sampling plan. Keeps the promise of
// 0004_surveys.sql that a code and its answer cannot be joined. Knows of questions only how their answers are
// written down; what no longer reads as an answer to its survey is a fault, never an empty answer. Functions
// run inside the caller's transaction and throw Failure.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/cipher.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"
#include "survey/survey.hpp"

namespace wufei::storage {

struct StratumRow {
  std::string area;
  std::int64_t population = 0;
  std::int64_t issued = 0;  // codes
};

struct CodeRow {
  bool used = false;
  std::string area;  // "" once used
};

using AnswerId = std::array<std::uint8_t, 16>;

struct AnswerRow {
  std::string stratum;
  contract::Date day;
  contract::SurveyAnswers answers;
};

struct AnswerCount {
  std::int64_t released = 0;
  std::int64_t waiting = 0;
};

class SurveyStore {
 public:
  explicit SurveyStore(const Cipher& cipher) : cipher_(cipher) {}

  // "open", "closed" or "" when nobody said so.
  static std::map<std::string, std::string> statuses(Session& session);
  static void set_status(Session& session, std::string_view survey, std::string_view status);
  static void count_start(Session& session, std::string_view survey);
  static std::int64_t starts(Session& session, std::string_view survey);

  // Sets the population and adds to what is issued.
  static void add_stratum(Session& session, std::string_view survey, const StratumRow& row);
  static std::vector<StratumRow> strata(Session& session, std::string_view survey);

  // False when the code exists.
  bool add_code(Session& session, std::string_view survey, std::string_view code,
                std::string_view area) const;
  std::optional<CodeRow> find_code(Session& session, std::string_view survey, std::string_view code) const;
  // Marks it used and dissolves its draft; false when it was used before.
  bool use_code(Session& session, std::string_view code) const;

  void save_draft(Session& session, const contract::Survey& survey, std::string_view code,
                  const contract::SurveyAnswers& answers) const;
  // Empty when nothing was saved, or for another version.
  contract::SurveyAnswers draft(Session& session, const contract::Survey& survey,
                                std::string_view code) const;
  static std::int64_t drafts(Session& session, std::string_view survey);

  // `id` is random.
  void add_answer(Session& session, const contract::Survey& survey, contract::AnswerKind kind,
                  const AnswerId& id, const AnswerRow& row) const;
  // To the version of `survey`, in the order of their random ids, without texts.
  enum class Which : std::uint8_t { all, released };
  static std::vector<AnswerRow> answers(Session& session, const contract::Survey& survey,
                                        contract::AnswerKind kind, Which which);
  // What was answered to questions for text, likewise; answers without any are left out.
  std::vector<contract::SurveyAnswers> texts(Session& session, const contract::Survey& survey,
                                             contract::AnswerKind kind) const;
  // Of the answers given before `until`, which release() releases.
  static AnswerCount count(Session& session, const contract::Survey& survey, contract::AnswerKind kind,
                           contract::Date until);
  static void release(Session& session, const contract::Survey& survey, contract::AnswerKind kind,
                      contract::Date until);

  // Keeps what a version asks (JSON), unless something is kept.
  static void keep_definition(Session& session, std::string_view survey, int version,
                              std::string_view questions);
  static std::optional<std::string> definition(Session& session, std::string_view survey, int version);

  // Writes the survey's rows anew in the order of their keys, so that not even their place on a page tells in
  // which order they came.
  static void reorder(Session& session, std::string_view survey);

  // The salt of a survey's public receipts: 16 hexadecimal digits, always the same.
  [[nodiscard]] std::string salt(std::string_view survey) const;
  // What the list shows of a receipt: the first 32 hexadecimal digits of SHA-256("SALT:RECEIPT").
  [[nodiscard]] std::string receipt_hash(std::string_view survey, std::string_view receipt) const;
  // 32 bytes from which the code of a booking is made whenever it asks, without a row that knows both.
  [[nodiscard]] Bytes invitation_seed(std::string_view survey, std::string_view booking) const;
  // 32 bytes from which the receipt of a repeated request is made again, without a row that remembers it.
  [[nodiscard]] Bytes receipt_seed(std::string_view survey, std::string_view key) const;
  static void add_receipt(Session& session, std::string_view survey, std::string_view hash,
                          contract::AnswerKind kind);
  static std::optional<contract::AnswerKind> find_receipt(Session& session, std::string_view survey,
                                                          std::string_view hash);
  // In the order of the hashes.
  static std::vector<std::string> receipts(Session& session, std::string_view survey,
                                           contract::AnswerKind kind);

  static StoreFacts facts();

 private:
  const Cipher& cipher_;
};

}  // namespace wufei::storage
