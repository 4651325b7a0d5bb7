// problem+json (RFC 9457) on the wire: how the server says an Error and how the client reads it back.
// `title` and `detail` are texts for people (Chinese, from the locale); `code` and `errors[].rule` are for
// programs.
#pragma once

#include <string>
#include <string_view>

#include "lib/base/json.hpp"
#include "lib/base/result.hpp"

namespace wufei::contract {

inline constexpr std::string_view kProblemMediaType = "application/problem+json";

struct ProblemText {
  std::string title;
  std::string detail;
};

// {type, title, status, detail, instance, code, errors[]{pointer, rule, detail, limit?}}. `instance` is the
// request id as a URN.
Json problem_to_json(const Error& error, const ProblemText& text, std::string_view instance);
// Reads a reply with status >= 400. A body that is no problem document gives the code of the status alone.
Error problem_from_reply(int status, std::string_view body);

}  // namespace wufei::contract
