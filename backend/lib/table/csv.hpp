// CSV as every table of the portal is written: RFC 4180, UTF-8, lines end with CRLF. A text that a
// spreadsheet would run as a formula (it begins with = + - @, a tab or a line end, and is no plain number)
// gets an apostrophe in front (OWASP, CSV injection). csv_rows.hpp reads CSV.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wufei::service {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// "-5", "92.50", "+3"; not "-.5", "1e3".
bool is_plain_number(std::string_view text);
// One line with its end.
std::string csv_line(const std::vector<std::string>& cells);
// With a byte order mark in front, so that Excel opens it in Chinese.
std::string csv_file(const std::vector<std::string>& header,
                     const std::vector<std::vector<std::string>>& rows);

}  // namespace wufei::service
