// Words that the sorting guide could not answer, for the editors to look through. Counts only: nothing says
// who asked. Functions run inside the caller's transaction and throw Failure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/store/session.hpp"
#include "lib/store/store_facts.hpp"

namespace wufei::storage {

struct GuideWordRow {
  std::string word;
  std::int64_t count = 0;
  contract::Date first;
  contract::Date last;
};

// A word that the guide will not answer, and why.
struct DismissedWord {
  std::string word;
  contract::UtcSeconds at = 0;
  std::string actor;  // as in the journal, "desk:NAME"
  std::string reason;
  std::int64_t count = 0;  // asked for, in all
};

class GuideStore {
 public:
  // Counts `word` once more on `day`. False when the day has `most` different words already and this is a new
  // one.
  static bool add(Session& session, std::string_view word, contract::Date day, std::int64_t count, int most);
  // Open words that were not dismissed, the most wanted first, at most `limit`.
  static std::vector<GuideWordRow> open_words(Session& session, std::string_view county, int limit);
  static std::size_t count_open(Session& session, std::string_view county);
  // False when the word is not open.
  static bool close(Session& session, std::string_view word);
  // False when it was dismissed before.
  static bool dismiss(Session& session, std::string_view county, const DismissedWord& word);
  // False when it was not dismissed.
  static bool take_up(Session& session, std::string_view county, std::string_view word);
  // The latest first, with how often each was asked for, at most `limit`.
  static std::vector<DismissedWord> dismissed(Session& session, std::string_view county, int limit);
  // Words last asked for before `day`, and what was decided about words that nobody asks for; answers how
  // many rows went.
  static int drop_before(Session& session, contract::Date day);

  static StoreFacts facts();
};

}  // namespace wufei::storage
