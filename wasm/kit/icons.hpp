// Icon names (assets/icons.txt) to code points of the icon font. The table is generated.
#pragma once

#include <string_view>

namespace wufei::kit {

// 0 for a name that the client does not carry.
char32_t icon_code_point(std::string_view name);

}  // namespace wufei::kit
