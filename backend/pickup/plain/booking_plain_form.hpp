// The two pages of a booking that any browser can send, in the order of the client's steps: things and place,
// then time and person. What was typed stays, on whichever page it stands. Writes markup only.
#pragma once

#include <string>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/pickup.hpp"
#include "pickup/pickup_rules.hpp"
#include "pickup/slot.hpp"

namespace wufei::http {

inline constexpr std::string_view kBookSubmit = "/pickup/book";
inline constexpr std::string_view kStepField = "step";  // of the button: kToTimes, kToThings or kSend
inline constexpr std::string_view kToTimes = "when", kToThings = "what", kSend = "send";
inline constexpr std::string_view kKeyField = "key";  // recognises a repeat

// What the Enter key presses on either page.
inline contract::FormEntries things_entries() {
  return {std::string(kStepField), std::string(kToTimes)};
}
inline contract::FormEntries times_entries() {
  return {std::string(kStepField), std::string(kSend)};
}

std::string things_page_html(const service::ContentSet& content, const FormFields& values,
                             std::vector<FormFault> faults);

struct TimesPage {
  const FormFields& values;
  std::vector<FormFault> faults = {};
  std::vector<contract::Slot> slots = {};
  std::vector<contract::Slot> nearest = {};
  std::string key = {};
};
std::string times_page_html(const service::ContentSet& content, TimesPage page);

// Parts of these pages, for the desk's form of the same booking: every thing of the catalogue, or of one
// category, the place,
// what was chosen of both, and the same as hidden fields.
void write_things(HtmlWriter& out, FormParts& parts, const contract::Catalogue& catalogue,
                  const FormFields& values);
void write_things_of(HtmlWriter& out, FormParts& parts, const contract::Category& category,
                     const FormFields& values);
void write_place(FormParts& parts, const contract::Areas& areas, const FormFields& values);
void write_chosen(HtmlWriter& out, const service::ContentSet& content,
                  const contract::PickupRequest& request);
void carry_things(FormParts& parts, const FormFields& values);

// Further parts, for one question on a page (question_form.hpp): who books, for whom, and the note.
void open_booking_form(HtmlWriter& out);
void write_trial(HtmlWriter& out, const contract::PickupRules& rules);
void write_booker(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
                  const FormFields& values);

}  // namespace wufei::http
