// Quantities with their goals: a table of one set of columns on desktops, rows of one block elsewhere. The
// twin is a table there, lists here.
#include <algorithm>
#include <cmath>

#include "wasm/kit/measures.hpp"
#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kTrackWide = 112, kTrackHigh = 26, kCell = 12;
constexpr float kTrackRoom = 1000;  // a table narrower than this leaves the tracks out

enum MeasureColumn : std::uint8_t { kNo, kName, kUnit, kBase, kBefore, kTarget, kTrack, kActual };
constexpr std::size_t kMeasureColumnCount = 8;
constexpr float kColumnWidth[] = {55, 0, 92, 135, 135, 135, 132, 85};

bool is_number(std::size_t column) {
  return column == kNo || (column >= kBase && column <= kTarget);
}

TextStyle measure_tag_style(const UiState& s) {
  return s.theme.elder ? text_style(s, TextSize::cap, true) : TextStyle{platform::Face::bold, 14, 24};
}

// A word in a tinted box; answers how wide it is.
float draw_measure_tag(UiState& s, std::string_view words, Tone tone, float x, float y, bool to_left) {
  if (words.empty()) return 0;
  const TextBlock block = lay_text(s, words, measure_tag_style(s), s.view.width);
  const float width = std::ceil(block.width) + 16;
  const float left = to_left ? x - width : x;
  s.list.fill({left, y, width, block.height}, tone_tint(tone), 6);
  draw_text(s, block, left + 8, y, tone == Tone::muted ? colour::ink : tone_colour(tone, false));
  return width;
}

std::string named(const MeasureRow& row) {
  std::string name(row.name);
  if (!row.mark.empty()) name.append(" ").append(row.mark);
  return name;
}

class MeasureTable {
 public:
  MeasureTable(UiState& s, const MeasureList& list, const MeasureTracks& tracks)
      : s_(s), list_(list), tracks_(tracks), style_(text_style(s, TextSize::small)) {
    const float total = current(s).width;
    float fixed = 0;
    for (std::size_t c = 0; c < kMeasureColumnCount; ++c)
      fixed += widths_[c] = c == kTrack && total < kTrackRoom ? 0 : kColumnWidth[c];
    widths_[kName] = std::max(120.0F, total - fixed);
    float x = 0;
    for (std::size_t c = 0; c < kMeasureColumnCount; ++c) starts_[c] = x, x += widths_[c];
  }

  std::string_view draw() {
    open_node(s_, "table", list_.name);
    const std::size_t frame = s_.list.size();
    const NodeRect top = place(s_, current(s_).width, 0, {16, 0}, true);
    draw_card(s_, top, colour::paper, colour::line);
    const std::size_t end = s_.list.size();
    head();
    for (std::size_t g = 0; g < list_.groups.size(); ++g) group(g);
    const float height = current(s_).bottom - top.y;
    for (std::size_t i = frame; i < end; ++i) s_.list.at(i).rect.height += height;
    current(s_).after = 16;
    close_node(s_);
    return pressed_;
  }

 private:
  NodeRect open_row(float height) {
    const NodeRect row = place(s_, current(s_).width, height, {0, 0}, true);
    const Node& node = add_node(s_, "row", "", &row);
    s_.parents.push_back({node.id, node.depth + 1, {}});
    return row;
  }
  [[nodiscard]] NodeRect cell(const NodeRect& row, std::size_t column) const {
    return {row.x + starts_[column], row.y, widths_[column], row.height};
  }
  [[nodiscard]] TextBlock lay(std::string_view words, std::size_t column, bool bold = false) const {
    return lay_text(s_, words, text_style(s_, TextSize::small, bold), widths_[column] - 2 * kCell);
  }
  void write(const TextBlock& words, const NodeRect& at, std::size_t column, Colour ink) {
    draw_text(s_, words, at.x + kCell, at.y + (at.height - words.height) / 2, ink,
              is_number(column) ? Align::right : Align::left, at.width - 2 * kCell);
  }

  void head() {
    const NodeRect row = open_row(44);
    for (std::size_t c = 0; c < kMeasureColumnCount && c < list_.columns.size(); ++c) {
      const NodeRect at = cell(row, c);
      if (widths_[c] > 0) write(lay(list_.columns[c], c, true), at, c, colour::ink);
      add_node(s_, "columnheader", list_.columns[c], &at);
    }
    s_.list.fill({row.x + 1, row.y + row.height - 2, row.width - 2, 2}, colour::ink);
    close_node(s_);
  }

