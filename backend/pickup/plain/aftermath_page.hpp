// What became of a stop, on the booking's page without the client: the outcome and why, the rating, the
// report that nothing was fetched, each with its form while it may be sent. Writes markup only.
#pragma once

#include <string>

#include "county/content_set.hpp"
#include "lib/page/form_parts.hpp"
#include "pickup/plain/ticket_page.hpp"

namespace wufei::http {

inline constexpr std::string_view kStarsField = "stars", kCommentField = "comment";

// Whether a form stands there; never two: what is rated was collected.
bool has_aftermath_form(const contract::Pickup& pickup);
// `parts` writes to `out` and knows what was refused.
void write_aftermath(HtmlWriter& out, FormParts& parts, const service::ContentSet& content,
                     const TicketView& view);
// The form alone, while the booking cannot be read: of `view.pickup` only the reference and which form it is
// are known.
std::string unread_aftermath_html(const TicketView& view);

}  // namespace wufei::http
