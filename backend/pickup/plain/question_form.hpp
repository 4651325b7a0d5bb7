// A booking in large print that any browser can send: one question on a page, the seven of the client. What
// was answered on the others goes along as hidden fields of the same names as in the form of two pages, so
// that each can be answered in the other. Judges what was typed, writes markup; reads no clock, no database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/slot.hpp"

namespace wufei::http {

enum class Asked : unsigned char { kind, things, place, day, hours, person, check };

inline constexpr std::string_view kKindField = "category";
inline constexpr std::string_view kDayField = "day";    // YYYY-MM-DD, or the id of a slot of that day
inline constexpr std::string_view kAtField = "at";      // the question that was shown, as a step
inline constexpr std::string_view kLookField = "look";  // of the button for the other size: no step

// What a button of either form leads to, in large print; the day's question where it does not say.
Asked asked_of(std::string_view step);
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

struct QuestionPage {
  Asked asked = Asked::kind;
  const FormFields& values;  // settled
  std::vector<FormFault> faults = {};
  std::vector<contract::Slot> slots = {};    // from the day on
  std::vector<contract::Slot> nearest = {};  // when what was chosen is full
  std::string key = {};
};
std::string question_html(const service::ContentSet& content, QuestionPage page);
// Where a booking begins, with what a link names.
std::string first_question_html(const service::ContentSet& content, FormFields values);

}  // namespace wufei::http
