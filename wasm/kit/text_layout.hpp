// Breaks a text into lines as Chinese typesetting asks: no closing punctuation at a line's start, no opening
// one at its end, pairs of dashes and ellipses whole, Latin words and numbers whole unless a line can not
// hold them. Pure: measuring is the caller's.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace wufei::kit {

// Bytes [begin, end) of the text; trailing spaces are outside. Width in the unit of the measure.
struct TextLine {
  std::size_t begin = 0;
  std::size_t end = 0;
  float width = 0;
};

// The advance of one code point.
struct Measure {
  float (*advance)(void* context, char32_t code_point) = nullptr;
  void* context = nullptr;
  float operator()(char32_t code_point) const { return advance(context, code_point); }
};

// At least one line, even for an empty text. '\n' ends a line.
std::vector<TextLine> break_lines(std::string_view text, float width, const Measure& measure);
float text_width(std::string_view text, const Measure& measure);

// May a line end between these two neighbours?
bool may_break_between(char32_t before, char32_t after);

}  // namespace wufei::kit
