#include "guide/search/guide_search.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "guide/search/guide_fuzzy.hpp"
#include "guide/search/guide_query.hpp"
#include "guide/search/guide_reading.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

// Score = base of the match + how much is left over; steps of 1000 keep the order of the matches.
constexpr std::array<int, 7> kBase{0, 0, 1000, 2000, 3000, 4000, 4000};
// Part of a sentence, by how the part fits; what else of the sentence fits makes it sooner.
constexpr std::array<int, 7> kPartLater{0, 0, 150, 200, 250, 300, 300};
constexpr int kLikeSooner = 300, kPartOfSentence = 300, kLastSooner = 60;
constexpr int kAliasLater = 40, kReadLater = 15, kHintLater = 30, kRestLater = 60, kPopularSooner = 5;
constexpr int kSurplusStep = 20, kSurplusMost = 500;
constexpr float kLikeEnoughInSound = 0.66f;  // when at most half of the characters are the same
constexpr float kNeverEnough = 2;
constexpr std::size_t kLongestName = 5;  // longer queries are sentences
constexpr std::uint16_t kNone = 0xFFFF;
constexpr std::size_t kEnough = 8;  // hits with which nobody needs similar ones

int surplus_cost(std::size_t more) {
  return std::min(static_cast<int>(more) * kSurplusStep, kSurplusMost);
}

std::u32string letters_of_reading(const GuideLexicon& lexicon, const std::u32string& text) {
  std::u32string out;
  for (const char c : lexicon.read(utf8_of(text)))
    if (c != ' ') out += static_cast<char32_t>(c);
  return out;
}

GuideMatch match_at(bool whole, bool front, bool alias) {
  if (whole) return GuideMatch::exact;
  if (!front) return GuideMatch::substring;
  return alias ? GuideMatch::alias : GuideMatch::prefix;
}

}  // namespace

struct GuideSearch::Found {
  Found(std::size_t items, const std::vector<std::uint8_t>& chosen)
      : best(items), likeness(items, 0), popular(chosen) {
    for (GuideHit& hit : best) hit.score = kNone;
  }
  void add(const GuideTerm& term, GuideMatch match, int later) {
    if (part && match < GuideMatch::sentence) {
      later += kPartLater[static_cast<std::size_t>(match)];
      match = GuideMatch::sentence;
    }
    GuideHit& hit = best[term.item];
    const int score =
        std::clamp(kBase[static_cast<std::size_t>(match)] + later + (term.alias > 0 ? kAliasLater : 0) +
                       penalty - (popular[term.item] != 0 ? kPopularSooner : 0),
                   0, kNone - 1);
    if (hit.score == kNone) ++count;
    if (score < hit.score) hit = {term.item, match, term.alias, static_cast<std::uint16_t>(score)};
    strongest = std::min(strongest, match);
  }
  void add_like(const GuideTerm& term, float like) {
    likeness[term.item] = std::max(likeness[term.item], like);
    add(term, GuideMatch::fuzzy, static_cast<int>((1 - std::min(like, 1.0f)) * 1000));
  }
  // The hits of all items, unsorted.
  [[nodiscard]] std::vector<GuideHit> hits() const {
    std::vector<GuideHit> all;
    for (GuideHit hit : best) {
      if (hit.score == kNone) continue;
      if (hit.match == GuideMatch::sentence)
        hit.score = static_cast<std::uint16_t>(hit.score - kLikeSooner * likeness[hit.item]);
      all.push_back(hit);
    }
    return all;
  }

  std::vector<GuideHit> best;
  std::vector<float> likeness;
  const std::vector<std::uint8_t>& popular;
  std::size_t count = 0;
  int penalty = 0;
  bool part = false;  // what is searched for is only a part of what was typed
  GuideMatch strongest = GuideMatch::fuzzy;
};

std::string_view guide_match_name(GuideMatch match) {
  constexpr std::array<std::string_view, 7> kNames{"question",  "exact",    "prefix", "alias",
                                                   "substring", "sentence", "fuzzy"};
  return kNames[static_cast<std::size_t>(match)];
}

