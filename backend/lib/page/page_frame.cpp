#include "lib/page/page_frame.hpp"

#include "lib/base/words.hpp"
#include "lib/page/document_html.hpp"
#include "lib/page/page_look.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Text;

// As the client draws it.
constexpr std::string_view kMark =
    "<svg viewBox=\"-14 -14 28 28\" aria-hidden=\"true\"><path d=\"M3.42-9.4A10 10 0 1 0 9.58-2.87\"/>"
    "<path d=\"M5.42-4.71C4.58-8.66 7-12.34 12.26-12.6c.53 5-2.1 8.15-6.84 7.89z\"/></svg>";

std::string_view section_of(const PageFrame& frame, const contract::Document& document) {
  if (document.path == "/" && !document.indexed) return {};  // what stands for pages that are not there
  return client_page(frame, document.path).section.value_or(document.section);
}

// Only one of the two is ever shown: the words in the top bar on desktops, the places at the foot elsewhere.
// Their names differ for readers that show a page without its style.
void write_navigation(HtmlWriter& out, const PageFrame& frame, std::string_view section, bool at_foot) {
  const std::string_view name = at_foot ? contract::text(Text::frame_navigation) : frame.name;
  out.open("nav", {{"aria-label", name}, {"class", at_foot ? "bar" : "words"}});
  out.open("ul");
  for (const contract::NavigationEntry& entry : frame.navigation) {
    if (at_foot && entry.icon.empty()) continue;
    const std::string_view word = contract::text(at_foot ? entry.bar_word : entry.title);
    const bool lit = at_foot ? entry.is_lit_in_bar(section) : entry.is_lit(section);
    out.open("li");
    if (lit)
      out.element("a", word, {{"href", entry.path}, {"class", entry.icon}, {"aria-current", "page"}});
    else
      out.element("a", word, {{"href", entry.path}, {"class", entry.icon}});
    out.close("li");
  }
  if (at_foot && !frame.line.href.empty())  // in large print, beside the way home
    out.open("li")
        .element("a", frame.line.title, {{"href", frame.line.href}, {"class", "phone-call"}})
        .close("li");
  out.close("ul").close("nav");
}

// What makes the page somebody's is not written into it.
std::string page_again(const PageFrame& frame, const std::string& path) {
  const bool personal = client_page(frame, path).path != path;
  return personal ? std::string() : frame.address.empty() ? path : frame.address;
}

void write_header(HtmlWriter& out, const PageFrame& frame, std::string_view section,
                  const contract::Document& document) {
  out.open("header").element("a", contract::text(Text::frame_skip), {{"class", "skip"}, {"href", "#main"}});
  out.open("p").open("a", {{"href", "/"}}).raw(kMark).text(frame.name).close("a");
  if (!frame.mark.empty()) out.raw(" ").element("strong", frame.mark);
  out.close("p");
  write_navigation(out, frame, section, false);
  if (!frame.search.href.empty())
    out.open("a", {{"class", "search"}, {"href", frame.search.href}})
        .element("span", frame.search.title)
        .close("a");
  write_size_form(out, page_again(frame, document.path), document.entries);
  out.close("header");
}

void write_footer(HtmlWriter& out, const PageFrame& frame, const contract::Document& document) {
  contract::Link report = frame.report;
  append_percent_encoded(report.href, client_page(frame, document.path).path, "/");
  std::vector<contract::Link> links = frame.links;
  if (!report.title.empty()) links.insert(links.end() - (links.empty() ? 0 : 1), report);
  out.open("footer");
  write_further_form(out, page_again(frame, document.path), document.entries);
  out.open("ul");
  for (const contract::Link& link : links) out.open("li").link(link.href, link.title).close("li");
  out.close("ul");
  for (const std::string& note : frame.notes) out.element("p", note);
  out.open("dl");
  for (const auto& [label, value] : frame.imprint)
    out.open("div").element("dt", label).element("dd", value).close("div");
  out.close("dl").close("footer");
}

}  // namespace

std::string_view site_mark() {
  return kMark;
}

contract::ClientPage client_page(const PageFrame& frame, const std::string& path) {
  return frame.client_page ? frame.client_page(path) : contract::ClientPage{.path = path};
}

std::string page_title(const PageFrame& frame, const contract::Document& document) {
  const bool home = document.path == "/" || document.title == frame.name;
  return home ? frame.name : document.title + " - " + frame.name;
}

std::string page_body(const PageFrame& frame, const contract::Document& document) {
  HtmlWriter out;
  const std::string_view section = section_of(frame, document);
  write_header(out, frame, section, document);
  out.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  write_document(out, document);
  out.close("main");
  write_footer(out, frame, document);
  write_navigation(out, frame, section, true);
  return out.take();
}

std::string plain_page(const PageFrame& frame, const contract::Document& document, const std::string& style) {
  return "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
         " content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" "
         "content=\"noindex\">" +
         theme_colours({}) + "<title>" + escape_html(page_title(frame, document)) + "</title>" + style +
         "</head><body><div id=\"static\">" + page_body(frame, document) + "</div></body></html>";
}

}  // namespace wufei::http
