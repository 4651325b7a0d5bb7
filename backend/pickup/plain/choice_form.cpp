#include "pickup/plain/choice_form.hpp"

#include <algorithm>

#include "lib/base/words.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/plain/booking_form.hpp"

namespace wufei::http {
namespace {

using contract::Slot;
using contract::Text;

constexpr std::size_t kFirstDays = 12;  // two weeks: a longer list hides what comes after it

std::string_view given(std::string_view value, bool when) {
  return when ? value : kNoAttribute;
}

void write_quantity(HtmlWriter& out, FormParts& parts, const contract::CatalogueItem& item,
                    const FormFields& values) {
  const std::string name = std::string(kItemField) + item.id;
  std::string_view typed = field_value(values, name);
  if (typed.empty()) typed = "0";
  out.open("select", {{"id", name},
                      {"name", name},
                      {"aria-invalid", given("true", parts.is_wrong(name))},
                      {"autofocus", parts.focus(name)}});
  bool listed = false;
  for (int count = 0; count <= item.max_quantity; ++count) {
    const std::string number = std::to_string(count);
    listed = listed || number == typed;
    out.element("option", number, {{"value", number}, {"selected", given("selected", number == typed)}});
  }
  if (!listed) out.element("option", typed, {{"value", typed}, {"selected", "selected"}});
  out.close("select");
}

std::string window_words(const contract::PickupRules& rules, const Slot& slot) {
  const auto key = contract::parse_slot_id(slot.id);
  const contract::Window* window = key ? contract::find_window(rules, key->window) : nullptr;
  return contract::text(Text::date_window, {{"name", window ? window->name : std::string()},
                                            {"start", contract::format_clock(slot.start_minute)},
                                            {"end", contract::format_clock(slot.end_minute)}});
}

void write_slot(HtmlWriter& out, const SlotChoice& choice, const Slot& slot, RadioRow row) {
  row.name = kSlot;
  row.value = slot.id;
  row.checked = slot.id == choice.chosen;
  write_radio_row(out, row);
}

std::string badge_of(const Slot& slot) {
  if (!slot.closed.empty()) return slot.closed;
  if (slot.remaining == 0) return words(Text::pickup_day_full);
  return contract::text(Text::pickup_remaining, {{"count", std::to_string(slot.remaining)}});
}

void write_nearest(HtmlWriter& out, const SlotChoice& choice) {
  if (choice.nearest.empty()) return;
  out.open("div", {{"class", "day"}, {"role", "group"}, {"aria-labelledby", "nearest"}});
  out.element("h3", contract::text(Text::pickup_nearest), {{"id", "nearest"}});
  for (const Slot& slot : choice.nearest)
    write_slot(out, choice, slot,
               {.id = "near-" + slot.id, .words = slot_words(choice.rules, slot), .badge = badge_of(slot)});
  out.close("div");
}

void write_kept(HtmlWriter& out, const SlotChoice& choice) {
  if (!choice.kept) return;
  out.open("div", {{"class", "day"}, {"role", "group"}, {"aria-labelledby", "kept"}});
  out.element("h3", contract::text(Text::change_keep_slot), {{"id", "kept"}});
  write_slot(out, choice, *choice.kept, {.id = "kept-slot", .words = slot_words(choice.rules, *choice.kept)});
  out.close("div");
}

// Of a slot alone, in whose id everything stands.
void write_unread(HtmlWriter& out, const SlotChoice& choice) {
  const auto key = contract::parse_slot_id(choice.chosen);
  const contract::Window* window = key ? contract::find_window(choice.rules, key->window) : nullptr;
  if (window == nullptr || (choice.kept && choice.kept->id == choice.chosen)) return;
  Slot slot;
  slot.id = choice.chosen;
  slot.date = key->date;
  slot.start_minute = window->start_minute;
  slot.end_minute = window->end_minute;
  write_slot(out, choice, slot, {.id = "slot-" + slot.id, .words = slot_words(choice.rules, slot)});
}

using Days = std::vector<std::vector<Slot>>;

Days days_of(const SlotChoice& choice) {
  Days days;
  for (const Slot& slot : choice.slots) {
    if (choice.kept && slot.id == choice.kept->id) continue;
    if (days.empty() || days.back().front().date != slot.date) days.emplace_back();
    days.back().push_back(slot);
  }
  return days;
}

void write_days(HtmlWriter& out, const SlotChoice& choice, const Days& days, std::size_t from,
                std::size_t to) {
  for (std::size_t i = from; i < std::min(to, days.size()); ++i) {
    const std::string id = "day-" + contract::format_date(days[i].front().date);
    out.open("div", {{"class", "day"}, {"role", "group"}, {"aria-labelledby", id}});
    out.element(choice.day_heading, service::day_text(days[i].front().date), {{"id", id}});
    for (const Slot& slot : days[i])
      write_slot(out, choice, slot,
                 {.id = "slot-" + slot.id,
                  .words = window_words(choice.rules, slot),
                  .badge = badge_of(slot),
                  .open = slot.remaining > 0});
    out.close("div");
  }
}

bool is_chosen(const SlotChoice& choice, const Days& days, std::size_t from) {
  for (std::size_t i = from; i < days.size(); ++i)
    for (const Slot& slot : days[i])
      if (slot.id == choice.chosen) return true;
  return false;
}

}  // namespace

void write_radio_row(HtmlWriter& out, const RadioRow& row) {
  out.open("label", {{"class", row.open ? "slot" : "slot off"}, {"for", row.id}});
  out.open("input", {{"type", "radio"},
                     {"name", row.name},
                     {"id", row.id},
                     {"value", row.value},
                     {"checked", given("checked", row.checked && row.open)},
                     {"disabled", given("disabled", !row.open)}});
  out.element("span", row.words);
  if (!row.badge.empty()) out.element("small", row.badge);
  out.close("label");
}

void write_items(HtmlWriter& out, FormParts& parts, const std::vector<contract::CatalogueItem>& items,
                 const FormFields& values) {
  for (const contract::CatalogueItem& item : items) {
    const std::string name = std::string(kItemField) + item.id;
    out.open("div", {{"class", parts.is_wrong(name) ? "item wrong" : "item"}});
    out.open("label", {{"for", name}}).text(item.name);
    out.element("small", contract::text(Text::server_booking_item_hint,
                                        {{"unit", item.unit}, {"count", std::to_string(item.max_quantity)}}));
    out.close("label");
    write_quantity(out, parts, item, values);
    parts.faults_of(name);
    out.close("div");
  }
}

void write_slots(HtmlWriter& out, FormParts& parts, const SlotChoice& choice) {
  const bool wrong = parts.is_wrong(kSlot);
  out.open("div", {{"class", wrong ? "q slots wrong" : "q slots"},
                   {"id", kSlot},
                   {"tabindex", given("-1", wrong)},
                   {"autofocus", parts.focus(kSlot)}});
  parts.faults_of(kSlot);
  write_nearest(out, choice);
  write_kept(out, choice);
  if (choice.unread) write_unread(out, choice);
  const Days days = days_of(choice);
  if (days.empty() && !choice.unread) {
    out.open("p").element("strong", contract::text(Text::pickup_slots_empty_title)).close("p");
    out.element("p", contract::text(Text::pickup_slots_empty_text));
  }
  write_days(out, choice, days, 0, kFirstDays);
  if (days.size() > kFirstDays) {
    out.open("details", {{"open", given("open", is_chosen(choice, days, kFirstDays))}});
    out.element("summary", contract::text(Text::pickup_days_more));
    write_days(out, choice, days, kFirstDays, days.size());
    out.close("details");
  }
  out.close("div");
}

std::string slot_words(const contract::PickupRules& rules, const Slot& slot) {
  const auto key = contract::parse_slot_id(slot.id);
  return service::slot_text(rules, key.value_or(contract::SlotKey{{}, {}, slot.date, {}}), slot.start_minute,
                            slot.end_minute);
}

std::string moment_text(contract::UtcSeconds instant) {
  return contract::text(Text::date_moment,
                        {{"day", service::day_text(contract::china_date(instant))},
                         {"time", contract::format_clock(contract::china_minute_of_day(instant))}});
}

}  // namespace wufei::http
