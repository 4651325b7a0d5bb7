#include "survey/survey_store.hpp"

#include "lib/base/json.hpp"

namespace wufei::storage {
namespace {

constexpr Query kStatuses{"survey_state.all", "SELECT survey, status FROM survey_state ORDER BY survey"};
constexpr Query kSetStatus{"survey_state.set",
                           "INSERT INTO survey_state (survey, status) VALUES (?1, ?2)"
                           " ON CONFLICT (survey) DO UPDATE SET status = excluded.status"};
constexpr Query kStart{"survey_state.start",
                       "INSERT INTO survey_state (survey, starts) VALUES (?1, 1)"
                       " ON CONFLICT (survey) DO UPDATE SET starts = survey_state.starts + 1"};
constexpr Query kStarts{"survey_state.starts", "SELECT starts FROM survey_state WHERE survey = ?1"};
constexpr Query kAddStratum{
    "survey_stratum.add",
    "INSERT INTO survey_stratum (survey, area, population, issued) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (survey, area) DO UPDATE SET population = excluded.population,"
    " issued = survey_stratum.issued + excluded.issued"};
constexpr Query kStrata{
    "survey_stratum.of",
    "SELECT area, population, issued FROM survey_stratum WHERE survey = ?1 ORDER BY area"};
constexpr Query kAllStrata{
    "survey_stratum.all",
    "SELECT survey, area, population, issued FROM survey_stratum ORDER BY survey, area"};
constexpr Query kAddCode{
    "survey_code.add",
    "INSERT INTO survey_code (hash, survey, area) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING"};
constexpr Query kFindCode{"survey_code.find",
                          "SELECT used, area FROM survey_code WHERE hash = ?1 AND survey = ?2"};
constexpr Query kUseCode{"survey_code.use",
                         "UPDATE survey_code SET used = 1, area = NULL WHERE hash = ?1 AND used = 0"};
constexpr Query kAllCodes{"survey_code.all",
                          "SELECT survey, hash, used, area FROM survey_code ORDER BY hash"};
constexpr Query kDropDraft{"survey_draft.drop", "DELETE FROM survey_draft WHERE hash = ?1"};
constexpr Query kSaveDraft{"survey_draft.save",
                           "INSERT INTO survey_draft (hash, survey, version, answers) VALUES (?1, ?2, ?3, ?4)"
                           " ON CONFLICT (hash) DO UPDATE SET version = excluded.version,"
                           " answers = excluded.answers"};
constexpr Query kDraft{"survey_draft.find", "SELECT version, answers FROM survey_draft WHERE hash = ?1"};
constexpr Query kDrafts{"survey_draft.count", "SELECT count(*) FROM survey_draft WHERE survey = ?1"};
constexpr Query kAllDrafts{"survey_draft.all",
                           "SELECT survey, version, hash, answers FROM survey_draft ORDER BY hash"};
constexpr Query kAddAnswer{
    "survey_answer.add",
    "INSERT INTO survey_answer (id, survey, version, kind, stratum, day, answers, texts)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
constexpr Query kAnswers{
    "survey_answer.of",
    "SELECT stratum, day, answers FROM survey_answer WHERE survey = ?1 AND version = ?2 AND kind = ?3"
    " AND released >= ?4 ORDER BY id"};
constexpr Query kTexts{"survey_answer.texts",
                       "SELECT texts FROM survey_answer WHERE survey = ?1 AND version = ?2 AND kind = ?3"
                       " AND texts IS NOT NULL ORDER BY id"};
constexpr Query kAllAnswers{"survey_answer.all",
                            "SELECT survey, version, kind, released, id, stratum, day, answers, texts"
                            " FROM survey_answer ORDER BY id"};
constexpr Query kCount{
    "survey_answer.count",
    "SELECT CAST(coalesce(sum(released), 0) AS bigint), CAST(coalesce(sum(1 - released), 0) AS bigint)"
    " FROM survey_answer WHERE survey = ?1 AND version = ?2 AND kind = ?3 AND day < ?4"};
constexpr Query kRelease{"survey_answer.release",
                         "UPDATE survey_answer SET released = 1 WHERE survey = ?1 AND version = ?2"
                         " AND kind = ?3 AND day < ?4 AND released = 0"};
constexpr Query kKeepDefinition{
    "survey_definition.keep",
    "INSERT INTO survey_definition (survey, version, questions) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"};
constexpr Query kDefinition{"survey_definition.find",
                            "SELECT questions FROM survey_definition WHERE survey = ?1 AND version = ?2"};
constexpr Query kAllDefinitions{
    "survey_definition.all",
    "SELECT survey, version, questions FROM survey_definition ORDER BY survey, version"};
constexpr Query kAddReceipt{"survey_receipt.add",
                            "INSERT INTO survey_receipt (survey, hash, kind) VALUES (?1, ?2, ?3)"};
constexpr Query kFindReceipt{"survey_receipt.find",
                             "SELECT kind FROM survey_receipt WHERE survey = ?1 AND hash = ?2"};
constexpr Query kReceipts{"survey_receipt.of",
                          "SELECT hash FROM survey_receipt WHERE survey = ?1 AND kind = ?2 ORDER BY hash"};
constexpr Query kAllReceipts{"survey_receipt.all",
                             "SELECT survey, hash, kind FROM survey_receipt ORDER BY survey, hash"};
// Writing a survey's rows anew.
constexpr Query kTakeAnswers{"survey_answer.take",
                             "SELECT id, version, kind, stratum, day, answers, texts, released"
                             " FROM survey_answer WHERE survey = ?1 ORDER BY id"};
constexpr Query kClearAnswers{"survey_answer.clear", "DELETE FROM survey_answer WHERE survey = ?1"};
constexpr Query kPutAnswer{
    "survey_answer.put",
    "INSERT INTO survey_answer (survey, id, version, kind, stratum, day, answers, texts, released)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"};
constexpr Query kTakeCodes{"survey_code.take",
                           "SELECT hash FROM survey_code WHERE survey = ?1 AND used = 1 ORDER BY hash"};
constexpr Query kClearCodes{"survey_code.clear", "DELETE FROM survey_code WHERE survey = ?1 AND used = 1"};
constexpr Query kPutCode{"survey_code.put",
                         "INSERT INTO survey_code (survey, hash, used) VALUES (?1, ?2, 1)"};
constexpr Query kTakeReceipts{"survey_receipt.take",
                              "SELECT hash, kind FROM survey_receipt WHERE survey = ?1 ORDER BY hash"};
constexpr Query kClearReceipts{"survey_receipt.clear", "DELETE FROM survey_receipt WHERE survey = ?1"};

std::optional<std::string> survey_status_from(const std::string& name) {
  if (name.empty() || name == "open" || name == "closed") return name;
  return std::nullopt;
}

std::pair<std::string, std::string> read_status(Columns& columns) {
  std::string survey = columns.text();
  return {std::move(survey), columns.named(survey_status_from)};
}

StratumRow read_stratum(Columns& columns) {
  StratumRow row;
  row.area = columns.text();
  row.population = columns.integer();
  row.issued = columns.integer();
  return row;
}

// Sealed with a code that is nowhere stored: only who has it can open it.
std::string read_for(Columns& columns, const Cipher& cipher, std::string_view code) {
  auto opened = cipher.open_for(code, columns.bytes());
  if (!opened) columns.fail("cannot be read with its code");
  return opened.value_or("");
}

AnswerCount read_count(Columns& columns) {
  AnswerCount count;
  count.released = columns.integer();
  count.waiting = columns.integer();
  return count;
}

// Of the column read last.
contract::SurveyAnswers read_answers(Columns& columns, const contract::Survey& survey,
                                     const std::string& text) {
  std::vector<contract::FieldError> errors;
  contract::SurveyAnswers answers;
  const auto json = contract::parse_json(text);
  if (json) answers = contract::read_answers(survey, *json, "", errors);
  if (!json || !errors.empty()) columns.fail("holds no answers to this version of its survey");
  return answers;
}

std::string written(const contract::Survey& survey, const contract::SurveyAnswers& answers) {
  return contract::to_text(contract::answers_to_json(survey, answers));
}

void check_json(Columns& columns) {
  if (!contract::parse_json(columns.text())) columns.fail("is not JSON");
}

void check_status(Columns& columns, const Cipher& /*cipher*/) {
  (void)read_status(columns);
}

void check_stratum(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  (void)read_stratum(columns);
}

void check_code(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  columns.bytes();
  const bool used = columns.flag();
  if (columns.bytes_or_null().has_value() == used) columns.fail("and the mark of use contradict each other");
}

void check_draft(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  columns.number();
  columns.bytes();
  columns.bytes();
}

void check_answer(Columns& columns, const Cipher& cipher) {
  columns.text();
  columns.number();
  columns.named(contract::answer_kind_from_name);
  columns.flag();
  if (columns.bytes().size() != AnswerId{}.size()) columns.fail("has another length");
  columns.text();
  columns.date();
  check_json(columns);
  const auto texts = columns.sealed(cipher);
  if (texts && !contract::parse_json(*texts)) columns.fail("is not JSON");
}

void check_definition(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  columns.number();
  check_json(columns);
}

void check_receipt(Columns& columns, const Cipher& /*cipher*/) {
  columns.text();
  columns.text();
  columns.named(contract::answer_kind_from_name);
}

}  // namespace

std::map<std::string, std::string> SurveyStore::statuses(Session& session) {
  const auto rows = session.rows(kStatuses, read_status);
  return {rows.begin(), rows.end()};
}

void SurveyStore::set_status(Session& session, std::string_view survey, std::string_view status) {
  session.run(kSetStatus, survey, status);
}

void SurveyStore::count_start(Session& session, std::string_view survey) {
  session.run(kStart, survey);
}

std::int64_t SurveyStore::starts(Session& session, std::string_view survey) {
  return session.number(kStarts, survey);
}

void SurveyStore::add_stratum(Session& session, std::string_view survey, const StratumRow& row) {
  session.run(kAddStratum, survey, row.area, row.population, row.issued);
}

std::vector<StratumRow> SurveyStore::strata(Session& session, std::string_view survey) {
  return session.rows(kStrata, read_stratum, survey);
}

bool SurveyStore::add_code(Session& session, std::string_view survey, std::string_view code,
                           std::string_view area) const {
  return session.run(kAddCode, cipher_.hash(HashUse::code, code), survey, cipher_.seal_for(code, area)) == 1;
}

std::optional<CodeRow> SurveyStore::find_code(Session& session, std::string_view survey,
                                              std::string_view code) const {
  const auto read = [&](Columns& columns) {
    CodeRow row;
    row.used = columns.flag();
    if (row.used)
      columns.bytes_or_null();
    else
      row.area = read_for(columns, cipher_, code);
    return row;
  };
  return session.row(kFindCode, read, cipher_.hash(HashUse::code, code), survey);
}

bool SurveyStore::use_code(Session& session, std::string_view code) const {
  const Bytes hash = cipher_.hash(HashUse::code, code);
  session.run(kDropDraft, hash);
  return session.run(kUseCode, hash) == 1;
}

void SurveyStore::save_draft(Session& session, const contract::Survey& survey, std::string_view code,
                             const contract::SurveyAnswers& answers) const {
  session.run(kSaveDraft, cipher_.hash(HashUse::code, code), survey.id, survey.version,
              cipher_.seal_for(code, written(survey, answers)));
}

contract::SurveyAnswers SurveyStore::draft(Session& session, const contract::Survey& survey,
                                           std::string_view code) const {
  const auto read = [&](Columns& columns) {
    const bool same = columns.number() == survey.version;
    const std::string text = read_for(columns, cipher_, code);
    return same ? read_answers(columns, survey, text) : contract::SurveyAnswers();
  };
  return session.row(kDraft, read, cipher_.hash(HashUse::code, code)).value_or(contract::SurveyAnswers());
}

std::int64_t SurveyStore::drafts(Session& session, std::string_view survey) {
  return session.number(kDrafts, survey);
}

// Closed questions and texts go to columns of their own.
void SurveyStore::add_answer(Session& session, const contract::Survey& survey, contract::AnswerKind kind,
                             const AnswerId& id, const AnswerRow& row) const {
  contract::SurveyAnswers closed, texts;
  for (const contract::SurveyQuestion& question : survey.questions)
    if (const auto given = row.answers.find(question.id); given != row.answers.end())
      (question.kind == contract::QuestionKind::text ? texts : closed).insert(*given);
  const Bytes sealed = texts.empty() ? Bytes() : cipher_.seal(written(survey, texts));
  session.run(kAddAnswer, BytesView(id), survey.id, survey.version, contract::kind_name(kind), row.stratum,
              row.day, written(survey, closed), or_null(sealed));
}

std::vector<AnswerRow> SurveyStore::answers(Session& session, const contract::Survey& survey,
                                            contract::AnswerKind kind, Which which) {
  const auto read = [&](Columns& columns) {
    AnswerRow row;
    row.stratum = columns.text();
    row.day = columns.date();
    row.answers = read_answers(columns, survey, columns.text());
    return row;
  };
  return session.rows(kAnswers, read, survey.id, survey.version, contract::kind_name(kind),
                      which == Which::released);
}

std::vector<contract::SurveyAnswers> SurveyStore::texts(Session& session, const contract::Survey& survey,
                                                        contract::AnswerKind kind) const {
  const auto read = [&](Columns& columns) {
    return read_answers(columns, survey, columns.sealed(cipher_).value_or(""));
  };
  return session.rows(kTexts, read, survey.id, survey.version, contract::kind_name(kind));
}

AnswerCount SurveyStore::count(Session& session, const contract::Survey& survey, contract::AnswerKind kind,
                               contract::Date until) {
  return session.row(kCount, read_count, survey.id, survey.version, contract::kind_name(kind), until)
      .value_or(AnswerCount{});
}

void SurveyStore::release(Session& session, const contract::Survey& survey, contract::AnswerKind kind,
                          contract::Date until) {
  session.run(kRelease, survey.id, survey.version, contract::kind_name(kind), until);
}

void SurveyStore::keep_definition(Session& session, std::string_view survey, int version,
                                  std::string_view questions) {
  session.run(kKeepDefinition, survey, version, questions);
}

std::optional<std::string> SurveyStore::definition(Session& session, std::string_view survey, int version) {
  return session.row(kDefinition, &Columns::text, survey, version);
}

void SurveyStore::reorder(Session& session, std::string_view survey) {
  // Every column as it is stored.
  struct Stored {
    Bytes id;
    int version = 0;
    std::string kind, stratum;
    contract::Date day;
    std::string answers;
    std::optional<Bytes> texts;
    bool released = false;
  };
  const auto read_answer = [](Columns& columns) {
    return Stored{columns.bytes(), columns.number(), columns.text(),          columns.text(),
                  columns.date(),  columns.text(),   columns.bytes_or_null(), columns.flag()};
  };
  const auto read_receipt = [](Columns& columns) { return std::pair{columns.text(), columns.text()}; };
  const auto answers = session.rows(kTakeAnswers, read_answer, survey);
  session.run(kClearAnswers, survey);
  for (const Stored& row : answers)
    session.run(kPutAnswer, survey, row.id, row.version, row.kind, row.stratum, row.day, row.answers,
                row.texts, row.released);
  const auto codes = session.rows(kTakeCodes, &Columns::bytes, survey);
  session.run(kClearCodes, survey);
  for (const Bytes& hash : codes) session.run(kPutCode, survey, hash);
  const auto receipts = session.rows(kTakeReceipts, read_receipt, survey);
  session.run(kClearReceipts, survey);
  for (const auto& [hash, kind] : receipts) session.run(kAddReceipt, survey, hash, kind);
}

void SurveyStore::add_receipt(Session& session, std::string_view survey, std::string_view hash,
                              contract::AnswerKind kind) {
  session.run(kAddReceipt, survey, hash, contract::kind_name(kind));
}

std::optional<contract::AnswerKind> SurveyStore::find_receipt(Session& session, std::string_view survey,
                                                              std::string_view hash) {
  return session.row(
      kFindReceipt, [](Columns& columns) { return columns.named(contract::answer_kind_from_name); }, survey,
      hash);
}

std::vector<std::string> SurveyStore::receipts(Session& session, std::string_view survey,
                                               contract::AnswerKind kind) {
  return session.rows(kReceipts, &Columns::text, survey, contract::kind_name(kind));
}

StoreFacts SurveyStore::facts() {
  return {{&kStatuses,       &kSetStatus,  &kStart,       &kStarts,     &kAddStratum,     &kStrata,
           &kAllStrata,      &kAddCode,    &kFindCode,    &kUseCode,    &kAllCodes,       &kDropDraft,
           &kSaveDraft,      &kDraft,      &kDrafts,      &kAllDrafts,  &kAddAnswer,      &kAnswers,
           &kTexts,          &kAllAnswers, &kCount,       &kRelease,    &kKeepDefinition, &kDefinition,
           &kAllDefinitions, &kAddReceipt, &kFindReceipt, &kReceipts,   &kAllReceipts,    &kTakeAnswers,
           &kClearAnswers,   &kPutAnswer,  &kTakeCodes,   &kClearCodes, &kPutCode,        &kTakeReceipts,
           &kClearReceipts},
          {{"", &kStatuses, check_status},
           {"", &kAllStrata, check_stratum},
           {"", &kAllCodes, check_code},
           {"", &kAllDrafts, check_draft},
           {"survey answers", &kAllAnswers, check_answer},
           {"", &kAllDefinitions, check_definition},
           {"", &kAllReceipts, check_receipt}},
          nullptr,
          {{"survey_code", "area", SealedKind::keyed},
           {"survey_draft", "answers", SealedKind::keyed},
           {"survey_answer", "texts"}}};
}

}  // namespace wufei::storage
