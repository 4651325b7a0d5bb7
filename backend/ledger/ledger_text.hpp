// Months and weights as the ledger's pages say them.
#pragma once

#include <string>

#include "county/ledger_month.hpp"

namespace wufei::service {

// Year and month in the words of the locale.
std::string month_words(contract::Month month);
// "35.5" for 35500, "-2" for -2000: all digits, nothing is rounded.
std::string kilograms_of(std::int64_t grams);

}  // namespace wufei::service
