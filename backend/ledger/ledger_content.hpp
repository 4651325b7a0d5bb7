// Where what was collected goes (content/ledger/destinations.json).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "county/content_part.hpp"

namespace wufei::service {

struct LedgerContent {
  std::map<std::string, std::string, std::less<>> destinations;  // by category

  // "" when it is not known.
  [[nodiscard]] std::string destination(std::string_view category) const {
    const auto found = destinations.find(category);
    return found == destinations.end() ? std::string() : found->second;
  }
};

ContentPart ledger_part();

}  // namespace wufei::service
