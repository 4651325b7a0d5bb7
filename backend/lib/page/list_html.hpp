// Lists of a page that are narrowed and pressed: the form of filters, the table of measures, buttons. Nothing
// of it needs a program.
#pragma once

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

// One form that opens the page anew: the field, the selects behind one word, the answers that are asked most.
void write_filters(HtmlWriter& out, const contract::Block& block);
// One table; on phones the style sheet makes rows of it.
void write_measures(HtmlWriter& out, const contract::Block& block);
void write_buttons(HtmlWriter& out, const contract::Block& block);

}  // namespace wufei::http
