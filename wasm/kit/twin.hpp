// The semantic twin: what a frame shows, as a tree of plain nodes in reading order. The platform mirrors it
// into real DOM elements (or, in tests, into a list that is searched by role and label). No drawing, no ImGui
// types.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wufei::kit {

// Position in the document, CSS pixels.
struct NodeRect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;
};

// A line in which a part of a node's name is drawn; the part goes on to where the next line begins.
struct NodeLine {
  std::size_t begin = 0;  // byte of the name; read back from records: UTF-16 unit
  NodeRect rect;          // its em box
  float size = 0;         // of its letters
};

// `role` is a WAI-ARIA role, or one of: heading1..heading4 text textbox textarea select term definition about
// (a drawn text that is heard with something else: only to be seen and selected; pressed, it stands for the
// item whose id is its value).
// `state` holds key=value pairs joined by ';': checked=1 disabled=1 invalid=1 required=1 current=page busy=1
// expanded=.. For fields also: inputmode autocomplete maxlength rows.
struct Node {
  int depth = 0;
  std::uint32_t id = 0;
  std::string role;
  std::string name;
  std::string value;        // text of a field, href of a link, options of a select (value\x1d label\x1d ...)
  std::string description;  // hint and error, read after the name
  std::string state;
  NodeRect rect;
  bool has_rect = false;
  std::vector<NodeLine> lines;  // none: the name is not drawn as text (twin_lines.hpp)
};

// Fields separated by U+001F, records by U+001E, in the order of the members above; numbers in decimal.
// Control characters inside texts are dropped. Lines are separated by ';', their numbers by ',': UTF-16 units
// of the name, x, y, width, size.
std::string to_records(const std::vector<Node>& nodes);
std::vector<Node> from_records(std::string_view records);

}  // namespace wufei::kit
