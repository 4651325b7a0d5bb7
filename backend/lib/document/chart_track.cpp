// The layout of a bullet chart: one track, a mark for each number, and its words right at the mark. What is
// wanted stands above the track, what was published below. Words are pushed apart left and right; where a
// line has no room for all, some stand a level higher (or lower).
#include <algorithm>
#include <cmath>

#include "lib/document/chart_parts.hpp"

namespace wufei::contract {
namespace {

constexpr float kTrack = 10, kRing = 8.5F, kDisc = 9, kStroke = 3.5F, kGap = 12, kLeader = 10;
constexpr float kLevel = 2.8F;  // ems of two lines of words

struct Axis {
  std::vector<double> steps;
  float from = 0, to = 1;
  [[nodiscard]] float at(double value) const {
    const double low = steps.front(), high = steps.back();
    return from + static_cast<float>((value - low) / (high - low)) * (to - from);
  }
};

// Room on both sides of the marks, within what the unit allows. The axis need not begin at nothing: there are
// no bars.
std::vector<double> track_steps(const Chart& chart) {
  double low = chart.marks.front().value, high = low;
  for (const ChartMark& mark : chart.marks)
    low = std::min(low, mark.value), high = std::max(high, mark.value);
  double room = std::max(high - low, 0.04 * std::max(std::abs(low), std::abs(high)));
  if (!(room > 0)) room = 1;
  const double least = low >= 0 ? 0 : low - room;
  const double most = chart.unit == "%" && high <= 100 ? 100 : high + room;
  return scale_steps(std::max(low - room, least), std::min(high + room, most), 5);
}

// The words of one mark.
struct Words {
  const ChartMark* mark = nullptr;
  std::string label, display;
  float x = 0;     // of the mark
  float wide = 0;  // of the longer line
  float left = 0;
  int anchor = -1;
  int level = 0;
  [[nodiscard]] bool meets(const Words& other) const {
    return level == other.level && left < other.left + other.wide + kGap && other.left < left + wide + kGap;
  }
  [[nodiscard]] float anchor_x() const {
    return anchor < 0 ? left : anchor > 0 ? left + wide : left + wide / 2;
  }
};

// Left of the middle the words end at their mark, right of it they begin there.
void push_apart(std::vector<Words>& row, float width) {
  std::stable_sort(row.begin(), row.end(), [](const Words& a, const Words& b) { return a.x < b.x; });
  const std::size_t count = row.size();
  for (std::size_t i = 0; i < count; ++i) {
    Words& one = row[i];
    one.anchor = 2 * i + 1 == count ? 0 : 2 * i < count ? 1 : -1;
    if (one.anchor == 0)
      one.left = one.x - one.wide / 2;
    else if (one.anchor > 0)
      one.left = std::min(one.x + kDisc, (one.x + row[i + 1].x - kGap) / 2) - one.wide;
    else
      one.left = std::max(one.x - kDisc, (one.x + row[i - 1].x + kGap) / 2);
    one.left = std::clamp(one.left, 0.0F, std::max(0.0F, width - one.wide));
  }
  if (count == 2 && row[0].meets(row[1])) {
    row[1].left = std::min(row[0].left + row[0].wide + kGap, width - row[1].wide);
    row[0].left = std::max(0.0F, std::min(row[0].left, row[1].left - kGap - row[0].wide));
  }
}

int find_levels(std::vector<Words>& row) {
  int levels = 0;
  std::vector<Words*> order;
  for (Words& one : row)
    if (one.anchor != 0) order.push_back(&one);
  for (Words& one : row)
    if (one.anchor == 0) order.push_back(&one);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto taken = [&](const Words* other) { return order[i]->meets(*other); };
    while (std::any_of(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(i), taken))
      ++order[i]->level;
    levels = std::max(levels, order[i]->level + 1);
  }
  return levels;
}

class Track {
 public:
  Track(const Chart& chart, float width, float em) : chart_(chart), em_(em) {
    drawing_.width = width;
    axis_.steps = track_steps(chart);
    const float room =
        std::max(estimated_width(tick(axis_.steps.front())), estimated_width(tick(axis_.steps.back())));
    axis_.from = std::clamp(room * em / 2 + 4, 14.0F, width * 0.2F);  // signs are wider than estimated
    axis_.to = width - axis_.from;
  }

  ChartDrawing draw() {
    for (const ChartMark& mark : chart_.marks)
      (mark.role == MarkRole::actual ? below_ : above_).push_back(words_of(mark));
    push_apart(above_, drawing_.width);
    push_apart(below_, drawing_.width);
    const int over = find_levels(above_), under = find_levels(below_);
    y_ = em_ * 0.3F + static_cast<float>(over) * kLevel * em_ + kLeader + kDisc + 1;
    const float ticks = y_ + 15 + em_ * 1.1F;
    const float foot = under == 0 ? ticks : ticks + em_ * 0.4F + kLeader / 2;
    draw_track(ticks);
    for (const Words& one : above_) draw_leader(one, top_of(one) + kLevel * em_, y_ - kDisc - 1);
    for (const Words& one : below_) draw_leader(one, y_ + kDisc + 1, foot + level_offset(one));
    draw_marks();
    for (const Words& one : above_) draw_words(one, top_of(one));
    for (const Words& one : below_) draw_words(one, foot + level_offset(one));
    drawing_.height = std::ceil(foot + static_cast<float>(under) * kLevel * em_ + em_ * 0.4F);
    return std::move(drawing_);
  }

