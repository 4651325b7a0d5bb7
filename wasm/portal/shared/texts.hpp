// Facts of a booking as people read them: days, slots, items, places. Words come from the locale, names from
// the county's content; a code that is not known (yet) is left out rather than shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/text.hpp"
#include "wasm/portal/shared/model.hpp"

namespace wufei::views {

using contract::Text;
using contract::text;

std::string_view weekday_text(contract::Date day);
std::string month_day_text(contract::Date day);
std::string day_text(contract::Date day);  // with the weekday
// A deadline in working days; says so when that year's public holidays are not known yet.
std::string due_text(contract::Date day);
std::string moment_text(contract::UtcSeconds instant);  // day and time
// One line of a history: when, what, and the detail when there is one.
std::string event_text(contract::UtcSeconds at, std::string_view name, std::string_view detail);
std::string window_text(const model::Model& model, const contract::Slot& slot);
std::string slot_text(const model::Model& model, const contract::Slot& slot);
// The slot of a draft, whose day and window are in its id.
std::string slot_text(const model::Model& model, std::string_view slot_id);

std::string_view area_name(const model::Model& model, std::string_view area);
std::string_view category_name(const model::Model& model, std::string_view category);
// Without what stands in brackets: for tickets and lines with little room.
std::string_view category_in_short(const model::Model& model, std::string_view category);
std::string place_text(const model::Model& model, std::string_view area, std::string_view village,
                       std::string_view address);
std::string items_text(const model::Model& model, const std::vector<contract::PickupItem>& items);
// What to do before collection, one sentence per item.
std::vector<std::string> prepare_texts(const model::Model& model,
                                       const std::vector<contract::PickupItem>& items);
std::string telephone_link(const model::Model& model);

}  // namespace wufei::views
