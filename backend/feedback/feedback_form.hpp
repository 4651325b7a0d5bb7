// Feedback without the client: a form in plain HTML that any browser can send, its answer, and the look-up.
// What is typed comes back when something is wrong with it; photographs are to be chosen again.
#pragma once

#include <string>

#include "feedback/feedback.hpp"
#include "feedback/feedback_routes.hpp"
#include "feedback/feedback_service.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/guess_limit.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

std::string_view feedback_status_text(contract::FeedbackStatus status);
// The last day to answer: whether it is past, and whether it is counted over a year whose public holidays are
// not known yet. "" without a deadline.
std::string feedback_due_text(const contract::FeedbackCase& feedback);

// /feedback/new and /feedback/done (the form; the query fills it in), /feedback/lookup and
// /feedback/{reference} (the look-up).
void add_feedback_form_pages(DocumentBook& book, const service::FeedbackService& feedback);
// All must outlive the router.
struct FeedbackFormGround {
  service::FeedbackService& feedback;
  const DocumentBook& book;
  CaseLimits limits;
  bool https = false;  // residents reach the site by https
};
// POST /feedback/submit (multipart or form-encoded) and /feedback/find (form-encoded), which lead to the page
// of the case: GET and POST /feedback/case/{reference} (plain/progress_form.hpp). A repeat of the same text
// and photographs from the same address within the rules' hours files nothing new.
void add_feedback_form_routes(Router& router, const FeedbackFormGround& ground);

}  // namespace wufei::http
