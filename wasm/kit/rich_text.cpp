// Paragraphs with links inside: broken into lines as one text, drawn run by run, each link with an element of
// its own in the twin and a rectangle for every line it touches.
#include <algorithm>
#include <cmath>

#include "wasm/kit/ui_state.hpp"

namespace wufei::kit {
namespace {

// A stretch of one run on one line.
struct Piece {
  std::size_t run;
  NodeRect rect;
};

// Above and below a text, also pressed where a link stands there: half of what lies between two texts, so
// that no link is pressed where another one begins.
constexpr float kLinkMargin = 4;

bool is_link(const Run& run) {
  return !run.href.empty() && !run.text.empty();
}

bool has_links(const Runs& runs) {
  return std::any_of(runs.begin(), runs.end(), is_link);
}

TextStyle style_of(const Run& run, TextStyle style) {
  if (run.strong) style.face = platform::Face::bold;
  return style;
}

// Draws the runs of a placed text and collects where its links are.
class Writer {
 public:
  Writer(UiState& s, const RichBlock& rich, const Runs& runs, const RichPlace& where)
      : s_(s), rich_(rich), runs_(runs), where_(where) {}

  std::vector<Piece> write(const std::vector<std::uint32_t>& ids) {
    float y = where_.rect.y;
    for (const TextLine& line : rich_.block.lines) {
      write_line(line, y, ids);
      y += rich_.block.style.line_height;
    }
    s_.list.set_owner(0);
    return std::move(links_);
  }

 private:
  void write_line(const TextLine& line, float y, const std::vector<std::uint32_t>& ids) {
    float x = line_left(line, where_.rect.x, where_.align, where_.rect.width);
    std::size_t run_begin = 0;
    for (std::size_t i = 0; i < runs_.size() && run_begin < line.end; ++i) {
      const std::size_t run_end = run_begin + runs_[i].text.size();
      const std::size_t begin = std::max(run_begin, line.begin), end = std::min(run_end, line.end);
      if (begin < end)
        x += write_piece(i, ids[i], std::string_view(rich_.text).substr(begin, end - begin), x, y);
      run_begin = run_end;
    }
  }

  // Answers the width.
  float write_piece(std::size_t index, std::uint32_t id, std::string_view text, float x, float y) {
    const Run& run = runs_[index];
    const TextStyle style = style_of(run, rich_.block.style);
    FontMeasure font{&s_.fonts, style.face, style.size};
    const float width = text_width(text, font.measure());
    const float top = y + (style.line_height - style.size) / 2;
    if (run.code) s_.list.fill({x - 1, top - 2, width + 2, style.size + 5}, colour::sunken, 4);
    s_.list.set_owner(id);
    const Paint paint = is_link(run) ? link_paint(s_, Tone::accent) : Paint(where_.colour);
    s_.list.text(style.face, style.size, x, top, paint, text);
    if (is_link(run)) {
      s_.list.fill({x, top + style.size * 1.02F, width, 1}, paint);
      links_.push_back({index, {x, y, width, style.line_height}});
    }
    return width;
  }

  UiState& s_;
  const RichBlock& rich_;
  const Runs& runs_;
  const RichPlace& where_;
  std::vector<Piece> links_;
};

// A line of a link, with the margin where it is the first or the last of `text`.
NodeRect grown(const NodeRect& rect, const NodeRect& text) {
  const float above = rect.y <= text.y + 0.5F ? kLinkMargin : 0;
  const float below = rect.y + rect.height >= text.y + text.height - 0.5F ? kLinkMargin : 0;
  return {rect.x, rect.y - above, rect.width, rect.height + above + below};
}

// The element of a link and, for each further line it touches, one that stands for it.
void add_link(UiState& s, std::uint32_t id, const Run& run, const std::vector<NodeRect>& rects) {
  add_link_node(s, id, run.text, run.href, rects.front());
  for (std::size_t i = 1; i < rects.size(); ++i) {
    add_node(s, "link_rest", "", &rects[i]).value = std::to_string(id);
    s.items.push_back({id, rects[i], true});
  }
}

bool put_link(UiState& s, std::uint32_t id, const Run& run, const std::vector<NodeRect>& rects) {
  if (rects.empty()) return false;
  add_link(s, id, run, rects);
  return react(s, id, run.text, rects.front());
}

std::vector<std::uint32_t> link_ids(UiState& s, std::string_view key, const Runs& runs) {
  std::vector<std::uint32_t> ids(runs.size(), 0);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (is_link(runs[i])) ids[i] = widget_id(s, std::string(key) + '/' + std::to_string(i));
  return ids;
}

std::string_view put_linked(UiState& s, const RichBlock& rich, const Runs& runs, const RichPlace& where,
                            const NodeRect& rect) {
  Node& node = add_node(s, where.role, "", &rect);
  s.parents.push_back({node.id, node.depth + 1, {}});
  const std::vector<std::uint32_t> ids = link_ids(s, where.key, runs);
  const std::vector<Piece> pieces = Writer(s, rich, runs, where).write(ids);
  const bool lone = is_lone_link(runs) && where.node_rect.width > 0;  // a cell with nothing else: all of it
  std::string_view pressed;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!is_link(runs[i])) {
      if (!runs[i].text.empty()) add_node(s, "run", runs[i].text, nullptr);
      continue;
    }
    std::vector<NodeRect> rects;
    for (const Piece& piece : pieces)
      if (piece.run == i) rects.push_back(grown(piece.rect, where.rect));
    if (lone) rects.assign(1, rect);
    if (put_link(s, ids[i], runs[i], rects)) pressed = runs[i].href;
  }
  close_node(s);
  return pressed;
}

}  // namespace

