#include "publishing/publishing_service.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using contract::ErrorCode;
using storage::PublishingStep;
using storage::StepKind;

contract::Error overtaken() {
  return contract::make_error(ErrorCode::precondition, "another version or step came before");
}

contract::Status reviewed(const Manuscript& manuscript, int version, const contract::Actor& actor) {
  if (!manuscript.in_review() || manuscript.version() != version) return overtaken();
  if (manuscript.wrote(contract::actor_text(actor)))
    return contract::make_error(ErrorCode::forbidden, "who wrote it may not publish it");
  return contract::ok();
}

std::string action_of(StepKind kind) {
  return "content_" + std::string(storage::step_kind_name(kind));
}

std::string version_words(int version) {
  return "version " + std::to_string(version);
}

}  // namespace

int Manuscript::version() const {
  int latest = 0;
  for (const PublishingStep& step : steps) latest = std::max(latest, step.version);
  return latest;
}

const PublishingStep* Manuscript::saved(int version) const {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const PublishingStep& step) {
    return step.kind == StepKind::saved && step.version == version;
  });
  return found == steps.end() ? nullptr : &*found;
}

bool Manuscript::in_review() const {
  return !steps.empty() && steps.back().kind == StepKind::submitted;
}

bool Manuscript::is_open() const {
  return !steps.empty() && steps.back().kind != StepKind::published &&
         steps.back().kind != StepKind::withdrawn;
}

bool Manuscript::is_unfinished() const {
  return !steps.empty() && steps.back().kind != StepKind::published;
}

bool Manuscript::wrote(std::string_view actor) const {
  for (auto step = steps.rbegin(); step != steps.rend() && step->kind != StepKind::published; ++step)
    if (step->kind == StepKind::saved && step->actor == actor) return true;
  return false;
}

Manuscript PublishingService::read(storage::Session& session, const std::string& item) const {
  return {item, steps_.of(session, item)};
}

contract::Result<Manuscript> PublishingService::find(const std::string& item) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<Manuscript> { return read(session, item); });
}

contract::Result<std::vector<storage::LatestStep>> PublishingService::list(const std::string& prefix) {
  return journal_.store.readers().run(
      [&](storage::Session& session) -> contract::Result<std::vector<storage::LatestStep>> {
        return steps_.latest(session, prefix);
      });
}

contract::Result<std::size_t> PublishingService::to_review(const std::string& prefix,
                                                           const contract::Actor& actor) {
  return journal_.store.readers().run([&](storage::Session& session) -> contract::Result<std::size_t> {
    return steps_.to_review(session, prefix, contract::actor_text(actor));
  });
}

contract::Result<int> PublishingService::save(const std::string& item, int seen, const std::string& body,
                                              const contract::Actor& actor) {
  const auto before = find(item);
  if (!before) return before.error();
  const PublishingStep* last = before->saved(before->version());
  const bool taken_back = last != nullptr && before->steps.back().kind == StepKind::withdrawn;
  if (last != nullptr && last->body == body && !taken_back) return last->version;
  if (before->version() != seen) return overtaken();
  const PublishingStep fresh{seen + 1, clock_.now(), contract::actor_text(actor), StepKind::saved, body};
  const auto unchanged = [&](const Manuscript& now) -> contract::Status {
    return now.version() == seen ? contract::ok() : contract::Status(overtaken());
  };
  if (auto done = step(item, fresh, unchanged, actor); !done) return done.error();
  return fresh.version;
}

template <class Allowed>
contract::Status PublishingService::step(const std::string& item, PublishingStep step, const Allowed& allowed,
                                         const contract::Actor& actor) {
  const storage::AccessEntry entry{step.at, actor, action_of(step.kind), item, version_words(step.version)};
  return journal_.on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (auto may = allowed(read(session, item)); !may) return may;
    steps_.add(session, item, step);
    return contract::ok();
  });
}

contract::Status PublishingService::submit(const std::string& item, int version,
                                           const contract::Actor& actor) {
  return step(
      item, {version, clock_.now(), contract::actor_text(actor), StepKind::submitted, {}},
      [&](const Manuscript& now) -> contract::Status {
        const bool fits = now.version() == version && now.is_open() && !now.in_review();
        return fits ? contract::ok() : contract::Status(overtaken());
      },
      actor);
}

contract::Status PublishingService::give_back(const std::string& item, int version, const std::string& reason,
                                              const contract::Actor& actor) {
  if (auto sound = contract::check_reason(reason, kReasonLimits); !sound) return sound;
  return step(
      item, {version, clock_.now(), contract::actor_text(actor), StepKind::returned, reason},
      [&](const Manuscript& now) -> contract::Status {
        const bool fits = now.in_review() && now.version() == version;
        return fits ? contract::ok() : contract::Status(overtaken());
      },
      actor);
}

template <class Allowed>
contract::Status PublishingService::put_file(const std::string& item, PublishingStep step,
                                             const std::string& text, const Allowed& allowed,
                                             const contract::Actor& actor) {
  // Before the content is made, which takes a moment; and again when it is written down.
  const auto before = find(item);
  if (!before) return before.error();
  if (auto may = allowed(*before); !may) return may;
  storage::AccessEntry entry{step.at, actor, action_of(step.kind), item, {}};
  return keeper_.publish(item, text, [&](std::int64_t checked) {
    return journal_.on_record(entry, [&](storage::Session& session) -> contract::Result<std::int64_t> {
      if (auto may = allowed(read(session, item)); !may) return may.error();
      if (revisions_.last_sequence(session) != checked) return overtaken();  // sound with what it was before
      steps_.add(session, item, step);
      const auto revision = revisions_.add(session, {0, step.at, step.actor, item, text, {}});
      entry.detail = version_words(step.version) + ", revision " + std::to_string(revision.sequence) + " " +
                     contract::hex_of(*revision.hash);
      return revision.sequence;
    });
  });
}

contract::Status PublishingService::publish_file(const std::string& item, int version,
                                                 const std::string& text, const contract::Actor& actor) {
  return put_file(
      item, {version, clock_.now(), contract::actor_text(actor), StepKind::published, {}}, text,
      [&](const Manuscript& now) { return reviewed(now, version, actor); }, actor);
}

contract::Status PublishingService::publish_value(const std::string& item, int version,
                                                  const PublishRequest& request,
                                                  const contract::Actor& actor) {
  const PublishingStep step{version, clock_.now(), contract::actor_text(actor), StepKind::published, {}};
  const storage::AccessEntry entry{step.at, actor, action_of(step.kind), item, version_words(version)};
  return contract::status_of(
      indicators_.publish(request, actor, [&](storage::Session& session) -> contract::Status {
        if (auto may = reviewed(read(session, item), version, actor); !may) return may;
        steps_.add(session, item, step);
        journal_.log.add(session, entry);
        return contract::ok();
      }));
}

contract::Status PublishingService::withdraw_file(const std::string& item, std::size_t seen,
                                                  const std::string& text, const std::string& reason,
                                                  const contract::Actor& actor) {
  if (auto sound = contract::check_reason(reason, kReasonLimits); !sound) return sound;
  const auto before = find(item);
  if (!before) return before.error();
  return put_file(
      item, {before->version(), clock_.now(), contract::actor_text(actor), StepKind::withdrawn, reason}, text,
      [&](const Manuscript& now) -> contract::Status {
        return now.steps.size() == seen ? contract::ok() : contract::Status(overtaken());
      },
      actor);
}

}  // namespace wufei::service
