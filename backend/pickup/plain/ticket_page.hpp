// A booking as its resident sees it without the client: the ticket, what comes next, what can be done with
// it; and the question before a cancellation. Personal: for replies that nobody keeps. Writes markup only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "lib/base/text.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/pickup.hpp"

namespace wufei::http {

inline constexpr std::string_view kProofField = "proof", kVersionField = "version";

// Where the plain pages of one booking stand; `below`: "", "/change", "/cancel", "/calendar.ics", "/slip" (on
// paper),
// "/rate" (to the survey), "/rating", "/missed".
std::string ticket_path(std::string_view reference, std::string_view below = {});

// What was just done, of the address's query.
enum class JustDone : unsigned char { nothing, booked, changed, cancelled, rated, reported };

struct TicketView {
  const contract::Pickup& pickup;
  std::string proof;  // of the forms' senders
  JustDone done = JustDone::nothing;
  std::vector<FormFault> faults = {};  // of a form on the booking's page
  const FormFields* fields = nullptr;  // which it sent
};
// How residents read a status.
contract::Text ticket_status(contract::PickupStatus status);
std::string ticket_page_html(const service::ContentSet& content, const TicketView& view);
// `note`: why it is asked again, "" = for the first time.
std::string cancel_page_html(const service::ContentSet& content, const TicketView& view,
                             std::string_view note);
// Why a booking can not be changed or cancelled any more. Errors are the page's to show.
std::string unchangeable_text(const service::ContentSet& content, const contract::Pickup& pickup);

}  // namespace wufei::http
