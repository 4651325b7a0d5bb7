// What a page that is laid out in boxes (contract::Block::box) shows as the client does: icons, and squares
// that count. Writes nothing that is not in the block.
#pragma once

#include <string_view>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

// A glyph of the icon font, decoration only; an unknown name writes nothing.
void write_icon(HtmlWriter& out, std::string_view name);
// One picture, which the block's text says in words: a square for each part of each group.
void write_cells(HtmlWriter& out, const contract::Block& block);

}  // namespace wufei::http
