#include "support/twin_check.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "wasm/kit/twin_lines.hpp"

namespace wufei::testing {
namespace {

using kit::Node;
using kit::NodeRect;

constexpr float kSlack = 2;  // CSS pixels

// Nodes with their places in the document; what is fixed in the view is written down by the view's corner.
std::vector<Node> placed(const kit::UiState& state, std::vector<Node> nodes) {
  const std::vector<bool> fixed = kit::fixed_in_view(nodes);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    if (fixed[i]) nodes[i].rect.y += state.view.scroll;
  return nodes;
}

bool holds(const NodeRect& rect, const NodeRect& inner) {
  return inner.x >= rect.x - kSlack && inner.y >= rect.y - kSlack &&
         inner.x <= rect.x + rect.width + kSlack && inner.y + inner.height <= rect.y + rect.height + kSlack;
}

// A node without a place of its own lies where its nearest ancestor does.
std::vector<NodeRect> places_of(const std::vector<Node>& nodes) {
  std::vector<NodeRect> places;
  std::vector<NodeRect> above;  // by depth
  for (const Node& node : nodes) {
    above.resize(static_cast<std::size_t>(node.depth) + 1);
    const bool own = node.has_rect || node.depth == 0;
    above.back() = own ? node.rect : above[above.size() - 2];
    places.push_back(above.back());
  }
  return places;
}

bool says(const Node& node, std::string_view words) {
  return node.name.find(words) != std::string::npos || node.value.find(words) != std::string::npos ||
         node.description.find(words) != std::string::npos;
}

// What a shortened text shows of the whole.
std::string_view without_dots(std::string_view words) {
  constexpr std::string_view kDots = "\xE2\x80\xA6";
  return words.ends_with(kDots) ? words.substr(0, words.size() - kDots.size()) : words;
}

std::string line_of(const char* what, std::string_view words, const NodeRect& rect) {
  const auto whole = [](float value) { return std::to_string(static_cast<int>(std::lround(value))); };
  return std::string(what) + " \"" + std::string(words) + "\" at " + whole(rect.x) + "," + whole(rect.y);
}

void check_texts(const kit::UiState& state, const std::vector<Node>& nodes, std::vector<std::string>& found) {
  const std::vector<NodeRect> places = places_of(nodes);
  for (std::size_t i = 0; i < state.list.size(); ++i) {
    const kit::Shape& shape = state.list.at(i);
    if (shape.kind != kit::PrimitiveKind::text || shape.face == platform::Face::icons) continue;
    const std::string_view words = without_dots(state.list.text_of(shape));
    if (words.find_first_not_of(' ') == std::string_view::npos) continue;
    const NodeRect drawn{shape.rect.x, shape.rect.y, 0, shape.size};
    bool told = false;
    for (std::size_t k = 0; k < nodes.size() && !told; ++k)
      told = holds(places[k], drawn) && (nodes[k].role == "img" || says(nodes[k], words));
    if (!told) found.push_back(line_of("text", words, drawn));
  }
}

void check_items(const kit::UiState& state, const std::vector<Node>& nodes, std::vector<std::string>& found) {
  const auto near = [](float one, float other) { return std::abs(one - other) <= kSlack; };
  for (const kit::Item& item : state.items) {
    const bool told = std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
      const bool own = node.id == item.id;  // or it stands for a further line of a link
      return (own || (node.role == "link_rest" && node.value == std::to_string(item.id))) &&
             near(node.rect.x, item.rect.x) && near(node.rect.y, item.rect.y) &&
             near(node.rect.width, item.rect.width) && near(node.rect.height, item.rect.height);
    });
    if (!told) found.push_back(line_of("item", std::to_string(item.id), item.rect));
  }
}

}  // namespace

std::vector<std::string> twin_mismatches(const kit::UiState& state, const std::vector<Node>& twin) {
  const std::vector<Node> nodes = placed(state, twin);
  std::vector<std::string> found;
  check_texts(state, nodes, found);
  check_items(state, nodes, found);
  return found;
}

TwinTally& twin_tally() {
  static TwinTally tally;
  return tally;
}

}  // namespace wufei::testing
