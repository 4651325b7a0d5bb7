// Number plates as people and machines write them.
#pragma once

#include <string>
#include <string_view>

namespace wufei::contract {

// Upper case, without spaces, dots and dashes; full-width letters are made plain. Behind the province and its
// letter no plate of China has I or O: they are 1 and 0 (GA 36). "" for what is longer than 12 characters.
std::string comparable_plate(std::string_view typed);

}  // namespace wufei::contract
