#include "lib/table/xlsx_rows.hpp"

#include <algorithm>
#include <charconv>

#include "lib/base/utf8.hpp"
#include "lib/table/unzip.hpp"
#include "lib/table/xml_walk.hpp"

namespace wufei::service {
namespace {

using Found = XmlWalk::Found;

constexpr std::size_t kMostXml = 16 * 1024 * 1024;  // bytes of one part
constexpr std::size_t kMostCell = 4 * 32'767;       // bytes of one cell: what Excel holds, in UTF-8
constexpr std::size_t kMostShared = 500'000;        // shared texts
constexpr std::size_t kMostFormulas = 1000;         // that are told
constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

// Text within the element that was just opened, without what is said about its pronunciation; behind it the
// walk stands at its end.
std::optional<std::string> text_within(XmlWalk& walk, std::string_view name) {
  std::string text;
  int spoken = 0;
  bool wanted = false;
  for (Found found = walk.next(); found != Found::end && found != Found::broken; found = walk.next()) {
    if (found == Found::text) {
      if (wanted && spoken == 0) text += walk.text();
      continue;
    }
    if (found == Found::close && walk.name() == name) return text;
    const bool opens = found == Found::open;
    if (walk.name() == "rPh") spoken += opens ? 1 : -1;
    if (walk.name() == "t") wanted = opens;
  }
  return std::nullopt;
}

std::optional<std::vector<std::string>> shared_texts(std::string_view xml) {
  std::vector<std::string> texts;
  XmlWalk walk(xml);
  for (Found found = walk.next(); found != Found::end; found = walk.next()) {
    if (found == Found::broken) return std::nullopt;
    if (found != Found::open || walk.name() != "si") continue;
    auto text = text_within(walk, "si");
    if (!text || texts.size() == kMostShared) return std::nullopt;
    texts.push_back(std::move(*text));
  }
  return texts;
}

// The value of an attribute of the first element of this name whose `key` has the value `is` ("" = any).
std::string first_attribute(std::string_view xml, std::string_view element, std::string_view key,
                            std::string_view is, std::string_view wanted) {
  XmlWalk walk(xml);
  for (Found found = walk.next(); found != Found::end && found != Found::broken; found = walk.next())
    if (found == Found::open && walk.name() == element && (is.empty() || walk.attribute(key) == is))
      return std::string(walk.attribute(wanted));
  return {};
}

// Where the first sheet lies.
std::string first_sheet(const Unzip& zip) {
  const auto book = zip.part("xl/workbook.xml", kMostXml);
  const auto links = zip.part("xl/_rels/workbook.xml.rels", kMostXml);
  if (!book || !links) return {};
  const std::string id = first_attribute(*book, "sheet", {}, {}, "id");
  std::string target = id.empty() ? id : first_attribute(*links, "Relationship", "Id", id, "Target");
  if (target.starts_with('/')) return target.substr(1);
  return target.empty() ? target : "xl/" + target;
}

// "AB12" -> 27; kNoColumn when it is none.
std::size_t column_of(std::string_view place) {
  std::size_t column = 0;
  for (const char c : place) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > kMostColumns) return kNoColumn;
  }
  return column == 0 ? kNoColumn : column - 1;
}

std::optional<std::size_t> index_of(std::string_view text) {
  std::size_t number = 0;
  const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return number;
}

// "_x000D_" is one character (ECMA-376 22.4.2.4), which XML could not hold.
std::string unescaped_codes(std::string_view text) {
  constexpr std::size_t kLength = 7;
  std::string out;
  while (!text.empty()) {
    unsigned code = 0;
    const char* digits = text.data() + 2;
    const bool marked = text.size() >= kLength && text.starts_with("_x") && text[kLength - 1] == '_';
    const bool is_code = marked && std::from_chars(digits, digits + 4, code, 16).ptr == digits + 4 &&
                         code != 0 && (code < 0xD800 || code > 0xDFFF);
    if (is_code)
      contract::append_utf8(out, code);
    else
      out += text.front();
    text.remove_prefix(is_code ? kLength : 1);
  }
  return out;
}

