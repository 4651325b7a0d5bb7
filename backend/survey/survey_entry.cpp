// What staff see of a survey's course, and what they write down for those who answered on paper; see
// survey_service.hpp.
#include <numeric>

#include "journal/journal.hpp"
#include "survey/survey_content.hpp"
#include "survey/survey_progress_store.hpp"
#include "survey/survey_service.hpp"

namespace wufei::service {
namespace {

using contract::AnswerKind;
using contract::ErrorCode;
using contract::Rule;
using storage::SurveyProgressStore;
using storage::SurveyStore;

std::string place_of(std::size_t index, std::string_view below) {
  return "/" + std::to_string(index) + std::string(below);
}

contract::Error of_answer(contract::Error error, std::size_t index) {
  for (contract::FieldError& field : error.fields) field.pointer = place_of(index, field.pointer);
  return error;
}

std::int64_t sum_of(const std::map<std::string, std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& one) { return sum + one.second; });
}

}  // namespace

std::int64_t SurveyProgress::issued() const {
  std::int64_t sum = 0;
  for (const AreaProgress& area : areas) sum += area.issued;
  return sum;
}

contract::Result<std::vector<SurveyPtr>> SurveyService::all() {
  std::vector<SurveyPtr> surveys;
  const ContentPtr content = source_.current();
  for (const contract::Survey& survey : content->get<SurveyContent>()) {
    auto one = known(survey.id);
    if (!one) return one.error();
    surveys.push_back(std::move(*one));
  }
  return surveys;
}

contract::Result<SurveyProgress> SurveyService::progress(const contract::Survey& survey) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyProgress> {
    SurveyProgress progress;
    const storage::CodeCount codes = SurveyProgressStore::codes(session, survey.id);
    const auto invited = SurveyProgressStore::answers(session, survey, AnswerKind::invited);
    progress.codes = codes.all;
    progress.used = codes.used;
    progress.invited = sum_of(invited);
    progress.open = sum_of(SurveyProgressStore::answers(session, survey, AnswerKind::open));
    progress.unfinished = SurveyStore::drafts(session, survey.id);
    for (const storage::StratumRow& row : SurveyStore::strata(session, survey.id)) {
      const auto answered = invited.find(row.area);
      progress.areas.push_back(
          {row.area, row.population, row.issued, answered == invited.end() ? 0 : answered->second});
    }
    return progress;
  });
}

contract::Result<EnteredAnswers> SurveyService::enter(const contract::Survey& survey,
                                                      const std::vector<contract::SurveyResponse>& responses,
                                                      std::string_view key, const contract::Actor& actor) {
  if (responses.empty()) return contract::field_error("", Rule::required);
  (void)published(find(survey.id));  // the day's list of receipts stands before these answers have any
  EnteredAnswers entered;
  std::vector<std::string> hashes;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    if (!takes(survey, responses[i].kind))
      return contract::field_error(place_of(i, "/kind"), Rule::survey_kind, 0, ErrorCode::conflict);
    entered.receipts.push_back(receipt_for(survey.id, "desk/" + std::string(key) + place_of(i, "")));
    hashes.push_back(rows_.receipt_hash(survey.id, entered.receipts.back()));
  }
  const storage::AccessEntry entry{clock_.now(), actor, "survey_enter", survey.id,
                                   std::to_string(responses.size())};
  const Journal journal(store_, "survey");
  return store_.writer().run([&](storage::Session& session) -> contract::Result<EnteredAnswers> {
    entered.again = SurveyStore::find_receipt(session, survey.id, hashes.front()).has_value();
    if (entered.again) return entered;
    for (std::size_t i = 0; i < responses.size(); ++i)
      if (auto kept = keep_answer(session, survey, responses[i], hashes[i]); !kept)
        return of_answer(kept.error(), i);
    journal.log.add(session, entry);
    return entered;
  });
}

}  // namespace wufei::service