GuideSearch::GuideSearch(const Guide& guide)
    : lexicon_(guide), items_(guide.items.size()), popular_(guide.items.size(), 0) {
  std::map<std::string_view, std::uint32_t> numbers;
  for (std::size_t i = 0; i < items_; ++i) numbers.emplace(guide.items[i].id, static_cast<std::uint32_t>(i));
  for (const std::string& id : guide.popular)
    if (const auto at = numbers.find(id); at != numbers.end()) popular_[at->second] = 1;
  for (const GuideWord& word : guide.words) {
    Word mine{guide_letters(word.word, lexicon_.folding()), {}, {}};
    mine.reading = letters_of_reading(lexicon_, mine.text);
    for (const std::string& id : word.items)
      if (const auto at = numbers.find(id); at != numbers.end()) mine.items.push_back(at->second);
    words_.push_back(std::move(mine));
  }
  for (const std::string& filler : guide.fillers)
    fillers_.push_back(guide_letters(filler, lexicon_.folding()));
  for (const std::string& particle : guide.particles)
    particles_.push_back(guide_letters(particle, lexicon_.folding()));
  std::stable_sort(fillers_.begin(), fillers_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

int GuideSearch::word_of(const std::u32string& query) const {
  for (std::size_t i = 0; i < words_.size(); ++i)
    if (!query.empty() && (words_[i].text == query || words_[i].reading == query)) return static_cast<int>(i);
  return -1;
}

// The longest word of a question inside a sentence, when it is longer than what else was found there and is
// at least half of it.
int GuideSearch::word_within(const std::u32string& query, std::size_t longer_than) const {
  const bool read = has_latin(query);
  const std::u32string text = read ? letters_of_reading(lexicon_, query) : query;
  int found = -1;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const std::u32string& word = read ? words_[i].reading : words_[i].text;
    if (words_[i].text.size() < 2 || word.size() <= longer_than || word.size() * 2 < text.size()) continue;
    if (text.find(word) == std::u32string::npos) continue;
    longer_than = word.size();
    found = static_cast<int>(i);
  }
  return found;
}

void GuideSearch::find_literal(const std::u32string& query, Found& found) const {
  std::array<Symbol, kLongestGuideQuery> wanted;
  std::uint64_t set = 0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    wanted[i] = lexicon_.symbol_of(query[i]);
    if (wanted[i] == kNoSymbol) return;
    set |= character_bit(query[i]);
  }
  const Symbol *begin = wanted.data(), *end = begin + query.size();
  for (const GuideTerm& term : lexicon_.terms()) {
    if ((set & ~term.characters) != 0 || term.size < query.size()) continue;
    const Symbol* symbols = lexicon_.symbols(term);
    const Symbol* at = std::search(symbols, symbols + term.size, begin, end);
    if (at == symbols + term.size) continue;
    const bool whole = term.size == query.size();
    found.add(term, match_at(whole, at == symbols, term.alias > 0), surplus_cost(term.size - query.size()));
  }
}

void GuideSearch::find_read(const std::u32string& query, Found& found) const {
  std::uint32_t letters = 0;
  std::uint64_t characters = 0;
  for (const char32_t c : query)
    if (c >= 'a' && c <= 'z')
      letters |= 1u << (c - 'a');
    else
      characters |= character_bit(c);
  for (const GuideTerm& term : lexicon_.terms()) {
    if ((letters & ~term.letters) != 0 || (characters & ~term.characters) != 0) continue;
    const Symbol* symbols = lexicon_.symbols(term);
    for (std::size_t start = 0; start < term.size; ++start) {
      if (start > 0 && query.size() < 2) break;
      if (!may_begin(lexicon_, symbols[start], query[0])) continue;
      const ReadingFit fit = fit_reading(lexicon_, term, start, query);
      if (fit.cost < 0) continue;
      const bool whole = start == 0 && fit.end == term.size;
      found.add(term, match_at(whole, start == 0, term.alias > 0),
                kReadLater + fit.cost * kHintLater + surplus_cost(term.size - (fit.end - start)));
      break;
    }
  }
}

// Names and aliases inside a longer query. Answers the length of the longest.
std::size_t GuideSearch::find_within(const std::u32string& query, Found& found) const {
  if (query.size() < 3) return 0;
  std::array<Symbol, kLongestGuideQuery> given;
  std::uint64_t set = 0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    given[i] = lexicon_.symbol_of(query[i]);
    set |= character_bit(query[i]);
  }
  const Symbol *begin = given.data(), *end = begin + query.size();
  std::size_t longest = 0;
  for (const GuideTerm& term : lexicon_.terms()) {
    if ((term.characters & ~set) != 0 || term.size < 2 || term.size >= query.size()) continue;
    const Symbol* symbols = lexicon_.symbols(term);
    const Symbol* at = std::search(begin, end, symbols, symbols + term.size);
    if (at == end) continue;
    longest = std::max<std::size_t>(longest, term.size);
    const bool most = std::size_t{term.size} * 2 >= query.size();
    const bool last = at + term.size == end;
    found.add(term, most ? GuideMatch::sentence : GuideMatch::fuzzy,
              (most ? kPartOfSentence : kPartOfSentence + 200) - (last ? kLastSooner : 0) +
                  surplus_cost(query.size() - term.size));
  }
  return longest;
}

