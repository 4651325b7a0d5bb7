#include "survey/survey_service.hpp"

#include <algorithm>
#include <array>

#include "lib/base/reference.hpp"
#include "survey/survey_content.hpp"

namespace wufei::service {
namespace {

using contract::AnswerKind;
using contract::ErrorCode;
using contract::Rule;
using contract::SurveyStatus;

constexpr std::int64_t kReleaseStep = 5;       // answers between two public results
constexpr std::int64_t kReleasePercent = 100;  // or one in so many

SurveyStatus status_now(const contract::Survey& survey, const std::string& said, contract::Date today) {
  if (said == "open") return SurveyStatus::open;
  if (said == "closed") return SurveyStatus::closed;
  if (survey.status != SurveyStatus::open) return survey.status;
  if (today < survey.opens) return SurveyStatus::draft;
  return today > survey.closes ? SurveyStatus::closed : SurveyStatus::open;
}

contract::Error refused(const char* pointer, Rule rule, ErrorCode code = ErrorCode::conflict) {
  return contract::field_error(pointer, rule, 0, code);
}

// Closed questions and texts go to columns of their own.
void split(const contract::Survey& survey, const contract::SurveyAnswers& answers, storage::AnswerRow& row) {
  contract::SurveyAnswers closed, texts;
  for (const auto& [id, values] : answers) {
    const contract::SurveyQuestion* question = contract::find_question(survey, id);
    const bool is_text = question && question->kind == contract::QuestionKind::text;
    (is_text ? texts : closed).emplace(id, values);
  }
  row.answers = contract::to_text(contract::answers_to_json(survey, closed));
  if (!texts.empty()) row.texts = contract::to_text(contract::answers_to_json(survey, texts));
}

contract::SurveyAnswers stored_answers(const contract::Survey& survey, const std::string& text) {
  std::vector<contract::FieldError> ignored;
  const auto json = contract::parse_json(text);
  return json ? contract::read_answers(survey, *json, "", ignored) : contract::SurveyAnswers();
}

bool is_due(const storage::AnswerCount& count) {
  return count.all - count.released >= std::max(kReleaseStep, count.released / kReleasePercent);
}

// What the survey asks, for comparing: everything that gives an answer its meaning.
std::string questions_text(const contract::Survey& survey) {
  return contract::to_text(contract::survey_to_json(survey)["questions"]);
}

// The code's row when it may still answer.
contract::Result<storage::CodeRow> usable_code(const storage::SurveyStore& store, storage::Session& session,
                                               const std::string& survey, const std::string& code) {
  const auto row = store.find_code(session, survey, code);
  if (!row) return refused("/code", Rule::survey_code_unknown, ErrorCode::invalid);
  if (row->used) return refused("/code", Rule::survey_code_used);
  return *row;
}

}  // namespace

SurveyService::SurveyService(storage::Store& store, ContentSource& source, Clock& clock, IdSource& ids)
    : store_(store), rows_(store.cipher()), source_(source), clock_(clock), ids_(ids) {}
SurveyService::~SurveyService() = default;

contract::Result<contract::Surveys> SurveyService::list() {
  const ContentPtr content = source_.current();
  const contract::Date today = contract::china_date(clock_.now());
  const auto said = store_.readers().run(
      [](storage::Session& session) -> contract::Result<std::map<std::string, std::string>> {
        return storage::SurveyStore::statuses(session);
      });
  if (!said) return said.error();
  contract::Surveys surveys;
  for (contract::Survey survey : content->get<SurveyContent>()) {
    const auto found = said->find(survey.id);
    survey.status = status_now(survey, found == said->end() ? std::string() : found->second, today);
    if (survey.status != SurveyStatus::draft) surveys.push_back(std::move(survey));
  }
  return surveys;
}

contract::Result<contract::Survey> SurveyService::find(std::string_view id) {
  return known(id, false);
}

contract::Result<contract::Survey> SurveyService::known(std::string_view id, bool with_drafts) {
  auto surveys = list();
  if (!surveys) return surveys.error();
  if (const contract::Survey* found = contract::find_survey(*surveys, id)) return *found;
  const ContentPtr content = source_.current();
  if (const contract::Survey* draft = contract::find_survey(content->get<SurveyContent>(), id);
      draft && with_drafts)
    return *draft;
  return contract::make_error(ErrorCode::not_found, "no such survey");
}

// Nine symbols of a reference, the last of which checks the others.
std::string SurveyService::new_symbols() {
  std::array<std::uint8_t, 8> symbols{};
  for (std::uint8_t& symbol : symbols) {
    do ids_.fill({&symbol, 1});
    while (symbol >= 248);  // 8 * 31: every symbol is equally likely
    symbol = static_cast<std::uint8_t>(symbol % 31);
  }
  return contract::make_reference(symbols);
}

std::string SurveyService::receipt_for(std::string_view survey, std::string_view key) {
  if (key.empty()) return contract::receipt_from_reference(new_symbols());
  const storage::Bytes seed = rows_.receipt_seed(survey, key);
  std::array<std::uint8_t, 8> symbols{};
  for (std::size_t i = 0; i < symbols.size(); ++i)
    symbols[i] = static_cast<std::uint8_t>((seed[2 * i] * 256U + seed[2 * i + 1]) % 31);
  return contract::receipt_from_reference(contract::make_reference(symbols));
}

contract::Result<SurveySubmission> SurveyService::submit(std::string_view id, const contract::Json& body,
                                                         std::string_view key) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  if (survey->status != SurveyStatus::open) return refused("", Rule::survey_closed);
  const auto response = contract::parse_survey_response(*survey, body);
  if (!response) return response.error();
  const bool invited = response->kind == AnswerKind::invited;
  if (invited ? !survey->takes_invited : !survey->takes_open) return refused("/kind", Rule::survey_kind);
  const storage::SurveyStore& store = rows_;
  if (!response->complete)
    return store_.writer().run([&](storage::Session& session) -> contract::Result<SurveySubmission> {
      if (!invited) return storage::SurveyStore::count_start(session, survey->id), SurveySubmission();
      if (auto code = usable_code(store, session, survey->id, response->code); !code) return code.error();
      const std::string text = contract::to_text(contract::answers_to_json(*survey, response->answers));
      store.save_draft(session, survey->id, response->code, {survey->version, text});
      return SurveySubmission();
    });
  storage::AnswerRow row;
  ids_.fill(row.id);
  row.survey = survey->id;
  row.version = survey->version;
  row.kind = response->kind;
  row.day = contract::china_date(clock_.now());
  split(*survey, response->answers, row);
  // Another answer under a key that was used before is another answer: it gets a receipt of its own, nothing
  // is lost.
  const std::string receipt = receipt_for(
      survey->id, key.empty() ? std::string() : std::string(key) + "\n" + contract::to_text(body));
  const std::string hash = store.receipt_hash(survey->id, receipt);
  return store_.writer().run([&](storage::Session& session) -> contract::Result<SurveySubmission> {
    if (!key.empty() && storage::SurveyStore::find_receipt(session, survey->id, hash))
      return SurveySubmission{receipt};
    if (invited) {
      auto code = usable_code(store, session, survey->id, response->code);
      if (!code) return code.error();
      row.stratum = code->area;
      store.use_code(session, response->code);
    }
    store.add_answer(session, row);
    if (!storage::SurveyStore::definition(session, survey->id, survey->version))
      storage::SurveyStore::keep_definition(session, survey->id, survey->version, questions_text(*survey));
    storage::SurveyStore::add_receipt(session, survey->id, hash, row.kind);
    return SurveySubmission{receipt};
  });
}

