#include "lib/page/document_html.hpp"

#include <algorithm>

#include "lib/base/civil_date.hpp"
#include "lib/base/text.hpp"
#include "lib/document/block_parts.hpp"
#include "lib/document/spoken.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/cards_html.hpp"
#include "lib/page/chart_svg.hpp"
#include "lib/page/form_html.hpp"
#include "lib/page/list_html.hpp"
#include "lib/page/span_html.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Spans;
using contract::Text;

constexpr float kChartWidth = 640, kTrackWidth = 700, kNarrowTrack = 326, kSmallTrack = 256;

void write_heading(HtmlWriter& out, const Block& block) {
  const std::string tag = "h" + std::to_string(std::clamp(block.level, block.box.empty() ? 2 : 1, 4));
  if (block.anchor.empty()) {
    out.element(tag, block.text);
  } else {
    out.element(tag, block.text, {{"id", block.anchor}});
  }
}

// A paragraph that is nothing but a day says so.
bool is_day(const Spans& spans) {
  return spans.size() == 1 && spans.front().href.empty() && contract::parse_date(spans.front().text);
}

void write_paragraph(HtmlWriter& out, const Block& block) {
  if (is_day(block.spans)) return write_day(out, block.spans.front().text);
  if (block.tone == BlockTone::normal) {
    out.open("p", {{"class", class_of_spans(block.spans)}});
    write_spans(out, block.spans);
    out.close("p");
    return;
  }
  out.open("div", {{"class", "note " + std::string(contract::tone_name(block.tone))}});
  if (!block.text.empty()) out.open("p").element("strong", block.text).close("p");
  out.open("p");
  write_spans(out, block.spans);
  out.close("p").close("div");
}

void write_list(HtmlWriter& out, const Block& block) {
  const std::string_view tag = block.ordered ? "ol" : "ul";
  out.open(tag);
  for (const Spans& item : block.items) {
    out.open("li", {{"class", class_of_spans(item)}});
    write_spans(out, item);
    out.close("li");
  }
  out.close(tag);
}

// A cell that stands in a card on phones says of what it is; two columns stay beside each other there.
void open_cell(HtmlWriter& out, const contract::TableColumn& column, const Spans& cell, bool in_card) {
  std::string_view kind = class_of_spans(cell);
  if (column.number || column.buttons) kind = column.number ? "number" : "press";
  out.open("td", {{"class", kind}, {"data-label", in_card ? std::string_view(column.title) : kNoAttribute}});
}

// Where rows are lines of text, on phones, a figure among what is pressed says of what it is.
void write_row(HtmlWriter& out, const Block& block, const std::vector<Spans>& row) {
  const bool pressed = contract::has_buttons(block);
  out.open("tr");
  for (std::size_t i = 0; i < row.size() && i < block.columns.size(); ++i) {
    const std::string_view tag = i == 0 ? "th" : "td";
    if (i == 0)
      out.open(tag, {{"scope", "row"}, {"class", class_of_spans(row[i])}});
    else
      open_cell(out, block.columns[i], row[i], !pressed && block.columns.size() > 2);
    if (pressed && i > 0 && !block.columns[i].buttons)
      out.element("span", " " + block.columns[i].title + " ", {{"class", "of"}});
    write_spans(out, row[i]);
    out.close(tag);
  }
  out.close("tr");
}

// A caption that repeats the heading above it is for screen readers only.
void write_caption(HtmlWriter& out, const Block& block, std::string_view heading) {
  if (block.text.empty()) return;
  if (block.text == heading)
    out.element("caption", block.text, {{"class", "same"}});
  else
    out.element("caption", block.text);
}

// Scrolls sideways by itself, so it takes the keyboard focus (WCAG 2.1.1).
void write_table(HtmlWriter& out, const Block& block, std::string_view heading) {
  out.open("div", {{"class", contract::has_buttons(block) ? "table pressed" : "table"}, {"tabindex", "0"}});
  out.open("table");
  write_caption(out, block, heading);
  out.open("thead").open("tr");
  for (const contract::TableColumn& column : block.columns) {
    if (column.number)
      out.element("th", column.title, {{"scope", "col"}, {"class", "number"}});
    else
      out.element("th", column.title, {{"scope", "col"}});
  }
  out.close("tr").close("thead").open("tbody");
  for (const auto& row : block.rows) write_row(out, block, row);
  out.close("tbody").close("table").close("div");
}

void write_facts(HtmlWriter& out, const Block& block) {
  out.open("dl");
  for (const contract::Fact& fact : block.facts) {
    out.element("dt", fact.label).open("dd", {{"class", class_of_spans(fact.value)}});
    write_spans(out, fact.value);
    out.close("dd");
  }
  out.close("dl");
}

