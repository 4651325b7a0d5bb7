// The larger blocks of a document: tables, charts, cards, forms that narrow a list.
#include <algorithm>
#include <optional>

#include "lib/document/answer_figure.hpp"
#include "lib/document/block_parts.hpp"
#include "lib/document/chart.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/document/document_view.hpp"

namespace wufei::views {
namespace {

using contract::Block;

class Rows final : public kit::TableSource {
 public:
  explicit Rows(const Block& block) : block_(block) {}
  [[nodiscard]] std::size_t rows() const override { return block_.rows.size(); }
  [[nodiscard]] kit::Runs cell(std::size_t row, std::size_t column) const override {
    return runs_of(block_.rows[row][column]);
  }

 private:
  const Block& block_;
};

kit::Tone badge_tone(contract::BlockTone tone) {
  constexpr kit::Tone kTones[] = {kit::Tone::muted,   kit::Tone::accent, kit::Tone::success,
                                  kit::Tone::warning, kit::Tone::danger, kit::Tone::muted};
  return kTones[static_cast<std::size_t>(tone)];
}

kit::ChoiceOptions card_options(const contract::Card& card) {
  kit::ChoiceOptions options{.description = card.text, .icon = card.icon, .badge = card.badge};
  options.badge_tone = badge_tone(card.badge_tone);
  options.note = model::category_text(card.category);
  options.waste = waste_of(card.category);
  if (options.badge == options.note) options.badge = {};
  if (card.title.ends_with(options.note)) options.note = {};
  return options;
}

void draw_things(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  std::vector<kit::WasteRow> rows;
  for (const contract::Card& card : block.cards)
    rows.push_back({card.title, card.href, card.text, card.badge, waste_of(card.category)});
  const int pressed = ui.waste_rows(block.text, rows);
  if (pressed >= 0) follow(model, commands, block.cards[static_cast<std::size_t>(pressed)].href);
}

void draw_tags(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto list = ui.list(block.text);
  auto row = ui.row(8, 0);
  for (const contract::Card& card : block.cards) {
    auto item = ui.list_item();
    if (ui.waste_tag(card.href, card.title, card.href, waste_of(card.category)))
      follow(model, commands, card.href);
  }
}

void draw_row_buttons(const Model& model, kit::Ui& ui, Commands& commands, const contract::Spans& links) {
  auto row = ui.row(6, 4);
  for (const contract::Span& link : links)
    if (ui.small_button_link(link.href, link.text, link.href)) follow(model, commands, link.href);
}

// What the cells of a row say: the first with its link, then text, then what stands in the others.
void draw_row_words(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                    const std::vector<contract::Spans>& row) {
  const contract::Spans& name = row.front();
  follow(model, commands,
         ui.rich_text("name", runs_of({name.begin(), name.begin() + (name.empty() ? 0 : 1)})));
  std::string about;
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (block.columns[c].buttons) continue;
    if (c > 0) about += (about.empty() ? "" : " ") + block.columns[c].title + ' ';
    for (std::size_t i = c == 0 ? 1 : 0; i < row[c].size(); ++i) about += row[c][i].text;
  }
  while (about.starts_with('\n')) about.erase(0, 1);
  ui.text(about, kit::Tone::muted, kit::TextSize::small);
}

// A table whose last column is pressed: one row of a block for each of its rows.
void draw_pressed_rows(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto rows = ui.rows(block.text);
  for (std::size_t r = 0; r < block.rows.size(); ++r) {
    const auto key = ui.push_key(std::to_string(r));
    auto item = ui.list_item();
    auto body = ui.fold_body();
    const auto& row = block.rows[r];
    if (r > 0) ui.divider();
    ui.space(12);
    const bool beside = ui.wide() && !ui.elder();
    auto columns = beside ? std::optional<kit::Scope>(ui.pair(240, 16, 0)) : std::nullopt;
    draw_row_words(model, ui, commands, block, row);
    if (beside) ui.next_column();
    for (std::size_t c = 0; c < row.size(); ++c)
      if (block.columns[c].buttons) draw_row_buttons(model, ui, commands, row[c]);
  }
}

}  // namespace

