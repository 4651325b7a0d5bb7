// The one table between error codes, HTTP statuses and names on the wire, and between rules and their names.
// Statuses follow RFC 9110, RFC 6585 (428, 429, 431) and draft-ietf-httpapi-idempotency-key (422). No text
// for people.
#pragma once

#include <optional>
#include <string_view>

#include "lib/base/result.hpp"

namespace wufei::contract {

// HTTP status of a code, and the snake_case name used in problem+json "code".
int error_status(ErrorCode code);
std::string_view error_name(ErrorCode code);
// Inverse of error_name; a client that meets an unknown name falls back to the status.
std::optional<ErrorCode> error_from_name(std::string_view name);
ErrorCode error_from_status(int status);

// snake_case name of a rule, as in problem+json errors[].rule and locale key "rule.<name>".
std::string_view rule_name(Rule rule);
std::optional<Rule> rule_from_name(std::string_view name);
// Whether the error says that this rule was broken, wherever.
bool names_rule(const Error& error, Rule rule);

}  // namespace wufei::contract
