#include "lib/table/csv_rows.hpp"

#include <algorithm>

namespace wufei::service {
namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  }

  CsvRows read() {
    while (at_ < text_.size()) {
      CsvRow row{line_, {}};
      do row.cells.push_back(cell());
      while (take(','));
      end_of_line();
      const bool blank = std::all_of(row.cells.begin(), row.cells.end(),
                                     [](const std::string& text) { return text.empty(); });
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
    take('\r');
    if (take('\n')) ++line_;
  }
  std::string cell() {
    std::string out = take('"') ? quoted() : std::string();
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
      if (text_[at_] != '\r') out += text_[at_];
      ++at_;
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
  return CsvReader(text).read();
}

}  // namespace wufei::service
