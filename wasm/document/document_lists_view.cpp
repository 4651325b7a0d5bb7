// Lists of public pages: what narrows them, quantities, buttons.
#include <algorithm>

#include "wasm/document/document_update.hpp"
#include "wasm/document/document_view.hpp"
#include "wasm/kit/measures.hpp"

namespace wufei::views {

// Reached through a table of functions, so it says itself in which part it is.
void draw_mini_track(kit::Figure& figure, const contract::Measure& measure)
    WUFEI_SECOND_PART(draw_mini_track);
void draw_mini_track(kit::Figure& figure, const contract::Measure& measure) {
  const contract::ChartDrawing drawing = contract::layout_mini_track(measure);
  for (const contract::ChartShape& shape : drawing.shapes) draw_chart_shape(figure, shape);
}

namespace {

using contract::Block;
using contract::FilterKind;

void draw_filter(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                 const contract::Filter& filter) {
  const std::string& value = model::filter_value(model, filter);
  if (filter.kind == contract::FilterKind::search) {
    kit::FieldOptions options;
    options.kind = kit::FieldKind::search;
    options.bare = true;
    options.ghost = filter.hint;
    if (auto typed = ui.field(filter.name, filter.label, value, options))
      commands.push_back(
          model::SetFilter{.form = block.href, .name = filter.name, .value = *typed, .typing = true});
    const bool away = model::opens_elsewhere(model, block.href);
    if (ui.field_go("apply", away ? std::string_view(block.text) : text(Text::document_filter)))
      commands.push_back(model::ApplyFilters{block.href});
    return;
  }
  std::vector<kit::SelectOption> choices;
  for (const contract::Choice& choice : filter.choices) choices.push_back({choice.value, choice.label});
  if (auto chosen = ui.select(filter.name, filter.label, choices, value))
    commands.push_back(model::SetFilter{.form = block.href, .name = filter.name, .value = *chosen});
}

constexpr float kFieldWidth = 300;
constexpr std::string_view kFilterFold = "filters";

struct Narrowing {
  const contract::Filter* search = nullptr;
  std::vector<const contract::Filter*> selects;
  int set = 0;  // selects that are not at their first answer
};

Narrowing narrowing_of(const Block& block) {
  Narrowing found;
  for (const contract::Filter& filter : block.filters) {
    if (filter.kind == FilterKind::search) {
      found.search = &filter;
      continue;
    }
    found.selects.push_back(&filter);
    found.set += filter.value.empty() ? 0 : 1;
  }
  return found;
}

void draw_chips(const Model& model, kit::Ui& ui, Commands& commands, const Block& block, float above) {
  if (block.items.empty() || ui.elder()) return;
  auto strip = ui.strip(block.text, above);
  for (const contract::Spans& spans : block.items) {
    const contract::Span& chip = spans.front();
    auto item = ui.list_item();
    if (ui.filter_chip(chip.href, chip.text, chip.href, chip.strong)) follow(model, commands, chip.href);
  }
}

void draw_fold_button(const Model& model, kit::Ui& ui, Commands& commands, const Narrowing& found) {
  const bool open = model::is_unfolded(model, kFilterFold);
  const std::string label = found.set == 0
                                ? std::string(text(Text::document_filters))
                                : text(Text::document_filters_on, {{"count", std::to_string(found.set)}});
  if (ui.button("filters", label,
                {.kind = kit::ButtonKind::secondary,
                 .icon = found.set == 0 ? "sliders-horizontal" : "",
                 .expanded = open ? "1" : "0"}))
    commands.push_back(model::Unfold{std::string(kFilterFold)});
}

void draw_selects(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                  const Narrowing& found) {
  auto grid = ui.grid(ui.elder() ? 1 : 2, ui.elder() ? 2 : 4);
  for (const contract::Filter* filter : found.selects) {
    ui.next_cell();
    draw_filter(model, ui, commands, block, *filter);
  }
}

class Tracks final : public kit::MeasureTracks {
 public:
  explicit Tracks(const Block& block) : block_(block) {}
  void draw(kit::Figure& figure, std::size_t group, std::size_t row) const override {
    draw_mini_track(figure, block_.groups[group].rows[row]);
  }

