#include "lib/page/page_frame.hpp"

#include "lib/base/text.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Site;
using contract::Text;

struct NavigationItem {
  std::string_view href;
  Text title;
};
constexpr NavigationItem kNavigation[] = {
    {"/pickup", Text::server_page_book},           {"/pickup/lookup", Text::server_page_lookup},
    {"/guide", Text::server_page_guide},           {"/disclosure", Text::server_page_disclosure},
    {"/indicators", Text::server_page_indicators}, {"/feedback", Text::server_page_feedback},
    {"/search", Text::server_page_search}};

std::string report_path(const std::string& path) {
  std::string report = "/feedback/new?kind=site_error&page=";
  append_percent_encoded(report, path, "/");
  return report;
}

}  // namespace

void write_service_line(HtmlWriter& out, const Site& site) {
  const std::string line =
      contract::text(Text::server_page_phone, {{"name", site.service_name}, {"line", site.service_number}});
  out.open("section").element("h2", contract::text(Text::server_page_phone_heading));
  out.open("p").text(line).close("p");
  out.open("p").link("tel:" + site.service_number, site.service_number).close("p").close("section");
}

void write_page_header(HtmlWriter& out, const Site& site) {
  out.open("header").open("p").link("/", site.portal_name).close("p");
  out.open("nav", {{"aria-label", contract::text(Text::server_page_navigation)}}).open("ul");
  for (const NavigationItem& item : kNavigation)
    out.open("li").link(item.href, contract::text(item.title)).close("li");
  out.close("ul").close("nav").close("header");
}

void write_page_footer(HtmlWriter& out, const Site& site, const std::string& path) {
  out.open("footer");
  const auto line = [&out](Text key, std::string_view name, const std::string& value) {
    if (!value.empty()) out.element("p", contract::text(key, {{name, value}}));
  };
  out.element("p", contract::text(Text::server_page_plan,
                                  {{"title", site.plan_title}, {"number", site.plan_number}}));
  line(Text::server_page_host, "body", site.host_body);
  line(Text::server_page_identifier, "number", site.site_identifier);
  line(Text::server_page_icp, "number", site.icp_number);
  out.open("p").link("/privacy", contract::text(Text::server_page_privacy_title)).close("p");
  out.open("p").link("/site-map", contract::text(Text::server_page_site_map)).close("p");
  out.open("p").link(report_path(path), contract::text(Text::server_page_report_error)).close("p");
  out.close("footer");
}

}  // namespace wufei::http
