#include "journal/event.hpp"

namespace wufei::contract {

Json history_to_json(const std::vector<HistoryEvent>& history) {
  Json rows = Json::array();
  for (const HistoryEvent& event : history)
    rows.push_back({{"at", format_instant(event.at)}, {"event", event.kind}, {"detail", event.detail}});
  return rows;
}

std::vector<HistoryEvent> history_from_json(const Json& json) {
  std::vector<HistoryEvent> history;
  for (const Json& row : array_or_empty(json, "history"))
    history.push_back({parse_instant(text_or_empty(row, "at")).value_or(0), text_or_empty(row, "event"),
                       text_or_empty(row, "detail")});
  return history;
}

}  // namespace wufei::contract
