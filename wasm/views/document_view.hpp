// Drawing the blocks of a contract::Document. Knows no page of its own: whatever the server sends is drawn.
// In the second part of the program.
#pragma once

#include <string_view>

#include "views/parts.hpp"

namespace wufei::views {

// A link inside the document: pages of this site are opened by the client, the rest is the browser's.
void follow(const Model& model, Commands& commands, std::string_view href);
kit::Runs runs_of(const contract::Spans& spans);

// Not `captioned`: the heading above says the same.
void draw_document_table(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block,
                         bool captioned = true);
void draw_document_chart(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
void draw_document_cards(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
void draw_document_filters(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block);
void draw_document_block(const Model& model, kit::Ui& ui, Commands& commands, const contract::Block& block,
                         bool captioned = true);

}  // namespace wufei::views
