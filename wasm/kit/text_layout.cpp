#include "wasm/kit/text_layout.hpp"

#include <algorithm>
#include <iterator>

#include "wasm/kit/utf8.hpp"

namespace wufei::kit {
namespace {

// Sorted, for binary search. Closing marks, marks that follow, units that follow a number.
constexpr char32_t kNeverFirst[] = {
    U'!',   U'%',   U')',   U',',   U'.',   U':',   U';',   U'?',   U']',   U'}',   0x00B0, 0x00B7, 0x2019,
    0x201D, 0x2026, 0x2030, 0x2103, 0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015,
    0x3017, 0xFE0F, 0xFF01, 0xFF05, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF5E};
constexpr char32_t kNeverLast[] = {U'(',   U'[',   U'{',   0x00A5, 0x2018, 0x201C, 0x3008, 0x300A, 0x300C,
                                   0x300E, 0x3010, 0x3014, 0x3016, 0xFF04, 0xFF08, 0xFF3B, 0xFF5B, 0xFFE5};

template <std::size_t N>
bool contains(const char32_t (&set)[N], char32_t code_point) {
  return std::binary_search(std::begin(set), std::end(set), code_point);
}

bool is_ideographic(char32_t c) {
  return (c >= 0x2E80 && c <= 0xD7AF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFFEF) ||
         (c >= 0x1F000 && c <= 0x3FFFF) || c == 0x2014 || c == 0x2026 || c == 0x201D || c == 0x2019;
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

// Dates in figures, clock times and ranges stay whole: 2026-11-25, 8:30-11:30. Between a number and what it
// counts a line may end, as on the server's page.
constexpr char32_t kInNumber[] = {U'-', U':', 0x2013};

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0x3000 || c == 0x200B;
}

// The state of one greedy pass.
class Breaker {
 public:
  Breaker(std::string_view text, float width, const Measure& measure)
      : text_(text), limit_(width), measure_(measure) {}

  std::vector<TextLine> run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t start = at;
      const char32_t c = next_code_point(text_, at);
      if (c == U'\n') {
        end_line(start, x_);
        begin_line(at);
      } else {
        take(c, start);
      }
    }
    end_line(text_.size(), x_);
    return std::move(lines_);
  }

 private:
  void take(char32_t c, std::size_t start) {
    if (start > begin_ && may_break_between(previous_, c)) {
      break_at_ = start;
      break_x_ = x_;
    }
    const float advance = measure_(c);
    if (x_ + advance > limit_ + 0.01F && start > begin_ && !is_space(c)) wrap(c, start);
    x_ += advance;
    previous_start_ = start;
    previous_ = c;
  }

  // Ends the line before the code point at `start`: at the last place where that is allowed, else right here,
  // taking one more along when here would put a closing mark first.
  void wrap(char32_t c, std::size_t start) {
    std::size_t cut = break_at_;
    float cut_x = break_x_;
    if (cut <= begin_) {
      cut = start;
      cut_x = x_;
      if (contains(kNeverFirst, c) && previous_start_ > begin_) {
        cut = previous_start_;
        cut_x = x_ - measure_(previous_);
      }
    }
    const float rest = x_ - cut_x;
    end_line(cut, cut_x);
    begin_line(cut);
    x_ = rest;
  }

  void end_line(std::size_t end, float width) {
    while (end > begin_ && text_[end - 1] == ' ') {
      --end;
      width -= measure_(U' ');
    }
    lines_.push_back({begin_, end, width});
  }

  void begin_line(std::size_t at) {
    begin_ = break_at_ = at;
    x_ = break_x_ = 0;
  }

  std::string_view text_;
  float limit_;
  const Measure& measure_;
  std::vector<TextLine> lines_;
  std::size_t begin_ = 0;
  std::size_t break_at_ = 0;
  std::size_t previous_start_ = 0;
  float x_ = 0;
  float break_x_ = 0;
  char32_t previous_ = 0;
};

bool is_inside_number(char32_t before, char32_t after) {
  if (is_digit(before)) return is_digit(after) || contains(kInNumber, after);
  return is_digit(after) && contains(kInNumber, before);
}

}  // namespace

bool may_break_between(char32_t before, char32_t after) {
  if (is_space(after) || contains(kNeverFirst, after) || contains(kNeverLast, before)) return false;
  if (before == 0x2014 && after == 0x2014) return false;
  if (is_inside_number(before, after)) return false;
  if (is_space(before)) return true;
  return is_ideographic(before) || is_ideographic(after);
}

std::vector<TextLine> break_lines(std::string_view text, float width, const Measure& measure) {
  return Breaker(text, width, measure).run();
}

float text_width(std::string_view text, const Measure& measure) {
  float width = 0;
  for (std::size_t at = 0; at < text.size();) width += measure(next_code_point(text, at));
  return width;
}

}  // namespace wufei::kit
