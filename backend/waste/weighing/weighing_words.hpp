// Names of columns in files of weighbridges; texts of the locale, several of them with '|' between.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace wufei::service {

// Title of a column -> serial plate gross tare net time direction code.
std::map<std::string, std::string> weighing_columns();
// Whether the word of the column of directions means that it leaves.
bool weighing_goes_out(std::string_view word);

}  // namespace wufei::service