 private:
  const Block& block_;
};

kit::MeasureRow row_of(const contract::Measure& row) {
  constexpr kit::Tone kTones[] = {kit::Tone::muted, kit::Tone::success, kit::Tone::danger};
  return {.no = row.no,
          .name = row.name,
          .href = row.href,
          .mark = row.mark,
          .tag = row.tag,
          .unit = row.unit,
          .baseline = row.baseline,
          .before = row.before,
          .target = row.target,
          .actual = row.actual,
          .goal = row.goal,
          .state = row.state,
          .tone = kTones[static_cast<std::size_t>(row.tone)],
          .track = contract::has_track(row)};
}

kit::MeasureList list_of(const Block& block) {
  kit::MeasureList list{block.text, {}, {}};
  for (const contract::TableColumn& column : block.columns) list.columns.push_back(column.title);
  for (const contract::MeasureGroup& group : block.groups) {
    list.groups.push_back({group.name, group.note, {}});
    for (const contract::Measure& row : group.rows) list.groups.back().rows.push_back(row_of(row));
  }
  return list;
}

void draw_measure_rows(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                       const kit::MeasureList& list) {
  if (!ui.elder()) {
    std::vector<std::string_view> signs;
    for (const contract::Spans& item : block.items) signs.push_back(item.front().text);
    ui.measure_legend(signs);
  }
  for (std::size_t g = 0; g < list.groups.size(); ++g) {
    const kit::MeasureGroupRows& group = list.groups[g];
    const std::string title = std::string(group.name).append(" ").append(group.note);
    if (!group.name.empty()) ui.heading(2, title);
    auto rows = ui.rows(group.name.empty() ? list.name : group.name);
    for (std::size_t r = 0; r < group.rows.size(); ++r) {
      auto item = ui.list_item();
      if (ui.measure_row(group.rows[r], Tracks(block), g, r)) follow(model, commands, group.rows[r].href);
    }
  }
}

}  // namespace

void draw_document_filters(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto form = ui.landmark(kit::Landmark::form, block.text);
  const Narrowing found = narrowing_of(block);
  if (found.search == nullptr) return draw_selects(model, ui, commands, block, found);
  if (model::opens_elsewhere(model, block.href))
    return draw_filter(model, ui, commands, block, *found.search);
  const bool folded = !found.selects.empty();
  constexpr float kButton = 112;
  if (ui.wide() && !ui.elder()) {
    auto line = ui.pair(ui.width() - kFieldWidth - 10, 10);
    draw_filter(model, ui, commands, block, *found.search);
    ui.next_column();
    auto rest = ui.pair(kButton, 10, 0);
    draw_chips(model, ui, commands, block, 4);
    ui.next_column();
    if (folded) draw_fold_button(model, ui, commands, found);
  } else if (folded && !ui.elder() && !ui.cramped()) {  // else the field would show hardly a letter
    auto line = ui.pair(kButton, 12);
    draw_filter(model, ui, commands, block, *found.search);
    ui.next_column();
    draw_fold_button(model, ui, commands, found);
  } else {
    draw_filter(model, ui, commands, block, *found.search);
    if (folded) draw_fold_button(model, ui, commands, found);
  }
  if (folded && model::is_unfolded(model, kFilterFold)) draw_selects(model, ui, commands, block, found);
  if (!ui.wide() || ui.elder()) draw_chips(model, ui, commands, block, 4);
}

void draw_document_measures(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  const kit::MeasureList list = list_of(block);
  if (!ui.measures_as_table()) return draw_measure_rows(model, ui, commands, block, list);
  const std::string_view pressed = ui.measure_table("measures", list, Tracks(block));
  if (!pressed.empty()) follow(model, commands, pressed);
}

void draw_document_files(const Model& model, kit::Ui& ui, Commands& commands, const Block& block,
                         bool at_right) {
  auto list = ui.list(block.text);
  auto row = ui.row(8);
  if (at_right) ui.push_right();
  for (const contract::Card& card : block.cards) {
    auto item = ui.list_item();
    if (ui.small_button_link(card.href, card.title, card.href, card.icon)) follow(model, commands, card.href);
  }
}

void draw_document_buttons(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  using contract::BlockTone;
  if (block.tone == BlockTone::info) {  // on desktops beside the title
    if (!ui.wide() || ui.elder()) draw_document_files(model, ui, commands, block, false);
    return;
  }
  const auto card = block.text.empty() ? std::nullopt : std::optional<kit::Scope>(ui.card());
  if (!block.text.empty()) {
    ui.rich_text("what", {{.text = block.text, .strong = true}}, {.size = kit::TextSize::lead});
    follow(model, commands, ui.rich_text("why", runs_of(block.spans), {.tone = kit::Tone::muted}));
  }
  const auto row = row_when_wide(ui);
  bool main = block.tone == BlockTone::success;
  for (const contract::Card& one : block.cards) {
    if (ui.link_button(
            one.href, one.title, one.href,
            {.kind = main ? kit::ButtonKind::primary : kit::ButtonKind::secondary, .icon = one.icon}))
      follow(model, commands, one.href);
    main = false;
  }
}

}  // namespace wufei::views
