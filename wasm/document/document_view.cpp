#include "wasm/document/document_view.hpp"

#include <algorithm>
#include <optional>

#include "wasm/document/document_update.hpp"

namespace wufei::views {
namespace {

using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Document;

constexpr std::string_view kFramed = "figures";  // numbers in the rail
constexpr std::size_t kLinksBelow = 8;           // most links below each other; more stand side by side

bool is_card(const Block& block) {
  return block.box.starts_with("card");
}

void draw_crumbs(const Model& model, kit::Ui& ui, Commands& commands, const Document& document) {
  if (document.crumbs.empty()) return;
  ui.tighten(ui.wide() ? 8 : 2);
  auto navigation = ui.landmark(kit::Landmark::navigation, text(Text::document_crumbs));
  auto row = ui.row(6, 0);
  for (const contract::Link& link : document.crumbs) {
    const auto key = ui.push_key(link.href);
    if (&link != &document.crumbs.front()) ui.icon("caret-right", kit::Tone::muted);
    if (ui.crumb("crumb", link.title, link.href)) follow(model, commands, link.href);
  }
}

void draw_paragraph(const Model& model, kit::Ui& ui, Commands& commands, const Block& block) {
  if (block.tone == BlockTone::normal)
    return follow(model, commands, ui.rich_text("text", runs_of(block.spans)));
  draw_note(model, ui, commands, block.tone, block.text, block.spans);
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
  const auto many =
      block.items.size() > kLinksBelow ? std::optional<kit::Scope>(ui.row(16, 0)) : std::nullopt;
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
  if (draw_own_place(model, ui, commands, block)) return;
  // In a fold or in the rail the facts have a frame already, or need none.
  const auto card =
      block.fold.empty() || block.anchor == kFramed ? std::optional<kit::Scope>(ui.card()) : std::nullopt;
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
    case BlockKind::measures:
      return draw_document_measures(model, ui, commands, block);
    case BlockKind::buttons:
      return draw_document_buttons(model, ui, commands, block);
    case BlockKind::cells:  // home's, which the client draws itself
    case BlockKind::form:   // never sent to the client
      return;
  }
}

void draw_missing(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& shown = model.document.shown;
  if (model.document.missing) return draw_not_found(model, ui, commands);
  if (model::is_offline(shown.failure)) return draw_offline(model, ui, commands);
  ui.heading(1, text(Text::document_failed));
  draw_failure_with_retry(model, ui, commands, shown.failure);
}

// The text's blocks or the rail's, one after the other, with what lies in folds put away.
class BlockFlow {
 public:
  BlockFlow(const Model& model, kit::Ui& ui, Commands& commands, bool aside)
      : model_(model),
        ui_(ui),
        commands_(commands),
        aside_(aside),
        blocks_(model.document.shown.value.blocks) {}

  void draw(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last;) {
      const std::size_t end = end_of(i, last);
      if (blocks_[i].aside == aside_) draw_run(i, end);
      i = end;
    }
    end_group();
  }

 private:
  // Behind the blocks that lie in the same fold or box.
  [[nodiscard]] std::size_t end_of(std::size_t first, std::size_t last) const {
    std::size_t end = first + 1;
    const Block& block = blocks_[first];
    if (block.fold.empty() && block.box.empty()) return end;
    while (end < last && blocks_[end].fold == block.fold && blocks_[end].box == block.box &&
           blocks_[end].aside == block.aside)
      ++end;
    return end;
  }

  void draw_run(std::size_t first, std::size_t end) {
    const Block& block = blocks_[first];
    if (is_card(block)) return draw_card(first, end);
    if (block.fold.empty()) {
      end_group();
      return draw_all(first, end);
    }
    if (aside_ && ui_.wide()) return draw_part(first, end);
    if (block.fold_look == contract::FoldLook::line) return draw_line(first, end);
    cards_.reset();
    if (!rows_) rows_.emplace(ui_.folds());
    draw_row(first, end);
  }

  // Cards in a row stand side by side where there is room.
  void draw_card(std::size_t first, std::size_t end) {
    rows_.reset();
    if (!cards_) cards_.emplace(ui_.grid(1, 2));
    ui_.next_cell();
    auto card = ui_.card();
    draw_all(first, end);
  }

  void end_group() {
    rows_.reset();
    cards_.reset();
  }

  // Beside the text it stands open.
  void draw_part(std::size_t first, std::size_t end) {
    ui_.heading(2, blocks_[first].fold, kit::Tone::normal, blocks_[first].anchor);
    draw_all(first, end);
  }

  void draw_line(std::size_t first, std::size_t end) {
    end_group();
    const Block& block = blocks_[first];
    const bool open = model::is_unfolded(model_, block.fold);
    if (ui_.fold_line(key_of(block), block.fold + block.fold_note, open)) toggle(block);
    if (open) draw_all(first, end);
    if (open) ui_.divider();
  }

  void draw_row(std::size_t first, std::size_t end) {
    const Block& block = blocks_[first];
    const bool open = model::is_unfolded(model_, block.fold);
    if (ui_.fold_row(key_of(block), block.fold + block.fold_note, open)) toggle(block);
    if (!open) return;
    auto body = ui_.fold_body();
    draw_all(first, end);
  }

  static std::string key_of(const Block& block) {
    return block.anchor.empty() ? "fold " + block.fold : '#' + block.anchor;
  }
  void toggle(const Block& block) { commands_.push_back(model::Unfold{block.fold}); }

