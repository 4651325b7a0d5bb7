#include "lib/page/span_html.hpp"

namespace wufei::http {
namespace {

// A line break inside a span is one in the page.
void write_lines(HtmlWriter& out, std::string_view text) {
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    out.text(text.substr(0, end)).open("br");
    text.remove_prefix(end + 1);
  }
  out.text(text);
}

void write_span(HtmlWriter& out, const contract::Span& span) {
  if (span.strong) out.open("strong");
  if (span.code) out.open("code");
  if (span.href.empty())
    write_lines(out, span.text);
  else
    out.link(span.href, span.text);
  if (span.code) out.close("code");
  if (span.strong) out.close("strong");
}

}  // namespace

void write_spans(HtmlWriter& out, const contract::Spans& spans) {
  for (const contract::Span& span : spans) write_span(out, span);
}

std::string_view class_of_spans(const contract::Spans& spans, std::string_view otherwise) {
  return spans.size() == 1 && !spans.front().href.empty() ? std::string_view("own") : otherwise;
}

void write_day(HtmlWriter& out, const std::string& day) {
  out.open("p").element("time", day, {{"datetime", day}}).close("p");
}

}  // namespace wufei::http
