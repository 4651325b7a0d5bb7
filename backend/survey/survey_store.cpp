#include "survey/survey_store.hpp"

#include <sodium.h>

namespace wufei::storage {
namespace {

constexpr std::string_view kStatuses = "SELECT survey, status FROM survey_state";
constexpr std::string_view kSetStatus =
    "INSERT INTO survey_state (survey, status) VALUES (?1, ?2)"
    " ON CONFLICT (survey) DO UPDATE SET status = excluded.status";
constexpr std::string_view kStart =
    "INSERT INTO survey_state (survey, starts) VALUES (?1, 1)"
    " ON CONFLICT (survey) DO UPDATE SET starts = starts + 1";
constexpr std::string_view kStarts = "SELECT starts FROM survey_state WHERE survey = ?1";
constexpr std::string_view kAddStratum =
    "INSERT INTO survey_stratum (survey, area, population, issued) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (survey, area) DO UPDATE SET population = excluded.population,"
    " issued = issued + excluded.issued";
constexpr std::string_view kStrata =
    "SELECT area, population, issued FROM survey_stratum WHERE survey = ?1 ORDER BY area";
constexpr std::string_view kAddCode =
    "INSERT INTO survey_code (hash, survey, area) VALUES (?1, ?2, ?3) ON CONFLICT (hash) DO NOTHING";
constexpr std::string_view kFindCode = "SELECT used, area FROM survey_code WHERE hash = ?1 AND survey = ?2";
constexpr std::string_view kUseCode =
    "UPDATE survey_code SET used = 1, area = NULL WHERE hash = ?1 AND used = 0";
constexpr std::string_view kDropDraft = "DELETE FROM survey_draft WHERE hash = ?1";
constexpr std::string_view kSaveDraft =
    "INSERT INTO survey_draft (hash, survey, version, answers) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (hash) DO UPDATE SET version = excluded.version, answers = excluded.answers";
constexpr std::string_view kDraft = "SELECT version, answers FROM survey_draft WHERE hash = ?1";
constexpr std::string_view kDrafts = "SELECT count(*) FROM survey_draft WHERE survey = ?1";
constexpr std::string_view kAddAnswer =
    "INSERT INTO survey_answer (id, survey, version, kind, stratum, day, answers, texts)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
constexpr std::string_view kAnswers =
    "SELECT stratum, day, answers, texts FROM survey_answer WHERE survey = ?1 AND version = ?2 AND kind = ?3"
    " AND released >= ?4 ORDER BY id";
constexpr std::string_view kCount =
    "SELECT count(*), coalesce(sum(released), 0) FROM survey_answer WHERE survey = ?1 AND version = ?2 AND "
    "kind = ?3";
constexpr std::string_view kRelease =
    "UPDATE survey_answer SET released = 1 WHERE survey = ?1 AND version = ?2 AND kind = ?3 AND released = 0";
constexpr std::string_view kKeepDefinition =
    "INSERT OR IGNORE INTO survey_definition (survey, version, questions) VALUES (?1, ?2, ?3)";
constexpr std::string_view kDefinition =
    "SELECT questions FROM survey_definition WHERE survey = ?1 AND version = ?2";
constexpr std::string_view kAddReceipt =
    "INSERT INTO survey_receipt (survey, hash, kind) VALUES (?1, ?2, ?3)";
constexpr std::string_view kFindReceipt = "SELECT kind FROM survey_receipt WHERE survey = ?1 AND hash = ?2";
constexpr std::string_view kReceipts =
    "SELECT hash FROM survey_receipt WHERE survey = ?1 AND kind = ?2 ORDER BY hash";

constexpr std::size_t kSaltDigits = 16, kHashDigits = 32;

using View = std::span<const std::uint8_t>;

std::string hex(View bytes, std::size_t digits) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  text.resize(digits);
  return text;
}

std::int64_t number_of(SQLite::Statement& found) {
  const std::int64_t number = found.executeStep() ? found.getColumn(0).getInt64() : 0;
  found.reset();
  return number;
}

}  // namespace

std::map<std::string, std::string> SurveyStore::statuses(Connection& connection) {
  std::map<std::string, std::string> statuses;
  SQLite::Statement& rows = prepared(connection, kStatuses);
  while (rows.executeStep()) statuses.emplace(rows.getColumn(0).getString(), rows.getColumn(1).getString());
  return statuses;
}

void SurveyStore::set_status(Connection& connection, std::string_view survey, std::string_view status) {
  run(connection, kSetStatus, survey, status);
}

