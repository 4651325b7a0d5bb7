#include "lib/table/csv_rows.hpp"

#include <algorithm>

#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

class CsvReader {
 public:
  // `text` has LF only and no byte order mark.
  explicit CsvReader(std::string_view text) : text_(text) {}

  CsvRows read() {
    while (at_ < text_.size()) {
      CsvRow row{line_, {}};
      do row.cells.push_back(cell());
      while (take(','));
      end_of_line();
      const bool blank = std::all_of(row.cells.begin(), row.cells.end(),
                                     [](const std::string& text) { return contract::trimmed(text).empty(); });
      if (!blank) rows_.rows.push_back(std::move(row));
    }
    return std::move(rows_);
  }

 private:
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void end_of_line() {
    if (take('\n')) ++line_;
  }
  std::string cell() {
    std::string out = take('"') ? quoted() : std::string();
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
      out += text_[at_++];
    }
    return out;
  }
  std::string quoted() {
    const int begin = line_;
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == '"' && !take('"')) return out;
      if (c == '\n') ++line_;
      out += c;
    }
    rows_.open_quote = begin;
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  CsvRows rows_;
};

}  // namespace

CsvRows csv_rows(std::string_view text) {
  return CsvReader(contract::with_line_feeds(contract::without_mark(text))).read();
}

}  // namespace wufei::service
