// What everybody may read: published cases, likeness, counts.
#include <algorithm>

#include "feedback/feedback_content.hpp"
#include "feedback/feedback_state.hpp"

namespace wufei::service {
namespace {

using contract::PublishedFeedback;
using List = contract::Result<std::vector<PublishedFeedback>>;

}  // namespace

contract::Result<std::shared_ptr<const PublishedShelf>> FeedbackState::published() {
  using Shelf = contract::Result<std::shared_ptr<const PublishedShelf>>;
  return store.readers().run([&](storage::Session& session) -> Shelf {
    const std::int64_t stamp = storage::PublishedFeedbackStore::stamp(session);
    {
      const std::lock_guard lock(shelf_mutex);
      if (shelf && shelf->stamp == stamp) return shelf;
    }
    auto fresh = std::make_shared<PublishedShelf>();
    fresh->stamp = stamp;
    fresh->rows = storage::PublishedFeedbackStore::all(session);
    for (const PublishedFeedback& row : fresh->rows) fresh->pairs.push_back(text_pairs(row.text));
    const std::lock_guard lock(shelf_mutex);
    shelf = fresh;
    return shelf;
  });
}

List FeedbackService::published(std::string_view query) {
  const auto shelf = state_->published();
  if (!shelf) return shelf.error();
  std::vector<PublishedFeedback> found;
  for (const PublishedFeedback& row : (*shelf)->rows)
    if (holds_words(row.text + "\n" + row.answer + "\n" + row.reference, query)) found.push_back(row);
  return found;
}

contract::Result<PublishedFeedback> FeedbackService::published_case(std::string_view reference) {
  const auto shelf = state_->published();
  if (!shelf) return shelf.error();
  for (const PublishedFeedback& row : (*shelf)->rows)
    if (row.reference == reference) return row;
  return contract::make_error(contract::ErrorCode::not_found, "no such published case");
}

List FeedbackService::similar(std::string_view text) {
  const auto content = state_->source.current();
  const contract::FeedbackRules& rules = content->get<FeedbackContent>();
  const auto shelf = state_->published();
  if (!shelf) return shelf.error();
  const TextPairs pairs = text_pairs(text);
  std::vector<std::pair<int, std::size_t>> likeness;
  for (std::size_t i = 0; i < (*shelf)->rows.size(); ++i) {
    const int percent = likeness_percent(pairs, (*shelf)->pairs[i]);
    if (percent >= rules.similar_min_percent) likeness.emplace_back(-percent, i);
  }
  std::sort(likeness.begin(), likeness.end());
  std::vector<PublishedFeedback> best;
  for (const auto& [percent, index] : likeness) {
    if (best.size() >= static_cast<std::size_t>(rules.similar_most)) break;
    best.push_back((*shelf)->rows[index]);
  }
  return best;
}

contract::Result<contract::FeedbackStatistics> FeedbackService::statistics() {
  const contract::Date today = contract::china_date(state_->clock.now());
  return state_->store.readers().run(
      [&](storage::Session& session) -> contract::Result<contract::FeedbackStatistics> {
        return storage::PublishedFeedbackStore::statistics(session, "", today);
      });
}

contract::Result<std::vector<contract::FeedbackKindStatistics>> FeedbackService::statistics_by_kind() {
  using Rows = std::vector<contract::FeedbackKindStatistics>;
  const auto content = state_->source.current();
  const contract::Date today = contract::china_date(state_->clock.now());
  return state_->store.readers().run([&](storage::Session& session) -> contract::Result<Rows> {
    Rows rows;
    for (const contract::FeedbackKind& kind : content->get<FeedbackContent>().kinds)
      rows.push_back({kind.id, storage::PublishedFeedbackStore::statistics(session, kind.id, today)});
    return rows;
  });
}

contract::Result<std::int64_t> FeedbackService::published_stamp() {
  return state_->store.readers().run([](storage::Session& session) -> contract::Result<std::int64_t> {
    return storage::PublishedFeedbackStore::stamp(session);
  });
}

}  // namespace wufei::service
