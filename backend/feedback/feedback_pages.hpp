// Pages about feedback: what can be said and by when it is answered, published cases, and the portal's own
// counts with their definition. Read-only; the form and the look-up are the client's (and feedback_form's).
#pragma once

#include "feedback/feedback_service.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /feedback, /feedback/published, /feedback/published/{reference}, /feedback/statistics
void add_feedback_pages(DocumentBook& book, service::FeedbackService& feedback);

}  // namespace wufei::http
