// Cases on one matter, and calls after an answer, on the page of a case. Writes markup only.
#pragma once

#include "desk/cases/case_view.hpp"

namespace wufei::http {

// What came of a call.
contract::Text verdict_words(contract::CallVerdict verdict);
// The case that it is handled with and why, or those that get its answer.
void write_group(HtmlWriter& out, const CaseView& view);
// To be handled with another one, or for itself again; nothing when neither can be.
void write_merge_forms(HtmlWriter& out, FormParts& parts, const CaseView& view);
void write_call_form(HtmlWriter& out, FormParts& parts, const CaseView& view);

}  // namespace wufei::http
