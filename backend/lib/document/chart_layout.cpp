// Where the shapes of a chart go. Texts never overlap and never leave the frame: what does not fit is
// shortened or, beside marks, left out (the table beside every chart has it).
#include <algorithm>
#include <cmath>
#include <set>

#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"
#include "lib/document/chart_parts.hpp"

namespace wufei::contract {
namespace {

constexpr float kSmallestWidth = 240;
constexpr float kAscent = 0.95F, kDescent = 0.3F;  // em, of a text's box around its baseline
constexpr float kSymbol = 1.5F;                    // em, room for a mark before its words

// One scale mapped to [from, to] of the drawing.
struct Scale {
  double low = 0, high = 1;
  float from = 0, to = 1;
  [[nodiscard]] float at(double value) const {
    return from + static_cast<float>((value - low) / (high - low)) * (to - from);
  }
};

struct Box {
  float left = 0, top = 0, right = 0, bottom = 0;
  [[nodiscard]] bool meets(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};

class Drawer {
 public:
  Drawer(float width, float em) : em_(em) { drawing_.width = std::max(width, kSmallestWidth); }
  [[nodiscard]] float width() const { return drawing_.width; }
  [[nodiscard]] float em() const { return em_; }

  void line(ChartInk ink, float x, float y, float x2, float y2, bool dashed = false) {
    ChartShape shape{ShapeKind::line, ink, x, y, x2, y2};
    shape.dashed = dashed;
    drawing_.shapes.push_back(std::move(shape));
  }
  void rect(ChartInk ink, float x, float y, float x2, float y2) {
    drawing_.shapes.push_back({ShapeKind::rect, ink, x, y, x2, y2});
  }
  void text(ChartInk ink, float x, float y, int anchor, std::string_view words) {
    if (words.empty()) return;
    ChartShape shape{ShapeKind::text, ink, x, y};
    shape.anchor = anchor;
    shape.size = em_;
    shape.text = std::string(words);
    taken_.push_back(box_of(x, y, anchor, words));
    drawing_.shapes.push_back(std::move(shape));
  }
  // Draws it unless it would leave the frame (`bottom` is its end) or meet an earlier text or mark.
  bool try_text(ChartInk ink, float x, float y, int anchor, std::string_view words, float bottom) {
    const Box box = box_of(x, y, anchor, words);
    const bool inside = box.left >= 0 && box.right <= width() && box.top >= 0 && box.bottom <= bottom;
    if (!inside ||
        std::any_of(taken_.begin(), taken_.end(), [&](const Box& other) { return box.meets(other); }))
      return false;
    text(ink, x, y, anchor, words);
    return true;
  }
  // The role's own shape: hollow circle, diamond, filled circle.
  void mark(MarkRole role, float x, float y) {
    const float radius = em_ * 0.42F;
    const bool diamond = role == MarkRole::target;
    ChartShape shape{diamond ? ShapeKind::diamond : ShapeKind::circle, ink_of(role), x, y, radius, radius};
    shape.filled = role != MarkRole::baseline;
    taken_.push_back({x - radius, y - radius, x + radius, y + radius});
    drawing_.shapes.push_back(std::move(shape));
  }
  ChartDrawing finish(float height) {
    drawing_.height = std::ceil(height);
    return std::move(drawing_);
  }

 private:
  [[nodiscard]] Box box_of(float x, float y, int anchor, std::string_view words) const {
    const float wide = estimated_width(words) * em_;
    const float left = anchor < 0 ? x : anchor > 0 ? x - wide : x - wide / 2;
    return {left, y - em_ * kAscent, left + wide, y + em_ * kDescent};
  }