class SheetReader {
 public:
  SheetReader(std::string_view xml, const std::vector<std::string>& shared, std::size_t most)
      : walk_(xml), shared_(shared), most_(most) {}

  std::optional<XlsxRows> read() {
    for (Found found = walk_.next(); found != Found::end; found = walk_.next()) {
      if (found == Found::broken) return std::nullopt;
      if (found == Found::open && walk_.name() == "row") begin_row();
      if (found == Found::open && walk_.name() == "c" && !read_cell()) return std::nullopt;
      if (found == Found::close && walk_.name() == "row") end_row();
      if (rows_.more) break;
    }
    return std::move(rows_);
  }

 private:
  void begin_row() {
    const auto number = index_of(walk_.attribute("r"));
    row_ = CsvRow{number && *number <= 1'048'576 ? static_cast<int>(*number) : line_ + 1, {}};
    line_ = row_.line;
  }
  void end_row() {
    const bool blank = std::all_of(row_.cells.begin(), row_.cells.end(),
                                   [](const std::string& text) { return contract::trimmed(text).empty(); });
    if (blank) return;
    if (rows_.rows.size() == most_)
      rows_.more = true;
    else
      rows_.rows.push_back(std::move(row_));
    row_ = {};
  }
  bool read_cell() {
    const std::string_view place = walk_.attribute("r");
    const std::size_t column = place.empty() ? row_.cells.size() : column_of(place);
    if (column >= kMostColumns) return false;
    const std::string type(walk_.attribute("t"));
    std::string value;
    for (Found found = walk_.next(); found != Found::close || walk_.name() != "c"; found = walk_.next()) {
      if (found == Found::end || found == Found::broken) return false;
      if (found == Found::open && !read_part(column, value)) return false;
    }
    if (row_.cells.size() <= column) row_.cells.resize(column + 1);
    return said(type, std::move(value), row_.cells[column]);
  }
  // What stands in a cell: <f> a formula, <v> a value, <is> a text.
  bool read_part(std::size_t column, std::string& value) {
    if (walk_.name() == "f" && rows_.formulas.size() < kMostFormulas)
      rows_.formulas.emplace_back(row_.line, column);
    if (walk_.name() == "is") {
      auto text = text_within(walk_, "is");
      if (text) value = std::move(*text);
      return text.has_value();
    }
    if (walk_.name() != "v") return true;
    for (Found found = walk_.next(); found != Found::close; found = walk_.next()) {
      if (found != Found::text) return false;
      value += walk_.text();
    }
    return true;
  }
  bool said(const std::string& type, std::string value, std::string& cell) {
    if (type == "s") {
      const auto index = index_of(value);
      if (!index || *index >= shared_.size()) return false;
      kept_ += shared_[*index].size();  // a text may be shared by every cell
      if (kept_ > kMostXml) return false;
      value = shared_[*index];
    }
    if (value.size() > kMostCell) return false;
    cell = unescaped_codes(value);
    return contract::is_valid_utf8(cell);
  }

  XmlWalk walk_;
  const std::vector<std::string>& shared_;
  std::size_t most_;
  CsvRow row_;
  int line_ = 0;
  std::size_t kept_ = 0;  // bytes of shared texts in cells
  XlsxRows rows_;
};

}  // namespace

std::optional<XlsxRows> xlsx_rows(std::string_view bytes, std::size_t most) {
  const Unzip zip(bytes);
  if (!zip.sound()) return std::nullopt;
  const auto sheet = zip.part(first_sheet(zip), kMostXml);
  const auto texts = zip.part("xl/sharedStrings.xml", kMostXml);
  const auto shared = shared_texts(texts.value_or(""));
  if (!sheet || !shared) return std::nullopt;
  return SheetReader(*sheet, *shared, most).read();
}

}  // namespace wufei::service
