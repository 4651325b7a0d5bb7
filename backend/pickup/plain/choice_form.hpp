// What plain forms of pickups let one choose from: how many of each thing, and a day with its window. Shared
// by booking and change. Writes markup only.
#pragma once

#include <string_view>
#include <vector>

#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/pickup_rules.hpp"
#include "pickup/slot.hpp"

namespace wufei::http {

// One row per thing: its name, and a select from 0 to as many as one booking may have.
void write_items(HtmlWriter& out, FormParts& parts, const std::vector<contract::CatalogueItem>& items,
                 const FormFields& values);

// One of a group of radio buttons: its words, what is said beside them, and whether it can be chosen.
struct RadioRow {
  std::string_view name = {};
  std::string id = {}, value = {}, words = {}, badge = {};
  bool checked = false, open = true;
};
void write_radio_row(HtmlWriter& out, const RadioRow& row);

struct SlotChoice {
  const contract::PickupRules& rules;
  std::vector<contract::Slot> slots;     // in order of time, full ones too: those cannot be chosen
  std::vector<contract::Slot> nearest;   // offered first, when what was chosen is full
  std::string_view chosen;               // slot id, "" = none
  const contract::Slot* kept = nullptr;  // the booking's own, which stays possible
  std::string_view day_heading = "h3";   // element of a day's heading, below the page's own
  bool unread = false;                   // they cannot be read now: what is chosen stays chosen
};
// Days as headings, below each its windows as radio buttons named kSlot.
void write_slots(HtmlWriter& out, FormParts& parts, const SlotChoice& choice);

// Day, window and times of a slot.
std::string slot_words(const contract::PickupRules& rules, const contract::Slot& slot);
// A day and a time of that day.
std::string moment_text(contract::UtcSeconds instant);

}  // namespace wufei::http
