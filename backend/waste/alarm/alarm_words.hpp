// Words of alarms.
#pragma once

#include <string>
#include <string_view>

namespace wufei::http {

// Of a rule that finds several conditions, each an alarm of its own: which one it is. Of an unknown name the
// name.
std::string alarm_condition_words(std::string_view condition);

}  // namespace wufei::http
