// Numbers as people write and paste them, by any door where a person types (forms, tables that are handed in,
// command line); what programs send is read strictly (decimal.hpp). Marks and spaces as entered_symbols()
// takes them, the Chinese full stop for a point; ',' or a space between thousands ("1,234.5", "12 500"). What
// may be meant in two ways is refused: "12,5", and "1,234" where decimals are allowed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/base/decimal.hpp"

namespace wufei::contract {

// As parse_decimal() takes what is left; its text has no marks between thousands.
std::optional<Decimal> entered_decimal(std::string_view text);
// Of 0 to `most`, without a sign; zeros in front are left out. Here "1,234" is 1234.
std::optional<std::int64_t> entered_whole(std::string_view text, std::int64_t most);
// Times 10^scale, of 0 to `most`; nullopt also when it is finer than that.
std::optional<std::int64_t> entered_scaled(std::string_view text, int scale, std::int64_t most);
// A mass in `unit`, "t" or "kg", as grams of 0 to `most`. The unit may stand behind the number, in letters or
// in Chinese; another one is refused.
std::optional<std::int64_t> entered_grams(std::string_view text, std::string_view unit, std::int64_t most);

}  // namespace wufei::contract
