#include "contract/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "contract/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"bullet", "series", "bars"};
constexpr std::array<std::string_view, 4> kRoles{"baseline", "target", "actual", "share"};
constexpr float kSmallestWidth = 240;

template <class Enum, std::size_t N>
Enum enum_from(const std::array<std::string_view, N>& names, const std::string& name) {
  const auto at = std::find(names.begin(), names.end(), name);
  return static_cast<Enum>(at == names.end() ? 0 : at - names.begin());
}

double real_or(const Json& object, const char* name, double fallback) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number() ? found->get<double>() : fallback;
}

std::optional<double> real_or_none(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

Ink ink_of(MarkRole role) {
  switch (role) {
    case MarkRole::baseline:
      return Ink::baseline;
    case MarkRole::target:
      return Ink::target;
    case MarkRole::share:
      return Ink::share;
    case MarkRole::actual:
      break;
  }
  return Ink::actual;
}

// One scale mapped to [from, to] of the drawing.
struct Scale {
  double low = 0, high = 1;
  float from = 0, to = 1;
  [[nodiscard]] float at(double value) const {
    return from + static_cast<float>((value - low) / (high - low)) * (to - from);
  }
};

class Drawer {
 public:
  Drawer(float width, float em) : em_(em) { drawing_.width = std::max(width, kSmallestWidth); }
  [[nodiscard]] float width() const { return drawing_.width; }
  [[nodiscard]] float em() const { return em_; }

  void line(Ink ink, float x, float y, float x2, float y2, bool dashed = false) {
    ChartShape shape{ShapeKind::line, ink, x, y, x2, y2};
    shape.dashed = dashed;
    drawing_.shapes.push_back(std::move(shape));
  }
  void rect(Ink ink, float x, float y, float x2, float y2) {
    drawing_.shapes.push_back({ShapeKind::rect, ink, x, y, x2, y2});
  }
  void text(Ink ink, float x, float y, int anchor, std::string_view words) {
    ChartShape shape{ShapeKind::text, ink, x, y};
    shape.anchor = anchor;
    shape.size = em_;
    shape.text = std::string(words);
    drawing_.shapes.push_back(std::move(shape));
  }
  // The role's own shape: hollow circle, diamond, filled circle.
  void mark(MarkRole role, float x, float y) {
    const float radius = em_ * 0.42F;
    const bool diamond = role == MarkRole::target;
    ChartShape shape{diamond ? ShapeKind::diamond : ShapeKind::circle, ink_of(role), x, y, radius, radius};
    shape.filled = role != MarkRole::baseline;
    drawing_.shapes.push_back(std::move(shape));
  }
  ChartDrawing finish(float height) {
    drawing_.height = std::ceil(height);
    return std::move(drawing_);
  }

 private:
  ChartDrawing drawing_;
  float em_;
};

std::string step_text(double step) {
  const double rounded = std::round(step * 1000) / 1000;
  std::string text = std::to_string(rounded);
  text.erase(text.find_last_not_of('0') + 1);
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

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

// One line per mark: its shape on the scale, its words and value above. A target also crosses the whole
// track.
ChartDrawing draw_bullet(const Chart& chart, Drawer& out) {
  const float em = out.em(), row = em * 3.1F, left = em * 0.6F, right = out.width() - em * 1.2F;
  std::vector<double> steps;
  const Scale scale = value_scale(chart, left, right, 5, steps);
  const float bottom = em * 0.4F + row * static_cast<float>(chart.marks.size());
  for (const double step : steps) {
    out.line(Ink::grid, scale.at(step), em * 0.4F, scale.at(step), bottom);
    out.text(Ink::muted, scale.at(step), bottom + em * 1.3F, 0, step_text(step));
  }
  float y = em * 0.4F;
  for (const ChartMark& mark : chart.marks) {
    const float track = y + em * 2.1F;
    out.text(Ink::text, left, y + em * 1.1F, -1, mark.label);
    out.text(Ink::text, right, y + em * 1.1F, 1, mark.display);
    out.line(Ink::axis, left, track, right, track);
    if (mark.role == MarkRole::actual)
      out.rect(Ink::actual, scale.at(scale.low), track - em * 0.18F, scale.at(mark.value),
               track + em * 0.18F);
    out.mark(mark.role, scale.at(mark.value), track);
    y += row;
  }
  out.text(Ink::muted, right, bottom + em * 2.7F, 1, chart.unit);
  return out.finish(bottom + em * 3.2F);
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

ChartDrawing draw_series(const Chart& chart, Drawer& out) {
  const float em = out.em(), top = em * 2.4F, bottom = top + em * 11;
  std::vector<double> steps;
  Scale y = value_scale(chart, bottom, top, 5, steps);
  float gutter = 0;
  for (const double step : steps) gutter = std::max(gutter, estimated_width(step_text(step)) * em);
  const auto [first, last] = year_range(chart);
  const Scale x{first, last, gutter + em * 2.2F, out.width() - em * 2.6F};
  out.text(Ink::muted, 0, em * 1.1F, -1, chart.unit);
  for (const double step : steps) {
    out.line(Ink::grid, gutter + em * 0.6F, y.at(step), out.width(), y.at(step));
    out.text(Ink::muted, gutter, y.at(step) + em * 0.35F, 1, step_text(step));
  }
  join_groups(chart, out, x, y);
  double labelled = -1;
  for (const ChartMark& mark : chart.marks) {
    out.mark(mark.role, x.at(mark.x), y.at(mark.value));
    out.text(Ink::text, x.at(mark.x), y.at(mark.value) - em * 0.8F, 0, mark.display);
    if (mark.x != labelled) out.text(Ink::muted, x.at(mark.x), bottom + em * 1.5F, 0, step_text(mark.x));
    labelled = mark.x;
  }
  return out.finish(bottom + em * 2.2F);
}

ChartDrawing draw_bars(const Chart& chart, Drawer& out) {
  const float em = out.em(), row = em * 3.0F, right = out.width() - em * 0.8F;
  std::vector<double> steps;
  const Scale scale = value_scale(chart, 0, right, 5, steps);
  float y = em * 0.4F;
  for (const ChartMark& mark : chart.marks) {
    out.text(Ink::text, 0, y + em, -1, mark.label);
    out.text(Ink::text, right, y + em, 1, mark.display);
    const float top = y + em * 1.5F, bottom = y + em * 2.3F, middle = (top + bottom) / 2;
    out.rect(Ink::grid, 0, top, right, bottom);
    out.rect(ink_of(mark.role), scale.at(scale.low), top, scale.at(mark.value), bottom);
    if (mark.low && mark.high) {
      out.line(Ink::interval, scale.at(*mark.low), middle, scale.at(*mark.high), middle);
      for (const double end : {*mark.low, *mark.high})
        out.line(Ink::interval, scale.at(end), top, scale.at(end), bottom);
    }
    y += row;
  }
  return out.finish(y + em * 0.4F);
}

}  // namespace

Json chart_to_json(const Chart& chart) {
  Json marks = Json::array();
  for (const ChartMark& mark : chart.marks) {
    Json row = {{"label", mark.label},
                {"role", kRoles[static_cast<std::size_t>(mark.role)]},
                {"value", mark.value},
                {"display", mark.display}};
    if (!mark.group.empty()) row["group"] = mark.group;
    if (chart.kind == ChartKind::series) row["x"] = mark.x;
    if (mark.low) row["low"] = *mark.low;
    if (mark.high) row["high"] = *mark.high;
    marks.push_back(std::move(row));
  }
  return {{"kind", kKinds[static_cast<std::size_t>(chart.kind)]},
          {"title", chart.title},
          {"summary", chart.summary},
          {"unit", chart.unit},
          {"embed", chart.embed},
          {"marks", std::move(marks)}};
}

Chart chart_from_json(const Json& json) {
  Chart chart;
  chart.kind = enum_from<ChartKind>(kKinds, text_or_empty(json, "kind"));
  chart.title = text_or_empty(json, "title");
  chart.summary = text_or_empty(json, "summary");
  chart.unit = text_or_empty(json, "unit");
  chart.embed = text_or_empty(json, "embed");
  for (const Json& row : array_or_empty(json, "marks"))
    chart.marks.push_back({text_or_empty(row, "label"), text_or_empty(row, "group"),
                           enum_from<MarkRole>(kRoles, text_or_empty(row, "role")), real_or(row, "x", 0),
                           real_or(row, "value", 0), real_or_none(row, "low"), real_or_none(row, "high"),
                           text_or_empty(row, "display")});
  return chart;
}

float estimated_width(std::string_view text) {
  constexpr float kLatin = 0.56F;
  float width = 0;
  for (std::size_t at = 0; at < text.size();) width += next_code_point(text, at) < 0x2E80 ? kLatin : 1.0F;
  return width;
}

std::vector<double> scale_steps(double low, double high, int count) {
  if (!(high > low) || !std::isfinite(high - low)) return {low, low + 1};
  const double rough = (high - low) / std::max(count, 1);
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power * 1.0000001) {
      step = factor * power;
      break;
    }
  std::vector<double> steps;
  const double first = std::floor(low / step), last = std::ceil(high / step);
  for (double i = first; i <= last; ++i) steps.push_back(i * step);
  return steps;
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
  return draw_bullet(chart, out);
}

}  // namespace wufei::contract
