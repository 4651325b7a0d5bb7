#include "wasm/portal/shared/texts.hpp"

#include <array>

#include "lib/base/calendar.hpp"
#include "lib/base/words.hpp"

namespace wufei::views {
namespace {

constexpr std::array kWeekdays{Text::date_weekday_1, Text::date_weekday_2, Text::date_weekday_3,
                               Text::date_weekday_4, Text::date_weekday_5, Text::date_weekday_6,
                               Text::date_weekday_7};

std::string slot_text_of(const std::string& day, std::string_view window, int start, int end) {
  const std::string from = contract::format_clock(start);
  const std::string to = contract::format_clock(end);
  if (window.empty()) return text(Text::date_slot_plain, {{"day", day}, {"start", from}, {"end", to}});
  return text(Text::date_slot, {{"day", day}, {"window", window}, {"start", from}, {"end", to}});
}

std::string_view window_name(const model::Model& model, std::string_view slot_id) {
  const auto key = contract::parse_slot_id(slot_id);
  if (!key) return {};
  const contract::Window* window = contract::find_window(model.catalogue.value.rules, key->window);
  return window == nullptr ? std::string_view() : std::string_view(window->name);
}

}  // namespace

std::string_view weekday_text(contract::Date day) {
  return text(kWeekdays[static_cast<std::size_t>(contract::iso_weekday(day) - 1)]);
}

std::string month_day_text(contract::Date day) {
  const contract::YearMonthDay civil = contract::year_month_day(day);
  return text(Text::date_day, {{"month", std::to_string(civil.month)}, {"day", std::to_string(civil.day)}});
}

std::string day_text(contract::Date day) {
  return text(Text::date_day_weekday, {{"day", month_day_text(day)}, {"weekday", weekday_text(day)}});
}

std::string due_text(contract::Date day) {
  std::string words = day_text(day);
  if (!contract::calendar_covers(day)) words += text(Text::feedback_due_estimated);
  return words;
}

std::string moment_text(contract::UtcSeconds instant) {
  const std::string day = day_text(contract::china_date(instant));
  const std::string time = contract::format_clock(contract::china_minute_of_day(instant));
  return text(Text::date_moment, {{"day", day}, {"time", time}});
}

std::string event_text(contract::UtcSeconds at, std::string_view name, std::string_view detail) {
  const std::string moment = moment_text(at);
  if (detail.empty()) return text(Text::booking_event_line, {{"at", moment}, {"event", name}});
  return text(Text::booking_event_detail, {{"at", moment}, {"event", name}, {"detail", detail}});
}

std::string window_text(const model::Model& model, const contract::Slot& slot) {
  return text(Text::date_window, {{"name", window_name(model, slot.id)},
                                  {"start", contract::format_clock(slot.start_minute)},
                                  {"end", contract::format_clock(slot.end_minute)}});
}

std::string slot_text(const model::Model& model, const contract::Slot& slot) {
  return slot_text_of(day_text(slot.date), window_name(model, slot.id), slot.start_minute, slot.end_minute);
}

std::string slot_text(const model::Model& model, std::string_view slot_id) {
  const auto key = contract::parse_slot_id(slot_id);
  if (!key) return {};
  const contract::Window* window = contract::find_window(model.catalogue.value.rules, key->window);
  if (window == nullptr) return day_text(key->date);
  return slot_text_of(day_text(key->date), window->name, window->start_minute, window->end_minute);
}

std::string_view area_name(const model::Model& model, std::string_view area) {
  const contract::Area* found = contract::find_area(model.areas.value, area);
  return found == nullptr ? std::string_view() : std::string_view(found->name);
}

std::string_view category_name(const model::Model& model, std::string_view category) {
  const contract::Category* found = contract::find_category(model.catalogue.value.catalogue, category);
  return found == nullptr ? std::string_view() : std::string_view(found->name);
}

std::string_view category_in_short(const model::Model& model, std::string_view category) {
  const std::string_view name = category_name(model, category);
  return name.substr(0, name.find("\xEF\xBC\x88"));  // the opening bracket
}

std::string place_text(const model::Model& model, std::string_view area, std::string_view village,
                       std::string_view address) {
  std::string place(area_name(model, area));
  if (const contract::Area* found = contract::find_area(model.areas.value, area))
    if (const contract::Village* home = contract::find_village(*found, village)) place += home->name;
  if (!place.empty()) place += " ";
  return place.append(address);
}

std::string items_text(const model::Model& model, const std::vector<contract::PickupItem>& items) {
  std::vector<std::string> parts;
  for (const contract::PickupItem& row : items) {
    const contract::CatalogueItem* item = contract::find_item(model.catalogue.value.catalogue, row.item);
    if (item == nullptr) continue;
    parts.push_back(
        text(Text::item_text,
             {{"name", item->name}, {"count", std::to_string(row.quantity)}, {"unit", item->unit}}));
  }
  return contract::joined(parts);
}

std::vector<std::string> prepare_texts(const model::Model& model,
                                       const std::vector<contract::PickupItem>& items) {
  std::vector<std::string> lines;
  for (const contract::PickupItem& row : items) {
    const contract::CatalogueItem* item = contract::find_item(model.catalogue.value.catalogue, row.item);
    if (item == nullptr || item->prepare.empty()) continue;
    std::string sentences;
    for (const std::string& sentence : item->prepare) sentences += sentence;
    lines.push_back(text(Text::pickup_prepare_item, {{"name", item->name}, {"text", sentences}}));
  }
  return lines;
}

std::string telephone_link(const model::Model& model) {
  return "tel:" + model.site.value.service_number;
}

}  // namespace wufei::views