  void group(std::size_t g) {
    const MeasureGroupRows& group = list_.groups[g];
    if (!group.name.empty()) {
      const NodeRect row = open_row(41);
      s_.list.fill({row.x + 1, row.y, row.width - 2, row.height}, colour::ground);
      const NodeRect at{row.x + starts_[kName], row.y, row.width - starts_[kName], row.height};
      const TextBlock name = lay_text(s_, group.name, {platform::Face::bold, 16, 24}, at.width);
      const TextBlock note = lay_text(s_, group.note, style_, at.width);
      draw_text(s_, name, at.x + kCell, at.y + (at.height - name.height) / 2, colour::ink);
      draw_text(s_, note, at.x + kCell + name.width + 6, at.y + (at.height - note.height) / 2 + 1,
                colour::ink_2);
      add_node(s_, "rowheader", std::string(group.name).append(" ").append(group.note), &at);
      close_node(s_);
    }
    for (std::size_t r = 0; r < group.rows.size(); ++r) row(g, r);
  }

  void row(std::size_t g, std::size_t r) {
    const MeasureRow& data = list_.groups[g].rows[r];
    const std::string_view texts[] = {data.no,     {},          data.unit, data.baseline,
                                      data.before, data.target, {},        data.actual};
    const Runs name = name_runs(data);
    const float tag = data.tag.empty() ? 0 : natural_width(s_, data.tag, measure_tag_style(s_)) + 22;
    const RichBlock rich = lay_rich(s_, name, style_, widths_[kName] - 2 * kCell - tag);
    float height = rich.block.height;
    std::vector<TextBlock> blocks;
    for (std::size_t c = 0; c < kMeasureColumnCount; ++c) {
      blocks.push_back(lay(texts[c], c));
      if (widths_[c] > 0 && !texts[c].empty()) height = std::max(height, blocks[c].height);
    }
    const bool tracked = data.track && widths_[kTrack] > 0;
    const NodeRect at = open_row(std::max(tracked ? 48.0F : 45.0F, height + 23));
    s_.list.fill({at.x + 1, at.y, at.width - 2, 1}, colour::line);
    for (std::size_t c = 0; c < kMeasureColumnCount; ++c) {
      const NodeRect box = cell(at, c);
      if (c == kName) {
        put_name(data, name, rich, box);
        continue;
      }
      const bool quiet = c == kUnit || c == kActual || c == kNo;
      write(blocks[c], box, c, quiet ? colour::ink_2 : colour::ink);
      if (c == kTrack && tracked) {
        Figure figure{s_, box.x + 10, box.y + (box.height - kTrackHigh) / 2 - 2};
        tracks_.draw(figure, g, r);
      }
      add_node(s_, "cell", texts[c], &box);
    }
    close_node(s_);
  }

  static Runs name_runs(const MeasureRow& row) {
    Runs runs{{.text = row.name, .href = row.href}};
    if (!row.mark.empty()) runs.push_back({.text = " "}), runs.push_back({.text = row.mark});
    return runs;
  }

  void put_name(const MeasureRow& data, const Runs& runs, const RichBlock& rich, const NodeRect& box) {
    const float y = box.y + (box.height - rich.block.height) / 2;
    const NodeRect text{box.x + kCell, y, box.width - 2 * kCell, rich.block.height};
    const std::string_view href =
        put_rich(s_, rich, runs, {"rowheader", data.no, text, colour::ink, Align::left, box});
    if (!href.empty()) pressed_ = data.href;
    if (data.tag.empty()) return;
    const float x = text.x + rich.block.width + 6;
    draw_measure_tag(s_, data.tag, Tone::warning, x, box.y + (box.height - 24) / 2, false);
    const NodeRect at{x, box.y + 10, 1, 1};
    add_node(s_, "text", data.tag, &at);
  }

  UiState& s_;
  const MeasureList& list_;
  const MeasureTracks& tracks_;
  TextStyle style_;
  float widths_[kMeasureColumnCount] = {};
  float starts_[kMeasureColumnCount] = {};
  std::string_view pressed_;
};

// A row on phones: number, name, then track and goal with the state at the right.
class MeasureRows {
 public:
  MeasureRows(UiState& s, const MeasureTracks& tracks) : s_(s), tracks_(tracks) {}

