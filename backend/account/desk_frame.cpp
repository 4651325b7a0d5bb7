#include "account/desk_frame.hpp"

#include <fstream>
#include <iterator>

#include "account/staff_door.hpp"
#include "lib/base/json.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "lib/page/document_html.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
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
  out.open("p", {{"class", "who"}}).open("a", {{"href", "/desk/account"}});
  write_icon(out, "user");
  out.text(caller.account.display).element("small", contract::role_text(caller.account.role)).close("a");
  out.close("p");
  open_desk_form(out, caller, "/desk/sign-out");
  out.element("button", contract::text(Text::server_desk_sign_out), {{"type", "submit"}}).close("form");
}

void write_header(HtmlWriter& out, const DeskFrame& frame) {
  out.open("header").element("a", contract::text(Text::frame_skip), {{"class", "skip"}, {"href", "#main"}});
  out.open("a", {{"href", "/desk"}}).raw(site_mark()).text(frame.site);
  out.element("small", contract::text(Text::server_desk_navigation)).close("a");
  if (!frame.mark.empty()) out.element("span", frame.mark, {{"class", "mark"}});
  if (frame.caller) write_who(out, *frame.caller);
  out.close("header");
}

void write_entries(HtmlWriter& out, const DeskFrame& frame, const std::string& path) {
  if (frame.entries.empty()) return;
  const DeskEntry* lit = lit_entry(frame, path);
  out.open("nav", {{"aria-label", contract::text(Text::server_desk_navigation)}, {"class", "desk"}})
      .open("ul");
  for (const DeskEntry& entry : frame.entries) {
    out.open("li").open("a", {{"href", entry.path}, {"aria-current", &entry == lit ? "page" : kNoAttribute}});
    write_icon(out, entry.icon);
    out.text(entry.title).close("a").close("li");
  }
  out.close("ul").close("nav");
}

// Of the file that begins and ends so, in the list of the packed client; "" when there is none.
std::string packed_path(const std::filesystem::path& www, std::string_view begin, std::string_view end) {
  std::ifstream file(www / "asset-manifest.json", std::ios::binary);
  const auto manifest = contract::parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
  if (!manifest) return {};
  for (const contract::Json& entry : contract::array_or_empty(*manifest, "files")) {
    const std::string path = contract::text_or_empty(entry, "path");
    if (path.starts_with(begin) && path.ends_with(end)) return "/" + path;
  }
  return {};
}

}  // namespace

std::string desk_style_link(const std::filesystem::path& www) {
  const std::string path = packed_path(www, "assets/desk.", ".css");
  return path.empty() ? path : "<link rel=\"stylesheet\" href=\"" + escape_html(path) + "\">";
}

std::string desk_script_link(const std::filesystem::path& www, std::string_view name) {
  const std::string path = packed_path(www, "assets/" + std::string(name) + ".", ".js");
  return path.empty() ? path : "<script src=\"" + escape_html(path) + "\" defer></script>";
}

std::string desk_page(const DeskFrame& frame, const contract::Document& document) {
  const bool needs_script = !frame.caller || frame.caller->may(contract::Permission::view_stops);
  HtmlWriter out;
  out.raw(
         "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
      .raw(theme_colours({}))
      .element("title", document.title + " - " + frame.site)
      .raw(frame.style)
      .raw(needs_script ? frame.script : std::string())
      .raw("</head>")
      .open("body", {{"class", frame.caller ? "desk" : "desk alone"}})
      .open("div", {{"id", "desk"}});
  write_header(out, frame);
  write_entries(out, frame, document.path);
  out.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  write_document(out, document);
  out.close("main").raw("</div></body></html>");
  return out.take();
}

}  // namespace wufei::http
