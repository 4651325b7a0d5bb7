// Building the twin: ids that stay the same from frame to frame, parents, and what a widget's node reacts to.
#include <algorithm>
#include <optional>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

// FNV-1a; never 0, which means "nothing".
constexpr std::uint32_t kPrime = 16777619U;

std::uint32_t ordinal_id(Parent& parent, std::string_view role) {
  const std::uint32_t kind = hash_key(parent.id, role);
  for (auto& [known, count] : parent.ordinals)
    if (known == kind) return hash_key(kind, std::to_string(count++));
  parent.ordinals.emplace_back(kind, 1);
  return hash_key(kind, "0");
}

// Two widgets of one key would be one element: the second gets another id, and tests complain.
std::uint32_t unique(UiState& s, std::uint32_t id, bool acts) {
  while (!s.used_ids.insert(id)) {
    if (acts) ++s.duplicate_keys;
    id = hash_key(id, "again");
  }
  return id;
}

Node& push_node(UiState& s, std::uint32_t id, std::string_view role, std::string_view name) {
  Node& node = s.nodes.emplace_back();
  node.depth = s.parents.back().depth;
  node.id = id;
  node.role = role;
  node.name = name;
  return node;
}

bool is_own(const UiState& s, std::string_view href) {
  return s.is_own_path == nullptr ? href.substr(0, 1) == "/" : s.is_own_path(href);
}

// Of nodes or places; their number: nowhere.
template <class Nodes>
std::size_t index_of(const Nodes& nodes, std::uint32_t id) {
  const auto at = std::find_if(nodes.begin(), nodes.end(), [id](const auto& one) { return one.id == id; });
  return static_cast<std::size_t>(at - nodes.begin());
}

// Where in `now` that begins which stood after `gone`, by what was around it in its landmark and still is
// there.
std::optional<std::size_t> gap_of(const std::vector<NodePlace>& before, std::uint32_t gone,
                                  const std::vector<Node>& now) {
  const std::size_t lost = index_of(before, gone);
  if (lost == before.size()) return std::nullopt;
  for (std::size_t i = lost; i-- > 0 && before[i].depth > 0;)
    if (const std::size_t at = index_of(now, before[i].id); at < now.size()) return at + 1;
  for (std::size_t i = lost + 1; i < before.size() && before[i].depth > 0; ++i)
    if (const std::size_t at = index_of(now, before[i].id); at < now.size()) return at;
  return std::nullopt;
}

bool is_pressable(const Node& node) {
  if (node.state.find("disabled=1") != std::string::npos) return false;
  return node.role == "button" || node.role == "link" || node.role == "radio" || node.role == "checkbox";
}

}  // namespace

void IdSet::clear() {
  count_ = 0;
  std::fill(slots_.begin(), slots_.end(), 0U);
}

bool IdSet::insert(std::uint32_t id) {
  if ((count_ + 1) * 2 > slots_.size()) {
    const std::vector<std::uint32_t> old = std::move(slots_);
    slots_.assign(std::max<std::size_t>(256, old.size() * 2), 0U);
    count_ = 0;
    for (const std::uint32_t known : old)
      if (known != 0) insert(known);
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = id & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask)
    if (slots_[at] == id) return false;
  slots_[at] = id;
  ++count_;
  return true;
}

std::uint32_t hash_key(std::uint32_t seed, std::string_view text) {
  std::uint32_t hash = (seed ^ 2166136261U) * kPrime;
  for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * kPrime;
  hash ^= hash >> 15;
  return hash == 0 ? 1 : hash;
}

std::uint32_t widget_id(UiState& s, std::string_view key) {
  return unique(s, hash_key(s.parents.back().id, key), true);
}

Node& add_node(UiState& s, std::string_view role, std::string_view name, const NodeRect* rect) {
  Node& node = push_node(s, unique(s, ordinal_id(s.parents.back(), role), false), role, name);
  if (rect != nullptr) {
    node.rect = *rect;
    node.has_rect = true;
  }
  return node;
}

Node& add_widget_node(UiState& s, std::uint32_t id, std::string_view role, std::string_view name,
                      const NodeRect& rect) {
  Node& node = push_node(s, id, role, name);
  node.rect = rect;
  node.has_rect = true;
  return node;
}

Node& add_link_node(UiState& s, std::uint32_t id, std::string_view name, std::string_view href,
                    const NodeRect& rect) {
  Node& node = add_widget_node(s, id, "link", name, rect);
  node.value = href;
  if (!is_own(s, href)) add_state(node, "browser");
  return node;
}

void open_node(UiState& s, std::string_view role, std::string_view name) {
  const Node& node = add_node(s, role, name, nullptr);
  s.parents.push_back({node.id, node.depth + 1, {}});
}

void close_node(UiState& s) {
  s.parents.pop_back();
}

void add_state(Node& node, std::string_view key, std::string_view value) {
  if (!node.state.empty()) node.state += ';';
  node.state += key;
  node.state += '=';
  node.state += value;
}

bool react(UiState& s, std::uint32_t id, std::string_view key, const NodeRect& rect, bool enabled) {
  s.items.push_back({id, rect, enabled});
  if (!s.focus_key.empty() && s.focus_key == key) {
    s.focus_id = id;
    s.focus_key.clear();
  }
  const auto pressed = std::find(s.activated.begin(), s.activated.end(), id);
  if (pressed == s.activated.end()) return false;
  s.activated.erase(pressed);
  s.acted = s.acted || enabled;
  if (enabled) s.pressed = id;
  return enabled;
}

std::uint32_t heir_of_focus(const std::vector<NodePlace>& before, std::uint32_t gone,
                            const std::vector<Node>& now) {
  const auto gap = gap_of(before, gone, now);
  if (!gap) return 0;
  for (std::size_t i = *gap; i < now.size() && now[i].depth > 0; ++i)
    if (is_pressable(now[i])) return now[i].id;
  for (std::size_t i = *gap; i-- > 0 && now[i].depth > 0;)
    if (is_pressable(now[i])) return now[i].id;
  for (const Node& node : now)
    if (node.role == "heading1") return node.id;
  return 0;
}

}  // namespace wufei::kit