  bool put(const MeasureRow& row, std::size_t g, std::size_t r) {
    UiState& s = s_;
    const bool elder = s.theme.elder, tracked = row.track && !elder;
    const std::uint32_t id = widget_id(s, row.no);
    const bool first = current(s).bottom == current(s).y;
    const std::string title = named(row);
    const float indent = elder ? 16 : 55, room = current(s).width - indent - 16;
    const TextBlock head = lay_text(s, title, text_style(s, TextSize::lead, true), room);
    const TextStyle small = text_style(s, TextSize::small), tagged = measure_tag_style(s);
    const float state = std::ceil(natural_width(s, row.state, tagged)) + 26;
    const float left = tracked ? kTrackWide + 10 : 0;
    const bool below = elder && !row.state.empty() && natural_width(s, row.goal, small) + state > room;
    const TextBlock goal = lay_text(s, row.goal, small, std::max(60.0F, room - left - (below ? 0 : state)));
    const float tag = row.tag.empty() ? 0 : tagged.line_height + 4;
    const float line = std::max(tracked ? kTrackHigh : 24.0F, goal.height);
    const float more = below ? tagged.line_height + 4 : 0;
    const NodeRect rect =
        place(s, current(s).width, 12 + head.height + tag + 4 + line + more + 13, {0, 0}, true);
    s.list.set_owner(id);
    s.list.fill({rect.x + 1, rect.y + 1, rect.width - 2, rect.height - 2},
                {kNothing, colour::ground, colour::sunken}, s.theme.radius - 1);
    if (!first) s.list.fill({rect.x + 1, rect.y, rect.width - 2, 1}, colour::line);
    if (!elder)
      draw_text(s, lay_text(s, row.no, text_style(s, TextSize::body), 36), rect.x + 16, rect.y + 12,
                colour::ink_2);
    draw_text(s, head, rect.x + indent, rect.y + 12, colour::ink);
    draw_measure_tag(s, row.tag, Tone::warning, rect.x + indent, rect.y + 14 + head.height, false);
    const float y = rect.y + 12 + head.height + tag + 4;
    if (tracked) {
      Figure figure{s, rect.x + indent, y + (line - kTrackHigh) / 2};
      tracks_.draw(figure, g, r);
    }
    draw_text(s, goal, rect.x + indent + left, y + (line - goal.height) / 2, colour::c_target);
    if (below)
      draw_measure_tag(s, row.state, row.tone, rect.x + indent, y + line + 4, false);
    else
      draw_measure_tag(s, row.state, row.tone, rect.x + rect.width - 16, y + (line - tagged.line_height) / 2,
                       true);
    s.list.set_owner(0);
    std::string about(row.goal);
    for (const std::string_view part : {row.state, row.tag})
      if (!part.empty()) about.append(" ").append(part);
    Node& node = add_link_node(s, id, std::string(row.no).append(" ").append(title), row.href, rect);
    node.description = about;
    return react(s, id, row.no, rect);
  }

 private:
  UiState& s_;
  const MeasureTracks& tracks_;
};

}  // namespace

bool Ui::measures_as_table() const {
  return wide() && !elder();
}

std::string_view Ui::measure_table(std::string_view key, const MeasureList& list,
                                   const MeasureTracks& tracks) {
  const Scope scope = push_key(key);
  return MeasureTable(state_, list, tracks).draw();
}

bool Ui::measure_row(const MeasureRow& row, const MeasureTracks& tracks, std::size_t group,
                     std::size_t number) {
  return MeasureRows(state_, tracks).put(row, group, number);
}

void Ui::measure_legend(const std::vector<std::string_view>& words) {
  UiState& s = state_;
  if (words.size() < 3) return;
  const TextStyle style = text_style(s, TextSize::small);
  const NodeRect rect = place(s, width(), style.line_height, {8, 8}, true);
  const float middle = rect.y + style.line_height / 2;
  float x = rect.x;
  for (std::size_t i = 0; i < 3; ++i) {
    Figure figure{s, x, middle};
    if (i == 0) figure.ring(FigureInk::baseline, 6, 0, 5.5F, 2.5F);
    if (i == 1) figure.wedge(FigureInk::target, 0, -5, 12, 5);
    for (const float y : {-4.5F, 4.5F})
      if (i == 2) figure.line(FigureInk::target, 3, y, 8, 0, false, 2.5F);
    const TextBlock block = lay_text(s, words[i], style, width());
    draw_text(s, block, x + 18, rect.y, colour::ink_2);
    x += 18 + block.width + 16;
  }
}

}  // namespace wufei::kit
