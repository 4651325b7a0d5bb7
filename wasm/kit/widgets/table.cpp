// Tables: real columns where there is room for them, and for two columns anywhere but in large print; one
// card per row elsewhere. No scroller inside the page. The twin is the same table in both.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

constexpr float kPadX = 12;
constexpr float kPadY = 11;

struct Column {
  float natural = 0;  // of its widest cell, on one line
  float least = 0;    // what it can be pressed to
  float x = 0;
  float width = 0;
};

Runs bold(Runs runs) {
  for (Run& run : runs) run.strong = true;
  return runs;
}

float natural_width_of(const UiState& s, const Runs& runs, const TextStyle& style) {
  float width = 0;
  for (const Run& run : runs) width += natural_width(s, run.text, style);
  return width;
}

std::string cell_key(std::size_t row, std::size_t column) {
  return std::to_string(row) + ':' + std::to_string(column);
}

class Table {
 public:
  Table(UiState& s, const std::vector<TableColumn>& titles, const TableSource& source)
      : s_(s),
        titles_(titles),
        source_(source),
        style_(text_style(s, TextSize::small)),
        head_(text_style(s, TextSize::small, true)) {}

  std::string_view draw(std::string_view name) {
    measure();
    open_node(s_, "table", name);
    const bool pair = titles_.size() == 2 && !s_.theme.elder;
    const bool columns = (is_wide(s_) || pair) && fit(current(s_).width);
    if (columns)
      draw_columns();
    else
      draw_cards();
    close_node(s_);
    return pressed_;
  }

 private:
  void measure() {
    const float em = style_.size;
    columns_.resize(titles_.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      column.natural = natural_width(s_, titles_[c].title, head_);
      for (std::size_t r = 0; r < source_.rows(); ++r)
        column.natural = std::max(column.natural, natural_width_of(s_, source_.cell(r, c), head_));
      column.natural = std::ceil(std::min(column.natural, em * 34) + 1);
      column.least = titles_[c].number ? std::min(column.natural, em * 9) : std::min(column.natural, em * 5);
    }
  }

