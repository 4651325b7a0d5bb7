// A full-text index in memory: made anew at every start and brought up to what it is about by chapters, so it
// can never disagree with it or outlive a restart. What a word is, its owner says. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::storage {

struct IndexedText {
  std::string path;
  std::string title;
  std::string text;  // one line per paragraph
  std::string kind;  // what a query can be limited to
};

// What is looked for: runs of words, without quotes; all of them, or any.
struct Phrases {
  std::vector<std::string> runs;
  bool any = false;
};

struct TextsFound {
  std::int64_t total = 0;
  std::size_t by = 0;  // which of the phrases found them
  std::vector<IndexedText> texts;
};

class TextIndex {
 public:
  // A text as words between spaces, the same for what is indexed and for what is looked for.
  using Tokens = std::string (*)(std::string_view text);

  // Empty. Throws Failure when there is no memory.
  explicit TextIndex(Tokens tokens);
  ~TextIndex();
  TextIndex(const TextIndex&) = delete;
  TextIndex& operator=(const TextIndex&) = delete;

  // Puts these in the place of the chapter's texts; those that stay are not touched. Afterwards the index
  // answers as one made anew in the order of chapters would. Errors: internal; the earlier ones stay.
  contract::Status put(int chapter, const std::vector<IndexedText>& texts);
  // What the first of `tries` finds that finds any, best first (bm25, a title weighs ten times the text).
  // `kind` "" = all. Errors: internal.
  contract::Result<TextsFound> find(const std::vector<Phrases>& tries, std::string_view kind, int limit,
                                    int offset) const;
  // At most `limit` titles that hold the phrases: first those that begin with `word`, short ones before long.
  // Errors: internal.
  contract::Result<std::vector<std::string>> titles(const Phrases& phrases, std::string_view word,
                                                    int limit) const;

 private:
  struct Insides;
  std::unique_ptr<Insides> insides_;
};

}  // namespace wufei::storage