// A track is drawn for wide and for narrow screens: its words must not shrink with it.
void write_track(HtmlWriter& out, const contract::Chart& chart) {
  out.open("figure", {{"class", "track"}}).element("h2", chart.title);
  if (!chart.lead.empty()) out.element("p", chart.lead);
  out.open("div", {{"class", "wide"}}).raw(chart_svg(chart, kTrackWidth)).close("div");
  out.open("div", {{"class", "phone"}}).raw(chart_svg(chart, kNarrowTrack)).close("div");
  out.open("div", {{"class", "small"}}).raw(chart_svg(chart, kSmallTrack)).close("div");
  if (!chart.note.empty()) out.element("figcaption", chart.note);
  out.close("figure");
}

void write_chart(HtmlWriter& out, const Block& block) {
  if (block.chart.kind == contract::ChartKind::bullet) return write_track(out, block.chart);
  out.open("figure").raw(chart_svg(block.chart, kChartWidth));
  out.open("figcaption").text(block.chart.summary).close("figcaption").close("figure");
}

void write_links(HtmlWriter& out, const Block& block) {
  if (!block.text.empty()) out.element("p", block.text);
  out.open("ul", {{"class", "links"}});
  for (const Spans& item : block.items) {
    out.open("li");
    write_spans(out, item);
    out.close("li");
  }
  out.close("ul");
}

void write_image(HtmlWriter& out, const Block& block) {
  const std::string width = std::to_string(block.width), height = std::to_string(block.height);
  out.open("figure").open(
      "img",
      {{"src", block.href}, {"alt", block.text}, {"width", width}, {"height", height}, {"loading", "lazy"}});
  out.close("figure");
}

void write_block(HtmlWriter& out, const Block& block, std::string_view heading) {
  switch (block.kind) {
    case BlockKind::heading:
      return write_heading(out, block);
    case BlockKind::paragraph:
      return write_paragraph(out, block);
    case BlockKind::list:
      return write_list(out, block);
    case BlockKind::table:
      return write_table(out, block, heading);
    case BlockKind::facts:
      return write_facts(out, block);
    case BlockKind::cards:
      return write_cards(out, block);
    case BlockKind::chart:
      return write_chart(out, block);
    case BlockKind::filters:
      return write_filters(out, block);
    case BlockKind::links:
      return write_links(out, block);
    case BlockKind::image:
      return write_image(out, block);
    case BlockKind::form:
      return write_form(out, block);
    case BlockKind::answer:
      return write_answer(out, block, {});
    case BlockKind::code:
      out.open("pre").element("code", block.text).close("pre");
      return;
    case BlockKind::cells:
      return write_cells(out, block);
    case BlockKind::measures:
      return write_measures(out, block);
    case BlockKind::buttons:
      return write_buttons(out, block);
  }
}

void write_crumbs(HtmlWriter& out, const contract::Document& document) {
  if (document.crumbs.empty()) return;
  out.open("nav", {{"aria-label", contract::text(Text::server_page_crumbs)}})
      .open("ol", {{"class", "crumbs"}});
  for (const contract::Link& link : document.crumbs) out.open("li").link(link.href, link.title).close("li");
  out.close("ol").close("nav");
}

// A form that stands for the whole page has its heading inside: what is wrong with it comes first.
bool begins_with_head(const contract::Document& document) {
  return !document.blocks.empty() && document.blocks.front().kind == BlockKind::form &&
         document.blocks.front().level == 1;
}

void append_line(std::string& out, std::string_view text) {
  if (!text.empty()) out.append(text).append("\n");
}

void append_block_text(std::string& out, const Block& block) {
  append_line(out, block.kind == BlockKind::filters || block.kind == BlockKind::form
                       ? std::string_view()
                       : std::string_view(block.text));
  append_line(out, contract::plain_words(block.spans));
  if (block.kind == BlockKind::filters) return;
  for (const Spans& item : block.items) append_line(out, contract::plain_words(item));
  for (const auto& row : block.rows) {
    std::string line;
    for (const Spans& cell : row) line += contract::plain_words(cell) + " ";
    append_line(out, line);
  }
  for (const contract::Fact& fact : block.facts)
    append_line(out, fact.label + " " + contract::plain_words(fact.value));
  for (const contract::Card& card : block.cards) append_line(out, card.title + " " + card.text);
  for (const contract::MeasureGroup& group : block.groups)
    for (const contract::Measure& row : group.rows)
      append_line(out, row.no + " " + row.name + row.mark + " " + row.goal + " " + row.actual);
  if (block.kind == BlockKind::chart) append_line(out, block.chart.summary);
}

