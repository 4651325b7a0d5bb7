#include "survey/survey_service.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "survey/survey_content.hpp"

namespace wufei::service {
namespace {

using contract::AnswerKind;
using contract::ErrorCode;
using contract::Rule;
using contract::SurveyStatus;

using storage::SurveyStore;
using Which = storage::SurveyStore::Which;

constexpr std::int64_t kReleaseStep = 5;       // answers between two public results
constexpr std::int64_t kReleasePercent = 100;  // or one in so many

SurveyStatus status_now(const contract::Survey& survey, const std::string& said, contract::Date today) {
  if (said == "open") return SurveyStatus::open;
  if (said == "closed") return SurveyStatus::closed;
  if (survey.status != SurveyStatus::open) return survey.status;
  if (today < survey.opens) return SurveyStatus::draft;
  return today > survey.closes ? SurveyStatus::closed : SurveyStatus::open;
}

bool is_due(const storage::AnswerCount& count) {
  return count.waiting >= std::max(kReleaseStep, count.released / kReleasePercent);
}

// A reference of the symbols that `seed` gives.
std::string reference_of(const storage::Bytes& seed) {
  std::array<std::uint8_t, 8> symbols{};
  for (std::size_t i = 0; i < symbols.size(); ++i)
    symbols[i] = static_cast<std::uint8_t>((seed[2 * i] * 256U + seed[2 * i + 1]) % 31);
  return contract::make_reference(symbols, contract::kPickupPrefix);
}

contract::Error refused(const char* pointer, Rule rule, ErrorCode code = ErrorCode::conflict) {
  return contract::field_error(pointer, rule, 0, code);
}

// What the survey asks, for comparing: everything that gives an answer its meaning.
std::string questions_text(const contract::Survey& survey) {
  return contract::to_text(contract::survey_to_json(survey)["questions"]);
}

void keep_definition(storage::Session& session, const contract::Survey& survey) {
  if (!SurveyStore::definition(session, survey.id, survey.version))
    SurveyStore::keep_definition(session, survey.id, survey.version, questions_text(survey));
}

// The code's row when it may still answer.
contract::Result<storage::CodeRow> usable_code(const SurveyStore& store, storage::Session& session,
                                               const std::string& survey, const std::string& code) {
  const auto row = store.find_code(session, survey, code);
  if (!row) return refused("/code", Rule::survey_code_unknown, ErrorCode::invalid);
  if (row->used) return refused("/code", Rule::survey_code_used);
  return *row;
}

}  // namespace

bool takes(const contract::Survey& survey, AnswerKind kind) {
  return kind == AnswerKind::invited ? survey.takes_invited : survey.takes_open;
}

struct SurveyService::InForce {
  ContentPtr content;
  contract::Date today;
  std::map<std::string, std::string> said;
  contract::Surveys shown, drafts;
};

SurveyService::SurveyService(storage::Store& store, ContentSource& source, Clock& clock, IdSource& ids)
    : store_(store), rows_(store.cipher()), source_(source), clock_(clock), ids_(ids) {}
SurveyService::~SurveyService() = default;

contract::Result<std::shared_ptr<const SurveyService::InForce>> SurveyService::in_force() {
  InForce now{source_.current(), contract::china_date(clock_.now()), {}, {}, {}};
  const auto said = store_.readers().run(
      [](storage::Session& session) -> contract::Result<std::map<std::string, std::string>> {
        return SurveyStore::statuses(session);
      });
  if (!said) return said.error();
  now.said = *said;
  const std::lock_guard lock(mutex_);
  if (in_force_ && in_force_->content == now.content && in_force_->today == now.today &&
      in_force_->said == now.said)
    return in_force_;
  for (contract::Survey survey : now.content->get<SurveyContent>()) {
    const auto found = now.said.find(survey.id);
    survey.status = status_now(survey, found == now.said.end() ? std::string() : found->second, now.today);
    (survey.status == SurveyStatus::draft ? now.drafts : now.shown).push_back(std::move(survey));
  }
  return in_force_ = std::make_shared<const InForce>(std::move(now));
}

contract::Result<SurveysPtr> SurveyService::list() {
  const auto now = in_force();
  if (!now) return now.error();
  return SurveysPtr(*now, &(*now)->shown);
}

contract::Result<SurveyPtr> SurveyService::find(std::string_view id) {
  const auto surveys = list();
  if (!surveys) return surveys.error();
  if (const contract::Survey* found = contract::find_survey(**surveys, id)) return SurveyPtr(*surveys, found);
  return contract::make_error(ErrorCode::not_found, "no such survey");
}

contract::Result<SurveyPtr> SurveyService::find_open(std::string_view id) {
  auto survey = find(id);
  if (survey && (*survey)->status != SurveyStatus::open) return refused("", Rule::survey_closed);
  return survey;
}

SurveyPtr SurveyService::last_found(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const contract::Survey* found = in_force_ ? contract::find_survey(in_force_->shown, id) : nullptr;
  return found ? SurveyPtr(in_force_, found) : nullptr;
}

contract::Result<SurveyPtr> SurveyService::known(std::string_view id) {
  const auto now = in_force();
  if (!now) return now.error();
  for (const contract::Surveys* surveys : {&(*now)->shown, &(*now)->drafts})
    if (const contract::Survey* found = contract::find_survey(*surveys, id)) return SurveyPtr(*now, found);
  return contract::make_error(ErrorCode::not_found, "no such survey");
}

std::string SurveyService::new_reference() {
  return contract::make_reference(random_symbols<8>(ids_), contract::kPickupPrefix);
}

std::string SurveyService::receipt_for(std::string_view survey, std::string_view key) {
  return contract::receipt_from_reference(key.empty() ? new_reference()
                                                      : reference_of(rows_.receipt_seed(survey, key)));
}

contract::Status SurveyService::save_progress(const contract::Survey& survey,
                                              const contract::SurveyResponse& response) {
  if (survey.after_pickup) return contract::ok();
  return store_.writer().run([&](storage::Session& session) -> contract::Status {
    if (response.kind == AnswerKind::open)
      return SurveyStore::count_start(session, survey.id), contract::ok();
    if (auto code = usable_code(rows_, session, survey.id, response.code); !code) return code.error();
    rows_.save_draft(session, survey, response.code, response.answers);
    keep_definition(session, survey);
    return contract::ok();
  });
}

contract::Result<SurveySubmission> SurveyService::submit(const contract::Survey& survey,
                                                         const contract::SurveyResponse& response,
                                                         std::string_view key) {
  if (!takes(survey, response.kind)) return refused("/kind", Rule::survey_kind);
  if (!response.complete) {
    if (auto saved = save_progress(survey, response); !saved) return saved.error();
    return SurveySubmission();
  }
  (void)published(find(survey.id));  // the day's list of receipts stands before this answer has one
  // Another answer under a key that was used before is another answer: it gets a receipt of its own, nothing
  // is lost.
  const std::string said = contract::to_text(contract::survey_response_to_json(survey, response));
  const std::string receipt =
      receipt_for(survey.id, key.empty() ? std::string() : std::string(key) + "\n" + said);
  const std::string hash = rows_.receipt_hash(survey.id, receipt);
  return store_.writer().run([&](storage::Session& session) -> contract::Result<SurveySubmission> {
    if (!key.empty() && SurveyStore::find_receipt(session, survey.id, hash)) return SurveySubmission{receipt};
    if (auto kept = keep_answer(session, survey, response, hash); !kept) return kept.error();
    return SurveySubmission{receipt};
  });
}

contract::Status SurveyService::keep_answer(storage::Session& session, const contract::Survey& survey,
                                            const contract::SurveyResponse& response,
                                            const std::string& receipt_hash) {
  storage::AnswerId id{};
  ids_.fill(id);
  storage::AnswerRow row{{}, contract::china_date(clock_.now()), response.answers};
  if (response.kind == AnswerKind::invited) {
    auto code = usable_code(rows_, session, survey.id, response.code);
    if (!code) return code.error();
    row.stratum = code->area;
    rows_.use_code(session, response.code);
  }
  rows_.add_answer(session, survey, response.kind, id, row);
  keep_definition(session, survey);
  SurveyStore::add_receipt(session, survey.id, receipt_hash, response.kind);
  return contract::ok();
}

contract::Result<std::vector<std::optional<Rule>>> SurveyService::code_faults(
    const contract::Survey& survey, const std::vector<std::string>& codes) {
  using Faults = std::vector<std::optional<Rule>>;
  return store_.readers().run([&](storage::Session& session) -> contract::Result<Faults> {
    Faults faults;
    for (const std::string& code : codes) {
      const auto row = usable_code(rows_, session, survey.id, code);
      faults.push_back(row ? std::nullopt : std::optional(row.error().fields.front().rule));
    }
    return faults;
  });
}

contract::Result<SurveyDraft> SurveyService::resume(std::string_view id, std::string_view typed) {
  const auto found = find_open(id);
  if (!found) return found.error();
  const contract::Survey& survey = **found;
  const auto code = contract::normalised_survey_code(typed);
  if (!code) return refused("/code", Rule::survey_code_unknown, ErrorCode::invalid);
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyDraft> {
    if (auto row = usable_code(rows_, session, survey.id, *code); !row) return row.error();
    return SurveyDraft{*found, rows_.draft(session, survey, *code)};
  });
}

