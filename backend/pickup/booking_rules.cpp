#include "pickup/booking_rules.hpp"

#include <array>

#include "county/county_content.hpp"
#include "lib/base/calendar.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;

// Letters, digits and everything beyond ASCII except the punctuation and spaces people put between parts of
// an address.
bool counts(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  const bool punctuation =
      (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) || c == 0xA0 || c == 0xB7;
  const bool invisible =
      c == 0xAD || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
  return !punctuation && !invisible;
}

}  // namespace

std::optional<Rule> slot_fault(const contract::PickupRules& rules, const contract::SlotKey& slot,
                               contract::UtcSeconds now, bool by_staff) {
  if (!contract::find_window(rules, slot.window)) return Rule::slot_format;
  const contract::Date first =
      by_staff ? contract::china_date(now) : contract::first_bookable_day(rules, now);
  if (slot.date < first) return Rule::slot_in_past;
  if (slot.date > contract::last_bookable_day(rules, now)) return Rule::slot_too_far;
  return std::nullopt;
}

std::optional<int> year_without_notice(const contract::PickupRules& rules, contract::UtcSeconds now) {
  const contract::Date last = contract::last_bookable_day(rules, now);
  if (contract::calendar_covers(last)) return std::nullopt;
  return contract::year_month_day(last).year;
}

std::string address_key(std::string_view area, std::string_view village, std::string_view address) {
  std::string key = std::string(area) + "|" + std::string(village) + "|";
  const std::string plain = contract::to_half_width(address);
  for (std::size_t at = 0; at < plain.size();) {
    char32_t c = contract::next_code_point(plain, at);
    if (!counts(c)) continue;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    contract::append_utf8(key, c);
  }
  return key;
}

std::string day_text(contract::Date day) {
  constexpr std::array kWeekdays{Text::server_weekday_1, Text::server_weekday_2, Text::server_weekday_3,
                                 Text::server_weekday_4, Text::server_weekday_5, Text::server_weekday_6,
                                 Text::server_weekday_7};
  const contract::YearMonthDay civil = contract::year_month_day(day);
  const auto weekday = contract::text(kWeekdays[static_cast<std::size_t>(contract::iso_weekday(day) - 1)]);
  return contract::text(
      Text::server_date_text,
      {{"month", std::to_string(civil.month)}, {"day", std::to_string(civil.day)}, {"weekday", weekday}});
}

std::string slot_text(const contract::PickupRules& rules, const contract::SlotKey& slot, int start_minute,
                      int end_minute) {
  const std::string date = day_text(slot.date);
  const contract::Window* window = contract::find_window(rules, slot.window);
  return contract::text(Text::server_slot_text, {{"date", date},
                                                 {"window", window ? window->name : std::string()},
                                                 {"start", contract::format_clock(start_minute)},
                                                 {"end", contract::format_clock(end_minute)}});
}

std::string items_text(const contract::Catalogue& catalogue, const std::vector<contract::PickupItem>& items) {
  std::string out;
  for (const contract::PickupItem& row : items) {
    const contract::CatalogueItem* item = contract::find_item(catalogue, row.item);
    const std::string count = std::to_string(row.quantity);
    contract::append_listed(
        out, contract::text(Text::server_item_text, {{"name", item ? item->name : row.item},
                                                     {"count", count},
                                                     {"unit", item ? item->unit : std::string()}}));
    if (!row.note.empty()) out += " (" + row.note + ")";
  }
  return out;
}

std::vector<std::string> prepare_texts(const contract::Catalogue& catalogue,
                                       const std::vector<contract::PickupItem>& items) {
  std::vector<std::string> lines;
  for (const contract::PickupItem& row : items) {
    const contract::CatalogueItem* item = contract::find_item(catalogue, row.item);
    if (!item || item->prepare.empty()) continue;
    std::string sentences;
    for (const std::string& sentence : item->prepare) sentences += sentence;
    lines.push_back(contract::text(Text::pickup_prepare_item, {{"name", item->name}, {"text", sentences}}));
  }
  return lines;
}

std::string place_text(const ContentSet& content, std::string_view area, std::string_view village,
                       std::string_view address) {
  std::string place;
  if (const contract::Area* town = contract::find_area(content.get<CountyContent>().areas, area)) {
    place = town->name;
    if (const contract::Village* home = contract::find_village(*town, village)) place += home->name;
    place += " ";
  }
  return place.append(address);
}

}  // namespace wufei::service
