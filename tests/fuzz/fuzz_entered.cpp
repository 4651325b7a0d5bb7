// Numbers, days and times as people type them: what is taken is within its limits and is read again by the
// strict readers.
#include <cstdlib>
#include <string_view>

#include "lib/base/civil_date.hpp"
#include "lib/entered/entered_number.hpp"

using namespace wufei::contract;

namespace {

constexpr std::int64_t kMost = 1'000'000'000;

void check_numbers(std::string_view text) {
  if (const auto number = entered_decimal(text)) {
    const auto again = parse_decimal(number->text);
    if (!again || compare(*again, *number) != 0) std::abort();
  }
  for (const auto& number : {entered_whole(text, kMost), entered_scaled(text, 3, kMost),
                             entered_grams(text, "t", kMost), entered_grams(text, "kg", kMost)})
    if (number && (*number < 0 || *number > kMost)) std::abort();
}

void check_times(std::string_view text) {
  if (const auto day = entered_date(text))
    if (parse_date(format_date(*day)) != day) std::abort();
  if (const auto clock = entered_clock(text))
    if (*clock < 0 || *clock >= 24 * 60 || parse_clock(format_clock(*clock)) != clock) std::abort();
  if (const auto instant = entered_instant(text))
    if (parse_instant(format_instant(*instant)) != instant) std::abort();
  (void)entered_moment(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_numbers(text);
  check_times(text);
  return 0;
}
