#include "publishing/step_store.hpp"

#include <array>

#include "lib/base/find.hpp"

namespace wufei::storage {
namespace {

constexpr std::array<std::string_view, 5> kStepNames{"saved", "submitted", "returned", "published",
                                                     "withdrawn"};

constexpr Query kAddStep{
    "publishing_step.add",
    "INSERT INTO publishing_step (county, item, sequence, version, at, actor, kind, body)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"};
constexpr Query kLastStep{
    "publishing_step.last",
    "SELECT coalesce(max(sequence), 0) FROM publishing_step WHERE county = ?1 AND item = ?2"};
constexpr Query kSteps{"publishing_step.of",
                       "SELECT version, at, actor, kind, body FROM publishing_step"
                       " WHERE county = ?1 AND item = ?2 ORDER BY sequence"};
constexpr Query kLatest{"publishing_step.latest",
                        "SELECT s.item, s.version, s.at, s.actor, s.kind, s.body, v.body AS saved"
                        " FROM publishing_step s LEFT JOIN publishing_step v ON v.county = s.county"
                        " AND v.item = s.item AND v.version = s.version AND v.kind = 'saved'"
                        " WHERE s.county = ?1 AND s.item LIKE ?2 AND s.sequence ="
                        " (SELECT max(sequence) FROM publishing_step l"
                        " WHERE l.county = s.county AND l.item = s.item)"
                        " ORDER BY s.item"};
constexpr Query kToReview{
    "publishing_step.to_review",
    "SELECT count(*) FROM publishing_step s WHERE s.county = ?1 AND s.item LIKE ?2 AND s.kind = 'submitted'"
    " AND NOT EXISTS (SELECT 1 FROM publishing_step l WHERE l.county = s.county AND l.item = s.item"
    " AND l.sequence > s.sequence)"
    " AND NOT EXISTS (SELECT 1 FROM publishing_step w WHERE w.county = s.county AND w.item = s.item"
    " AND w.kind = 'saved' AND w.actor = ?3 AND w.sequence >"
    " (SELECT coalesce(max(p.sequence), 0) FROM publishing_step p WHERE p.county = s.county"
    " AND p.item = s.item AND p.kind = 'published'))"};
constexpr Query kAllSteps{"publishing_step.all",
                          "SELECT item, version, at, actor, kind, body FROM publishing_step"
                          " ORDER BY county, item, sequence"};

PublishingStep read_step(Columns& columns, const Cipher& cipher) {
  PublishingStep step;
  step.version = columns.number();
  step.at = columns.integer();
  step.actor = columns.text();
  step.kind = columns.named(step_kind_from_name);
  step.body = columns.sealed(cipher).value_or(std::string());
  return step;
}

void check_step(Columns& columns, const Cipher& cipher) {
  columns.text();
  (void)read_step(columns, cipher);
}

}  // namespace

std::string_view step_kind_name(StepKind kind) {
  return kStepNames[static_cast<std::size_t>(kind)];
}

std::optional<StepKind> step_kind_from_name(std::string_view name) {
  return contract::enum_named<StepKind>(kStepNames, name);
}

void StepStore::add(Session& session, std::string_view item, const PublishingStep& step) const {
  const std::int64_t sequence = session.number(kLastStep, county_, item) + 1;
  session.run(kAddStep, county_, item, sequence, step.version, step.at, step.actor, step_kind_name(step.kind),
              cipher_.seal(step.body));
}

std::vector<PublishingStep> StepStore::of(Session& session, std::string_view item) const {
  return session.rows(
      kSteps, [&](Columns& columns) { return read_step(columns, cipher_); }, county_, item);
}

std::vector<LatestStep> StepStore::latest(Session& session, const std::string& prefix) const {
  const auto read = [&](Columns& columns) {
    LatestStep latest;
    latest.item = columns.text();
    latest.step = read_step(columns, cipher_);
    latest.saved = columns.sealed(cipher_).value_or(std::string());
    return latest;
  };
  return session.rows(kLatest, read, county_, prefix + "%");
}

std::size_t StepStore::to_review(Session& session, const std::string& prefix, std::string_view actor) const {
  return static_cast<std::size_t>(session.number(kToReview, county_, prefix + "%", actor));
}

StoreFacts StepStore::facts() {
  return {{&kAddStep, &kLastStep, &kSteps, &kLatest, &kToReview, &kAllSteps},
          {{"", &kAllSteps, check_step}},
          nullptr,
          {{"publishing_step", "body"}}};
}

}  // namespace wufei::storage