  void draw_all(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) draw_one(i, blocks_[first].fold);
  }

  void draw_one(std::size_t i, std::string_view fold) {
    const auto key = ui_.push_key(std::to_string(i));
    const bool headed =
        blocks_[i].text == fold || blocks_[i].text == model_.document.shown.value.title ||
        (i > 0 && blocks_[i - 1].kind == BlockKind::heading && blocks_[i - 1].text == blocks_[i].text);
    draw_block(model_, ui_, commands_, blocks_[i], !headed,
               &blocks_[i] == contract::titled_answer(model_.document.shown.value)
                   ? std::string_view(model_.document.shown.value.title)
                   : std::string_view());
  }

  const Model& model_;
  kit::Ui& ui_;
  Commands& commands_;
  bool aside_;
  const std::vector<Block>& blocks_;
  std::optional<kit::Scope> rows_, cards_;
};

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

void draw_note(const Model& model, kit::Ui& ui, Commands& commands, BlockTone tone, std::string_view title,
               const contract::Spans& spans) {
  constexpr kit::AlertKind kKinds[] = {kit::AlertKind::info,    kit::AlertKind::info,
                                       kit::AlertKind::success, kit::AlertKind::warning,
                                       kit::AlertKind::error,   kit::AlertKind::pending};
  auto banner = ui.banner(kKinds[static_cast<std::size_t>(tone)]);
  if (!title.empty()) ui.rich_text("title", {{.text = title, .strong = true}});
  follow(model, commands, ui.rich_text("note", runs_of(spans)));
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
  if (contract::begins_with_answer(shown.value)) return true;
  if (shown.value.crumbs.empty())
    ui.heading(1, shown.value.title);
  else
    ui.heading_below(shown.value.title);
  return true;
}

void draw_document_blocks(const Model& model, kit::Ui& ui, Commands& commands, std::size_t first,
                          std::size_t last) {
  BlockFlow(model, ui, commands, false).draw(first, last);
}

void draw_document_rail(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!contract::has_rail(model.document.shown.value)) return;
  auto rail = ui.landmark(kit::Landmark::complementary, text(Text::document_rail));
  BlockFlow(model, ui, commands, true).draw(0, model.document.shown.value.blocks.size());
}

void draw_document_foot(const Model& model, kit::Ui& ui) {
  const std::string& updated = model.document.shown.value.updated;
  if (updated.empty()) return;
  ui.space(16);
  ui.text(text(Text::document_updated, {{"date", updated}}), kit::Tone::muted, kit::TextSize::small);
}

namespace {

// Tables, cards and lists that narrow themselves take the whole grid, texts what can be read.
bool takes_grid(const Block& block) {
  return block.kind == BlockKind::table || block.kind == BlockKind::measures ||
         block.kind == BlockKind::filters || is_card(block);
}

void draw_in_columns(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& blocks = model.document.shown.value.blocks;
  if (model.document.shown.value.section == "guide")  // has its own width
    return draw_document_blocks(model, ui, commands, 0, blocks.size());
  for (std::size_t i = 0; i < blocks.size();) {
    const bool grid = takes_grid(blocks[i]) || ui.elder() || !ui.wide();
    std::size_t end = i + 1;
    while (end < blocks.size() && (takes_grid(blocks[end]) || ui.elder() || !ui.wide()) == grid) ++end;
    auto width = ui.page_width(grid ? 1120 : 752);
    draw_document_blocks(model, ui, commands, i, end);
    i = end;
  }
}

void draw_with_rail(const Model& model, kit::Ui& ui, Commands& commands) {
  if (!model.document.shown.value.crumbs.empty()) ui.tighten(8);
  auto columns = ui.pair(320, 48, 0);
  (void)draw_document_head(model, ui, commands);
  draw_document_blocks(model, ui, commands, 0, model.document.shown.value.blocks.size());
  draw_document_foot(model, ui);
  ui.next_column();
  ui.space(36);
  draw_document_rail(model, ui, commands);
}

const Block* files_of(const Document& document) {
  for (const Block& block : document.blocks)
    if (block.kind == BlockKind::buttons && block.tone == BlockTone::info) return &block;
  return nullptr;
}

// The head, with the files of the page at its right end.
bool draw_head_with_files(const Model& model, kit::Ui& ui, Commands& commands, const Block& files) {
  if (!model.document.shown.value.crumbs.empty()) ui.tighten(8);
  auto columns = ui.pair(250, 24, 0);
  const bool known = draw_document_head(model, ui, commands);
  ui.next_column();
  ui.space(48);
  draw_document_files(model, ui, commands, files, true);
  return known;
}

}  // namespace

void draw_document(const Model& model, kit::Ui& ui, Commands& commands) {
  const auto& shown = model.document.shown;
  const Block* files = shown.known && ui.wide() && !ui.elder() ? files_of(shown.value) : nullptr;
  const bool ready = shown.known && shown.state != model::LoadState::failed;
  if (ui.elder() && ready && shown.value.section == "guide" && contract::begins_with_answer(shown.value))
    return draw_short_answer(model, ui, commands);
  const bool rail = shown.known && contract::has_rail(shown.value);
  if (rail && ui.wide()) return draw_with_rail(model, ui, commands);
  if (files ? !draw_head_with_files(model, ui, commands, *files) : !draw_document_head(model, ui, commands))
    return;
  draw_spoken(model, ui, commands);
  draw_in_columns(model, ui, commands);
  if (rail) draw_document_rail(model, ui, commands);
  draw_document_foot(model, ui);
  if (contract::is_long(shown.value) && ui.back_to_top("top", text(Text::document_top)))
    commands.push_back(model::GoToTop{});
}

}  // namespace wufei::views
