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

class GuideStore {
 public:
  // Counts `word` once more on `day`. False when the day has `most` different words already and this is a new
  // one.
  static bool add(Session& session, std::string_view word, contract::Date day, std::int64_t count, int most);
  // Open words, the most wanted first, at most `limit`.
  static std::vector<GuideWordRow> open_words(Session& session, int limit);
  // False when the word is not open.
  static bool close(Session& session, std::string_view word);
  // Words last asked for before `day`; answers how many rows went.
  static int drop_before(Session& session, contract::Date day);

  static StoreFacts facts();
};

}  // namespace wufei::storage
