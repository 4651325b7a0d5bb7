#include "lib/page/page_frame.hpp"

#include "lib/base/words.hpp"
#include "lib/document/routes.hpp"
#include "lib/page/document_html.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::PageKind;
using contract::Text;

void write_header(HtmlWriter& out, const PageFrame& frame) {
  out.open("header").open("p").link("/", frame.name);
  if (!frame.mark.empty()) out.raw(" ").element("strong", frame.mark);
  out.close("p");
  out.open("nav", {{"aria-label", contract::text(Text::frame_navigation)}}).open("ul");
  for (const contract::Link& link : frame.navigation) out.open("li").link(link.href, link.title).close("li");
  out.close("ul").close("nav").close("header");
}

// Pages of the client's own are named without what makes them somebody's.
std::string reported_path(const std::string& path) {
  const PageKind kind = contract::parse_page(path).kind;
  return kind == PageKind::document || kind == PageKind::survey ? path : contract::page_path(kind);
}

void write_footer(HtmlWriter& out, const PageFrame& frame, const std::string& path) {
  out.open("footer");
  for (const std::string& line : frame.imprint) out.element("p", line);
  for (const contract::Link& link : frame.links) out.open("p").link(link.href, link.title).close("p");
  std::string report = frame.report.href;
  append_percent_encoded(report, reported_path(path), "/");
  out.open("p").link(report, frame.report.title).close("p").close("footer");
}

}  // namespace

std::string page_title(const PageFrame& frame, const contract::Document& document) {
  return document.title == frame.name ? document.title : document.title + " - " + frame.name;
}

std::string page_body(const PageFrame& frame, const contract::Document& document) {
  HtmlWriter out;
  write_header(out, frame);
  out.open("main");
  write_document(out, document);
  out.close("main");
  write_footer(out, frame, document.path);
  return out.take();
}

std::string plain_page(const PageFrame& frame, const contract::Document& document, const std::string& style) {
  return "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
         " content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" "
         "content=\"noindex\"><title>" +
         escape_html(page_title(frame, document)) + "</title>" + style + "</head><body><div id=\"static\">" +
         page_body(frame, document) + "</div></body></html>";
}

}  // namespace wufei::http
