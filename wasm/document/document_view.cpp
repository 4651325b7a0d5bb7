#include "wasm/document/document_view.hpp"

#include <algorithm>

#include "wasm/document/document_update.hpp"

namespace wufei::views {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Document;

void draw_crumbs(const Model& model, kit::Ui& ui, Commands& commands, const Document& document) {
  if (document.crumbs.empty()) return;
  auto navigation = ui.landmark(kit::Landmark::navigation, text(Text::document_crumbs));
  auto row = ui.row(6);
  for (const contract::Link& link : document.crumbs) {
    const auto key = ui.push_key(link.href);
    if (&link != &document.crumbs.front()) ui.icon("caret-right", kit::Tone::muted);
    if (ui.link("crumb", link.title, link.href)) follow(model, commands, link.href);
  }
}

void draw_paragraph(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  if (block.tone == BlockTone::normal)
    return follow(model, commands, ui.rich_text("text", runs_of(block.spans)));
  constexpr kit::AlertKind kKinds[] = {kit::AlertKind::info,    kit::AlertKind::info,
                                       kit::AlertKind::success, kit::AlertKind::warning,
                                       kit::AlertKind::error,   kit::AlertKind::pending};
  auto banner = ui.banner(kKinds[static_cast<std::size_t>(block.tone)]);
  if (!block.text.empty()) ui.rich_text("title", {{.text = block.text, .strong = true}});
  follow(model, commands, ui.rich_text("note", runs_of(block.spans)));
}

// A point that is one link and nothing else is as tall as a finger.
bool is_lone_link(const contract::Spans& item) {
  return item.size() == 1 && !item[0].href.empty();
}

void draw_list(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto list = ui.list(block.text, block.ordered);
  for (std::size_t i = 0; i < block.items.size(); ++i) {
    auto item = ui.list_item();
    const std::string number = std::to_string(i + 1) + '.';
    const std::string_view marker = block.ordered ? std::string_view(number) : "\xE2\x80\xA2";
    follow(model, commands, ui.rich_text("item", runs_of(block.items[i]), {.marker = marker}));
  }
}

std::string_view link_icon(const std::string& href) {
  if (contract::is_client_path(href)) return "arrow-right";
  return href.compare(0, 4, "tel:") == 0 ? "phone" : "download-simple";
}

void draw_links(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  if (!block.text.empty()) ui.text(block.text, kit::Tone::muted, kit::TextSize::small);
  auto list = ui.list(block.text);
  for (const contract::Spans& spans : block.items) {
    auto item = ui.list_item();
    if (!is_lone_link(spans)) {
      follow(model, commands, ui.rich_text("item", runs_of(spans)));
      continue;
    }
    const std::string& href = spans[0].href;
    if (ui.link("link", spans[0].text, href, link_icon(href))) follow(model, commands, href);
  }
}

void draw_facts(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  auto card = ui.card();
  auto facts = ui.facts(block.text);
  float longest = 0;
  for (const contract::Fact& fact : block.facts)
    longest = std::max(longest, contract::estimated_width(fact.label));
  for (std::size_t i = 0; i < block.facts.size(); ++i) {
    const contract::Fact& fact = block.facts[i];
    follow(model, commands, ui.rich_fact(std::to_string(i), fact.label, runs_of(fact.value), longest));
  }
}

void draw_image(kit::Ui& ui, const Block& block) {
  ui.image(block.text, block.href, static_cast<float>(block.width), static_cast<float>(block.height));
}

void draw_block(const Model& model, kit::Ui& ui, Commands& commands, const Block& block, bool captioned,
                std::string_view title) {
  switch (block.kind) {
    case BlockKind::heading:
      return ui.heading(block.level, block.text, kit::Tone::normal, block.anchor);
    case BlockKind::paragraph:
      return draw_paragraph(model, ui, commands, block);
    case BlockKind::list:
      return draw_list(model, ui, commands, block);
    case BlockKind::table:
      return draw_document_table(model, ui, commands, block, captioned);
    case BlockKind::facts:
      return draw_facts(model, ui, commands, block);
    case BlockKind::cards:
      return draw_document_cards(model, ui, commands, block);
    case BlockKind::chart:
      return draw_document_chart(model, ui, commands, block);
    case BlockKind::filters:
      return draw_document_filters(model, ui, commands, block);
    case BlockKind::links:
      return draw_links(model, ui, commands, block);
    case BlockKind::image:
      return draw_image(ui, block);
    case BlockKind::code:
      return ui.listing(block.text);
    case BlockKind::answer:
      return draw_document_answer(model, ui, commands, block, title);
    case BlockKind::cells:  // home's, which the client draws itself
    case BlockKind::form:   // never sent to the client
      return;
  }
}

void draw_missing(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& shown = model.document.shown;
  if (model.document.missing) return draw_not_found(model, ui, commands);
  ui.heading(1, text(Text::document_failed));
  draw_failure_with_retry(model, ui, commands, shown.failure);
}

}  // namespace

void follow(const Model& model, Commands& commands, std::string_view href) {
  if (!href.empty() && contract::is_client_path(href))
    go(commands, contract::resolved_path(model.page.target, href));
}

kit::Runs runs_of(const contract::Spans& spans) {
  kit::Runs runs;
  runs.reserve(spans.size());
  for (const contract::Span& span : spans) runs.push_back({span.text, span.href, span.strong, span.code});
  return runs;
}

bool draw_document_head(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& shown = model.document.shown;
  const bool failed = shown.state == model::LoadState::failed;
  if (!shown.known) {
    if (failed)
      draw_missing(model, ui, commands);
    else
      draw_opening(model, ui, commands);
    return false;
  }
  if (failed) draw_failure_with_retry(model, ui, commands, shown.failure);
  draw_crumbs(model, ui, commands, shown.value);
  if (!contract::begins_with_answer(shown.value)) ui.heading(1, shown.value.title);
  return true;
}

void draw_document_blocks(const Model& model, kit::Ui& ui, Commands& commands, std::size_t first,
                          std::size_t last) {
  const auto& blocks = model.document.shown.value.blocks;
  for (std::size_t i = first; i < last; ++i) {
    const auto key = ui.push_key(std::to_string(i));
    const bool headed =
        i > 0 && blocks[i - 1].kind == BlockKind::heading && blocks[i - 1].text == blocks[i].text;
    draw_block(model, ui, commands, blocks[i], !headed,
               i == 0 ? std::string_view(model.document.shown.value.title) : std::string_view());
  }
}

void draw_document_foot(const Model& model, kit::Ui& ui) {
  const std::string& updated = model.document.shown.value.updated;
  if (updated.empty()) return;
  ui.space(16);
  ui.text(text(Text::document_updated, {{"date", updated}}), kit::Tone::muted, kit::TextSize::small);
}

void draw_document(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!draw_document_head(model, ui, commands)) return;
  draw_document_blocks(model, ui, commands, 0, model.document.shown.value.blocks.size());
  draw_document_foot(model, ui);
}

}  // namespace wufei::views
