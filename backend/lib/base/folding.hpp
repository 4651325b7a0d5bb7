// One form for characters that people write in several: traditional ones become simplified, compatibility
// characters that text out of PDF files holds become ordinary, letters with tone marks become plain. Knows
// single characters only. The table has 6 KB that no compression makes smaller, so clients get it with what
// they look through and not with every first visit.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "lib/base/json.hpp"

namespace wufei::contract {

// Immutable: whoever searches holds the table that came with what is looked through.
class FoldingTable {
 public:
  FoldingTable() = default;  // knows tone marks only
  // ["characters in ascending order", "what each becomes"]; anything else is as good as none.
  explicit FoldingTable(const Json& json);
  [[nodiscard]] Json to_json() const;
  // The one that the program has in it; in the client without characters.
  static const std::shared_ptr<const FoldingTable>& built_in();

  // `character` itself when there is nothing to fold.
  [[nodiscard]] char32_t of(char32_t character) const;

 private:
  std::u32string from_, to_;
};

// As texts and what somebody searches for are compared, one character for one: folded with the built-in
// table, half-width, lower case.
char32_t folded_character(char32_t character);
std::string folded_text(std::string_view text);

}  // namespace wufei::contract