void draw_chart_shape(kit::Figure& figure, const contract::ChartShape& shape) {
  using contract::ShapeKind;
  const auto ink = static_cast<kit::FigureInk>(shape.ink);
  static_assert(static_cast<int>(kit::FigureInk::target) == static_cast<int>(contract::ChartInk::target) &&
                static_cast<int>(kit::FigureInk::muted) == static_cast<int>(contract::ChartInk::muted));
  switch (shape.kind) {
    case ShapeKind::line:
      return figure.line(ink, shape.x, shape.y, shape.x2, shape.y2, shape.dashed, shape.stroke);
    case ShapeKind::rect:
      return figure.box(ink, shape.x, shape.y, shape.x2, shape.y2, shape.stroke);
    case ShapeKind::circle:
      return shape.filled ? figure.disc(ink, shape.x, shape.y, shape.x2)
                          : figure.ring(ink, shape.x, shape.y, shape.x2, shape.stroke > 0 ? shape.stroke : 2);
    case ShapeKind::diamond:
      return figure.diamond(ink, shape.x, shape.y, shape.x2);
    case ShapeKind::wedge:
      return figure.wedge(ink, shape.x, shape.y, shape.x2, shape.y2);
    case ShapeKind::text:
      return figure.text(ink, shape.x, shape.y, shape.anchor, shape.size, shape.text, shape.bold);
  }
}

void draw_document_table(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                         bool captioned) {
  if (contract::has_buttons(block)) return draw_pressed_rows(model, ui, commands, block);
  if (captioned && !block.text.empty()) ui.text(block.text, kit::Tone::muted, kit::TextSize::small);
  std::vector<kit::TableColumn> columns;
  for (const contract::TableColumn& column : block.columns) columns.push_back({column.title, column.number});
  follow(model, commands, ui.table("table", block.text, columns, Rows(block)));
}

void draw_document_chart(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  (void)model;
  (void)commands;
  const contract::Chart& chart = block.chart;
  auto card = ui.card();
  const bool track = chart.kind == contract::ChartKind::bullet;
  ui.heading(track ? 2 : 3, chart.title);
  if (!chart.lead.empty()) ui.text(chart.lead, kit::Tone::muted, kit::TextSize::small);
  const contract::ChartDrawing drawing =
      contract::layout_chart(chart, ui.width(), ui.em(kit::TextSize::small));
  kit::Figure figure = ui.figure(chart.title + ' ' + chart.summary, drawing.height);
  for (const contract::ChartShape& shape : drawing.shapes) draw_chart_shape(figure, shape);
  if (track && !chart.note.empty()) ui.divider();
  const std::string& words = track ? chart.note : chart.summary;
  if (!words.empty()) ui.text(words, kit::Tone::muted, kit::TextSize::small);
}

namespace {

// A kind of waste that the title does not name needs a line of its own: such places stay cards.
bool has_notes(const Block& block) {
  return std::any_of(block.cards.begin(), block.cards.end(),
                     [](const contract::Card& card) { return !card_options(card).note.empty(); });
}

void draw_noted(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto list = ui.list(block.text);
  auto grid = ui.grid(1, block.cards.size() > 1 ? 2 : 1);
  for (const contract::Card& card : block.cards) {
    ui.next_cell();
    auto item = ui.list_item();
    const kit::ChoiceOptions options = card_options(card);
    if (card.href.empty())
      ui.info_card(card.title, options);
    else if (ui.link_card(card.href, card.title, card.href, options))
      follow(model, commands, card.href);
  }
}

}  // namespace

void draw_document_cards(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  if (block.cards.empty()) return;
  if (block.box == contract::kTags) return draw_tags(model, ui, commands, block);
  if (contract::are_things(block)) return draw_things(model, ui, commands, block);
  if (has_notes(block)) return draw_noted(model, ui, commands, block);
  auto rows = ui.rows(block.text);
  for (const contract::Card& card : block.cards) {
    auto item = ui.list_item();
    const kit::ChoiceOptions options = card_options(card);
    if (card.href.empty())
      ui.entry(card.title, options);
    else if (ui.entry_link(card.href, card.title, card.href, options))
      follow(model, commands, card.href);
  }
}

void draw_document_answer(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                          std::string_view name) {
  const contract::Card& card = block.cards.front();
  kit::AnswerPanel panel;
  panel.waste = waste_of(card.category);
  panel.name = name;
  panel.kind = card.title;
  panel.where = card.badge;
  panel.how = card.text;
  panel.action = block.text;
  panel.href = card.href;
  for (const contract::FigureShape& shape : contract::answer_figure(card.icon))
    panel.sketch.push_back({static_cast<kit::SketchKind>(shape.kind),
                            static_cast<kit::SketchPaint>(shape.paint), static_cast<float>(shape.x),
                            static_cast<float>(shape.y), static_cast<float>(shape.w),
                            static_cast<float>(shape.h), static_cast<float>(shape.r)});
  static_assert(static_cast<int>(kit::SketchKind::ring) == static_cast<int>(contract::FigureKind::ring) &&
                static_cast<int>(kit::SketchPaint::band) == static_cast<int>(contract::FigurePaint::band));
  if (ui.answer("answer", panel)) follow(model, commands, card.href);
}

}  // namespace wufei::views