  ChartDrawing drawing_;
  float em_;
  std::vector<Box> taken_;
};

std::pair<double, double> value_range(const Chart& chart) {
  double low = 0, high = chart.unit == "%" ? 100 : 0;
  for (const ChartMark& mark : chart.marks) {
    low = std::min({low, mark.value, mark.low.value_or(mark.value)});
    high = std::max({high, mark.value, mark.high.value_or(mark.value)});
  }
  return {low, high > low ? high : low + 1};
}

Scale value_scale(const Chart& chart, float from, float to, int count, std::vector<double>& steps) {
  const auto [low, high] = value_range(chart);
  steps = scale_steps(low, high, count);
  return {steps.front(), steps.back(), from, to};
}

// Label and value of one mark: on one line when both fit, else on two. `y` is the top; answers the bottom.
float caption(Drawer& out, const ChartMark& mark, float left, float right, float y) {
  const float em = out.em(), room = (right - left) / em;
  const float first = y + em * 1.1F;
  if (estimated_width(mark.label) + estimated_width(mark.display) + 1 <= room) {
    out.text(ChartInk::text, left, first, -1, mark.label);
    out.text(ChartInk::text, right, first, 1, mark.display);
    return y + em * 1.5F;
  }
  out.text(ChartInk::text, left, first, -1, fitted(mark.label, room));
  out.text(ChartInk::text, right, first + em * 1.4F, 1, fitted(mark.display, room));
  return y + em * 2.9F;
}

std::pair<double, double> year_range(const Chart& chart) {
  double first = chart.marks.front().x, last = first;
  for (const ChartMark& mark : chart.marks) first = std::min(first, mark.x), last = std::max(last, mark.x);
  return {first, last > first ? last : first + 1};
}

void join_groups(const Chart& chart, Drawer& out, const Scale& x, const Scale& y) {
  for (std::size_t i = 0; i < chart.marks.size(); ++i) {
    const ChartMark& mark = chart.marks[i];
    if (mark.group.empty()) continue;
    for (std::size_t k = i + 1; k < chart.marks.size(); ++k) {
      const ChartMark& next = chart.marks[k];
      if (next.group != mark.group) continue;
      out.line(ink_of(mark.role), x.at(mark.x), y.at(mark.value), x.at(next.x), y.at(next.value),
               mark.role == MarkRole::target);
      break;
    }
  }
}

std::string_view role_words(MarkRole role) {
  switch (role) {
    case MarkRole::baseline:
      return text(Text::chart_baseline);
    case MarkRole::target:
      return text(Text::chart_target);
    case MarkRole::share:
      return text(Text::chart_share);
    case MarkRole::actual:
      break;
  }
  return text(Text::chart_actual);
}

// Each role that occurs, in a row that breaks where it must. Answers the bottom.
float legend(const Chart& chart, Drawer& out, float y) {
  const float em = out.em();
  float x = em * 0.6F;
  for (const MarkRole role : {MarkRole::baseline, MarkRole::target, MarkRole::actual}) {
    if (std::none_of(chart.marks.begin(), chart.marks.end(),
                     [&](const auto& mark) { return mark.role == role; }))
      continue;
    const float wide = (kSymbol + estimated_width(role_words(role)) + 1) * em;
    if (x + wide > out.width()) x = em * 0.6F, y += em * 1.6F;
    out.mark(role, x + em * 0.5F, y + em * 0.75F);
    out.text(ChartInk::text, x + em * kSymbol, y + em * 1.1F, -1, role_words(role));
    x += wide;
  }
  return y + em * 1.6F;
}

// Beside the mark where there is room: above, below, right, left.
void label_mark(const ChartMark& mark, Drawer& out, float x, float y, float bottom) {
  const float em = out.em();
  struct LabelPlace {
    float x, y;
    int anchor;
  };
  for (const LabelPlace& place :
       {LabelPlace{0, -0.9F, 0}, LabelPlace{0, 1.5F, 0}, LabelPlace{0.8F, 0.35F, -1},
        LabelPlace{-0.8F, 0.35F, 1}, LabelPlace{0.5F, -0.9F, -1}, LabelPlace{-0.5F, -0.9F, 1},
        LabelPlace{0, -2.2F, 0}, LabelPlace{0, 2.8F, 0}})
    if (out.try_text(ChartInk::text, x + place.x * em, y + place.y * em, place.anchor, mark.display, bottom))
      return;
}

ChartDrawing draw_series(const Chart& chart, Drawer& out) {
  const float em = out.em(), top = legend(chart, out, em * 0.2F) + em * 3.2F, bottom = top + em * 11;
  std::vector<double> steps;
  const Scale y = value_scale(chart, bottom, top, 5, steps);
  float gutter = 0;
  for (const double step : steps) gutter = std::max(gutter, estimated_width(step_text(step)) * em);
  gutter = std::min(gutter, out.width() * 0.3F);
  const auto [first, last] = year_range(chart);
  const Scale x{first, last, gutter + em * 2.6F, out.width() - em * 2.6F};
  out.text(ChartInk::muted, 0, top - em * 1.6F, -1, fitted(chart.unit, out.width() / em));
  for (const double step : steps) {
    out.line(ChartInk::grid, gutter + em * 0.6F, y.at(step), out.width(), y.at(step));
    out.text(ChartInk::muted, gutter, y.at(step) + em * 0.35F, 1,
             fitted(step_text(step), gutter / em + 0.01F));
  }
  join_groups(chart, out, x, y);
  std::set<double> years;
  for (const ChartMark& mark : chart.marks) {
    out.mark(mark.role, x.at(mark.x), y.at(mark.value));
    years.insert(mark.x);
  }
  for (const double year : years)
    out.try_text(ChartInk::muted, x.at(year), bottom + em * 1.7F, 0, step_text(year), bottom + em * 2.4F);
  for (const ChartMark& mark : chart.marks)
    label_mark(mark, out, x.at(mark.x), y.at(mark.value), bottom + em * 0.6F);
  return out.finish(bottom + em * 2.4F);
}

ChartDrawing draw_bars(const Chart& chart, Drawer& out) {
  const float em = out.em(), right = out.width() - em * 0.8F;
  std::vector<double> steps;
  const Scale scale = value_scale(chart, 0, right, 5, steps);
  float y = em * 0.4F;
  for (const ChartMark& mark : chart.marks) {
    const float top = caption(out, mark, 0, right, y), bottom = top + em * 0.8F, middle = (top + bottom) / 2;
    out.rect(ChartInk::grid, 0, top, right, bottom);
    out.rect(ink_of(mark.role), scale.at(scale.low), top, scale.at(mark.value), bottom);
    if (mark.low && mark.high) {
      out.line(ChartInk::interval, scale.at(*mark.low), middle, scale.at(*mark.high), middle);
      for (const double end : {*mark.low, *mark.high})
        out.line(ChartInk::interval, scale.at(end), top, scale.at(end), bottom);
    }
    y = bottom + em * 0.7F;
  }
  return out.finish(y + em * 0.4F);
}

}  // namespace

ChartInk ink_of(MarkRole role) {
  switch (role) {
    case MarkRole::baseline:
      return ChartInk::baseline;
    case MarkRole::target:
      return ChartInk::target;
    case MarkRole::share:
      return ChartInk::share;
    case MarkRole::actual:
      break;
  }
  return ChartInk::actual;
}

std::string fitted(std::string_view text, float ems) {
  if (estimated_width(text) <= ems) return std::string(text);
  std::size_t at = 0, end = 0;
  while (at < text.size()) {
    next_code_point(text, at);
    if (estimated_width(text.substr(0, at)) + 1 > ems) break;
    end = at;
  }
  return std::string(text.substr(0, end)) + "\xE2\x80\xA6";
}

std::string step_text(double step) {
  const double rounded = std::round(step * 1000) / 1000;
  std::string text = std::to_string(rounded);
  text.erase(text.find_last_not_of('0') + 1);
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

ChartDrawing layout_chart(const Chart& chart, float width, float em) {
  Drawer out(width, em);
  if (chart.marks.empty()) return out.finish(em * 3);
  switch (chart.kind) {
    case ChartKind::series:
      return draw_series(chart, out);
    case ChartKind::bars:
      return draw_bars(chart, out);
    case ChartKind::bullet:
      break;
  }
  return layout_track(chart, out.width(), em);
}

}  // namespace wufei::contract
