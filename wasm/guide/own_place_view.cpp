// The sorting guide in large print: only where a thing goes at the reader's own place, which is asked once
// and kept on the device; what else there is to say waits behind a button.
#include <algorithm>

#include "lib/document/block_parts.hpp"
#include "wasm/document/document_update.hpp"
#include "wasm/document/document_view.hpp"
#include "wasm/guide/guide_update.hpp"

namespace wufei::views {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::Fact;
using model::Dwelling;

constexpr std::string_view kMore = "guide_more";

Text name_of(Dwelling dwelling) {
  return dwelling == Dwelling::town ? Text::guide_town : Text::guide_village;
}

const Fact* fact_of(const Block& block, Dwelling dwelling) {
  for (const Fact& fact : block.facts)
    if (fact.label == text(name_of(dwelling))) return &fact;
  return nullptr;
}

void ask_where(kit::Ui& ui, Commands& commands) {
  auto group = ui.landmark(kit::Landmark::group, text(Text::guide_live_in));
  ui.heading(3, text(Text::guide_live_in));
  ui.text(text(Text::guide_live_about), kit::Tone::muted);
  for (const Dwelling dwelling : {Dwelling::town, Dwelling::village})
    if (ui.button(dwelling == Dwelling::town ? "live_town" : "live_village", text(name_of(dwelling)),
                  {.kind = kit::ButtonKind::secondary, .tall = true}))
      commands.push_back(model::LiveIn{dwelling});
}

bool is_place(const Block& block) {
  return block.kind == BlockKind::facts && fact_of(block, Dwelling::town) != nullptr &&
         fact_of(block, Dwelling::village) != nullptr;
}

// Behind the place of the thing and the notes right under it.
std::size_t end_of_answer(const std::vector<Block>& blocks) {
  auto at = std::find_if(blocks.begin(), blocks.end(), is_place);
  if (at == blocks.end()) return blocks.size();
  for (++at; at != blocks.end(); ++at)
    if (at->kind != BlockKind::paragraph || at->tone == contract::BlockTone::normal) break;
  return static_cast<std::size_t>(at - blocks.begin());
}

// What it is, where it goes, what to do with it, and where at the reader's own place.
std::vector<std::string> spoken_answer(const Model& model) {
  const contract::Document& document = model.document.shown.value;
  std::vector<std::string> lines{document.title};
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::answer)
      for (const contract::Card& card : block.cards)
        for (const std::string* line : {&card.title, &card.badge, &card.text})
          if (!line->empty()) lines.push_back(*line);
    if (is_place(block) && model.guide.dwelling != Dwelling::unknown)
      lines.push_back(contract::plain_words(fact_of(block, model.guide.dwelling)->value));
  }
  return lines;
}

}  // namespace

bool draw_own_place(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  if (!ui.elder() || !is_place(block)) return false;
  const Dwelling own = model.guide.dwelling;
  if (own == Dwelling::unknown) {
    ask_where(ui, commands);
    return true;
  }
  const Dwelling other = own == Dwelling::town ? Dwelling::village : Dwelling::town;
  {
    auto card = ui.card();
    auto facts = ui.facts(block.text);
    for (const Fact& fact : block.facts)
      if (&fact != fact_of(block, other))
        follow(model, commands, ui.rich_fact(fact.label, fact.label, runs_of(fact.value)));
  }
  if (ui.button("live_other", text(Text::guide_live_other, {{"place", text(name_of(other))}}),
                {.kind = kit::ButtonKind::quiet, .full_width = false}))
    commands.push_back(model::LiveIn{other});
  return true;
}

bool draw_guide_more(const Model& model, kit::Ui& ui, Commands& commands) {
  const bool open = model::is_unfolded(model, kMore);
  if (ui.button(kMore, text(Text::guide_more),
                {.kind = kit::ButtonKind::quiet,
                 .icon = open ? "caret-up" : "caret-down",
                 .expanded = open ? "1" : "0"}))
    commands.push_back(model::Unfold{std::string(kMore)});
  return open;
}

void draw_short_answer(const Model& model, kit::Ui& ui, Commands& commands) {
  const std::vector<Block>& blocks = model.document.shown.value.blocks;
  draw_word_field(model, ui, commands);
  const std::size_t end = end_of_answer(blocks);
  // The field of the page has just been drawn.
  draw_document_blocks(model, ui, commands, blocks.front().kind == BlockKind::filters ? 1 : 0, end);
  draw_read_aloud(model, ui, commands, spoken_answer(model));
  const bool more = end < blocks.size() || contract::has_rail(model.document.shown.value);
  if (!more || !draw_guide_more(model, ui, commands)) return;
  draw_document_blocks(model, ui, commands, end, blocks.size());
  draw_document_rail(model, ui, commands);
}

}  // namespace wufei::views
