// Whether a text that others will read tells a way of contact. Contact goes through the platform, after both
// sides agreed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wufei::contract {

// A telephone number, however its digits are written (full width, Chinese, in circles, with marks between
// them), seven digits or more in one piece, or one of `words` (small letters). Quantities, sizes and days are
// none: "5-10 mm", "10-31.5", "2026-12-01".
bool tells_contact(std::string_view text, const std::vector<std::string>& words);

}  // namespace wufei::contract