 private:
  [[nodiscard]] std::string tick(double step) const {
    return step_text(step) + (estimated_width(chart_.unit) <= 2 ? chart_.unit : std::string());
  }
  [[nodiscard]] Words words_of(const ChartMark& mark) const {
    const float ems = drawing_.width / em_;
    Words words;
    words.mark = &mark;
    words.label = fitted(mark.label, ems);
    words.display = fitted(mark.display, ems);
    words.x = axis_.at(mark.value);
    words.wide = std::min(std::max(estimated_width(words.label), estimated_width(words.display)) * em_,
                          drawing_.width);
    return words;
  }
  [[nodiscard]] float level_offset(const Words& one) const {
    return static_cast<float>(one.level) * kLevel * em_;
  }
  [[nodiscard]] float top_of(const Words& one) const {
    return y_ - kDisc - 1 - kLeader - kLevel * em_ - level_offset(one);
  }

  void line(ChartInk ink, float x, float y, float x2, float y2, float stroke = 0) {
    ChartShape shape{ShapeKind::line, ink, x, y, x2, y2};
    shape.stroke = stroke;
    drawing_.shapes.push_back(std::move(shape));
  }
  void text(ChartInk ink, float x, float y, int anchor, const std::string& words, bool bold) {
    if (words.empty()) return;
    ChartShape shape{ShapeKind::text, ink, x, y};
    shape.anchor = anchor;
    shape.size = em_;
    shape.bold = bold;
    shape.text = words;
    drawing_.shapes.push_back(std::move(shape));
  }
  // `y` is the top.
  void draw_words(const Words& one, float y) {
    const ChartInk ink = ink_of(one.mark->role);
    text(ink, one.anchor_x(), y + em_ * 1.05F, one.anchor, one.label, false);
    text(ink, one.anchor_x(), y + em_ * 2.4F, one.anchor, one.display, true);
  }
  void draw_leader(const Words& one, float y, float y2) {
    line(ink_of(one.mark->role), one.x, y, one.x, y2, 2);
  }

  // The steps below it keep away from each other and from what leads to words below.
  void draw_track(float ticks) {
    for (const double step : axis_.steps)
      line(ChartInk::grid, axis_.at(step), y_ - kDisc, axis_.at(step), y_ + 15);
    ChartShape bar{ShapeKind::rect, ChartInk::grid, axis_.from, y_ - kTrack / 2, axis_.to, y_ + kTrack / 2};
    bar.stroke = kTrack / 2;
    drawing_.shapes.push_back(std::move(bar));
    float end = -kGap;
    for (const double step : axis_.steps) {
      const std::string words = tick(step);
      const float half = estimated_width(words) * em_ / 2, x = axis_.at(step);
      const bool crossed = std::any_of(below_.begin(), below_.end(),
                                       [&](const Words& one) { return std::abs(one.x - x) < half + 3; });
      if (crossed || x - half < std::max(0.0F, end + em_ * 0.3F) || x + half > drawing_.width) continue;
      text(ChartInk::muted, x, ticks, 0, words, false);
      end = x + half;
    }
  }

  void draw_marks() {
    for (const ChartMark& mark : chart_.marks)
      if (mark.bound != MarkBound::exact && mark.role == MarkRole::target) draw_arrow(mark);
    for (const MarkRole role : {MarkRole::baseline, MarkRole::share, MarkRole::target, MarkRole::actual})
      for (const ChartMark& mark : chart_.marks)
        if (mark.role == role) draw_mark(mark);
  }
  // Open, and on the side that the value allows.
  void draw_arrow(const ChartMark& mark) {
    const bool up = mark.bound == MarkBound::above || mark.bound == MarkBound::from;
    const float x = axis_.at(mark.value), long_enough = std::max(44.0F, (axis_.to - axis_.from) * 0.27F);
    const float tip = up ? std::min(x + long_enough, drawing_.width - 3) : std::max(x - long_enough, 3.0F);
    const float back = up ? tip - 9 : tip + 9;
    line(ChartInk::target, x, y_, tip, y_, kStroke);
    line(ChartInk::target, back, y_ - 9, tip, y_, kStroke);
    line(ChartInk::target, back, y_ + 9, tip, y_, kStroke);
  }
  // The base and an open end are rings, an exact target is a diamond (within the ring that it may lie on),
  // what was published is filled.
  void draw_mark(const ChartMark& mark) {
    const float x = axis_.at(mark.value);
    const bool open = mark.bound == MarkBound::above || mark.bound == MarkBound::below;
    const bool diamond = mark.role == MarkRole::target && !open;
    const bool ring = mark.role == MarkRole::baseline || (mark.role == MarkRole::target && open);
    const bool on_base =
        diamond && std::any_of(chart_.marks.begin(), chart_.marks.end(), [&](const auto& other) {
          return other.role == MarkRole::baseline && std::abs(axis_.at(other.value) - x) < 4;
        });
    const float radius = on_base ? 4.5F : diamond ? 8 : ring ? kRing : kDisc;
    ChartShape shape{
        diamond ? ShapeKind::diamond : ShapeKind::circle, ink_of(mark.role), x, y_, radius, radius};
    shape.filled = !ring;
    shape.stroke = ring ? kStroke : 0;
    drawing_.shapes.push_back(std::move(shape));
  }

  const Chart& chart_;
  float em_;
  Axis axis_;
  ChartDrawing drawing_;
  std::vector<Words> above_, below_;
  float y_ = 0;  // of the track's middle
};

}  // namespace

double track_start(const Chart& chart) {
  return chart.marks.empty() ? 0 : track_steps(chart).front();
}

ChartDrawing layout_track(const Chart& chart, float width, float em) {
  return Track(chart, width, em).draw();
}

}  // namespace wufei::contract
