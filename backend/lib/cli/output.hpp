// What every command does with its answer: print, write a file, refuse.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "lib/base/result.hpp"
#include "lib/base/text.hpp"
#include "lib/table/sheet.hpp"

namespace wufei::app {

// Who acts, for the access log: the operating system's user name, as "cli:NAME".
std::string operator_name();
// Prints an error for an operator to standard error; answers 1.
int report(const contract::Error& error);
// Prints the reason to standard error; answers 1.
int refuse(const std::string& reason);
int refuse(contract::Text reason);
// "label: value" when there is a value.
void print_line(contract::Text label, std::string_view value);
// The bytes of a file; "-" = standard input, whatever that is (a pipe, a socket). A file that cannot be
// opened is refused in print.
std::optional<std::string> read_in(const std::string& file);
// To `output`, "" = standard output; answers the exit status. A file is written whole or not at all: what was
// there stays when the disk is full.
int write_out(const std::string& bytes, const std::filesystem::path& output);

// table, csv or xlsx; a workbook does not go to a terminal. Refusals are printed.
bool format_is_known(const std::string& format, const std::filesystem::path& output);
int write_sheet(const Sheet& sheet, const std::string& format, const std::filesystem::path& output,
                std::string_view title);

}  // namespace wufei::app
