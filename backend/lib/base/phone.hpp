// Telephone numbers as residents write them. Accepts mainland mobile numbers (11 digits, 1[3-9]) and
// landlines (area code 0xx or 0xxx and 7 or 8 digits), however they are written: spaces, dashes, dots,
// brackets, full-width digits, +86 / 0086 / 86, and with marks that cannot be seen.
// Never says whose number it is. Numbering in the style of YD/T 2489; mobile numbers begin 13-19.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wufei::contract {

// Digits only (mobile: 11; landline: area code and number joined), or nullopt when it is no such number.
std::optional<std::string> normalised_phone(std::string_view text);
// As it is written in lists: a landline with a dash behind its area code, so that no spreadsheet takes it for
// a number and drops the 0. Anything else as it is.
std::string dialled_phone(std::string_view normalised);
// The last four digits of a normalised number.
std::string phone_tail(std::string_view normalised);
// All but the first three and the last four digits starred: 138****1234.
std::string masked_phone(std::string_view normalised);
// As it may stand on paper beside the reference that its last four digits open: 138********. `phone`:
// normalised, as it was written, or masked. All stars when it is too short to keep three digits; empty stays
// empty.
std::string paper_phone(std::string_view phone);
// The text with a number that is its last word as on paper; the text itself when that word is none.
std::string with_paper_phone(std::string_view text);
// Where numbers of `own` (each normalised, as it was written, or masked) stand in a free text, however they
// are written there: places in bytes, in order, none within another.
struct PhonePlace {
  std::size_t begin = 0, size = 0;
};
std::vector<PhonePlace> find_phones(std::string_view text, const std::vector<std::string>& own);
// The text with these numbers as on paper.
std::string with_paper_phones(std::string_view text, const std::vector<std::string>& own);
// What shows that a number is one's own: its last four digits, or the whole number (which nobody guesses, so
// that no limit on guesses shuts its owner out). Written as above; nullopt when it is neither.
std::optional<std::string> normalised_phone_secret(std::string_view text);
inline constexpr std::size_t kPhoneTail = 4;  // digits

}  // namespace wufei::contract