bool is_lone_link(const Runs& runs) {
  return runs.size() == 1 && is_link(runs.front());
}

RichBlock lay_rich(const UiState& s, const Runs& runs, const TextStyle& style, float width) {
  RichBlock rich;
  TextStyle widest = style;
  for (const Run& run : runs) {
    rich.text += run.text;
    if (run.strong) widest.face = platform::Face::bold;
  }
  rich.block = lay_text(s, rich.text, widest, width);
  rich.block.text = {};
  rich.block.style = style;
  return rich;
}

std::string_view put_rich(UiState& s, const RichBlock& rich, const Runs& runs, const RichPlace& where) {
  const NodeRect& rect = where.node_rect.width > 0 ? where.node_rect : where.rect;
  if (has_links(runs)) return put_linked(s, rich, runs, where, rect);
  Writer(s, rich, runs, where).write(std::vector<std::uint32_t>(runs.size(), 0));
  add_node(s, where.role, rich.text, &rect);
  return {};
}

std::string_view Ui::rich_text(std::string_view key, const Runs& runs, const RichOptions& options) {
  UiState& s = state_;
  const TextStyle style = text_style(s, options.size);
  const float indent = options.marker.empty() ? 0 : style.size * 1.6F;
  const RichBlock rich = lay_rich(s, runs, style, width() - indent);
  // What is one link and nothing else is as high as a finger, and ends where the next begins.
  const bool lone = is_lone_link(runs);
  const float height = lone ? std::max(s.theme.touch, rich.block.height) : rich.block.height;
  const Margins margins = lone ? Margins{} : Margins{options.marker.empty() ? 8.0F : 5.0F, 8};
  const NodeRect whole = place(s, width(), height, margins, true);
  const NodeRect rect{whole.x, whole.y + (height - rich.block.height) / 2, whole.width, rich.block.height};
  const Colour ink = tone_colour(options.tone, in_band(s));
  if (indent > 0) {
    const float mark = natural_width(s, options.marker, style);
    const float top = rect.y + (style.line_height - style.size) / 2;
    s.list.text(style.face, style.size, rect.x + std::max(0.0F, indent - style.size * 0.5F - mark), top,
                colour::ink_2, options.marker);
  }
  RichPlace place_of{"paragraph", key, {rect.x + indent, rect.y, rect.width - indent, rect.height}, ink};
  if (lone) place_of.node_rect = {rect.x + indent, whole.y, rect.width - indent, height};
  return put_rich(s, rich, runs, place_of);
}

std::string_view Ui::rich_fact(std::string_view key, std::string_view label, const Runs& value,
                               float label_ems) {
  UiState& s = state_;
  FactLook look = fact_look(s, width());
  if (label_ems > 0 && !look.stacked)
    look.label_width = std::min(look.label_width, std::ceil(label_ems * s.theme.body) + 8);
  const float gap = 12;
  const float pad = scaled(s, 9);
  const bool first = current(s).bottom == current(s).y;
  const float top = first ? 0 : pad;
  const TextStyle style = text_style(s, TextSize::body);
  const TextBlock term = lay_text(s, label, text_style(s, TextSize::body, true), look.label_width);
  const float room = look.stacked ? width() : width() - look.label_width - gap;
  const RichBlock rich = lay_rich(s, value, style, room);
  const bool lone = is_lone_link(value);
  // What a link that stands alone below its label lacks of a finger's height.
  const float more = lone && look.stacked ? std::max(0.0F, s.theme.touch - pad - rich.block.height) : 0;
  const float content =
      look.stacked ? term.height + rich.block.height + more : std::max(term.height, rich.block.height);
  const NodeRect row = place(s, width(), content + top + pad, {0, 0}, true);
  if (!first) s.list.fill({row.x, row.y, row.width, 1}, colour::line);
  const NodeRect left{row.x, row.y + top, look.label_width, term.height};
  const NodeRect right{row.x + row.width - room, left.y + (look.stacked ? term.height : 0), room,
                       rich.block.height};
  draw_text(s, term, left.x, left.y, colour::ink);
  add_node(s, "term", label, &left);
  RichPlace where{"definition", key, right, colour::ink};
  if (lone) {  // from line to line; the first also over the padding of a card
    const bool edge = s.blocks.size() > 1 && s.blocks[s.blocks.size() - 2].padding >= pad;
    const float above = look.stacked || (first && !edge) ? 0 : pad;
    where.node_rect = {right.x, right.y - above, room, right.height + above + more + pad};
  }
  return put_rich(s, rich, value, where);
}

}  // namespace wufei::kit
