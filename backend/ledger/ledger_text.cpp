#include "ledger/ledger_text.hpp"

#include "lib/base/text.hpp"
#include "pickup/outcome/outcome.hpp"

namespace wufei::service {

std::string month_words(contract::Month month) {
  return contract::text(contract::Text::server_ledger_month_words,
                        {{"year", std::to_string(month / 100)}, {"month", std::to_string(month % 100)}});
}

std::string kilograms_of(std::int64_t grams) {
  return contract::kilograms_text(grams);
}

}  // namespace wufei::service
