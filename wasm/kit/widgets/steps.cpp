// Progress through the steps of a form: numbered circles on wide pages, a bar of segments on phones.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

struct Steps {
  const std::vector<std::string_view>& labels;
  int current;
  [[nodiscard]] int count() const { return static_cast<int>(labels.size()); }
};

std::string position(const Steps& steps) {
  return std::to_string(steps.current + 1) + "/" + std::to_string(steps.count());
}

void draw_segments(UiState& s, const Steps& steps, const NodeRect& rect) {
  const float gap = 4;
  const float count = static_cast<float>(steps.count());
  const float width = (rect.width - gap * (count - 1)) / count;
  for (int i = 0; i < steps.count(); ++i) {
    const Colour colour = i <= steps.current ? colour::act : colour::line;
    s.list.fill({rect.x + static_cast<float>(i) * (width + gap), rect.y, width, rect.height}, colour, 3);
  }
}

void draw_circle(UiState& s, const Steps& steps, int index, float x, float y, float radius) {
  const bool done = index < steps.current;
  const bool now = index == steps.current;
  s.list.disc(x, y, radius, done || now ? colour::act : colour::paper);
  if (!done && !now) s.list.ring(x, y, radius, colour::edge, 1.5F);
  if (done) {
    const float size = radius * 1.2F;
    draw_icon(s, "check", size, x - size / 2, y - size / 2, colour::on_act);
    return;
  }
  const TextStyle style = text_style(s, TextSize::small, true);
  const std::string number = std::to_string(index + 1);
  const TextBlock block = lay_text(s, number, style, 40);
  draw_text(s, block, x - radius, y - style.line_height / 2, now ? colour::on_act : colour::ink_2,
            Align::centre, radius * 2);
}

void draw_circles(UiState& s, const Steps& steps, const NodeRect& rect) {
  const float radius = s.theme.elder ? 22.0F : 16.0F;
  const float column = rect.width / static_cast<float>(steps.count());
  const float y = rect.y + radius;
  for (int i = 0; i < steps.count(); ++i) {
    const float x = rect.x + column * (static_cast<float>(i) + 0.5F);
    if (i > 0) {
      const float left = x - column + radius + 8;
      s.list.fill({left, y - 1, column - 2 * radius - 16, 2},
                  i <= steps.current ? colour::act : colour::line);
    }
    draw_circle(s, steps, i, x, y, radius);
    const TextStyle style = text_style(s, TextSize::small, i == steps.current);
    const TextBlock label = lay_text(s, steps.labels[static_cast<std::size_t>(i)], style, column - 8);
    draw_text(s, label, x - column / 2, y + radius + 6, i == steps.current ? colour::act_text : colour::ink_2,
              Align::centre, column);
  }
}

void add_step_nodes(UiState& s, const Steps& steps, std::string_view name, const NodeRect& rect) {
  open_node(s, "list", std::string(name) + ' ' + position(steps));
  add_state(s.nodes.back(), "screen", "1");  // not for paper
  const float width = rect.width / static_cast<float>(steps.count());
  for (int i = 0; i < steps.count(); ++i) {
    const NodeRect part{rect.x + width * static_cast<float>(i), rect.y, width, rect.height};
    Node& node = add_node(s, "listitem", steps.labels[static_cast<std::size_t>(i)], &part);
    if (i == steps.current) add_state(node, "current", "step");
  }
  close_node(s);
}

// Each word on one line below its circle.
bool circles_fit(const UiState& s, const Steps& steps, float width) {
  const float column = width / static_cast<float>(steps.count());
  const TextStyle style = text_style(s, TextSize::small, true);
  return column >= 90 && std::all_of(steps.labels.begin(), steps.labels.end(), [&](std::string_view label) {
           return natural_width(s, label, style) <= column - 8;
         });
}

}  // namespace

void Ui::steps(std::string_view name, const std::vector<std::string_view>& labels, int current_step) {
  if (labels.empty()) return;
  const Steps steps{labels, std::clamp(current_step, 0, static_cast<int>(labels.size()) - 1)};
  const bool circles = wide() && circles_fit(state_, steps, width());
  const float line = text_style(state_, TextSize::small).line_height;
  const float height = circles ? (elder() ? 44.0F : 32.0F) + 6 + line : elder() ? 8 : 6;
  const NodeRect rect = place(state_, width(), height, {circles ? 16.0F : 14.0F, 20}, true);
  if (circles)
    draw_circles(state_, steps, rect);
  else
    draw_segments(state_, steps, rect);
  if (!circles) {  // what follows belongs to them
    current(state_).empty = true;
    current(state_).after = 14;
  }
  add_step_nodes(state_, steps, name, rect);
}

}  // namespace wufei::kit