  // Gives every column its width; false when they can not stand side by side.
  bool fit(float total) {
    const float room = total - 2 * kPadX * static_cast<float>(columns_.size());
    float natural = 0, least = 0;
    for (const Column& column : columns_) natural += column.natural, least += column.least;
    if (columns_.empty() || least > room) return false;
    float x = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Column& column = columns_[c];
      if (natural <= room)
        column.width = column.natural + (room - natural) * column.natural / natural;
      else
        column.width =
            column.least + (room - least) * (column.natural - column.least) / std::max(1.0F, natural - least);
      column.x = x;
      x += column.width + 2 * kPadX;
    }
    return true;
  }

  void draw_columns() {
    UiState& s = s_;
    const std::size_t frame = s.list.size();
    const NodeRect top = place(s, current(s).width, 0, {16, 0}, true);
    draw_card(s, top, colour::paper, colour::line);
    const std::size_t frame_end = s.list.size();
    head_row();
    for (std::size_t r = 0; r < source_.rows(); ++r) body_row(r);
    const float height = current(s).bottom - top.y;
    for (std::size_t i = frame; i < frame_end; ++i) s.list.at(i).rect.height += height;
    current(s).after = 16;
  }

  void head_row() {
    UiState& s = s_;
    std::vector<TextBlock> blocks;
    float height = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      blocks.push_back(lay_text(s, titles_[c].title, head_, columns_[c].width));
      height = std::max(height, blocks.back().height);
    }
    const NodeRect row = place(s, current(s).width, height + 2 * kPadY, {0, 0}, true);
    s.list.fill({row.x + 1, row.y + row.height - 2, row.width - 2, 2}, colour::ink);
    open_row(row);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const NodeRect cell = cell_rect(row, c);
      draw_text(s, blocks[c], cell.x + kPadX, row.y + kPadY, colour::ink, align(c), columns_[c].width);
      add_node(s, "columnheader", titles_[c].title, &cell);
    }
    close_node(s);
  }

  void body_row(std::size_t r) {
    UiState& s = s_;
    std::vector<Runs> runs;
    std::vector<RichBlock> blocks;
    float height = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      runs.push_back(c == 0 ? bold(source_.cell(r, c)) : source_.cell(r, c));
      blocks.push_back(lay_rich(s, runs[c], style_, columns_[c].width));
      height = std::max(height, blocks[c].block.height);
    }
    const NodeRect row =
        place(s, current(s).width, std::max(height + 2 * kPadY, s.theme.touch), {0, 0}, true);
    s.list.fill({row.x + 1, row.y, row.width - 2, 1}, colour::line);
    open_row(row);
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const NodeRect cell = cell_rect(row, c);
      put(r, c, blocks[c], runs[c],
          {cell.x + kPadX, row.y + kPadY, columns_[c].width, blocks[c].block.height}, cell, align(c));
    }
    close_node(s);
  }

  void put(std::size_t r, std::size_t c, const RichBlock& block, const Runs& runs, const NodeRect& text,
           const NodeRect& cell, Align align) {
    const std::string key = cell_key(r, c);
    const std::string_view href =
        put_rich(s_, block, runs, {c == 0 ? "rowheader" : "cell", key, text, colour::ink, align, cell});
    if (!href.empty()) pressed_ = href;
  }

  [[nodiscard]] NodeRect cell_rect(const NodeRect& row, std::size_t c) const {
    return {row.x + columns_[c].x, row.y, columns_[c].width + 2 * kPadX, row.height};
  }
  [[nodiscard]] Align align(std::size_t c) const { return titles_[c].number ? Align::right : Align::left; }

  void open_row(const NodeRect& rect) {
    const Node& node = add_node(s_, "row", "", &rect);
    s_.parents.push_back({node.id, node.depth + 1, {}});
  }

  // --- One card per row ---

  void draw_cards() {
    const NodeRect top = place(s_, current(s_).width, 0, {8, 0}, true);
    open_row({top.x, top.y, top.width, 1});
    for (const TableColumn& column : titles_) {
      const NodeRect hidden{top.x, top.y, 1, 1};
      add_node(s_, "columnheader", column.title, &hidden);
    }
    close_node(s_);
    for (std::size_t r = 0; r < source_.rows(); ++r) draw_card_row(r);
  }

  void draw_card_row(std::size_t r) {
    UiState& s = s_;
    open_card(s, colour::paper, colour::line);
    open_node(s, "row", "");
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Runs runs = source_.cell(r, c);
      if (c == 0)
        card_head(r, bold(std::move(runs)));
      else
        card_line(r, c, runs);
    }
    close_node(s);
    close_card(s);
    current(s).after = scaled(s, 10);
  }

  void card_head(std::size_t r, const Runs& runs) {
    UiState& s = s_;
    const RichBlock rich = lay_rich(s, runs, text_style(s, TextSize::body), current(s).width);
    const float pad = is_lone_link(runs) ? std::max(4.0F, (s.theme.touch - rich.block.height) / 2) : 4;
    const NodeRect rect = place(s, current(s).width, rich.block.height, {0, pad + 2}, true);
    put(r, 0, rich, runs, rect, {rect.x, rect.y - pad, rect.width, rect.height + 2 * pad}, Align::left);
  }

  // Label and value side by side; empty values are left out of the drawing, not of the twin.
  void card_line(std::size_t r, std::size_t c, const Runs& runs) {
    UiState& s = s_;
    const FactLook look = fact_look(s, current(s).width);
    const float room = look.stacked ? current(s).width : current(s).width - look.label_width - 12;
    const RichBlock rich = lay_rich(s, runs, style_, room);
    const TextBlock label = lay_text(s, titles_[c].title, style_, look.label_width);
    if (rich.text.empty()) {
      const NodeRect none{current(s).x, current(s).bottom, 1, 1};
      add_node(s, "cell", "", &none);
      return;
    }
    // Above and below a link that stands alone, which is pressed there too.
    const float more = is_lone_link(runs) ? std::max(0.0F, (s.theme.touch - 4 - rich.block.height) / 2) : 0;
    const float value_height = rich.block.height + 2 * more;
    const float height =
        look.stacked ? label.height + value_height : std::max(label.height + 2 * more, value_height);
    const NodeRect row = place(s, current(s).width, height, {4, 4}, true);
    draw_text(s, label, row.x, row.y + (look.stacked ? 0 : more), colour::ink_2);
    const NodeRect value{row.x + row.width - room, row.y + (look.stacked ? label.height : 0) + more, room,
                         rich.block.height};
    put(r, c, rich, runs, value, {value.x, value.y - more - 2, room, value_height + 4}, Align::left);
  }

  UiState& s_;
  const std::vector<TableColumn>& titles_;
  const TableSource& source_;
  TextStyle style_;
  TextStyle head_;
  std::vector<Column> columns_;
  std::string_view pressed_;
};

}  // namespace

std::string_view Ui::table(std::string_view key, std::string_view name,
                           const std::vector<TableColumn>& columns, const TableSource& source) {
  const Scope scope = push_key(key);
  return Table(state_, columns, source).draw(name);
}

}  // namespace wufei::kit
