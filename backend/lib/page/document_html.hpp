// A document as semantic HTML: what readers without the client, crawlers and printers get. Every text is
// escaped; the only markup is ours. No styling beyond class names, no script.
#pragma once

#include <string>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

// Breadcrumbs, the level 1 heading and the blocks: the inside of <main>.
void write_document(HtmlWriter& out, const contract::Document& document);
// The same text without markup: what the site-wide search indexes. One line per block.
std::string document_text(const contract::Document& document);

}  // namespace wufei::http
