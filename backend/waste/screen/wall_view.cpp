#include "waste/screen/wall_view.hpp"

#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "lib/page/moment.hpp"
#include "lib/page/page_frame.hpp"
#include "waste/screen/screen_parts.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::WasteContent;

// On the wall names stand beside the bars with their amounts, on a phone over the bands.
constexpr SankeyLook kWide{.width = 800,
                           .left = 190,
                           .right = 640,
                           .tallest = 400,
                           .thickest = 72,
                           .size = 20,
                           .linked = true,
                           .amount = screen_amount};
constexpr SankeyLook kNarrow{.width = 340,
                             .left = 0,
                             .right = 330,
                             .tallest = 480,
                             .thickest = 72,
                             .size = 18,
                             .inside = true,
                             .linked = true,
                             .amount = screen_amount};

std::string wall_title(const contract::Site& site) {
  return contract::text(Text::server_wall_title, {{"county", site.county_name}});
}

void write_head(HtmlWriter& out, const WallView& view, const contract::Site& site) {
  out.raw(
         "<!doctype html><html lang=\"zh-CN\" data-theme=\"dark\"><head><meta charset=\"utf-8\"><meta "
         "name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"robots\" "
         "content=\"noindex\"><meta name=\"color-scheme\" content=\"dark\">")
      .element("title", wall_title(site))
      .raw(view.links)
      // wall.js asks more often, and keeps the picture when nobody answers.
      .raw("<noscript><meta http-equiv=\"refresh\" content=\"300\"></noscript></head>");
}

// What wall.js shows when it cannot renew the page: nothing of this is seen before.
// But that the picture will stop, for whoever hung it up with an account that does more than read.
void write_stale(HtmlWriter& out, const WallView& view, const std::string& at) {
  out.open("div", {{"id", "stale"}, {"role", "status"}, {"class", "stale"}});
  if (view.ends_idle) out.element("p", contract::text(Text::server_wall_ends_idle));
  out.element("p", contract::text(Text::server_wall_lost, {{"at", at}}),
              {{"id", "lost"}, {"hidden", "hidden"}});
  out.open("p", {{"id", "out"}, {"hidden", "hidden"}})
      .text(contract::text(Text::server_wall_out, {{"at", at}}))
      .link("/desk/sign-in?next=" + std::string(kWasteWall), contract::text(Text::server_desk_sign_in))
      .close("p")
      .close("div");
}

void write_bar(HtmlWriter& out, const WallView& view, const contract::Site& site, const std::string& at) {
  out.open("header").element("a", contract::text(Text::frame_skip), {{"class", "skip"}, {"href", "#main"}});
  out.open("a", {{"class", "home"},
                 {"href", kWasteScreen},
                 {"aria-label", contract::text(Text::server_screen_title)}})
      .raw(site_mark())
      .close("a")
      .element("h1", wall_title(site));
  if (contract::is_on_trial(site))
    out.element("span", contract::text(Text::frame_trial), {{"class", "mark"}});
  out.element("p", view.content.get<WasteContent>().summary_boundary, {{"class", "boundary"}});
  out.element("time", at, {{"id", "at"}}).close("header");
}

void write_flow_panel(HtmlWriter& out, const WallView& view) {
  const auto flows = screen_flows(view.content.get<WasteContent>(), view.screen);
  out.open("div", {{"class", "panel flow"}});
  if (flows.empty()) {
    out.element("p", contract::text(Text::server_wall_no_flows), {{"class", "empty"}}).close("div");
    return;
  }
  out.open("div", {{"class", "wide"}}).raw(sankey_svg(flows, {}, kWide)).close("div");
  out.open("div", {{"class", "narrow"}}).raw(sankey_svg(flows, {}, kNarrow)).close("div");
  out.open("details", {{"id", "flow-table"}});
  out.element("summary", contract::text(Text::server_wall_flow_table));
  write_flow_table(out, flows);
  out.close("details").close("div");
}

void write_middle(HtmlWriter& out, const WallView& view) {
  out.open("section", {{"class", "middle"}}).open("div", {{"class", "bar"}});
  out.element("h2", contract::text(Text::server_wall_flows));
  out.element(
      "p",
      contract::text(Text::server_wall_months, {{"from", contract::format_month(view.screen.from)},
                                                {"until", contract::format_month(view.screen.until)}}),
      {{"class", "quiet"}});
  out.close("div");
  write_flow_panel(out, view);
  out.open("section", {{"class", "panel trend"}});
  out.element("h2", contract::text(Text::server_screen_trend));
  write_trend_tiles(out, view.content.get<WasteContent>(), view.screen);
  out.close("section");
  write_wall_cells(out, view);
  out.close("section");
}

}  // namespace

std::string wall_html(const WallView& view) {
  const contract::Site& site = view.content.get<service::CountyContent>().site;
  const std::string at = moment_words(view.at);
  HtmlWriter out;
  write_head(out, view, site);
  out.open("body", {{"class", "wall"}});
  write_bar(out, view, site, at);
  write_stale(out, view, at);
  out.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  write_wall_targets(out, view);
  write_middle(out, view);
  out.open("section", {{"class", "right"}});
  write_wall_matters(out, view);
  write_wall_fields(out, view);
  write_wall_tasks(out, view);
  out.close("section").close("main").raw("</body></html>");
  return out.take();
}

}  // namespace wufei::http
