#include "account/desk_frame.hpp"

#include "account/staff_door.hpp"
#include "lib/base/words.hpp"
#include "lib/page/document_html.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_look.hpp"

namespace wufei::http {
namespace {

using contract::Text;

const DeskEntry* lit_entry(const DeskFrame& frame, const std::string& path) {
  const DeskEntry* lit = nullptr;
  for (const DeskEntry& entry : frame.entries) {
    const bool inside = path == entry.path || path.starts_with(entry.path + "/");
    if (inside && (lit == nullptr || entry.path.size() > lit->path.size())) lit = &entry;
  }
  return lit;
}

void write_who(HtmlWriter& out, const contract::StaffCaller& caller) {
  out.open("p", {{"class", "who"}});
  out.element("a", caller.account.display, {{"href", "/desk/account"}});
  out.element("small", contract::role_text(caller.account.role)).close("p");
  open_desk_form(out, caller, "/desk/sign-out");
  out.element("button", contract::text(Text::server_desk_sign_out), {{"type", "submit"}}).close("form");
}

void write_entries(HtmlWriter& out, const DeskFrame& frame, const std::string& path) {
  if (frame.entries.empty()) return;
  const DeskEntry* lit = lit_entry(frame, path);
  out.open("nav", {{"aria-label", contract::text(Text::server_desk_navigation)}, {"class", "desk"}})
      .open("ul");
  for (const DeskEntry& entry : frame.entries)
    out.open("li")
        .element("a", entry.title,
                 {{"href", entry.path},
                  {"class", entry.icon},
                  {"aria-current", &entry == lit ? "page" : kNoAttribute}})
        .close("li");
  out.close("ul").close("nav");
}

}  // namespace

std::string desk_page(const DeskFrame& frame, const contract::Document& document) {
  HtmlWriter out;
  out.raw(
         "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
      .raw(theme_colours({}))
      .element("title", document.title + " - " + frame.site)
      .raw(frame.style)
      .raw("</head><body class=\"desk\"><div id=\"static\">");
  out.open("header").element("a", contract::text(Text::frame_skip), {{"class", "skip"}, {"href", "#main"}});
  out.open("p").element("a", frame.site, {{"href", "/desk"}}).close("p");
  if (frame.caller) write_who(out, *frame.caller);
  out.close("header");
  write_entries(out, frame, document.path);
  out.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  write_document(out, document);
  out.close("main").raw("</div></body></html>");
  return out.take();
}

}  // namespace wufei::http
