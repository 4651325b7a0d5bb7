#include "account/desk_frame.hpp"

#include <algorithm>
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

// Entries that stand together, by what they ask for.
Text group_of(contract::Permission permission) {
  using P = contract::Permission;
  switch (permission) {
    case P::view_pickups:
    case P::plan_pickups:
    case P::manage_crews:
    case P::view_stops:
    case P::record_outcome:
    case P::view_phone:
      return Text::server_desk_group_pickups;
    case P::view_cases:
    case P::handle_cases:
    case P::publish_cases:
      return Text::server_desk_group_cases;
    case P::edit_content:
    case P::publish_content:
      return Text::server_desk_group_publishing;
    case P::view_reports:
    case P::manage_surveys:
      return Text::server_desk_group_reports;
    case P::view_waste:
    case P::handle_waste:
    case P::work_waste:
    case P::manage_accounts:
    case P::read_audit:
    case P::own_account:
      break;
  }
  return Text::server_desk_group_office;
}

void write_group(HtmlWriter& out, const DeskFrame& frame, Text group, const DeskEntry* lit) {
  const auto belongs = [group](const DeskEntry& entry) { return group_of(entry.permission) == group; };
  if (std::none_of(frame.entries.begin(), frame.entries.end(), belongs)) return;
  const std::string id = "places-" + std::to_string(static_cast<int>(group));
  out.element("p", contract::text(group), {{"id", id}}).open("ul", {{"aria-labelledby", id}});
  for (const DeskEntry& entry : frame.entries) {
    if (!belongs(entry)) continue;
    out.open("li").open("a", {{"href", entry.path}, {"aria-current", &entry == lit ? "page" : kNoAttribute}});
    write_icon(out, entry.icon);
    out.text(entry.title).close("a").close("li");
  }
  out.close("ul");
}

// On a phone more than a row of them is a menu that a button opens, without a script.
void write_entries(HtmlWriter& out, const DeskFrame& frame, const std::string& path) {
  constexpr std::size_t kRow = 3;
  if (frame.entries.empty()) return;
  const bool few = frame.entries.size() <= kRow;
  const DeskEntry* lit = lit_entry(frame, path);
  out.open("nav", {{"aria-label", contract::text(Text::server_desk_navigation)},
                   {"class", few ? "desk few" : "desk"}});
  if (!few) {
    out.open("button", {{"type", "button"}, {"class", "second"}, {"popovertarget", "places"}})
        .element("span", contract::text(Text::server_desk_menu));
    if (lit) out.element("b", lit->title);
    write_icon(out, "caret-down");
    out.close("button");
  }
  out.open("div", {{"id", "places"}, {"popover", few ? kNoAttribute : "auto"}});
  for (const Text group :
       {Text::server_desk_group_pickups, Text::server_desk_group_cases, Text::server_desk_group_publishing,
        Text::server_desk_group_reports, Text::server_desk_group_office})
    write_group(out, frame, group, lit);
  out.close("div").close("nav");
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

std::string desk_style_link(const std::filesystem::path& www, std::string_view name) {
  const std::string path = packed_path(www, "assets/" + std::string(name) + ".", ".css");
  return path.empty() ? path : "<link rel=\"stylesheet\" href=\"" + escape_html(path) + "\">";
}

std::string desk_script_link(const std::filesystem::path& www, std::string_view name) {
  const std::string path = packed_path(www, "assets/" + std::string(name) + ".", ".js");
  return path.empty() ? path : "<script src=\"" + escape_html(path) + "\" defer></script>";
}

std::string desk_page(const DeskFrame& frame, const contract::Document& document) {
  HtmlWriter out;
  out.raw(
         "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" content=\"noindex\">")
      .raw(theme_colours({}))
      .element("title", document.title + " - " + frame.site)
      .raw(frame.style)
      .raw(frame.scripts)
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
