#include "waste/field/waste_amount.hpp"

#include "lib/base/decimal.hpp"
#include "lib/entered/entered_number.hpp"

namespace wufei::contract {

std::optional<std::int64_t> parse_amount(std::string_view typed, std::string_view unit) {
  return entered_grams(typed, unit, kMostGrams);
}

std::string format_amount(std::int64_t grams, std::string_view unit) {
  return scaled_text(grams, unit == "t" ? 6 : 3);
}

}  // namespace wufei::contract
