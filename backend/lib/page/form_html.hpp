// A form block as HTML that works without a program: labels, groups of choices, a button. No styling.
#pragma once

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

// `markup`: of a whole <form>, written by its subject with HtmlWriter; for forms of more kinds of fields.
contract::Block written_form(std::string markup);
// The same with the page's level 1 heading inside; as the first block of a document.
contract::Block written_page(std::string markup);
void write_form(HtmlWriter& out, const contract::Block& block);

}  // namespace wufei::http
