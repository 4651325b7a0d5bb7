#include "support/ui_driver.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "support/twin_check.hpp"

namespace wufei::testing {
namespace {

constexpr int kEndless = 20;

// The name that is announced: given, or made of the content.
std::string name_of(const std::vector<kit::Node>& nodes, std::size_t index) {
  if (!nodes[index].name.empty()) return nodes[index].name;
  std::string name;
  for (std::size_t i = index + 1; i < nodes.size() && nodes[i].depth > nodes[index].depth; ++i) {
    if (nodes[i].name.empty()) continue;
    if (!name.empty()) name += ' ';
    name += nodes[i].name;
  }
  return name;
}

std::optional<kit::Node> search(const std::vector<kit::Node>& nodes, std::string_view role,
                                std::string_view name) {
  std::optional<kit::Node> part;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (!role.empty() && nodes[i].role != role) continue;
    const std::string full = name_of(nodes, i);
    if (full == name) return nodes[i];
    if (!part && full.find(name) != std::string::npos) part = nodes[i];
  }
  return part;
}

std::vector<std::string> parts_of(std::string_view list) {
  std::vector<std::string> parts(1);
  for (const char byte : list) {
    if (byte == '\x1d')
      parts.emplace_back();
    else
      parts.back() += byte;
  }
  return parts;
}

// Every state that a test brings about.
void check_twin(const kit::UiState& state, const std::vector<kit::Node>& twin) {
  ++twin_tally().frames;
  for (const std::string& fault : twin_mismatches(state, twin)) {
    ++twin_tally().mismatches;
    FAIL_CHECK("drawn, and not so in the twin: ", fault);
  }
}

}  // namespace

UiDriver::UiDriver(platform::HeadlessPlatform& where, kit::Host& what) : platform(where), host(what) {
  platform.start(host);
  pump();
}

int UiDriver::pump() {
  int count = 0;
  while (platform.run_frame()) {
    if (++count > kEndless) FAIL("frames without end");
  }
  if (count > 0) check_twin(host.ui_state(), nodes());
  return count;
}

std::vector<kit::Node> UiDriver::nodes() const {
  return kit::from_records(platform.twin);
}

std::string UiDriver::listing() const {
  std::string text;
  for (const kit::Node& node : nodes()) {
    text += '\n' + std::string(static_cast<std::size_t>(node.depth) * 2, ' ') + node.role + " \"" +
            node.name + '"';
    if (!node.value.empty()) text += " = \"" + node.value + '"';
    if (!node.description.empty()) text += " (" + node.description + ')';
    if (!node.state.empty()) text += " [" + node.state + ']';
  }
  return text;
}

bool UiDriver::has(std::string_view role, std::string_view name) const {
  return search(nodes(), role, name).has_value();
}

kit::Node UiDriver::find(std::string_view role, std::string_view name) const {
  const auto found = search(nodes(), role, name);
  if (!found) FAIL("no ", role, " \"", name, "\" among:", listing());
  return found.value_or(kit::Node{});
}

void UiDriver::expect(std::string_view role, std::string_view name) const {
  (void)find(role, name);
}

void UiDriver::expect_none(std::string_view role, std::string_view name) const {
  if (has(role, name)) FAIL("there is a ", role, " \"", name, "\" among:", listing());
}

bool UiDriver::is(const kit::Node& node, std::string_view state) {
  return (';' + node.state + ';').find(';' + std::string(state) + ';') != std::string::npos;
}

void UiDriver::press(std::string_view role, std::string_view name) {
  const kit::Node node = find(role, name);
  if (is(node, "disabled=1")) FAIL(role, " \"", name, "\" is disabled");
  host.on_activate(node.id);
  pump();
}

void UiDriver::type(std::string_view label, std::string_view text) {
  auto node = search(nodes(), "textbox", label);
  if (!node) node = find("textarea", label);
  host.on_text(node->id, text, false);
  pump();
}

void UiDriver::compose(std::string_view label, std::string_view text) {
  auto node = search(nodes(), "textbox", label);
  if (!node) node = find("textarea", label);
  host.on_text(node->id, text, true);
  pump();
}

void UiDriver::choose(std::string_view label, std::string_view option) {
  const kit::Node node = find("select", label);
  const std::vector<std::string> parts = parts_of(node.value);
  for (std::size_t i = 1; i + 1 < parts.size(); i += 2) {
    if (parts[i + 1] != option) continue;
    host.on_text(node.id, parts[i], false);
    pump();
    return;
  }
  FAIL("no option \"", option, "\" in:", listing());
}

}  // namespace wufei::testing
