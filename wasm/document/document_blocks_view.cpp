// The larger blocks of a document: tables, charts, cards, forms that narrow a list.
#include <algorithm>

#include "lib/document/answer_figure.hpp"
#include "lib/document/chart.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/document/document_view.hpp"
#include "wasm/guide/quiz_update.hpp"
#include "wasm/guide/waste_colour.hpp"

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

void draw_shape(kit::Figure& figure, const contract::ChartShape& shape) {
  using contract::ShapeKind;
  const auto ink = static_cast<kit::Ink>(shape.ink);
  static_assert(static_cast<int>(kit::Ink::target) == static_cast<int>(contract::Ink::target) &&
                static_cast<int>(kit::Ink::muted) == static_cast<int>(contract::Ink::muted));
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
    case ShapeKind::text:
      return figure.text(ink, shape.x, shape.y, shape.anchor, shape.size, shape.text, shape.bold);
  }
}

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

// Things of the sorting guide, each with its kind: rows.
bool are_things(const Block& block) {
  return std::all_of(block.cards.begin(), block.cards.end(), [](const contract::Card& card) {
    return !card.category.empty() && card.icon.empty() && !card.href.empty();
  });
}

void draw_things(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  std::vector<kit::WasteRow> rows;
  for (const contract::Card& card : block.cards)
    rows.push_back({card.title, card.href, card.text, card.badge, waste_of(card.category)});
  const int pressed = ui.waste_rows(block.text, rows);
  if (pressed >= 0) follow(model, commands, block.cards[static_cast<std::size_t>(pressed)].href);
}

void draw_filter(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                 const contract::Filter& filter) {
  const std::string& value = model::filter_value(model, filter);
  if (filter.kind == contract::FilterKind::search) {
    kit::FieldOptions options;
    options.kind = kit::FieldKind::search;
    if (auto typed = ui.field(filter.name, filter.label, value, options))
      commands.push_back(
          model::SetFilter{.form = block.href, .name = filter.name, .value = *typed, .typing = true});
    return;
  }
  std::vector<kit::SelectOption> choices;
  for (const contract::Choice& choice : filter.choices) choices.push_back({choice.value, choice.label});
  if (auto chosen = ui.select(filter.name, filter.label, choices, value))
    commands.push_back(model::SetFilter{.form = block.href, .name = filter.name, .value = *chosen});
}

}  // namespace

void draw_document_table(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                         bool captioned) {
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
  for (const contract::ChartShape& shape : drawing.shapes) draw_shape(figure, shape);
  if (track && !chart.note.empty()) ui.divider();
  const std::string& words = track ? chart.note : chart.summary;
  if (!words.empty()) ui.text(words, kit::Tone::muted, kit::TextSize::small);
}

void draw_document_cards(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  if (are_things(block)) return draw_things(model, ui, commands, block);
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
  for (const contract::FigureShape& shape : contract::answer_figure(card.category))
    panel.sketch.push_back({static_cast<kit::SketchKind>(shape.kind),
                            static_cast<kit::SketchPaint>(shape.paint), static_cast<float>(shape.x),
                            static_cast<float>(shape.y), static_cast<float>(shape.w),
                            static_cast<float>(shape.h), static_cast<float>(shape.r)});
  static_assert(static_cast<int>(kit::SketchKind::ring) == static_cast<int>(contract::FigureKind::ring) &&
                static_cast<int>(kit::SketchPaint::band) == static_cast<int>(contract::FigurePaint::band));
  if (ui.answer("answer", panel)) follow(model, commands, card.href);
}

void draw_document_filters(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto form = ui.landmark(kit::Landmark::form, block.text);
  {
    // Many filters would push the list out of a phone's first screen; large letters need the whole width.
    const bool many = block.filters.size() > 2;
    auto grid = ui.grid(many && !model.elder ? 2 : 1, many ? 3 : 2);
    for (const contract::Filter& filter : block.filters) {
      ui.next_cell();
      draw_filter(model, ui, commands, block, filter);
    }
  }
  if (ui.button("apply", text(Text::document_filter),
                {.kind = kit::ButtonKind::secondary, .icon = "magnifying-glass", .full_width = false}))
    commands.push_back(model::ApplyFilters{block.href});
}

}  // namespace wufei::views
