// The sorting guide's search: results while the person types, over the list that was downloaded. Below it
// stands the rest of the guide's page as the server made it.
#include "wasm/document/document_update.hpp"
#include "wasm/guide/guide_update.hpp"

#include <algorithm>

#include "wasm/document/document_view.hpp"
#include "wasm/guide/quiz_update.hpp"

namespace wufei::views {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::GuideHit;
using contract::GuideItem;
using contract::GuideMatch;

constexpr int kLongestTyped = 48;

// The answers to the question, or everything else.
void draw_hits(const Model& model, kit::Ui& ui, Commands& commands, bool asked, std::string_view name) {
  const auto& items = model.guide.book.value->guide.items;
  std::vector<std::string> texts;  // the rows look into them
  std::vector<std::size_t> shown;
  for (const GuideHit& hit : model.guide.answer.hits) {
    if ((hit.match == GuideMatch::question) != asked) continue;
    const GuideItem& item = items[hit.item];
    const bool alias = hit.alias > 0 && hit.alias <= item.aliases.size();
    shown.push_back(hit.item);
    texts.push_back(model::guide_item_path(model, item));
    texts.push_back(alias ? text(Text::guide_also, {{"alias", item.aliases[hit.alias - 1U]}})
                          : std::string());
  }
  std::vector<kit::WasteRow> rows;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const GuideItem& item = items[shown[i]];
    rows.push_back({item.name, texts[2 * i], texts[2 * i + 1], model::category_text(item.category),
                    waste_of(item.category)});
  }
  const int pressed = ui.waste_rows(name, rows);
  if (pressed >= 0) commands.push_back(model::GuideOpen{shown[static_cast<std::size_t>(pressed)]});
}

bool has_hits(const contract::GuideAnswer& answer, bool asked) {
  return std::any_of(answer.hits.begin(), answer.hits.end(),
                     [&](const GuideHit& hit) { return (hit.match == GuideMatch::question) == asked; });
}

void draw_question(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::GuideWord& word =
      model.guide.book.value->guide.words[static_cast<std::size_t>(model.guide.answer.word)];
  ui.heading(2, word.question);
  ui.text(text(Text::guide_ask, {{"word", word.word}}));
  draw_hits(model, ui, commands, true, word.question);
}

void draw_note(const Model& model, kit::Ui& ui) {
  ui.text(text(Text::guide_nothing_text, {{"line", model.site.value.service_number}}));
}

void draw_answer(const Model& model, kit::Ui& ui, Commands& commands) {
  const contract::GuideAnswer& answer = model.guide.answer;
  const std::string_view query = model.guide.query;
  if (answer.word >= 0) draw_question(model, ui, commands);
  if (answer.word < 0 && answer.hits.empty()) {
    ui.heading(2, text(Text::guide_nothing));
    return draw_note(model, ui);
  }
  if (!has_hits(answer, false)) return;
  if (answer.nearest) {
    ui.heading(2, text(Text::guide_nearest));
    draw_note(model, ui);
  } else {
    ui.heading(2, text(answer.word >= 0 ? Text::guide_others : Text::guide_results, {{"query", query}}));
  }
  draw_hits(model, ui, commands, false, text(Text::guide_list));
}

void draw_recent(const Model& model, kit::Ui& ui, Commands& commands) {
  if (model.guide.recent.empty()) return;
  ui.heading(2, text(Text::guide_recent));
  {
    auto row = ui.row(8);
    for (const std::string& word : model.guide.recent)
      if (ui.button("recent:" + word, word,
                    {.kind = kit::ButtonKind::secondary, .icon = "clock", .full_width = false})) {
        commands.push_back(model::GuideType{word});
        ui.focus_heading();  // what was found stands in the place of the words
      }
  }
  if (ui.button("forget", text(Text::guide_forget), {.kind = kit::ButtonKind::quiet, .full_width = false}))
    commands.push_back(model::GuideForget{});
}

void draw_field(const Model& model, kit::Ui& ui, Commands& commands) {
  auto form = ui.landmark(kit::Landmark::form, text(Text::guide_search));
  kit::FieldOptions options;
  options.kind = kit::FieldKind::search;
  options.bare = true;
  options.hint = options.ghost = text(Text::home_ask_hint);
  options.max_length = kLongestTyped;
  if (auto typed = ui.field("query", text(Text::guide_label), model.guide.query, options))
    commands.push_back(model::GuideType{*typed});
  if (ui.field_go("search", text(Text::guide_search))) commands.push_back(model::GuideSubmit{});
}

// The blocks of the server's page from its first heading with an anchor on: what is before is the search
// itself.
void draw_rest(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& shown = model.document.shown;
  if (!shown.known || model::document_key(model) != "/guide") return;
  const auto& blocks = shown.value.blocks;
  const auto first = std::find_if(blocks.begin(), blocks.end(), [](const Block& block) {
    return block.kind == BlockKind::heading && !block.anchor.empty();
  });
  draw_document_blocks(model, ui, commands, static_cast<std::size_t>(first - blocks.begin()), blocks.size());
}

}  // namespace

kit::Waste waste_of(std::string_view category) {
  if (category == "recyclable") return kit::Waste::recyclable;
  if (category == "kitchen") return kit::Waste::kitchen;
  if (category == "hazardous") return kit::Waste::hazardous;
  if (category == "other") return kit::Waste::other;
  if (category == "bulky") return kit::Waste::bulky;
  if (category == "construction") return kit::Waste::construction;
  if (category == contract::kNoBin) return kit::Waste::no_bin;
  return kit::Waste::none;
}

void draw_guide(const Model& model, kit::Ui& ui, Commands& commands) {
  ui.heading(1, text(Text::guide_title));
  draw_field(model, ui, commands);
  if (model.guide.query.empty()) {
    if (!ui.elder()) draw_recent(model, ui, commands);
  } else if (draw_state(model, ui, commands, model.guide.book)) {
    draw_answer(model, ui, commands);
  }
  if (!ui.elder() || draw_guide_more(model, ui, commands)) draw_rest(model, ui, commands);
}

}  // namespace wufei::views
