#include "lib/table/handed_in.hpp"

#include <iconv.h>

#include <optional>
#include <string>

#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

constexpr std::string_view kZipMark = "PK\x03\x04";
constexpr std::string_view kCompoundMark = "\xD0\xCF\x11\xE0";  // MS-CFB: .xls, encrypted .xlsx
constexpr std::size_t kLongestUtf8 = 2;  // bytes of UTF-8 for one byte of GB 18030, at most

std::optional<std::string> from_gb18030(std::string_view text) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;  // this system has no table for it
  std::string out(text.size() * kLongestUtf8, '\0');
  char* in = const_cast<char*>(text.data());  // iconv only reads it
  char* end = out.data();
  std::size_t left = text.size(), room = out.size();
  const bool whole = iconv(converter, &in, &left, &end, &room) != static_cast<std::size_t>(-1) && left == 0;
  iconv_close(converter);
  if (!whole) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

void read_csv(HandedTable& table, std::string_view text, std::size_t most) {
  CsvRows read = csv_rows(text);
  table.line = read.open_quote;
  if (read.open_quote > 0) table.fault = TableFault::open_quote;
  table.sheet.more = read.rows.size() > most;
  table.sheet.rows = std::move(read.rows);
}

void read_text(HandedTable& table, std::string_view bytes, std::size_t most) {
  if (contract::is_valid_utf8(bytes)) return read_csv(table, bytes, most);
  const auto text = bytes.find('\0') == std::string_view::npos ? from_gb18030(bytes) : std::nullopt;
  table.recoded = text.has_value();
  if (text)
    read_csv(table, *text, most);
  else
    table.fault = TableFault::encoding;
}

}  // namespace

HandedTable handed_table(std::string_view bytes, std::size_t most) {
  HandedTable table;
  if (bytes.starts_with(kCompoundMark)) {
    table.fault = TableFault::old_excel;
  } else if (bytes.starts_with(kZipMark)) {
    auto rows = xlsx_rows(bytes, most);
    if (rows)
      table.sheet = std::move(*rows);
    else
      table.fault = TableFault::damaged;
  } else {
    read_text(table, bytes, most);
  }
  if (table.fault == TableFault::none && table.sheet.more) table.fault = TableFault::too_many;
  if (table.fault == TableFault::none && table.sheet.rows.empty()) table.fault = TableFault::empty;
  return table;
}

}  // namespace wufei::service
