// The sorting guide at work: searching the content in force, and the queue of words that it could not answer.
// Keeps nothing about who asked. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "guide/guide_content.hpp"
#include "guide/guide_store.hpp"
#include "guide/search/guide_search.hpp"
#include "journal/actor.hpp"
#include "lib/base/replaced.hpp"

namespace wufei::storage {
class Store;
}

namespace wufei::service {

// What was found, with the content that its numbers point into.
struct GuideFound {
  ContentPtr content;
  contract::GuideAnswer answer;
  [[nodiscard]] const contract::Guide& guide() const { return content->get<GuideContent>().guide; }
};

// A word that the guide could not answer. Days are China Standard Time.
struct UnknownWord {
  std::string word;
  std::int64_t count = 0;
  contract::Date first;
  contract::Date last;
};

inline constexpr std::size_t kLongestUnknownWord = 20;  // code points

// `text` as it is kept: letters and ideographs only. Errors: required (nothing is left), too_long,
// invalid_text (a run of digits that could be a telephone or identity number); pointer /word.
contract::Result<std::string> unknown_word(std::string_view text);

class GuideService {
 public:
  // Both must outlive the service; it follows changes of the content.
  GuideService(ContentSource& source, storage::Store& store, Clock& clock);

  [[nodiscard]] GuideFound search(std::string_view query, std::size_t limit = 20) const;

  // Counts the word at once. Errors: those of unknown_word(), unavailable.
  contract::Status report(std::string_view word);
  // Keeps the word in memory until flush(); a bounded number, what is more is dropped. What unknown_word()
  // refuses is ignored.
  void note(std::string_view word);
  // Writes what was noted. Call every few seconds and at the end. Errors: unavailable (what was noted is
  // lost).
  contract::Status flush();

  // The most wanted first, at most 1000.
  contract::Result<std::vector<UnknownWord>> unknown_words();
  // How many there are. Errors: unavailable.
  contract::Result<std::size_t> count_unknown();
  // The editors have dealt with it; the next question opens it again. Errors: not_found.
  contract::Status close_word(std::string_view word, const contract::Actor& actor);
  // The guide will not answer it: it waits no more, however often it is asked for. `reason` of 1..200 code
  // points. Errors: invalid (at /reason), not_found (no such word waits).
  contract::Status dismiss_word(std::string_view word, std::string_view reason, const contract::Actor& actor);
  // A dismissed word waits again. Errors: not_found.
  contract::Status take_up_word(std::string_view word, const contract::Actor& actor);
  // The latest first, at most 200. Errors: unavailable.
  contract::Result<std::vector<storage::DismissedWord>> dismissed_words();
  // Closes the words that the content in force answers by now. Errors: unavailable.
  contract::Status close_answered(const contract::Actor& actor);
  // Forgets words that nobody asked for in the last 400 days.
  contract::Result<int> drop_old();

 private:
  // Runs `work(session)` -> bool on the record. Errors: not_found when it answers false.
  template <class Work>
  contract::Status decide(const std::string& action, std::string_view word, const std::string& detail,
                          const contract::Actor& actor, const Work& work);
  // The guide knows the word: it is not an unknown one, whatever a client says.
  [[nodiscard]] bool has_answer(std::string_view text) const;
  struct Index {
    ContentPtr content;
    contract::GuideSearch search;
  };
  static std::shared_ptr<const Index> index_of(const ContentPtr& content);
  [[nodiscard]] contract::Date today() const;

  storage::Store& store_;
  Clock& clock_;
  contract::Replaced<const Index> index_;
  std::mutex mutex_;
  std::map<std::string, std::int64_t, std::less<>> noted_;
};

}  // namespace wufei::service