void SurveyStore::count_start(Connection& connection, std::string_view survey) {
  run(connection, kStart, survey);
}

std::int64_t SurveyStore::starts(Connection& connection, std::string_view survey) {
  return number_of(prepared(connection, kStarts, survey));
}

void SurveyStore::add_stratum(Connection& connection, std::string_view survey, const StratumRow& row) {
  run(connection, kAddStratum, survey, std::string_view(row.area), row.population, row.issued);
}

std::vector<StratumRow> SurveyStore::strata(Connection& connection, std::string_view survey) {
  std::vector<StratumRow> strata;
  SQLite::Statement& rows = prepared(connection, kStrata, survey);
  while (rows.executeStep())
    strata.push_back(
        {rows.getColumn(0).getString(), rows.getColumn(1).getInt64(), rows.getColumn(2).getInt64()});
  return strata;
}

bool SurveyStore::add_code(Connection& connection, std::string_view survey, std::string_view code,
                           std::string_view area) const {
  const Bytes hash = cipher_.hash(HashUse::survey_code, code), sealed = cipher_.seal_for(code, area);
  return run(connection, kAddCode, View(hash), survey, View(sealed)) == 1;
}

std::optional<CodeRow> SurveyStore::find_code(Connection& connection, std::string_view survey,
                                              std::string_view code) const {
  const Bytes hash = cipher_.hash(HashUse::survey_code, code);
  SQLite::Statement& found = prepared(connection, kFindCode, View(hash), survey);
  if (!found.executeStep()) return std::nullopt;
  CodeRow row{found.getColumn(0).getInt() != 0, {}};
  if (!found.getColumn(1).isNull())
    row.area = cipher_.open_for(code, blob_of(found.getColumn(1))).value_or("");
  found.reset();
  return row;
}

bool SurveyStore::use_code(Connection& connection, std::string_view code) const {
  const Bytes hash = cipher_.hash(HashUse::survey_code, code);
  run(connection, kDropDraft, View(hash));
  return run(connection, kUseCode, View(hash)) == 1;
}

void SurveyStore::save_draft(Connection& connection, std::string_view survey, std::string_view code,
                             const DraftRow& draft) const {
  const Bytes hash = cipher_.hash(HashUse::survey_code, code), sealed = cipher_.seal_for(code, draft.answers);
  run(connection, kSaveDraft, View(hash), survey, draft.version, View(sealed));
}

std::optional<DraftRow> SurveyStore::draft(Connection& connection, std::string_view code) const {
  const Bytes hash = cipher_.hash(HashUse::survey_code, code);
  SQLite::Statement& found = prepared(connection, kDraft, View(hash));
  if (!found.executeStep()) return std::nullopt;
  DraftRow row{found.getColumn(0).getInt(),
               cipher_.open_for(code, blob_of(found.getColumn(1))).value_or("{}")};
  found.reset();
  return row;
}

std::int64_t SurveyStore::drafts(Connection& connection, std::string_view survey) {
  return number_of(prepared(connection, kDrafts, survey));
}

void SurveyStore::add_answer(Connection& connection, const AnswerRow& row) const {
  SQLite::Statement& insert =
      prepared(connection, kAddAnswer, View(row.id), std::string_view(row.survey), row.version,
               contract::kind_name(row.kind), std::string_view(row.stratum), row.day.days,
               std::string_view(row.answers));
  const Bytes texts = row.texts.empty() ? Bytes() : cipher_.seal(row.texts);
  if (texts.empty())
    bind_at(insert, 8, nullptr);
  else
    bind_at(insert, 8, View(texts));
  insert.exec();
  insert.reset();
}

std::vector<AnswerRow> SurveyStore::answers(Connection& connection, std::string_view survey, int version,
                                            contract::AnswerKind kind, bool with_texts,
                                            bool only_released) const {
  std::vector<AnswerRow> answers;
  SQLite::Statement& rows =
      prepared(connection, kAnswers, survey, version, contract::kind_name(kind), only_released ? 1 : 0);
  while (rows.executeStep()) {
    AnswerRow row;
    row.survey = survey;
    row.version = version;
    row.kind = kind;
    row.stratum = rows.getColumn(0).getString();
    row.day = contract::Date{rows.getColumn(1).getInt()};
    row.answers = rows.getColumn(2).getString();
    if (with_texts && !rows.getColumn(3).isNull())
      row.texts = cipher_.open(blob_of(rows.getColumn(3))).value_or("");
    answers.push_back(std::move(row));
  }
  return answers;
}

