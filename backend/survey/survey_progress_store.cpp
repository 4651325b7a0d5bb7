#include "survey/survey_progress_store.hpp"

namespace wufei::storage {
namespace {

constexpr Query kCodeCount{
    "survey_code.progress",
    "SELECT count(*), CAST(coalesce(sum(used), 0) AS bigint) FROM survey_code WHERE survey = ?1"};
constexpr Query kAnswerCount{"survey_answer.progress",
                             "SELECT stratum, count(*) FROM survey_answer WHERE survey = ?1 AND version = ?2"
                             " AND kind = ?3 GROUP BY stratum ORDER BY stratum"};

CodeCount read_code_count(Columns& columns) {
  CodeCount count;
  count.all = columns.integer();
  count.used = columns.integer();
  return count;
}

std::pair<std::string, std::int64_t> read_area_count(Columns& columns) {
  std::string area = columns.text();
  return {std::move(area), columns.integer()};
}

}  // namespace

CodeCount SurveyProgressStore::codes(Session& session, std::string_view survey) {
  return session.row(kCodeCount, read_code_count, survey).value_or(CodeCount{});
}

std::map<std::string, std::int64_t> SurveyProgressStore::answers(Session& session,
                                                                 const contract::Survey& survey,
                                                                 contract::AnswerKind kind) {
  const auto rows =
      session.rows(kAnswerCount, read_area_count, survey.id, survey.version, contract::kind_name(kind));
  return {rows.begin(), rows.end()};
}

StoreFacts SurveyProgressStore::facts() {
  return {{&kCodeCount, &kAnswerCount}, {}};
}

}  // namespace wufei::storage
