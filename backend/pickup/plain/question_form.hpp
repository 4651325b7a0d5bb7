// A booking in large print that any browser can send: one question on a page, the seven of the client. What
// was answered on the others goes along as hidden fields of the same names as in the form of two pages, so
// that each can be answered in the other. Writes markup only.
#pragma once

#include <string>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/plain/question_answers.hpp"
#include "pickup/slot.hpp"

namespace wufei::http {

struct QuestionPage {
  Asked asked = Asked::kind;
  const FormFields& values;  // settled
  std::vector<FormFault> faults = {};
  std::vector<contract::Slot> slots = {};    // from the day on
  std::vector<contract::Slot> nearest = {};  // when what was chosen is full
  std::string key = {};
};
// What the Enter key presses on it.
contract::FormEntries question_entries(Asked asked);
std::string question_html(const service::ContentSet& content, QuestionPage page);
// Where a booking begins, with what a link names.
std::string first_question_html(const service::ContentSet& content, FormFields values);

}  // namespace wufei::http
