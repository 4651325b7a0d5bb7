// Runs of text in a page: links, strong words, code, line breaks, days. Every text is escaped.
#pragma once

#include <string>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

void write_spans(HtmlWriter& out, const contract::Spans& spans);
// A paragraph that is a day; YYYY-MM-DD.
void write_day(HtmlWriter& out, const std::string& day);

}  // namespace wufei::http
