// Turns an Error into an application/problem+json reply (RFC 9457) with the locale's texts. The only place
// that does; it never shows Error::detail, which the log gets when the fault is ours.
#pragma once

#include <string_view>

#include "lib/base/result.hpp"
#include "lib/web/exchange.hpp"

namespace wufei::http {

// Response::cause of the error: its detail when the fault is the server's own (500 and above), else "". For
// replies that are pages.
std::string cause_of(const contract::Error& error);
// A form's page again, with what was refused: status of the error's code, Retry-After when the error says
// one, the cause.
Response refused_page(const contract::Error& error, Response page);

// Status of the error's code, texts from the locale, Retry-After when the error says one; `instance` is
// urn:request:<request_id>. `extra` members (an object) are added beside the standard ones, e.g. the slots to
// choose instead.
Response problem_reply(const contract::Error& error, std::string_view request_id,
                       const contract::Json& extra = contract::Json::object());
// The same with another status than the code's own: 414, 501, 505.
Response problem_reply_as(int status, const contract::Error& error, std::string_view request_id);

}  // namespace wufei::http
