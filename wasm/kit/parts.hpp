// Larger parts than widgets, each drawn whole from one value: the bar at the foot of a form, days and slots,
// the ticket of a booking, what is wrong with a page, the question over it. Same contract as the widgets of
// ui.hpp: drawing and semantic node in one call. Words come from the caller; nothing is kept between frames.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wasm/kit/ui.hpp"

namespace wufei::kit {

// At the foot of the view, over the page, which ends with the bar's height. To be drawn after the page,
// outside of every scope, and not while keyboard_open(). For phones.
struct FlowBar {
  std::string_view name;        // of the region
  std::string_view summary;     // what is chosen so far, on one line; "" without
  std::string_view note;        // at the right end of that line
  std::string_view back;        // path of the step before, "" = none
  std::string_view back_label;  //
  std::string_view next;        // label of the main button
  bool ready = true;            // of the main button; see ButtonOptions
  bool busy = false;
};
enum class FlowAct : std::uint8_t { none, back, next };
FlowAct flow_bar(Ui& ui, const FlowBar& bar);

// A small line that belongs to the heading just drawn.
void under_heading(Ui& ui, std::string_view text);
// The page's heading on the band, a sign in front of it.
void signed_heading(Ui& ui, std::string_view icon, std::string_view text);
// A term over its definition, in facts(); lines between them. Not `known`: faint.
void stacked_fact(Ui& ui, std::string_view label, std::string_view value, bool known);
// What comes next, one after the other.
void numbered(Ui& ui, std::string_view name, const std::vector<std::string>& lines);

// A day of day_picker(). none: only its number is seen, it can not be chosen.
enum class DayState : std::uint8_t { none, open, few, full };
struct Day {
  DayState state = DayState::none;
  bool checked = false;
  std::string number;
  std::string month;   // over the first day of a month, else ""
  std::string word;    // under the number
  std::string spoken;  // the whole, as it is read out
};
// Weeks below one another, one column for each name in `weekdays`; one radio group in which the arrow keys
// move by day and by week. The index of the day that was pressed, -1 without. The first day that can be
// chosen has the key "day0".
int day_picker(Ui& ui, std::string_view name, const std::vector<std::string_view>& weekdays,
               const std::vector<Day>& days, std::string_view error);

// A radio as a row, in a radio_group(): a window of a day, or a day in large print.
struct SlotRow {
  std::string_view key;
  std::string_view label;
  std::string_view note;  // at the right end
  bool checked = false;
  bool enabled = true;
};
bool slot_row(Ui& ui, const SlotRow& row);

struct TicketLink {
  std::string_view label;
  std::string href;
};
// A booking as a card with its date at the left; in large print on top.
struct Ticket {
  std::string_view key;
  std::string weekday;         // the date block, in three lines; all empty when the day is not known
  std::string day;             //
  std::string month;           //
  std::string when;            // the same in one line
  std::string_view category;   // the heading
  std::string_view state;      // word of the tag
  Tone tone = Tone::muted;     // of the tag
  std::string text;            // items, or why there is no more to see
  std::string place;           // may be empty
  std::string_view reference;  // may be empty
  bool past = false;
  bool pending = false;           // the rest is on its way: `text` is only heard, and two lines wait for it
  std::vector<TicketLink> links;  // at most two
};
// The index of the link that was pressed, -1 without.
int ticket(Ui& ui, const Ticket& ticket);

// The booking just made, on the coloured band: what above a perforated line, the reference below it.
struct Stub {
  std::string when;
  std::string hours;
  std::string items;
  std::string place;
  std::string_view label;  // of the reference
  std::string_view reference;
  std::string_view copy;  // label of the button
};
// True when the reference is to be copied.
bool stub(Ui& ui, const Stub& stub);

// What is wrong with a page, first on it: one link per fault. `key`: of the widget that gets the focus.
struct Fault {
  std::string text;
  std::string key;
};
void fault_summary(Ui& ui, std::string_view title, const std::vector<Fault>& faults);

// A question over the page, which can not be reached meanwhile; its heading takes the focus once
// (focus("dialog")). Escape presses the button that escape_button() drew. To be drawn last, outside of every
// other scope.
Scope dialog(Ui& ui, std::string_view question);
bool escape_button(Ui& ui, std::string_view key, std::string_view label, const ButtonOptions& options);

}  // namespace wufei::kit
