#include "guide/guide_service.hpp"

#include <algorithm>

#include "guide/guide_content.hpp"
#include "guide/search/guide_query.hpp"
#include "journal/journal.hpp"
#include "lib/base/utf8.hpp"
#include "lib/store/store.hpp"

namespace wufei::service {
namespace {

using contract::Rule;

constexpr int kMostWordsOfDay = 2000;  // different ones; more is nonsense or an attack
constexpr std::size_t kMostNoted = 500;
constexpr int kListed = 1000;
constexpr int kDismissedListed = 200;
constexpr std::size_t kLongestDismissal = 200;  // code points
constexpr int kKeptDays = 400;
constexpr int kLongestNumber = 5;  // digits; longer runs may be somebody's number
constexpr std::size_t kReadAtMost = 64;

bool holds_long_number(const std::u32string& text) {
  int run = 0;
  for (const char32_t c : text) {
    run = c >= '0' && c <= '9' ? run + 1 : 0;
    if (run > kLongestNumber) return true;
  }
  return false;
}

}  // namespace

contract::Result<std::string> unknown_word(std::string_view text) {
  const std::u32string letters =
      contract::guide_letters(text, *contract::FoldingTable::built_in(), kReadAtMost);
  if (letters.empty()) return contract::field_error("/word", Rule::required);
  if (letters.size() > kLongestUnknownWord)
    return contract::field_error("/word", Rule::too_long, kLongestUnknownWord);
  if (holds_long_number(letters)) return contract::field_error("/word", Rule::invalid_text);
  return contract::utf8_of(letters);
}

GuideService::GuideService(ContentSource& source, storage::Store& store, Clock& clock)
    : store_(store), clock_(clock), index_(index_of(source.current())) {
  source.on_change([this](const ContentPtr& content) { index_.store(index_of(content)); });
}

std::shared_ptr<const GuideService::Index> GuideService::index_of(const ContentPtr& content) {
  return std::make_shared<const Index>(
      Index{content, contract::GuideSearch(content->get<GuideContent>().guide)});
}

contract::Date GuideService::today() const {
  return contract::china_date(clock_.now());
}

GuideFound GuideService::search(std::string_view query, std::size_t limit) const {
  const auto index = index_.load();
  return {index->content, index->search.search(query, limit)};
}

bool GuideService::has_answer(std::string_view text) const {
  const contract::GuideAnswer answer = index_.load()->search.search(text, 1);
  return answer.word >= 0 || (!answer.hits.empty() && !answer.nearest);
}

contract::Status GuideService::report(std::string_view text) {
  const auto word = unknown_word(text);
  if (!word) return word.error();
  if (has_answer(text)) return contract::ok();
  return store_.writer().run([&](storage::Session& session) -> contract::Status {
    storage::GuideStore::add(session, *word, today(), 1, kMostWordsOfDay);
    return contract::ok();
  });
}

void GuideService::note(std::string_view text) {
  const auto word = unknown_word(text);
  if (!word) return;
  const std::scoped_lock lock(mutex_);
  if (noted_.size() < kMostNoted || noted_.count(*word) > 0) ++noted_[*word];
}

contract::Status GuideService::flush() {
  std::map<std::string, std::int64_t, std::less<>> noted;
  {
    const std::scoped_lock lock(mutex_);
    noted.swap(noted_);
  }
  if (noted.empty()) return contract::ok();
  return store_.writer().run([&](storage::Session& session) -> contract::Status {
    for (const auto& [word, count] : noted)
      storage::GuideStore::add(session, word, today(), count, kMostWordsOfDay);
    return contract::ok();
  });
}

contract::Result<std::vector<UnknownWord>> GuideService::unknown_words() {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<std::vector<UnknownWord>> {
    std::vector<UnknownWord> words;
    for (storage::GuideWordRow& row : storage::GuideStore::open_words(session, store_.county(), kListed))
      words.push_back({std::move(row.word), row.count, row.first, row.last});
    return words;
  });
}

contract::Result<std::size_t> GuideService::count_unknown() {
  return store_.readers().run([&](storage::Session& session) -> contract::Result<std::size_t> {
    return storage::GuideStore::count_open(session, store_.county());
  });
}

template <class Work>
contract::Status GuideService::decide(const std::string& action, std::string_view word,
                                      const std::string& detail, const contract::Actor& actor,
                                      const Work& work) {
  const storage::AccessEntry entry{clock_.now(), actor, action, std::string(word), detail};
  return Journal(store_, "guide").on_record(entry, [&](storage::Session& session) -> contract::Status {
    if (work(session)) return contract::ok();
    return contract::make_error(contract::ErrorCode::not_found, "no such word waits: " + entry.reference);
  });
}

contract::Status GuideService::close_word(std::string_view word, const contract::Actor& actor) {
  return decide("guide_word_done", word, {}, actor,
                [&](storage::Session& session) { return storage::GuideStore::close(session, word); });
}

contract::Status GuideService::dismiss_word(std::string_view word, std::string_view reason,
                                            const contract::Actor& actor) {
  if (contract::meaningful_count(reason) == 0) return contract::field_error("/reason", Rule::required);
  if (!contract::is_valid_utf8(reason) || contract::has_control_characters(reason))
    return contract::field_error("/reason", Rule::invalid_text);
  if (contract::code_point_count(reason) > kLongestDismissal)
    return contract::field_error("/reason", Rule::too_long, kLongestDismissal);
  const storage::DismissedWord row{std::string(word), clock_.now(), contract::actor_text(actor),
                                   std::string(reason)};
  return decide("guide_word_dismissed", word, row.reason, actor, [&](storage::Session& session) {
    const auto open = storage::GuideStore::open_words(session, store_.county(), kListed);
    const bool waits =
        std::any_of(open.begin(), open.end(), [&](const auto& one) { return one.word == word; });
    return waits && storage::GuideStore::dismiss(session, store_.county(), row);
  });
}

contract::Status GuideService::take_up_word(std::string_view word, const contract::Actor& actor) {
  return decide("guide_word_taken_up", word, {}, actor, [&](storage::Session& session) {
    return storage::GuideStore::take_up(session, store_.county(), word);
  });
}

contract::Result<std::vector<storage::DismissedWord>> GuideService::dismissed_words() {
  using Words = std::vector<storage::DismissedWord>;
  return store_.readers().run([&](storage::Session& session) -> contract::Result<Words> {
    return storage::GuideStore::dismissed(session, store_.county(), kDismissedListed);
  });
}

contract::Status GuideService::close_answered(const contract::Actor& actor) {
  const auto words = unknown_words();
  if (!words) return words.error();
  for (const UnknownWord& word : *words) {
    if (!has_answer(word.word)) continue;
    const contract::Status closed = close_word(word.word, actor);
    if (!closed && closed.error().code != contract::ErrorCode::not_found) return closed;
  }
  return contract::ok();
}

contract::Result<int> GuideService::drop_old() {
  const contract::Date before{today().days - kKeptDays};
  return store_.writer().run([&](storage::Session& session) -> contract::Result<int> {
    return storage::GuideStore::drop_before(session, before);
  });
}

}  // namespace wufei::service