contract::Result<SurveyInvitation> SurveyService::invite(const contract::Pickup& booking) {
  const auto surveys = list();
  if (!surveys) return surveys.error();
  const auto survey = std::find_if((*surveys)->begin(), (*surveys)->end(), [](const auto& one) {
    return one.after_pickup && one.status == SurveyStatus::open;
  });
  if (survey == (*surveys)->end()) return contract::make_error(ErrorCode::not_found, "no survey asks");
  if (!contract::is_collected(booking.status))
    return contract::make_error(ErrorCode::conflict, "the booking is not completed");
  const SurveyInvitation invitation{
      survey->id,
      contract::code_from_reference(reference_of(rows_.invitation_seed(survey->id, booking.reference)))};
  return store_.writer().run([&](storage::Session& session) -> contract::Result<SurveyInvitation> {
    if (rows_.add_code(session, survey->id, invitation.code, {})) return invitation;
    if (auto row = usable_code(rows_, session, survey->id, invitation.code); !row) return row.error();
    return invitation;
  });
}

contract::Result<SurveyResults> SurveyService::count_all(const contract::Survey& survey, Which which) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyResults> {
    std::vector<PlanStratum> plan;
    for (const storage::StratumRow& row : SurveyStore::strata(session, survey.id))
      plan.push_back({row.area, row.population, row.issued});
    const auto count = [&](AnswerKind kind, std::int64_t begun) {
      std::vector<CountedAnswer> answers;
      std::optional<contract::Date> first, last;
      for (storage::AnswerRow& row : SurveyStore::answers(session, survey, kind, which)) {
        first = first ? std::min(*first, row.day) : row.day;
        last = last ? std::max(*last, row.day) : row.day;
        answers.push_back({std::move(row.stratum), std::move(row.answers)});
      }
      const auto completed = static_cast<std::int64_t>(answers.size());
      const bool invited = kind == AnswerKind::invited;
      KindResult result = tabulate(survey, kind, answers, plan,
                                   invited ? begun : std::max<std::int64_t>(0, begun - completed));
      result.first_day = first;
      result.last_day = last;
      if (which == Which::released) coarsen(result);
      return result;
    };
    return SurveyResults{survey, contract::china_date(clock_.now()),
                         count(AnswerKind::invited, SurveyStore::drafts(session, survey.id)),
                         count(AnswerKind::open, SurveyStore::starts(session, survey.id))};
  });
}

