// Drawing the blocks of a contract::Document. Knows no page of its own: whatever the server sends is drawn.
// In the second part of the program, but for notes: home has them too.
#pragma once

#include <cstddef>
#include <string_view>

#include "wasm/portal/shared/shared_view.hpp"

namespace wufei::views {

// A link inside the document: pages of this site are opened by the client, the rest is the browser's.
void follow(const Model& model, Commands& commands, std::string_view href);
kit::Runs runs_of(const contract::Spans& spans);
// A tinted paragraph, its icon after `tone`.
void draw_note(const Model& model, kit::Ui& ui, Commands& commands, contract::BlockTone tone,
               std::string_view title, const contract::Spans& spans);

// A document in pieces, for a page that puts something of its own between the blocks. The head is false when
// nothing stands below it. `last` is the number behind the last block.
bool draw_document_head(const Model& model, kit::Ui& ui, Commands& commands);
void draw_document_blocks(const Model& model, kit::Ui& ui, Commands& commands, std::size_t first,
                          std::size_t last);
// What stands beside the text on desktops; nothing without any.
void draw_document_rail(const Model& model, kit::Ui& ui, Commands& commands);
void draw_document_foot(const Model& model, kit::Ui& ui);
// Large print: reads a page of running text aloud, and stops.
void draw_spoken(const Model& model, kit::Ui& ui, Commands& commands);

// Of the sorting guide (wasm/guide). Large print (own_place_view.cpp): the facts that tell the places apart,
// as the reader's own; false for all other facts. An answer with what belongs to it, the rest behind a
// button; and that button, true while it is open.
bool draw_own_place(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
void draw_short_answer(const Model& model, kit::Ui& ui, Commands& commands);
bool draw_guide_more(const Model& model, kit::Ui& ui, Commands& commands);
// The colour of a bin, the yellow of warning signs for what no bin takes; none for what is no category.
kit::Waste waste_of(std::string_view category);

// The network is gone and the page is not on this device: which page that is, and what works all the same.
void draw_offline(const Model& model, kit::Ui& ui, Commands& commands);

// Not `captioned`: the heading above says the same.
void draw_document_table(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block,
                         bool captioned = true);
void draw_document_chart(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
// A shape of a chart on the canvas.
void draw_chart_shape(kit::Figure& figure, const contract::ChartShape& shape);
void draw_document_cards(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
// `name` is the page's title when the panel holds it, else "".
void draw_document_answer(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block,
                          std::string_view name);
// What narrows a list, quantities, buttons and files.
void draw_document_measures(const Model& model, kit::Ui& ui, Commands& commands,
                            const contract::Block& block);
void draw_document_buttons(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
void draw_document_files(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block,
                         bool at_right);
void draw_document_filters(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);

}  // namespace wufei::views
