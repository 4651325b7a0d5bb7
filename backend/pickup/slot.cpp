#include "pickup/slot.hpp"

#include <array>

namespace wufei::contract {
namespace {

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 32) return false;
  for (const char c : text)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-')) return false;
  return true;
}

std::optional<Date> parse_compact_date(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  std::string iso(text.substr(0, 4));
  iso.append("-").append(text.substr(4, 2)).append("-").append(text.substr(6, 2));
  return parse_date(iso);
}

}  // namespace

std::string slot_id(const SlotKey& key) {
  std::string date;
  for (const char c : format_date(key.date))
    if (c != '-') date += c;
  return key.area + "." + key.category + "." + date + "." + key.window;
}

std::optional<SlotKey> parse_slot_id(std::string_view id) {
  std::array<std::string_view, 4> parts;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = i < 3 ? id.find('.') : id.size();
    if (dot == std::string_view::npos) return std::nullopt;
    parts[i] = id.substr(0, dot);
    id.remove_prefix(i < 3 ? dot + 1 : dot);
  }
  const auto date = parse_compact_date(parts[2]);
  if (!date || !is_name(parts[0]) || !is_name(parts[1]) || !is_name(parts[3])) return std::nullopt;
  return SlotKey{std::string(parts[0]), std::string(parts[1]), *date, std::string(parts[3])};
}

Json slot_to_json(const Slot& slot) {
  Json json{{"id", slot.id},
            {"date", format_date(slot.date)},
            {"start", format_clock(slot.start_minute)},
            {"end", format_clock(slot.end_minute)},
            {"capacity", slot.capacity},
            {"remaining", slot.remaining},
            {"day_remaining", slot.day_remaining}};
  if (!slot.closed.empty()) json["closed"] = slot.closed;
  return json;
}

Json slots_to_json(const std::vector<Slot>& slots) {
  Json rows = Json::array();
  for (const Slot& slot : slots) rows.push_back(slot_to_json(slot));
  return {{"slots", std::move(rows)}};
}

std::vector<Slot> slots_from_json(const Json& json) {
  std::vector<Slot> slots;
  for (const Json& row : array_or_empty(json, "slots")) {
    const auto date = parse_date(text_or_empty(row, "date"));
    if (!date) continue;
    slots.push_back(
        {text_or_empty(row, "id"), *date, parse_clock(text_or_empty(row, "start")).value_or(0),
         parse_clock(text_or_empty(row, "end")).value_or(0), static_cast<int>(number_or(row, "capacity", 0)),
         static_cast<int>(number_or(row, "remaining", 0)),
         static_cast<int>(number_or(row, "day_remaining", kNoDayBound)), text_or_empty(row, "closed")});
  }
  return slots;
}

}  // namespace wufei::contract
