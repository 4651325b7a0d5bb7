// A visit to the pages of one booking without the client: who is let in, what their forms prove. For the
// routes of plain/ alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/base/text.hpp"
#include "lib/page/page_look.hpp"
#include "lib/web/form_fields.hpp"
#include "pickup/plain/manage_form.hpp"
#include "pickup/plain/plain_routes.hpp"
#include "pickup/plain/ticket_page.hpp"

namespace wufei::http::visit {

inline constexpr std::string_view kTicketPattern = "/pickup/ticket/{reference}";

struct Plain : PlainGround {
  explicit Plain(const PlainGround& ground) : PlainGround(ground) {}
  [[nodiscard]] service::PickupService& pickups() const { return desk.pickups(); }
  [[nodiscard]] service::ContentPtr content() const { return desk.pickups().content(); }
};

// `path`: of the page that stands for it in the navigation. `address`: its own, where it can be opened again.
// `entries`: of its form that another look must lose nothing of.
Response page_reply(const Plain& plain, int status, contract::Text title, const char* path,
                    std::string markup, std::string address = {}, KeptEntries entries = {});
// To the page of the booking, which its token opens from now on.
Response opened_reply(const Plain& plain, const contract::Pickup& pickup, std::string_view done);
Response lookup_reply(const Plain& plain, int status, LookupPage page);
// Number and telephone are asked for. Who comes here right after a booking or a look-up has a browser that
// keeps no cookie. `typed`: into the form that was sent.
Response locked(const Plain& plain, const Request& request, const contract::Error& error,
                std::string_view typed = {});

// Canonical, of the request's path; "" for what is none.
std::string reference_in(const Request& request);
// Of the booking as it was shown, that a form names.
int version_in(const FormFields& fields);
// What the forms of a booking's page carry to prove that they come from it.
std::string proof_of(std::string_view token);

struct Opened {
  contract::Pickup pickup;
  std::string token;
};
// The booking that the request's cookie opens. Errors: unauthorized, unavailable.
contract::Result<Opened> open_ticket(const Plain& plain, const Request& request);

struct Posted {
  Opened opened;
  FormFields fields;
  int version = 0;  // that was shown
};
// What a form of the booking's own page sent. Errors: those of open_ticket() and form_fields(), forbidden.
contract::Result<Posted> posted(const Plain& plain, const Request& request);

// What a form sent that posted() refused with `error`, for its page to show it again: nothing of it is done.
struct Untaken {
  FormFields fields;
  std::optional<Opened> opened;  // forbidden: the booking as it stands, for a form with a proof of today
  contract::Error error;         // unauthorized: no cookie opens it; any other: it cannot be read now
};
// Errors: those of form_fields().
contract::Result<Untaken> untaken(const Plain& plain, const Request& request, const contract::Error& error);
// Its page again: the status of its error, the look that it asks for.
Response untaken_reply(const Plain& plain, const Request& request, const Untaken& sent, Response page);

// What the page's address says was done.
JustDone just_done(const Request& request);
// The booking's page. `faults`: of the form on it that was refused.
Response ticket_reply(const Plain& plain, int status, const Opened& opened, JustDone done,
                      std::vector<FormFault> faults = {}, const FormFields& fields = {});

}  // namespace wufei::http::visit
