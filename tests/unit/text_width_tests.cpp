#include "lib/base/text_width.hpp"

#include <doctest/doctest.h>

using namespace wufei::contract;

TEST_CASE("lines for paper: broken at blanks, between characters, at their own breaks, never in one") {
  using Lines = std::vector<std::string>;
  CHECK(display_width("ab\u4E2D") == 4);
  CHECK(wrapped_lines("", 10) == Lines{""});
  CHECK(wrapped_lines("one two three", 8) == Lines{"one two ", "three"});
  CHECK(wrapped_lines("abcdefgh", 3) == Lines{"abc", "def", "gh"});
  CHECK(wrapped_lines("\u4E2D\u4E2D\u4E2D", 5) == Lines{"\u4E2D\u4E2D", "\u4E2D"});
  CHECK(wrapped_lines("a\n\nb\n", 9) == Lines{"a", "", "b"});
  CHECK(wrapped_lines("\u4E2D", 1) == Lines{"\u4E2D"});  // narrower than a character: one each
}