// What stands open in the rail names other pages: whoever searches for those finds them.
bool leads_elsewhere(const Block& block) {
  return block.aside && block.fold.empty();
}

// The blocks in their boxes, folds and, last, the rail.
class DocumentWriter {
 public:
  DocumentWriter(HtmlWriter& out, const contract::Document& document) : out_(out), document_(document) {}

  void write() {
    const auto& blocks = document_.blocks;
    const bool boxed = !blocks.empty() && !blocks.front().box.empty();
    const bool railed = contract::has_rail(document_);
    titled_ = contract::titled_answer(document_);
    std::string look(boxed ? "boxes" : railed ? "document railed" : "document");
    if (!boxed && !document_.look.empty()) look.append(" ").append(document_.look);
    out_.open("div", {{"class", look}});
    if (railed) out_.open("div");
    if (!titled_ && !boxed && !begins_with_head(document_)) out_.element("h1", document_.title);
    if (!titled_ && !boxed) write_read_aloud();
    heading_ = document_.title;
    write_part(false);
    if (railed) {
      out_.close("div").open("aside", {{"aria-label", contract::text(Text::document_rail)}});
      write_part(true);
      out_.close("aside");
    }
    if (!boxed && contract::is_long(document_))
      out_.open("p", {{"class", "top"}}).link("#main", contract::text(Text::document_top)).close("p");
    out_.close("div");
  }

 private:
  // Shown in large print where the device has a voice; boot.js reads.
  void write_read_aloud() {
    if (!contract::is_worth_listening(contract::spoken_lines(document_))) return;
    out_.open("p", {{"class", "aloud"}}).open("button", {{"type", "button"}});
    write_icon(out_, "megaphone");
    out_.element("span", contract::text(Text::speech_read),
                 {{"data-stop", contract::text(Text::speech_stop)}});
    out_.close("button").close("p");
  }

  void write_part(bool aside) {
    for (const Block& block : document_.blocks) {
      if (block.aside != aside) continue;
      if (block.fold != fold_) close_fold();
      if (block.fold.empty()) close_row_of_folds();
      if (block.box != box_) open_box(block.box);
      if (block.fold != fold_) open_fold(block);
      if (block.kind == BlockKind::heading) heading_ = block.text;
      if (&block == titled_)
        write_answer(out_, block, document_.title);
      else
        write_block(out_, block, heading_);
    }
    close_fold();
    close_row_of_folds();
    open_box({});
  }

  // Cards of kinds (contract::Block::box "card kind-...") in a row stand in pairs where there is room.
  void open_box(const std::string& box) {
    const bool pair = box.starts_with("card kind-");
    if (!box_.empty()) out_.close("div");
    if (in_pair_ && !pair) out_.close("div");
    if (!in_pair_ && pair) out_.open("div", {{"class", "pair"}});
    in_pair_ = pair;
    if (!box.empty()) out_.open("div", {{"class", box}});
    box_ = box;
  }

  // Folds in a row are rows of one block.
  void open_fold(const Block& block) {
    const std::string_view look = block.fold_look == contract::FoldLook::line ? "fold line" : "fold";
    if (look != row_) {
      close_row_of_folds();
      out_.open("div", {{"class", look}});
      row_ = look;
    }
    if (block.anchor.empty())
      out_.open("details");
    else
      out_.open("details", {{"id", block.anchor}});
    out_.open("summary").element(block.aside ? "h2" : "span", block.fold);
    if (!block.fold_note.empty()) out_.element("span", block.fold_note, {{"class", "note-of"}});
    out_.close("summary").open("div");
    fold_ = block.fold;
    heading_ = block.fold;
  }
  void close_fold() {
    if (!fold_.empty()) out_.close("div").close("details");
    fold_.clear();
  }
  void close_row_of_folds() {
    if (!row_.empty()) out_.close("div");
    row_ = {};
  }

  HtmlWriter& out_;
  const contract::Document& document_;
  const Block* titled_ = nullptr;
  std::string_view heading_, row_;
  std::string box_, fold_;
  bool in_pair_ = false;
};

}  // namespace

void write_document(HtmlWriter& out, const contract::Document& document) {
  write_crumbs(out, document);
  DocumentWriter(out, document).write();
}

std::string document_text(const contract::Document& document) {
  std::string out;
  for (const Block& block : document.blocks)
    if (!leads_elsewhere(block)) append_block_text(out, block);
  return out;
}

}  // namespace wufei::http