contract::Result<SurveyDraft> SurveyService::resume(std::string_view id, std::string_view typed) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  if (survey->status != SurveyStatus::open) return refused("", Rule::survey_closed);
  const auto code = contract::normalised_survey_code(typed);
  if (!code) return refused("/code", Rule::survey_code_unknown, ErrorCode::invalid);
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyDraft> {
    if (auto row = usable_code(rows_, session, survey->id, *code); !row) return row.error();
    SurveyDraft draft{survey->version, {}};
    const auto stored = rows_.draft(session, *code);
    if (stored && stored->version == survey->version)
      draft.answers = stored_answers(*survey, stored->answers);
    return draft;
  });
}

contract::Result<SurveyResults> SurveyService::count_all(const contract::Survey& survey, bool only_released) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyResults> {
    std::vector<PlanStratum> plan;
    for (const storage::StratumRow& row : storage::SurveyStore::strata(session, survey.id))
      plan.push_back({row.area, row.population, row.issued});
    const auto count = [&](AnswerKind kind, std::int64_t begun) {
      std::vector<CountedAnswer> answers;
      std::optional<contract::Date> first, last;
      for (storage::AnswerRow& row :
           rows_.answers(session, survey.id, survey.version, kind, false, only_released)) {
        first = first ? std::min(*first, row.day) : row.day;
        last = last ? std::max(*last, row.day) : row.day;
        answers.push_back({std::move(row.stratum), stored_answers(survey, row.answers)});
      }
      const auto completed = static_cast<std::int64_t>(answers.size());
      const bool invited = kind == AnswerKind::invited;
      KindResult result = tabulate(survey, kind, answers, plan,
                                   invited ? begun : std::max<std::int64_t>(0, begun - completed));
      result.first_day = first;
      result.last_day = last;
      if (only_released) coarsen(result);
      return result;
    };
    return SurveyResults{survey, contract::china_date(clock_.now()),
                         count(AnswerKind::invited, storage::SurveyStore::drafts(session, survey.id)),
                         count(AnswerKind::open, storage::SurveyStore::starts(session, survey.id))};
  });
}

