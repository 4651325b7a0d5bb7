// The drawn texts that are no node's name.
#include <algorithm>
#include <string_view>
#include <utility>

#include "wasm/kit/twin_lines.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

// What is said of a picture or written in a field is its own.
bool keeps_its_texts(const Node& node) {
  constexpr std::string_view kRoles[] = {"img", "textbox", "textarea", "select"};
  return node.has_rect && std::find(std::begin(kRoles), std::end(kRoles), node.role) != std::end(kRoles);
}

constexpr float kSlack = 1;  // CSS pixels

// Two lines of one text: alike, below one another.
bool goes_on(const Shape& before, const Shape& next) {
  const float down = next.rect.y - before.rect.y;
  return before.face == next.face && before.size == next.size && before.rect.x == next.rect.x && down > 0 &&
         down < 2 * before.size && before.owner == next.owner;
}

bool is_word_end(char byte) {
  return static_cast<unsigned char>(byte) < 0x80 && byte != ' ';
}

class Abouts {
 public:
  Abouts(std::vector<Node>& nodes, const DisplayList& list, const Fonts& fonts,
         const std::vector<Item>& items, float scroll)
      : nodes_(nodes),
        list_(list),
        fonts_(fonts),
        items_(items),
        scroll_(scroll),
        fixed_(fixed_in_view(nodes)) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (!keeps_its_texts(nodes[i])) continue;
      kept_.push_back(nodes[i].rect);
      kept_.back().y += above(i);
    }
  }

  void add(const std::vector<DrawnText>& texts) {
    std::size_t after = 0;  // the node whose name was drawn last
    const Shape* before = nullptr;
    for (const DrawnText& text : texts) {
      const Shape& shape = list_.at(text.shape);
      const std::string_view words = list_.text_of(shape);
      if (text.node != kNoNode) after = text.node;
      const bool spare = text.node == kNoNode && words.find_first_not_of(" \n") != std::string_view::npos;
      if (spare && before != nullptr && goes_on(*before, shape))
        put_line(found_.back(), shape, words);
      else if (spare && !is_kept(shape))
        begin(shape, words, after);
      else {
        before = nullptr;
        continue;
      }
      before = &shape;
    }
    insert();
  }

 private:
  struct About {
    std::size_t after;  // node; in the end the one before which it stands
    Node node;
  };

  [[nodiscard]] float above(std::size_t node) const { return fixed_[node] ? scroll_ : 0; }

  [[nodiscard]] bool is_kept(const Shape& shape) const {
    return std::any_of(kept_.begin(), kept_.end(),
                       [&](const NodeRect& rect) { return lies_in(shape, rect, kSlack); });
  }

  // What is pressed where the text is; the innermost was drawn last.
  [[nodiscard]] std::uint32_t item_of(const Shape& shape) const {
    const auto item = std::find_if(items_.rbegin(), items_.rend(),
                                   [&](const Item& one) { return lies_in(shape, one.rect, kSlack); });
    return item == items_.rend() ? 0 : item->id;
  }

  // Lists hold nothing but items; an item that is all text stays so.
  [[nodiscard]] std::size_t place_after(std::size_t node) const {
    if (nodes_.empty() || nodes_[node].role != "listitem" || end_of(node) > node + 1) return node;
    std::size_t list = node;
    while (list > 0 && nodes_[list].depth >= nodes_[node].depth) --list;
    return list;
  }

  void begin(const Shape& shape, std::string_view words, std::size_t after) {
    const std::uint32_t owner = item_of(shape);
    for (std::size_t i = 0; owner != 0 && i < nodes_.size(); ++i)
      if (nodes_[i].id == owner) after = i;
    after = place_after(after);
    Node node;
    node.role = "about";
    node.id = hash_key(nodes_.empty() ? 1 : nodes_[after].id, words);
    node.value = std::to_string(owner);
    node.depth = nodes_.empty() ? 0 : nodes_[after].depth + (nodes_[after].role == "listitem" ? 1 : 0);
    node.has_rect = true;
    found_.push_back({after, std::move(node)});
    put_line(found_.back(), shape, words);
  }

  void put_line(About& about, const Shape& shape, std::string_view words) const {
    Node& node = about.node;
    if (!node.name.empty() && is_word_end(node.name.back()) && is_word_end(words.front())) node.name += ' ';
    const NodeRect line = line_rect(fonts_, shape, words, nodes_.empty() ? 0 : above(about.after));
    node.lines.push_back({node.name.size(), line, shape.size});
    node.name += words;
    const float left = node.lines[0].rect.x, top = node.lines[0].rect.y;
    const float width = std::max(node.rect.width, line.x + line.width - left);
    node.rect = {left, top, width, line.y + shape.size - top};
  }

  // Where the node and what lies in it end.
  [[nodiscard]] std::size_t end_of(std::size_t node) const {
    std::size_t end = node + 1;
    while (end < nodes_.size() && nodes_[end].depth > nodes_[node].depth) ++end;
    return std::min(end, nodes_.size());
  }

  void insert() {
    for (About& about : found_) about.after = end_of(about.after);
    std::vector<Node> all;
    all.reserve(nodes_.size() + found_.size());
    for (std::size_t i = 0; i <= nodes_.size(); ++i) {
      for (About& about : found_)
        if (about.after == i) all.push_back(std::move(about.node));
      if (i < nodes_.size()) all.push_back(std::move(nodes_[i]));
    }
    nodes_ = std::move(all);
  }

  std::vector<Node>& nodes_;
  const DisplayList& list_;
  const Fonts& fonts_;
  const std::vector<Item>& items_;
  float scroll_;
  std::vector<bool> fixed_;
  std::vector<NodeRect> kept_;  // places whose texts are their own
  std::vector<About> found_;
};

}  // namespace

void add_abouts(std::vector<Node>& nodes, const std::vector<DrawnText>& texts, const DisplayList& list,
                const Fonts& fonts, const std::vector<Item>& items, float scroll) {
  Abouts(nodes, list, fonts, items, scroll).add(texts);
}

}  // namespace wufei::kit
