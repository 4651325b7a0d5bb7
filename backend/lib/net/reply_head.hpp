// What stands on every reply: the security headers and the date. Pure but for the clock.
#pragma once

#include <string>
#include <string_view>

namespace wufei::http {

// Complete header lines, each with its CRLF: the policy of replies that set no Content-Security-Policy of
// their own, and what stands beside every policy.
std::string_view policy_header_line();
std::string_view security_header_lines();
// Both for Response::embeddable: any site may frame it, and the page itself may load and run nothing.
std::string_view embeddable_header_lines();
// "Date: Tue, 24 Nov 2026 02:00:00 GMT\r\n", made once a second per thread.
std::string_view date_header_line();
// Name and value may stand in a header: no line ends, no control characters. What fails is dropped.
bool is_safe_header(std::string_view name, std::string_view value);

}  // namespace wufei::http
