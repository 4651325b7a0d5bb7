#include "wasm/kit/twin_lines.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace wufei::kit {
namespace {

// Texts are drawn about in the order of their nodes: a node looks no further from the last one for its own.
constexpr std::size_t kReach = 256;
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

class Finder {
 public:
  Finder(const DisplayList& list, const Fonts& fonts) : list_(list), fonts_(fonts) {
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list.at(i).kind == PrimitiveKind::text && list.at(i).face != platform::Face::icons)
        texts_.push_back({i});
  }

  // `where`: in the document; the lines are `above` higher, as the node is.
  void fill(Node& node, std::size_t number, const NodeRect& where, float above) {
    std::vector<std::size_t> found;
    std::size_t at = 0;  // what of the name has its line
    const std::size_t from = last_ > kReach ? last_ - kReach : 0;
    const std::size_t to = std::min(texts_.size(), last_ + kReach);
    for (std::size_t i = from; i < to && at < node.name.size(); ++i) {
      const Shape& shape = list_.at(texts_[i].shape);
      if (texts_[i].node != kNoNode || !lies_in(shape, where, kSlack)) continue;
      const std::string_view drawn = list_.text_of(shape), rest = std::string_view(node.name).substr(at);
      const std::size_t begin = drawn.empty() ? std::string_view::npos : rest.find(drawn);
      if (begin == std::string_view::npos || !is_gap(rest.substr(0, begin))) continue;
      node.lines.push_back({at + begin, line_rect(fonts_, shape, drawn, above), shape.size});
      at += begin + drawn.size();
      found.push_back(i);
    }
    if (!is_gap(std::string_view(node.name).substr(at))) return node.lines.clear();
    for (const std::size_t i : found) texts_[i].node = number;
    if (!found.empty()) last_ = found.back();
  }

  [[nodiscard]] std::vector<DrawnText> texts() && { return std::move(texts_); }

 private:
  const DisplayList& list_;
  const Fonts& fonts_;
  std::vector<DrawnText> texts_;
  std::size_t last_ = 0;  // taken
};

}  // namespace

bool lies_in(const Shape& text, const NodeRect& rect, float slack) {
  return text.rect.y >= rect.y - slack && text.rect.y + text.size <= rect.y + rect.height + slack &&
         text.rect.x >= rect.x - slack && text.rect.x <= rect.x + rect.width + slack;
}

NodeRect line_rect(const Fonts& fonts, const Shape& shape, std::string_view text, float above) {
  FontMeasure font{&fonts, shape.face, shape.size};
  return {shape.rect.x, shape.rect.y - above, text_width(text, font.measure()), shape.size};
}

std::vector<bool> fixed_in_view(const std::vector<Node>& nodes) {
  std::vector<bool> fixed;
  int depth = -1;  // of the one that is
  for (const Node& node : nodes) {
    if (depth >= 0 && node.depth <= depth) depth = -1;
    if (depth < 0 && node.state.find("fixed=") != std::string::npos) depth = node.depth;
    fixed.push_back(depth >= 0);
  }
  return fixed;
}

std::vector<DrawnText> find_lines(std::vector<Node>& nodes, const DisplayList& list, const Fonts& fonts,
                                  float scroll) {
  Finder finder(list, fonts);
  const std::vector<bool> fixed = fixed_in_view(nodes);
  std::vector<const Node*> above;  // by depth
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Node& node = nodes[i];
    above.resize(static_cast<std::size_t>(node.depth));
    const Node* parent = above.empty() ? nullptr : above.back();
    above.push_back(&node);
    node.lines.clear();
    if (node.name.empty() || !shows_its_name(node.role)) continue;
    const Node* place = node.has_rect ? &node : parent;
    if (place == nullptr || !place->has_rect) continue;
    NodeRect where = place->rect;
    const float higher = fixed[i] ? scroll : 0;
    where.y += higher;
    finder.fill(node, i, where, higher);
  }
  return std::move(finder).texts();
}

}  // namespace wufei::kit
