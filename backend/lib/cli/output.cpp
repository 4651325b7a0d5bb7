#include "lib/cli/output.hpp"

#include <pwd.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <iterator>

#include "lib/base/error.hpp"

namespace wufei::app {

using contract::Text;

std::string operator_name() {
  const passwd* user = getpwuid(geteuid());
  return std::string("cli:") + (user ? user->pw_name : std::to_string(geteuid()).c_str());
}

namespace {

// What an administrator acts upon: files, settings, the database. Of what staff ask for, the title and the
// rules say all, in their language.
bool has_words_for_operators(const contract::Error& error) {
  using contract::ErrorCode;
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::internal ||
         (error.code == ErrorCode::invalid && error.fields.empty());
}

}  // namespace

int report(const contract::Error& error) {
  std::string reason(contract::error_title(error.code));
  for (const contract::FieldError& field : error.fields)
    reason += "\n  " + (field.pointer.empty() ? "" : field.pointer + " ") +
              contract::rule_text(field.rule, field.limit);
  if (!error.detail.empty() && has_words_for_operators(error)) reason += "\n  " + error.detail;
  std::cerr << contract::text(Text::cli_failed, {{"reason", reason}}) << '\n';
  return 1;
}

int refuse(const std::string& reason) {
  std::cerr << contract::text(Text::cli_failed, {{"reason", reason}}) << '\n';
  return 1;
}

int refuse(Text reason) {
  return refuse(std::string(contract::text(reason)));
}

void print_line(Text label, std::string_view value) {
  if (!value.empty()) std::cout << contract::text(label) << ": " << value << '\n';
}

std::optional<std::string> read_in(const std::string& file) {
  using Bytes = std::istreambuf_iterator<char>;
  if (file == "-") return std::string{Bytes(std::cin), {}};
  std::ifstream opened(file, std::ios::binary);
  if (!opened) return refuse(file), std::nullopt;
  return std::string{Bytes(opened), {}};
}

int write_out(const std::string& bytes, const std::filesystem::path& output) {
  if (output.empty()) return std::cout << bytes << std::flush ? 0 : 1;
  std::error_code failed;
  const bool device = exists(output, failed) && !is_regular_file(output, failed);
  const std::filesystem::path part = output.string() + (device ? "" : ".part");
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file << bytes;
  file.close();
  if (file && !device) rename(part, output, failed);
  if (file && !failed) return 0;
  if (!device) std::filesystem::remove(part, failed);
  return refuse(output.string());
}

bool format_is_known(const std::string& format, const std::filesystem::path& output) {
  if (format != "table" && format != "csv" && format != "xlsx") return refuse(Text::cli_bad_format), false;
  const bool to_terminal = format == "xlsx" && output.empty() && isatty(STDOUT_FILENO);
  return !to_terminal || (refuse(Text::cli_xlsx_to_terminal), false);
}

int write_sheet(const Sheet& sheet, const std::string& format, const std::filesystem::path& output,
                std::string_view title) {
  if (format == "table") return write_out(sheet_table(sheet), output);
  if (format == "csv") return write_out(sheet_csv(sheet), output);
  const auto workbook = sheet_xlsx(sheet, title);
  return workbook ? write_out(*workbook, output) : report(workbook.error());
}

}  // namespace wufei::app
