#include "desk/kept_form.hpp"

#include <algorithm>

#include "desk/desk_parts.hpp"
#include "lib/base/error.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/problem_reply.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kShortestKey = 16;  // characters
// 2020-01-01 and 2100-01-01, UTC: what lies outside is no time that a phone's clock showed.
constexpr contract::UtcSeconds kEarliest = 1'577'836'800, kLatest = 4'102'444'800;

contract::Result<contract::UtcSeconds> phone_time(const FormFields& fields, std::string_view name) {
  const contract::UtcSeconds time = number_field(fields, name);
  if (time >= kEarliest && time <= kLatest) return time;
  return contract::field_error("/" + std::string(name), contract::Rule::date_format);
}

}  // namespace

contract::UtcSeconds kept_until(const contract::StaffCaller& caller, contract::UtcSeconds now) {
  const contract::UtcSeconds midnight =
      contract::china_instant(contract::add_days(contract::china_date(now), 1), 0);
  return std::min(midnight, caller.session_until);
}

contract::Result<std::string> kept_key(const Request& request) {
  auto key = idempotency_key(request);
  if (key && key->size() < kShortestKey)
    return contract::field_error("", contract::Rule::idempotency_key_format);
  return key;
}

contract::Result<contract::PhoneTimes> phone_times(const FormFields& fields) {
  const auto noted = phone_time(fields, "noted"), sent = phone_time(fields, "sent");
  if (!noted) return noted.error();
  if (!sent) return sent.error();
  return contract::PhoneTimes{*noted, *sent};
}

Response kept_reply(int status, const contract::Json& json) {
  Response response = json_response(status, json);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

Response kept_refusal(const contract::Error& error) {
  std::string text;
  bool asked = false;
  for (const contract::FieldError& fault : error.fields) {
    text += contract::rule_text(fault.rule, fault.limit);
    asked = asked || fault.rule == contract::Rule::asked_back;
  }
  if (text.empty()) text = contract::error_explanation(error.code);
  Response response = kept_reply(contract::error_status(error.code),
                                 {{"state", "refused"}, {"asked", asked}, {"words", text}});
  if (error.retry_after_s > 0) response.headers.set("Retry-After", std::to_string(error.retry_after_s));
  response.cause = cause_of(error);
  return response;
}

}  // namespace wufei::http