contract::Status SurveyService::release_due(const contract::Survey& survey) {
  const bool closed = survey.status == SurveyStatus::closed;
  const contract::Date until = contract::add_days(contract::china_date(clock_.now()), closed ? 1 : 0);
  std::vector<AnswerKind> due;
  const auto look = [&](storage::Session& session) -> contract::Status {
    due.clear();
    for (const AnswerKind kind : {AnswerKind::invited, AnswerKind::open})
      if (is_due(SurveyStore::count(session, survey, kind, until))) due.push_back(kind);
    return contract::ok();
  };
  if (auto looked = store_.readers().run(look); !looked || due.empty()) return looked;
  return store_.writer().run([&](storage::Session& session) -> contract::Status {
    (void)look(session);
    for (const AnswerKind kind : due) SurveyStore::release(session, survey, kind, until);
    return contract::ok();
  });
}

contract::Result<SurveyReceipts> SurveyService::read_receipts(const contract::Survey& survey) {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<SurveyReceipts> {
    return SurveyReceipts{rows_.salt(survey.id),
                          SurveyStore::receipts(session, survey.id, AnswerKind::invited),
                          SurveyStore::receipts(session, survey.id, AnswerKind::open)};
  });
}

// Made once for each state of the survey; two callers may make it at the same time, none waits for another.
contract::Result<SurveyService::Published> SurveyService::published(
    const contract::Result<SurveyPtr>& survey) {
  if (!survey) return survey.error();
  const std::string& id = (*survey)->id;
  const contract::Date today = contract::china_date(clock_.now());
  std::shared_ptr<const SurveyReceipts> listed;  // the list of a day stays, whatever else changes on it
  {
    const std::lock_guard lock(mutex_);
    const auto found = published_.find(id);
    if (found != published_.end() && found->second.survey == *survey) return found->second;
    if (found != published_.end() && found->second.day == today && (*survey)->status != SurveyStatus::closed)
      listed = found->second.receipts;
  }
  if (auto released = release_due(**survey); !released) return released.error();
  auto results = count_all(**survey, Which::released);
  if (!results) return results.error();
  if (!listed) {
    auto receipts = read_receipts(**survey);
    if (!receipts) return receipts.error();
    listed = std::make_shared<const SurveyReceipts>(std::move(*receipts));
  }
  Published fresh{*survey, std::make_shared<const SurveyResults>(std::move(*results)), std::move(listed),
                  today};
  const std::lock_guard lock(mutex_);
  return published_.insert_or_assign(id, std::move(fresh)).first->second;
}