contract::Result<SurveyService::Counts> SurveyService::release_due(const contract::Survey& survey) {
  const auto count = [&](storage::Session& session, AnswerKind kind) {
    return storage::SurveyStore::count(session, survey.id, survey.version, kind);
  };
  using Both = std::array<storage::AnswerCount, 2>;
  auto both = store_.readers().run([&](storage::Session& session) -> contract::Result<Both> {
    return Both{count(session, AnswerKind::invited), count(session, AnswerKind::open)};
  });
  if (!both) return both.error();
  if (!is_due((*both)[0]) && !is_due((*both)[1])) return Counts{(*both)[0].released, (*both)[1].released};
  return store_.writer().run([&](storage::Session& session) -> contract::Result<Counts> {
    const auto release = [&](AnswerKind kind) {
      const storage::AnswerCount now = count(session, kind);
      if (!is_due(now)) return now.released;
      storage::SurveyStore::release(session, survey.id, survey.version, kind);
      return now.all;
    };
    const std::int64_t invited = release(AnswerKind::invited);
    return Counts{invited, release(AnswerKind::open)};
  });
}

contract::Result<SurveyResults> SurveyService::results(std::string_view id) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  const std::lock_guard lock(mutex_);
  const auto counts = release_due(*survey);
  if (!counts) return counts.error();
  const auto found = released_.find(id);
  if (found != released_.end() && found->second.counts == *counts) {
    SurveyResults results = found->second.results;
    const bool same = results.survey.version == survey->version && results.survey.title == survey->title;
    results.survey = *survey;
    if (same) return results;
  }
  auto fresh = count_all(*survey, true);
  if (!fresh) return fresh.error();
  released_.insert_or_assign(std::string(id), Released{*fresh, *counts});
  changed_ = true;
  return fresh;
}

contract::Status SurveyService::fits_answers(const ContentSet& content) {
  return store_.readers().run([&](storage::Session& session) -> contract::Status {
    for (const contract::Survey& survey : content.get<SurveyContent>()) {
      const auto asked = storage::SurveyStore::definition(session, survey.id, survey.version);
      if (asked && *asked != questions_text(survey))
        return contract::make_error(
            ErrorCode::invalid, "surveys/" + survey.id + ".json: version " + std::to_string(survey.version) +
                                    " has answers to other questions; give the new ones a new version");
    }
    return contract::ok();
  });
}

contract::Result<SurveyReceipts> SurveyService::receipts(std::string_view id) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyReceipts> {
    return SurveyReceipts{rows_.salt(survey->id),
                          storage::SurveyStore::receipts(session, survey->id, AnswerKind::invited),
                          storage::SurveyStore::receipts(session, survey->id, AnswerKind::open)};
  });
}

contract::Result<int> SurveyService::receipt_count(std::string_view id) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  return store_.readers().run([&](storage::Session& session) -> contract::Result<int> {
    return storage::SurveyStore::receipt_count(session, survey->id);
  });
}

contract::Result<AnswerKind> SurveyService::check_receipt(std::string_view id, std::string_view typed) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  const auto receipt = contract::normalised_survey_receipt(typed);
  if (!receipt) return refused("/receipt", Rule::reference_format, ErrorCode::invalid);
  return store_.readers().run([&](storage::Session& session) -> contract::Result<AnswerKind> {
    const std::string hash = rows_.receipt_hash(survey->id, *receipt);
    if (const auto kind = storage::SurveyStore::find_receipt(session, survey->id, hash)) return *kind;
    return contract::make_error(ErrorCode::not_found, "no such receipt");
  });
}

bool SurveyService::take_changes() {
  const auto surveys = list();
  if (!surveys) return false;
  std::string statuses;
  for (const contract::Survey& survey : *surveys) {
    statuses += survey.id + " " + std::string(contract::status_name(survey.status)) + "\n";
    (void)results(survey.id);
  }
  const bool other = statuses != seen_;
  seen_ = std::move(statuses);
  return changed_.exchange(false) || other;
}

}  // namespace wufei::service