void GuideSearch::find_strictly(const std::u32string& query, Found& found) const {
  if (has_latin(query))
    find_read(query, found);
  else
    find_literal(query, found);
}

// Choices that the rest of a sentence speaks for come first.
void GuideSearch::ask(int word, const Found& found, GuideAnswer& answer, std::size_t limit) const {
  if (word < 0) return;
  answer.word = word;
  std::vector<std::uint32_t> items = words_[static_cast<std::size_t>(word)].items;
  std::stable_sort(items.begin(), items.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return found.likeness[a] > found.likeness[b]; });
  std::vector<GuideHit> asked;
  asked.reserve(items.size() + answer.hits.size());
  for (const std::uint32_t item : items)
    asked.push_back({item, GuideMatch::question, 0, static_cast<std::uint16_t>(asked.size())});
  for (const GuideHit& hit : answer.hits)
    if (std::none_of(asked.begin(), asked.end(), [&](const GuideHit& one) { return one.item == hit.item; }))
      asked.push_back(hit);
  if (asked.size() > limit) asked.resize(limit);
  answer.hits = std::move(asked);
}

// What the last particle leaves: modifiers stand before the thing they describe.
std::u32string GuideSearch::head_of(const std::u32string& query) const {
  std::size_t cut = 0;
  for (const std::u32string& particle : particles_)
    if (const std::size_t at = query.rfind(particle); at != std::u32string::npos)
      cut = std::max(cut, at + particle.size());
  return without_fillers(query.substr(cut), fillers_);
}

// Things that a sentence speaks of. Answers the word of a question, or -1.
int GuideSearch::find_in_sentence(const std::u32string& query, const std::u32string& rest,
                                  Found& found) const {
  const std::u32string head = head_of(query);
  int word = -1;
  found.part = true;
  if (!head.empty() && head.size() < rest.size()) {
    word = word_of(head);
    find_strictly(head, found);
  }
  const std::size_t longest = find_within(rest, found);
  found.part = false;
  const std::u32string& asked = head.empty() ? rest : head;
  return word < 0 && found.strongest >= GuideMatch::sentence ? word_within(asked, longest) : word;
}

// What mostly only sounds alike is another thing: a poison's name must not lead to a vegetable.
float GuideSearch::enough_for(const GuideTerm& term, const std::u32string& query) const {
  const Symbol *first = lexicon_.symbols(term), *last = first + term.size;
  const auto common = std::count_if(query.begin(), query.end(), [&](char32_t one) {
    return std::any_of(first, last, [&](Symbol symbol) { return lexicon_.character(symbol) == one; });
  });
  if (common == 0) return kNeverEnough;
  const bool spoken = query.size() > kLongestName || static_cast<std::size_t>(common) * 2 > query.size();
  return spoken ? kLikeEnough : kLikeEnoughInSound;
}

void GuideSearch::find_similar(const std::u32string& query, Found& found) const {
  const GuideLikeness like(lexicon_, query);
  const bool spelled = has_latin(query);
  for (const GuideTerm& term : lexicon_.terms())
    if (const float likeness = like.of(term);
        likeness >= kLikeEnough && (spelled || likeness >= enough_for(term, query)))
      found.add_like(term, likeness);
}

GuideAnswer GuideSearch::search(std::string_view text, std::size_t limit) const {
  const std::u32string query = guide_letters(text, lexicon_.folding());
  GuideAnswer answer;
  if (query.empty() || items_ == 0) return answer;
  const std::u32string rest = without_fillers(query, fillers_);
  Found found(items_, popular_);
  int word = word_of(query);
  find_strictly(query, found);
  if (rest != query && found.strongest != GuideMatch::exact) {
    if (word < 0) word = word_of(rest);
    found.penalty = kRestLater;
    find_strictly(rest, found);
  }
  if (found.strongest != GuideMatch::exact) {
    const int spoken = find_in_sentence(query, rest, found);
    if (word < 0) word = spoken;
  }
  const bool few =
      word < 0 ? found.count < kEnough || found.strongest >= GuideMatch::sentence : rest != query;
  if (few && found.strongest != GuideMatch::exact && rest.size() > 1) find_similar(rest, found);
  answer.hits = found.hits();
  const auto sooner = [](const GuideHit& a, const GuideHit& b) {
    return a.score != b.score ? a.score < b.score : a.item < b.item;
  };
  const std::size_t shown = std::min(limit, answer.hits.size());
  std::partial_sort(answer.hits.begin(), answer.hits.begin() + static_cast<std::ptrdiff_t>(shown),
                    answer.hits.end(), sooner);
  answer.hits.resize(shown);
  answer.nearest = word < 0 && !answer.hits.empty() && found.strongest == GuideMatch::fuzzy;
  ask(word, found, answer, limit);
  return answer;
}

}  // namespace wufei::contract