contract::Result<std::shared_ptr<const SurveyResults>> SurveyService::results(std::string_view id) {
  const auto shown = published(find(id));
  if (!shown) return shown.error();
  return shown->results;
}

contract::Result<std::shared_ptr<const SurveyReceipts>> SurveyService::receipts(std::string_view id) {
  const auto shown = published(find(id));
  if (!shown) return shown.error();
  return shown->receipts;
}

contract::Status SurveyService::fits_answers(const ContentSet& content) {
  return store_.readers().run([&](storage::Session& session) -> contract::Status {
    for (const contract::Survey& survey : content.get<SurveyContent>()) {
      const auto asked = SurveyStore::definition(session, survey.id, survey.version);
      if (asked && *asked != questions_text(survey))
        return contract::make_error(
            ErrorCode::invalid, "surveys/" + survey.id + ".json: version " + std::to_string(survey.version) +
                                    " has answers to other questions; give the new ones a new version");
    }
    return contract::ok();
  });
}

contract::Result<AnswerKind> SurveyService::check_receipt(std::string_view id, std::string_view typed) {
  const auto survey = find(id);
  if (!survey) return survey.error();
  const auto receipt = contract::normalised_survey_receipt(typed);
  if (!receipt) return refused("/receipt", Rule::reference_format, ErrorCode::invalid);
  return store_.readers().run([&](storage::Session& session) -> contract::Result<AnswerKind> {
    const std::string hash = rows_.receipt_hash((*survey)->id, *receipt);
    if (const auto kind = SurveyStore::find_receipt(session, (*survey)->id, hash)) return *kind;
    return contract::make_error(ErrorCode::not_found, "no such receipt");
  });
}

contract::Status SurveyService::reorder_answers() {
  const auto surveys = list();
  if (!surveys) return surveys.error();
  for (const contract::Survey& survey : **surveys) {
    const bool open = survey.status == SurveyStatus::open;
    if (!open && reordered_.contains(survey.id)) continue;
    const auto done = store_.writer().run([&](storage::Session& session) {
      SurveyStore::reorder(session, survey.id);
      return contract::ok();
    });
    if (!done) return done;
    if (open)
      reordered_.erase(survey.id);
    else
      reordered_.insert(survey.id);
  }
  return contract::ok();
}

contract::Status SurveyService::take_changes(const std::function<void()>& changed) {
  const auto surveys = list();
  if (!surveys) return surveys.error();
  contract::Status outcome = contract::ok();
  for (const contract::Survey& survey : **surveys)
    if (const auto made = published(SurveyPtr(*surveys, &survey)); !made && outcome) outcome = made.error();
  const bool news = [&] {
    const std::lock_guard lock(mutex_);
    return std::exchange(seen_, *surveys) != *surveys;
  }();
  if (news) changed();
  return outcome;
}

}  // namespace wufei::service
