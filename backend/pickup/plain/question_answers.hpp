// What the answers of a booking in large print come to, one question on a page (question_form.hpp): which
// question asks for which fields, what one answer says of another, what is wrong and on whose page. Pure:
// reads no clock and no database.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/slot.hpp"

namespace wufei::http {

enum class Asked : unsigned char { kind, things, place, day, hours, person, check };

inline constexpr std::string_view kKindField = "category";
inline constexpr std::string_view kDayField = "day";  // YYYY-MM-DD, or the id of a slot of that day
inline constexpr std::string_view kAtField = "at";    // the page that was shown, as a step

// Of the buttons that lead to the questions, by Asked.
inline constexpr std::array<std::string_view, 7> kQuestionSteps = {"kind",  "things", "place", "day",
                                                                   "hours", "person", "check"};

// What a button of either form leads to, in large print; the day's question where it does not say.
Asked asked_of(std::string_view step);
// The last question that stands on the page of this step.
Asked last_asked(std::string_view step);
// Whether in the standard size it leads to the first of the two pages.
bool leads_to_things(std::string_view step);

// Without the things of kinds that were not chosen; all where no kind was.
FormFields of_chosen_kind(FormFields fields, const service::ContentSet& content);
// Fills in what one answer says of another: a kind by its things, a day by its slot. A slot of another day,
// kind or place than was chosen since is none.
void settle_answers(FormFields& fields, const service::ContentSet& content);

// In the order of the questions. Empty when a booking is sound as far as booking_faults() can say.
std::vector<FormFault> question_faults(const FormFields& fields, const service::ContentSet& content);
// On whose page it stands; on the last what is about the form as a whole.
Asked question_of(const FormFault& fault);
// A day without room, a window without room, when `wanted` comes after their question.
std::vector<FormFault> time_faults(const FormFields& fields, const std::vector<contract::Slot>& slots,
                                   Asked wanted);

// The fields that a question asks for, but for the things of a kind.
const std::vector<std::string_view>& fields_asked(Asked asked);
bool is_item_of(const contract::Category& category, std::string_view field);

struct DayRoom {
  contract::Date date;
  std::string closed;  // why nobody comes; "" = somebody does
  bool open = false;   // has room
};
// In order of time.
std::vector<DayRoom> days_in(const std::vector<contract::Slot>& slots);

}  // namespace wufei::http
