// What a phone kept without a network and sends later (wasm/portal/shell/kept.js): what it must say, and how
// it is answered. ADR 0034.
#pragma once

#include <string>

#include "account/staff_door.hpp"
#include "desk/kept_time.hpp"
#include "lib/base/json.hpp"

namespace wufei::http {

// The end of the day or of the session, whichever comes first: nobody's phone keeps a page longer.
contract::UtcSeconds kept_until(const contract::StaffCaller& caller, contract::UtcSeconds now);

// The Idempotency-Key, as long as a number nobody guesses or makes twice. Errors: invalid
// idempotency_key_format.
contract::Result<std::string> kept_key(const Request& request);
// The fields `noted` and `sent`. Errors: invalid date_format.
contract::Result<contract::PhoneTimes> phone_times(const FormFields& fields);

Response kept_reply(int status, const contract::Json& json);
// {"state": "refused", "asked", "words"}: `asked` says that it may be sent again, confirmed.
Response kept_refusal(const contract::Error& error);

}  // namespace wufei::http
