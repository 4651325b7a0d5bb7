// What the county does with a survey; see survey_service.hpp.
#include "survey/survey_service.hpp"

#include <set>

#include "county/county_content.hpp"
#include "journal/journal.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using contract::Rule;

constexpr std::string_view kSubject = "survey";
constexpr std::int64_t kMostPeople = 100'000'000;
constexpr std::int64_t kMostCodes = 100'000;  // of one plan

contract::Status check_plan(const std::vector<PlanRow>& plan, const contract::Areas& areas) {
  std::vector<contract::FieldError> errors;
  std::set<std::string> seen;
  std::int64_t total = 0;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const std::string at = "/" + std::to_string(i);
    const PlanRow& row = plan[i];
    if (!contract::find_area(areas, row.area) || !seen.insert(row.area).second)
      errors.push_back({at + "/area", Rule::unknown_area, 0});
    if (row.population < 1 || row.population > kMostPeople)
      errors.push_back({at + "/population", Rule::not_a_number, 0});
    // Fewer codes in an area would let the area alone say whose answer it is.
    if (row.sample < kSmallestStratum || row.sample > std::min(row.population, kMostCodes - total))
      errors.push_back({at + "/sample", Rule::quantity_range, std::min(row.population, kMostCodes - total)});
    total += std::max<std::int64_t>(0, std::min(row.sample, kMostCodes));
  }
  if (plan.empty()) errors.push_back({"", Rule::required, 0});
  if (errors.empty()) return contract::ok();
  return contract::Error{ErrorCode::invalid, "sampling plan", std::move(errors), 0};
}

}  // namespace

contract::Result<SurveyResults> SurveyService::exact_results(std::string_view id) {
  const auto survey = known(id);
  if (!survey) return survey.error();
  return count_all(**survey, storage::SurveyStore::Which::all);
}

contract::Status SurveyService::set_open(std::string_view id, bool open, const contract::Actor& actor) {
  if (const auto survey = known(id); !survey) return survey.error();
  const storage::AccessEntry entry{clock_.now(), actor, open ? "survey_open" : "survey_close",
                                   std::string(id)};
  return Journal(store_, kSubject).on_record(entry, [&](storage::Session& session) -> contract::Status {
    storage::SurveyStore::set_status(session, id, open ? "open" : "closed");
    if (!open) storage::SurveyStore::reorder(session, id);
    return contract::ok();
  });
}

contract::Result<std::vector<IssuedCode>> SurveyService::make_codes(std::string_view id,
                                                                    const std::vector<PlanRow>& plan,
                                                                    const contract::Actor& actor,
                                                                    const KeepCodes& keep) {
  const auto survey = known(id);
  if (!survey) return survey.error();
  if (!(*survey)->takes_invited || (*survey)->after_pickup)
    return contract::field_error("", Rule::survey_kind, 0, ErrorCode::conflict);
  if (auto sound = check_plan(plan, source_.current()->get<CountyContent>().areas); !sound)
    return sound.error();
  std::set<std::string> drawn;
  std::vector<IssuedCode> issued;
  for (const PlanRow& row : plan)
    for (std::int64_t i = 0; i < row.sample;)
      if (const auto [code, fresh] = drawn.insert(contract::code_from_reference(new_reference())); fresh) {
        issued.push_back({row.area, *code});
        ++i;
      }
  if (keep)
    if (auto kept = keep(issued); !kept) return kept.error();
  const storage::AccessEntry entry{clock_.now(), actor, "survey_codes", std::string(id),
                                   std::to_string(issued.size())};
  using Codes = std::vector<IssuedCode>;
  return Journal(store_, kSubject)
      .on_record(entry, [&](storage::Session& session) -> contract::Result<Codes> {
        for (const PlanRow& row : plan)
          storage::SurveyStore::add_stratum(session, id, {row.area, row.population, row.sample});
        for (const IssuedCode& made : issued)
          if (!rows_.add_code(session, id, made.code, made.area))
            return contract::make_error(ErrorCode::unavailable, "a code is taken: make them again");
        return issued;
      });
}

contract::Result<std::vector<SurveyText>> SurveyService::texts(std::string_view id,
                                                               const contract::Actor& actor) {
  using Texts = std::vector<SurveyText>;
  const auto survey = known(id);
  if (!survey) return survey.error();
  const storage::AccessEntry entry{clock_.now(), actor, "survey_texts", std::string(id)};
  return Journal(store_, kSubject)
      .look_on_record(entry, [&](storage::Session& session) -> contract::Result<Texts> {
        Texts texts;
        for (const contract::AnswerKind kind : {contract::AnswerKind::invited, contract::AnswerKind::open})
          for (const contract::SurveyAnswers& answers : rows_.texts(session, **survey, kind))
            for (const auto& [question, values] : answers) texts.push_back({kind, question, values.front()});
        return texts;
      });
}

}  // namespace wufei::service
