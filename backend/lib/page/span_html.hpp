// Runs of text in a page: links, strong words, code, line breaks, days. Every text is escaped.
#pragma once

#include <string>
#include <string_view>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

void write_spans(HtmlWriter& out, const contract::Spans& spans);
// The class of what holds nothing but one link, which is pressed as a control of its own; else `otherwise`.
std::string_view class_of_spans(const contract::Spans& spans, std::string_view otherwise = kNoAttribute);
// A paragraph that is a day; YYYY-MM-DD.
void write_day(HtmlWriter& out, const std::string& day);

}  // namespace wufei::http
