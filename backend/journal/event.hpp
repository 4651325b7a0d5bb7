// One line of the history of something: a booking, a case. What residents read of it, on the wire.
#pragma once

#include <string>
#include <vector>

#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"

namespace wufei::contract {

struct HistoryEvent {
  UtcSeconds at = 0;
  std::string kind;    // a word of the subject: created assigned answered ...
  std::string detail;  // for the resident; never personal data of somebody else
};

Json history_to_json(const std::vector<HistoryEvent>& history);
// Of the member `history`; what is missing reads as empty.
std::vector<HistoryEvent> history_from_json(const Json& json);

}  // namespace wufei::contract
