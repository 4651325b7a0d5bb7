// The semantic twin: what a frame shows, as a tree of plain nodes in reading order. The platform mirrors it
// into real DOM elements (or, in tests, into a list that is searched by role and label). No drawing, no ImGui
// types.
#pragma once

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

// `role` is a WAI-ARIA role, or one of: heading1..heading4 text textbox textarea select term definition.
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
};

// Fields separated by U+001F, records by U+001E, in the order of the members above; numbers in decimal.
// Control characters inside texts are dropped.
std::string to_records(const std::vector<Node>& nodes);
std::vector<Node> from_records(std::string_view records);

}  // namespace wufei::kit
