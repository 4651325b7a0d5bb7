#include "http/page_routes.hpp"

#include <fstream>
#include <iterator>
#include <map>

#include "contract/routes.hpp"
#include "http/bytes_cache.hpp"
#include "http/html.hpp"
#include "http/page_html.hpp"

namespace wufei::http {
namespace {

using contract::PageKind;
using PageBytes = std::map<PageKind, std::shared_ptr<const CachedBytes>>;

constexpr const char* kHtml = "text/html; charset=utf-8";
// Without a packed client: still a readable page.
constexpr std::string_view kPlainShell =
    "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
    " content=\"width=device-width\"><title>{{title}}</title><meta name=\"description\" "
    "content=\"{{description}}\">"
    "{{canonical}}{{head}}</head><body>{{content}}{{data}}</body></html>";
constexpr std::array kPlaceholders{"{{title}}", "{{description}}", "{{canonical}}",
                                   "{{head}}",  "{{content}}",     "{{data}}"};

constexpr std::array kKinds{PageKind::home,           PageKind::pickup,        PageKind::pickup_what,
                            PageKind::pickup_where,   PageKind::pickup_when,   PageKind::pickup_who,
                            PageKind::pickup_check,   PageKind::pickup_done,   PageKind::pickup_lookup,
                            PageKind::pickup_booking, PageKind::pickup_change, PageKind::privacy,
                            PageKind::unknown};
constexpr std::array kIndexed{PageKind::home, PageKind::pickup, PageKind::privacy};

// One pass, so that a value can not bring placeholders of its own.
std::string fill(std::string_view shell, const std::map<std::string_view, std::string>& values) {
  std::string out;
  while (!shell.empty()) {
    const std::size_t open = shell.find("{{"), close = shell.find("}}", open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    out += shell.substr(0, open);
    const auto value = values.find(shell.substr(open, close + 2 - open));
    out += value == values.end() ? shell.substr(open, close + 2 - open) : std::string_view(value->second);
    shell.remove_prefix(close + 2);
  }
  return out.append(shell);
}

std::string head_of(const PageHtml& page) {
  return page.indexed ? std::string() : "<meta name=\"robots\" content=\"noindex\">";
}

std::string canonical_of(PageKind kind, const PageHtml& page, const std::string& public_url) {
  if (!page.indexed) return {};
  return "<link rel=\"canonical\" href=\"" + escape_html(public_url + contract::page_path(kind)) + "\">";
}

PageBytes build_pages(const service::Content& content, std::string_view shell,
                      const std::string& public_url) {
  const std::string data =
      script_safe_json(contract::to_text({{"site", contract::site_to_json(content.site)}}));
  PageBytes pages;
  for (const PageKind kind : kKinds) {
    const PageHtml page = render_page(content, kind);
    std::string html = fill(shell, {{"{{title}}", escape_html(page.title)},
                                    {"{{description}}", escape_html(page.description)},
                                    {"{{canonical}}", canonical_of(kind, page, public_url)},
                                    {"{{head}}", head_of(page)},
                                    {"{{content}}", page.body},
                                    {"{{data}}", data}});
    pages[kind] = make_cached(std::move(html), kHtml, "no-cache");
  }
  return pages;
}

contract::Result<std::string> read_shell(const std::filesystem::path& www) {
  std::ifstream file(www / "index.html", std::ios::binary);
  if (!file) return std::string(kPlainShell);
  std::string shell{std::istreambuf_iterator<char>(file), {}};
  for (const char* placeholder : kPlaceholders)
    if (shell.find(placeholder) == std::string::npos)
      return contract::make_error(contract::ErrorCode::invalid,
                                  (www / "index.html").string() + ": " + placeholder + " is missing");
  return shell;
}

Response page_reply(const PageBytes& pages, const Request& request) {
  const contract::Page page = contract::parse_page(request.path);
  Response response = cached_reply(*pages.at(page.kind), request);
  if (page.kind == PageKind::unknown && response.status == 200) response.status = 404;
  return response;
}

// A program that asks for something else than a page is told in its own format.
bool wants_html(const Request& request) {
  const std::string_view accept = request.headers.value("Accept");
  return accept.empty() || accept.find("text/html") != std::string_view::npos || accept.find("*/*") == 0;
}

void add_robots(Router& router, const std::string& public_url) {
  std::string robots = "User-agent: *\nDisallow: /api/\nDisallow: /pickup/new/\n";
  if (!public_url.empty()) robots += "Sitemap: " + public_url + "/sitemap.xml\n";
  const auto cached = make_cached(robots, "text/plain; charset=utf-8", "public, max-age=3600");
  router.add({"GET", "/robots.txt", 0, false,
              [cached](const Request& request) { return cached_reply(*cached, request); }, "get_robots"});
  if (public_url.empty()) return;
  std::string map =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  for (const PageKind kind : kIndexed)
    map += "<url><loc>" + escape_html(public_url + contract::page_path(kind)) + "</loc></url>\n";
  const auto site_map = make_cached(map + "</urlset>\n", "application/xml", "public, max-age=3600");
  router.add({"GET", "/sitemap.xml", 0, false,
              [site_map](const Request& request) { return cached_reply(*site_map, request); },
              "get_sitemap"});
}

}  // namespace

contract::Status add_page_routes(Router& router, const service::Content& content,
                                 const PageOptions& options) {
  auto files = StaticFiles::load(options.www);
  if (!files && files.error().code != contract::ErrorCode::not_found) return files.error();
  const auto shell = read_shell(options.www);
  if (!shell) return shell.error();
  const auto pages = std::make_shared<const PageBytes>(build_pages(content, *shell, options.public_url));
  const auto held = files ? std::make_shared<const StaticFiles>(std::move(*files)) : nullptr;
  router.set_fallback([pages, held](const Request& request) {
    if (held)
      if (auto file = held->find(request)) return std::move(*file);
    const bool known = contract::parse_page(request.path).kind != PageKind::unknown;
    const bool api = request.path.starts_with("/api/") || request.path.starts_with("/assets/");
    if (!api && (known || wants_html(request))) return page_reply(*pages, request);
    return problem_response(contract::make_error(contract::ErrorCode::not_found, "no such path"), request);
  });
  add_robots(router, options.public_url);
  return contract::ok();
}

}  // namespace wufei::http
