// Runs of text in a page: links, strong words, code, line breaks. Every text is escaped.
#pragma once

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

void write_spans(HtmlWriter& out, const contract::Spans& spans);

}  // namespace wufei::http
