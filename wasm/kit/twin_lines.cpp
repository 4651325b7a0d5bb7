#include "wasm/kit/twin_lines.hpp"

#include <algorithm>
#include <string_view>

namespace wufei::kit {
namespace {

// Texts are drawn about in the order of their nodes: a node looks no further from the last one for its own.
constexpr std::size_t kReach = 48;
constexpr float kSlack = 4;  // CSS pixels

bool shows_its_name(std::string_view role) {
  constexpr std::string_view kRoles[] = {
      "text",    "heading1", "heading2", "heading3",   "heading4", "button",       "link",      "checkbox",
      "radio",   "switch",   "tab",      "paragraph",  "run",      "columnheader", "rowheader", "cell",
      "listing", "listitem", "term",     "definition", "alert",    "status",       "generic"};
  return std::find(std::begin(kRoles), std::end(kRoles), role) != std::end(kRoles);
}

bool is_gap(std::string_view text) {
  return text.find_first_not_of(" \n\t") == std::string_view::npos;
}

bool lies_in(const Shape& shape, const NodeRect& rect) {
  return shape.rect.y >= rect.y - kSlack && shape.rect.y + shape.size <= rect.y + rect.height + kSlack &&
         shape.rect.x >= rect.x - kSlack && shape.rect.x <= rect.x + rect.width + kSlack;
}

class Finder {
 public:
  Finder(const DisplayList& list, const Fonts& fonts) : list_(list), fonts_(fonts) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list.at(i).kind == PrimitiveKind::text && list.at(i).face != platform::Face::icons)
        texts_.push_back(i);
    taken_.assign(texts_.size(), false);
  }

  void fill(Node& node, const NodeRect& where) {
    std::vector<std::size_t> found;
    std::size_t at = 0;  // what of the name has its line
    const std::size_t from = last_ > kReach ? last_ - kReach : 0;
    const std::size_t to = std::min(texts_.size(), last_ + kReach);
    for (std::size_t i = from; i < to && at < node.name.size(); ++i) {
      const Shape& shape = list_.at(texts_[i]);
      const std::string_view drawn = list_.text_of(shape), rest = std::string_view(node.name).substr(at);
      const std::size_t begin = drawn.empty() ? std::string_view::npos : rest.find(drawn);
      if (taken_[i] || begin == std::string_view::npos || !is_gap(rest.substr(0, begin)) ||
          !lies_in(shape, where))
        continue;
      node.lines.push_back({at + begin, line_of(shape, drawn), shape.size});
      at += begin + drawn.size();
      found.push_back(i);
    }
    if (!is_gap(std::string_view(node.name).substr(at))) return node.lines.clear();
    for (const std::size_t i : found) taken_[i] = true;
    if (!found.empty()) last_ = found.back();
  }

 private:
  [[nodiscard]] NodeRect line_of(const Shape& shape, std::string_view text) const {
    FontMeasure font{&fonts_, shape.face, shape.size};
    return {shape.rect.x, shape.rect.y, text_width(text, font.measure()), shape.size};
  }

  const DisplayList& list_;
  const Fonts& fonts_;
  std::vector<std::size_t> texts_;  // shapes
  std::vector<bool> taken_;
  std::size_t last_ = 0;  // taken
};

}  // namespace

void find_lines(std::vector<Node>& nodes, const DisplayList& list, const Fonts& fonts) {
  Finder finder(list, fonts);
  std::vector<const Node*> above;  // by depth
  for (Node& node : nodes) {
    above.resize(static_cast<std::size_t>(node.depth));
    const Node* parent = above.empty() ? nullptr : above.back();
    above.push_back(&node);
    node.lines.clear();
    const bool fixed = node.state.find("fixed=") != std::string::npos;
    if (node.name.empty() || fixed || !shows_its_name(node.role)) continue;
    if (node.has_rect)
      finder.fill(node, node.rect);
    else if (parent != nullptr && parent->has_rect)
      finder.fill(node, parent->rect);
  }
}

}  // namespace wufei::kit
