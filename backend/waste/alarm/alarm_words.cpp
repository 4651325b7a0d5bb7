#include "waste/alarm/alarm_words.hpp"

#include <utility>

#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;

constexpr std::pair<std::string_view, Text> kConditions[] = {
    {"after", Text::server_alarm_condition_after},
    {"late", Text::server_alarm_condition_late},
    {"waiting", Text::server_alarm_condition_waiting},
    {"waiting_for_enterer", Text::server_alarm_condition_waiting_enterer},
    {"waiting_for_carrier", Text::server_alarm_condition_waiting_carrier},
    {"disputed", Text::server_alarm_condition_disputed},
    {"disputed_by_enterer", Text::server_alarm_condition_disputed_enterer},
    {"disputed_by_carrier", Text::server_alarm_condition_disputed_carrier}};

}  // namespace

std::string alarm_condition_words(std::string_view condition) {
  for (const auto& [name, text] : kConditions)
    if (name == condition) return words(text);
  return std::string(condition);
}

}  // namespace wufei::http
