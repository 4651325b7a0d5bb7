// Pages of cases without the client: what was just filed, how a case stands with what its citizen can do
// about it, and the look-up. Personal but for the look-up: for replies that nobody keeps. Reads nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "feedback/feedback.hpp"
#include "lib/base/text.hpp"
#include "lib/document/document.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"

namespace wufei::http {

// Fields of the one form on the page of a case; kCaseAct names its button.
inline constexpr std::string_view kCaseProof = "proof", kCaseAct = "act", kCaseStars = "stars",
                                  kCaseComment = "comment", kReopenReason = "reason";
inline constexpr std::string_view kRateAct = "rate", kReopenAct = "reopen";

// Where the plain page of one case stands; `done`: what was done ("filed", "found", "rated", "reopened"), ""
// = nothing.
std::string progress_path(std::string_view reference, std::string_view done = {});

struct ProgressView {
  const contract::FeedbackCase& feedback;
  std::string proof;                   // of the form's sender
  std::string_view done = {};          // as of progress_path()
  std::vector<FormFault> faults = {};  // of the form that was refused
  const FormFields& fields;            // what it sent
};
contract::Document progress_document(const service::ContentSet& content, const ProgressView& view);
// The form alone, with what it sent, while the case itself cannot be read: of `view.feedback` only the
// reference and what the form does are known.
contract::Document unread_case_document(const service::ContentSet& content, const ProgressView& view);
// With the receipt code of an anonymous case.
contract::Document filed_document(const service::ContentSet& content, const contract::FeedbackCase& feedback);

struct CaseLookup {
  std::vector<contract::FieldError> errors = {};  // of the look-up form
  std::string_view reference = {};                // typed or known
  std::string lead = {};                          // what is to be said first
  std::string typed = {};                         // elsewhere, and not sent: it is shown to be copied
};
contract::Document case_lookup_document(const service::ContentSet& content, const CaseLookup& lookup,
                                        std::string title = {});
// A page of feedback that search engines do not list.
contract::Document feedback_page(const service::ContentSet& content, contract::Text title);
contract::Spans strong_spans(std::string text);

}  // namespace wufei::http
