#include "lib/page/moment.hpp"

namespace wufei::http {

std::string moment_words(contract::UtcSeconds instant) {
  if (instant == 0) return {};
  return contract::format_date(contract::china_date(instant)) + " " +
         contract::format_clock(contract::china_minute_of_day(instant));
}

}  // namespace wufei::http
