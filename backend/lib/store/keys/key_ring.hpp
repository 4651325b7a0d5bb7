// The keys of sealed values, as the file keys/personal.key holds them (docs/adr/0038-keys-of-months.md). Each
// generation is a random state for its first month that can still be read; the key of a month and the state
// of the next are made of it one way, so that everybody with the same file has the same keys, and a file that
// was cut to a later month opens nothing of the earlier ones. A value; knows neither clock nor database.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::storage {

using Key = std::array<std::uint8_t, 32>;

// Months in a row: year * 12 + (month - 1). "2026-11" in the file and before people.
std::string month_text(int month);
std::optional<int> month_from(std::string_view text);
// Of an instant in UTC seconds, by China's clocks. Never before the first month that any key has.
int month_of(std::int64_t instant);
inline constexpr int kFirstMonth = 2026 * 12;
// Writing goes at most so many months beyond the first of the file: a clock that leapt years ahead.
inline constexpr int kMonthsAhead = 36;

// With what a value was sealed. Generation 0: before there were months, with the one key of all times.
struct SealMark {
  int generation = 0;
  int month = 0;
  friend auto operator<=>(const SealMark&, const SealMark&) = default;
};

class KeyRing {
 public:
  // A new one of random bytes: generation 1.
  static KeyRing fresh();
  // Both kinds of file: the text of today, and 32 bytes of earlier versions, which everybody takes over to
  // the same keys. Errors: unavailable, naming the file (missing, unreadable, of another kind).
  static contract::Result<KeyRing> read(const std::filesystem::path& file);
  // Puts the file in place whole, mode 0600, for the owner of the file of before (of the folder, when there
  // is none): what was there stays until the new one is on the disk. Errors: unavailable.
  [[nodiscard]] contract::Status write(const std::filesystem::path& file) const;

  // Nullopt when this ring has none: cut away, or not known yet.
  [[nodiscard]] std::optional<Key> key(SealMark mark) const;
  // For keyed hashes; outlives every rotation.
  [[nodiscard]] Key hash_key(int use) const;
  [[nodiscard]] bool has_undated() const { return undated_.has_value(); }
  [[nodiscard]] int newest() const { return generations_.back().number; }
  // Of the newest generation.
  [[nodiscard]] int first_month() const { return generations_.back().first; }
  // The first month that each generation still opens, by its number.
  [[nodiscard]] std::vector<SealMark> generations() const;
  // True for what this ring could open once and has cut away.
  [[nodiscard]] bool is_gone(SealMark mark) const;

  // With a further generation of random bytes.
  [[nodiscard]] KeyRing with_generation() const;
  // With the newest generation of another ring; nullopt when that is not the next one here.
  [[nodiscard]] std::optional<KeyRing> with_newest_of(const KeyRing& other) const;
  // With nothing of earlier generations.
  [[nodiscard]] KeyRing newest_alone() const { return cut_to({newest(), first_month()}); }
  // 32 hexadecimal digits that tell newest generations apart, as long as nothing of them is cut.
  [[nodiscard]] std::string newest_print() const;
  // Without the key of all times, generations before `oldest` and months of its own before it.
  [[nodiscard]] KeyRing cut_to(SealMark oldest) const;

 private:
  struct Generation {
    int number = 0;
    int first = 0;
    Key state{};
    std::vector<Key> months = {};  // keys from `first` on, made when the ring is made
  };
  static KeyRing from_single_key(const Key& key);
  static std::optional<KeyRing> parse(const std::string& text);
  [[nodiscard]] std::string text() const;
  void add(int number, int first, const Key& state);

  Key hash_root_{};
  std::map<int, Key> hash_keys_;  // of earlier versions, instead of those that the root gives
  std::optional<Key> undated_;
  std::vector<Generation> generations_;
};

}  // namespace wufei::storage