AnswerCount SurveyStore::count(Connection& connection, std::string_view survey, int version,
                               contract::AnswerKind kind) {
  SQLite::Statement& found = prepared(connection, kCount, survey, version, contract::kind_name(kind));
  AnswerCount count;
  if (found.executeStep()) count = {found.getColumn(0).getInt64(), found.getColumn(1).getInt64()};
  found.reset();
  return count;
}

void SurveyStore::release(Connection& connection, std::string_view survey, int version,
                          contract::AnswerKind kind) {
  run(connection, kRelease, survey, version, contract::kind_name(kind));
}

void SurveyStore::keep_definition(Connection& connection, std::string_view survey, int version,
                                  std::string_view questions) {
  run(connection, kKeepDefinition, survey, version, questions);
}

std::optional<std::string> SurveyStore::definition(Connection& connection, std::string_view survey,
                                                   int version) {
  SQLite::Statement& found = prepared(connection, kDefinition, survey, version);
  std::optional<std::string> questions;
  if (found.executeStep()) questions = found.getColumn(0).getString();
  found.reset();
  return questions;
}

void SurveyStore::reorder(Connection& connection, std::string_view survey) {
  struct Table {
    std::string_view copy, clear, write, drop;
  };
  static constexpr std::array kTables{
      Table{"CREATE TEMP TABLE survey_copy_a AS SELECT * FROM survey_answer WHERE survey = ?1",
            "DELETE FROM survey_answer WHERE survey = ?1",
            "INSERT INTO survey_answer SELECT * FROM survey_copy_a ORDER BY id", "DROP TABLE survey_copy_a"},
      Table{"CREATE TEMP TABLE survey_copy_c AS SELECT * FROM survey_code WHERE survey = ?1 AND used = 1",
            "DELETE FROM survey_code WHERE survey = ?1 AND used = 1",
            "INSERT INTO survey_code SELECT * FROM survey_copy_c ORDER BY hash", "DROP TABLE survey_copy_c"},
      Table{"CREATE TEMP TABLE survey_copy_r AS SELECT * FROM survey_receipt WHERE survey = ?1",
            "DELETE FROM survey_receipt WHERE survey = ?1",
            "INSERT INTO survey_receipt SELECT * FROM survey_copy_r ORDER BY hash",
            "DROP TABLE survey_copy_r"}};
  for (const Table& table : kTables) {
    run(connection, table.copy, survey);
    run(connection, table.clear, survey);
    run(connection, table.write);
    run(connection, table.drop);
  }
}

std::string SurveyStore::salt(std::string_view survey) const {
  return hex(cipher_.hash(HashUse::survey_receipt, "salt/" + std::string(survey)), kSaltDigits);
}

std::string SurveyStore::receipt_hash(std::string_view survey, std::string_view receipt) const {
  const std::string salted = salt(survey) + ":" + std::string(receipt);
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(salted.data()), salted.size());
  return hex(digest, kHashDigits);
}

Bytes SurveyStore::receipt_seed(std::string_view survey, std::string_view key) const {
  return cipher_.hash(HashUse::survey_receipt, "seed/" + std::string(survey) + "/" + std::string(key));
}

void SurveyStore::add_receipt(Connection& connection, std::string_view survey, std::string_view hash,
                              contract::AnswerKind kind) {
  run(connection, kAddReceipt, survey, hash, contract::kind_name(kind));
}

std::optional<contract::AnswerKind> SurveyStore::find_receipt(Connection& connection, std::string_view survey,
                                                              std::string_view hash) {
  SQLite::Statement& found = prepared(connection, kFindReceipt, survey, hash);
  std::optional<contract::AnswerKind> kind;
  if (found.executeStep()) kind = contract::answer_kind_from_name(found.getColumn(0).getString());
  found.reset();
  return kind;
}

int SurveyStore::receipt_count(Connection& connection, std::string_view survey) {
  SQLite::Statement& rows =
      prepared(connection, "SELECT count(*) FROM survey_receipt WHERE survey = ?1", survey);
  const int count = rows.executeStep() ? rows.getColumn(0).getInt() : 0;
  rows.reset();
  return count;
}

std::vector<std::string> SurveyStore::receipts(Connection& connection, std::string_view survey,
                                               contract::AnswerKind kind) {
  std::vector<std::string> hashes;
  SQLite::Statement& rows = prepared(connection, kReceipts, survey, contract::kind_name(kind));
  while (rows.executeStep()) hashes.push_back(rows.getColumn(0).getString());
  return hashes;
}

}  // namespace wufei::storage
