#include "indicator/indicator_service.hpp"

#include <algorithm>

#include "indicator/indicator_content.hpp"
#include "indicator/indicator_publish.hpp"
#include "indicator/indicator_store.hpp"
#include "journal/journal.hpp"
#include "lib/base/find.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {
namespace {

using contract::IndicatorRevision;

bool corrected(const std::vector<IndicatorRevision>& revisions, int number) {
  return std::any_of(revisions.begin(), revisions.end(),
                     [&](const IndicatorRevision& row) { return row.replaces == number; });
}

// By the end of the period; of two that end together the longer one is the later.
bool earlier(const IndicatorRevision& a, const IndicatorRevision& b) {
  const auto first = contract::parse_period(a.period), second = contract::parse_period(b.period);
  if (!first || !second) return !first && second;
  return first->to != second->to ? first->to < second->to : second->from < first->from;
}

std::int64_t last_of(const IndicatorBoard& board) {
  return board.chain.empty() ? 0 : board.chain.back().sequence;
}

void settle(IndicatorStanding& standing) {
  const auto& revisions = standing.revisions;
  for (std::size_t i = 0; i < revisions.size(); ++i)
    if (!corrected(revisions, revisions[i].revision)) standing.current.push_back(i);
  std::stable_sort(standing.current.begin(), standing.current.end(),
                   [&](std::size_t a, std::size_t b) { return earlier(revisions[a], revisions[b]); });
  standing.judgement = judge(*standing.row, standing.actual());
}

}  // namespace

const IndicatorRevision* IndicatorStanding::actual() const {
  return current.empty() ? nullptr : &revisions[current.back()];
}

const IndicatorRevision* IndicatorStanding::revision(int number) const {
  return contract::find_by(&IndicatorRevision::revision, revisions, number);
}

const IndicatorStanding* IndicatorBoard::find(int no) const {
  for (const IndicatorStanding& standing : rows)
    if (standing.row->no == no) return &standing;
  return nullptr;
}

IndicatorBoardPtr IndicatorService::board() const {
  const std::lock_guard lock(mutex_);
  return board_;
}

contract::Status IndicatorService::set_content(ContentPtr content) {
  const bool first = board() == nullptr;
  auto rebuilt = rebuild(std::move(content));
  if (rebuilt && first) announced_ = last_of(*board());
  return rebuilt;
}

contract::Status IndicatorService::rebuild(ContentPtr content) {
  const std::lock_guard one_at_a_time(rebuilding_);
  if (!content) content = board()->content;
  auto chain =
      store_.readers().run([](storage::Session& session) -> contract::Result<std::vector<IndicatorRevision>> {
        return storage::IndicatorStore::all(session);
      });
  if (!chain) return chain.error();
  auto board = std::make_shared<IndicatorBoard>();
  board->content = content;
  board->chain = std::move(*chain);
  for (const contract::Indicator& row : content->get<IndicatorContent>().indicators) {
    IndicatorStanding standing;
    standing.row = &row;
    for (const IndicatorRevision& revision : board->chain)
      if (revision.indicator == row.no) standing.revisions.push_back(revision);
    settle(standing);
    board->rows.push_back(std::move(standing));
  }
  const std::lock_guard lock(mutex_);
  board_ = std::move(board);
  return contract::ok();
}

contract::Result<bool> IndicatorService::refresh() {
  const auto last = store_.readers().run([](storage::Session& session) -> contract::Result<std::int64_t> {
    return storage::IndicatorStore::last_sequence(session);
  });
  if (!last) return last.error();
  if (*last != last_of(*board()))
    if (auto rebuilt = rebuild(nullptr); !rebuilt) return rebuilt.error();
  const std::int64_t now = last_of(*board());
  return announced_.exchange(now) != now;
}

contract::Result<IndicatorRevision> IndicatorService::check(const PublishRequest& request) {
  const IndicatorBoardPtr held = board();
  const contract::UtcSeconds now = clock_.now();
  return store_.readers().run([&](storage::Session& session) {
    const auto earlier_ones = storage::IndicatorStore::of(session, request.indicator);
    return revision_from(request, held->content->get<IndicatorContent>(), earlier_ones, now);
  });
}

contract::Result<IndicatorRevision> IndicatorService::publish(const PublishRequest& request,
                                                              const contract::Actor& actor,
                                                              const Beside& beside) {
  const IndicatorBoardPtr held = board();
  const contract::UtcSeconds now = clock_.now();
  storage::AccessEntry entry{now, actor, "publish_indicator"};
  const auto append = [&](storage::Session& session) -> contract::Result<IndicatorRevision> {
    if (beside)
      if (auto written = beside(session); !written) return written.error();
    const auto earlier_ones = storage::IndicatorStore::of(session, request.indicator);
    auto revision = revision_from(request, held->content->get<IndicatorContent>(), earlier_ones, now);
    if (!revision) return revision;
    entry.reference = std::to_string(revision->indicator) + "#" + std::to_string(revision->revision);
    return storage::IndicatorStore::append(session, std::move(*revision));
  };
  auto added = Journal(store_, "indicator").on_record(entry, append);
  if (!added) return added;
  if (auto rebuilt = rebuild(nullptr); !rebuilt) return rebuilt.error();
  return added;
}

}  // namespace wufei::service
