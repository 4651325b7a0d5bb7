// Texts in addresses, and telling contents apart. Pure.
#pragma once

#include <string>
#include <string_view>

namespace wufei::model {

// The value of `name` in the query of an address ("/page?q=ab#c"), decoded; "" without one.
std::string query_value(std::string_view target, std::string_view name);
// FNV-1a as 16 hexadecimal digits: tells two contents of one draft apart; the draft's random id does the
// rest.
std::string content_hash(std::string_view text);

}  // namespace wufei::model
