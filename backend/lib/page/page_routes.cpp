#include "lib/page/page_routes.hpp"

#include <fstream>
#include <iterator>
#include <map>

#include "county/county_content.hpp"
#include "lib/base/text.hpp"
#include "lib/document/routes.hpp"
#include "lib/page/document_html.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/page/page_html.hpp"
#include "lib/page/page_store.hpp"
#include "lib/page/structured_data.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using contract::PageKind;
using Bytes = PageStore::Bytes;

constexpr std::size_t kKeptBytes = 64 * 1024 * 1024;
constexpr std::size_t kReadyBytes = 16 * 1024 * 1024;  // mostly of pages kept anyway

constexpr const char* kHtml = "text/html; charset=utf-8";
// Without a packed client: still a readable page.
constexpr std::string_view kPlainShell =
    "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
    " content=\"width=device-width\"><title>{{title}}</title><meta name=\"description\" "
    "content=\"{{description}}\">"
    "{{canonical}}{{head}}</head><body>{{content}}{{data}}</body></html>";
constexpr std::array kPlaceholders{"{{title}}", "{{description}}", "{{canonical}}",
                                   "{{head}}",  "{{content}}",     "{{data}}"};

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

// What one page puts into the shell, besides the parts that are the same on every page.
struct Filling {
  PageHtml page;
  std::string canonical;        // path, "" when the page is not indexed
  Json data;                    // for the client
  std::string structured = {};  // JSON-LD, or ""
  bool listed = true;           // the page of no query, or of values that it offers itself
};

std::string head_of(const PageHtml& page) {
  return page.indexed ? std::string() : "<meta name=\"robots\" content=\"noindex\">";
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

// The shell's link to its stylesheet, or "".
std::string style_of(std::string_view shell) {
  const std::size_t from = shell.find("<link rel=\"stylesheet\"");
  if (from == std::string_view::npos) return {};
  return std::string(shell.substr(from, shell.find('>', from) + 1 - from));
}

// A program that asks for something else than a page is told in its own format.
bool wants_html(const Request& request) {
  const std::string_view accept = request.headers.value("Accept");
  return accept.empty() || accept.find("text/html") != std::string_view::npos || accept.find("*/*") == 0;
}

std::string target_of(const Request& request) {
  std::string target;
  char separator = '?';
  append_percent_encoded(target, request.path, "/");
  for (const auto& [name, value] : request.query) {
    target += separator;
    append_percent_encoded(target, name);
    append_percent_encoded(target += '=', value);
    separator = '&';
  }
  return target;
}

PageHtml document_page(const contract::Document& document, const contract::Site& site) {
  HtmlWriter out;
  write_page_header(out, site);
  out.open("main");
  write_document(out, document);
  out.close("main");
  write_page_footer(out, site, document.path);
  return {document.title + " - " + site.portal_name, document.description, out.take(), document.indexed, 200};
}

class Pages {
 public:
  Pages(service::ContentSource& source, DocumentBook& book, std::string shell, const PageOptions& options)
      : source_(source), book_(book), shell_(std::move(shell)), public_url_(options.public_url) {}

  void hold(StaticFiles files) { files_ = std::make_unique<StaticFiles>(std::move(files)); }

  Response reply(const Request& request) {
    if (request.query.empty())
      if (const Bytes bytes = ready_.find(request.path)) return cached_reply(*bytes, request);
    if (files_)
      if (auto file = files_->find(request)) return std::move(*file);
    const bool api = request.path.starts_with("/api/") || request.path.starts_with("/assets/");
    const PageKind kind = contract::parse_page(request.path).kind;
    if (kind == PageKind::feedback_new && !request.query.empty()) return form_reply(request);
    const std::string target = target_of(request);
    if (!api && is_document(kind))
      if (const auto place = book_.place(target)) return document_reply(request, target, *place);
    if (!api && (kind != PageKind::unknown || wants_html(request))) return fixed_reply(request, kind);
    return problem_response(contract::make_error(contract::ErrorCode::not_found, "no such path"), request);
  }

  // GET /api/v1/pages?path=: the document of a page, for the client.
  Response blocks_reply(const Request& request) {
    const std::string target(request.query_value("path"));
    contract::Error error = contract::make_error(contract::ErrorCode::not_found, "no such page");
    const auto place = book_.place(target);
    if (!place) return problem_response(error, request);
    const Bytes bytes = store_.get("json " + place->canonical, place->stamp, [&]() -> PageStore::Made {
      const auto document = book_.open(target);
      if (!document) return error = document.error(), PageStore::Made{};
      return {make_cached(contract::to_text(contract::document_to_json(*document)), "application/json",
                          "no-cache", true),
              book_.is_listed(target, *document)};
    });
    return bytes ? cached_reply(*bytes, request) : problem_response(error, request);
  }

  // A document that answers a form: made once, not kept.
  std::string write(const contract::Document& document) const {
    const auto content = source_.current();
    Json data = site_data(*content);
    data["document"] = contract::document_to_json(document);
    return *html_of(
                {document_page(document, content->get<service::CountyContent>().site), {}, std::move(data)},
                false)
                ->identity;
  }

  Response site_map_reply(const Request& request) {
    if (public_url_.empty())
      return problem_response(contract::make_error(contract::ErrorCode::not_found, "no public URL"), request);
    return cached_reply(*store_.get("sitemap", book_.stamp(), [this] { return PageStore::Made{site_map()}; }),
                        request);
  }

 private:
  static bool is_document(PageKind kind) {
    return kind == PageKind::unknown || kind == PageKind::document || kind == PageKind::survey;
  }

  Response document_reply(const Request& request, const std::string& target,
                          const DocumentBook::Place& place) {
    const Bytes bytes = store_.get("html " + place.canonical, place.stamp, [&]() -> PageStore::Made {
      const auto filling = documented(target);
      if (!filling) return {};
      return {html_of(*filling, false), filling->listed};
    });
    if (!bytes) return fixed_reply(request, PageKind::unknown);
    if (request.query.empty() && target == place.canonical)
      ready_.get(request.path, place.stamp, [&] { return PageStore::Made{bytes}; });
    return cached_reply(*bytes, request);
  }

  Response fixed_reply(const Request& request, PageKind kind) {
    const std::string key = "page " + std::to_string(static_cast<int>(kind));
    const Bytes bytes =
        store_.get(key, book_.stamp(), [&] { return PageStore::Made{html_of(fixed(kind, {}), true)}; });
    Response response = cached_reply(*bytes, request);
    if (is_document(kind) && response.status == 200) response.status = 404;
    return response;
  }

  // The form of feedback with what its address says already filled in: not kept, addresses are endless.
  Response form_reply(const Request& request) const {
    return cached_reply(*html_of(fixed(PageKind::feedback_new, request.query), false), request);
  }

  Filling fixed(PageKind kind, const FormFields& query) const {
    const auto content = source_.current();
    const PageHtml page = render_page(*content, is_document(kind) ? PageKind::unknown : kind, query);
    return {page, page.indexed ? contract::page_path(kind) : "", site_data(*content), {}};
  }

  std::optional<Filling> documented(const std::string& target) const {
    const auto content = source_.current();
    const auto document = book_.open(target);
    if (!document) return std::nullopt;
    Json data = site_data(*content);
    data["document"] = contract::document_to_json(*document);
    const auto& site = content->get<service::CountyContent>().site;
    return Filling{document_page(*document, site), document->path, std::move(data),
                   structured_data(*document, site, public_url_), book_.is_listed(target, *document)};
  }

  static Json site_data(const service::ContentSet& content) {
    return {{"site", contract::site_to_json(content.get<service::CountyContent>().site)}};
  }

  [[nodiscard]] Bytes html_of(const Filling& filling, bool lasting) const {
    const PageHtml& page = filling.page;
    const std::string canonical =
        filling.canonical.empty() || !page.indexed
            ? std::string()
            : "<link rel=\"canonical\" href=\"" + escape_html(public_url_ + filling.canonical) + "\">";
    std::string html = fill(shell_, {{"{{title}}", escape_html(page.title)},
                                     {"{{description}}", escape_html(page.description)},
                                     {"{{canonical}}", canonical},
                                     {"{{head}}", head_of(page) + filling.structured},
                                     {"{{content}}", page.body},
                                     {"{{data}}", script_safe_json(contract::to_text(filling.data))}});
    return make_cached(std::move(html), kHtml, "no-cache", !lasting);
  }

  [[nodiscard]] Bytes site_map() const {
    std::string map =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const auto add = [&](const std::string& path) {
      map += "<url><loc>" + escape_html(public_url_ + path) + "</loc></url>\n";
    };
    for (const PageKind kind : kIndexed) add(contract::page_path(kind));
    for (const std::string& path : book_.paths()) add(path);
    return make_cached(map + "</urlset>\n", "application/xml", "public, max-age=3600");
  }

  service::ContentSource& source_;
  DocumentBook& book_;
  std::string shell_;
  std::string public_url_;
  std::unique_ptr<StaticFiles> files_;
  PageStore store_{kKeptBytes};
  PageStore ready_{kReadyBytes};  // documents by the path as asked: no pattern is tried for them again
};

void add_robots(Router& router, const std::string& public_url) {
  std::string robots = "User-agent: *\nDisallow: /api/\nDisallow: /pickup/new/\n";
  if (!public_url.empty()) robots += "Sitemap: " + public_url + "/sitemap.xml\n";
  const auto cached = make_cached(robots, "text/plain; charset=utf-8", "public, max-age=3600");
  router.add({"GET", "/robots.txt", 0, false,
              [cached](const Request& request) { return cached_reply(*cached, request); }, "get_robots"});
}

}  // namespace

contract::Status add_page_routes(Router& router, service::ContentSource& source, DocumentBook& book,
                                 const PageOptions& options) {
  auto files = StaticFiles::load(options.www);
  if (!files && files.error().code != contract::ErrorCode::not_found) return files.error();
  auto shell = read_shell(options.www);
  if (!shell) return shell.error();
  book.set_style(style_of(*shell));
  const auto pages = std::make_shared<Pages>(source, book, std::move(*shell), options);
  if (files) pages->hold(std::move(*files));
  book.set_writer([pages](const contract::Document& document) { return pages->write(document); });
  router.set_fallback([pages](const Request& request) { return pages->reply(request); });
  router.add({"GET", std::string(contract::api::kPages), 0, false,
              [pages](const Request& request) { return pages->blocks_reply(request); }, "get_page", true});
  router.add({"GET", "/sitemap.xml", 0, false,
              [pages](const Request& request) { return pages->site_map_reply(request); }, "get_sitemap"});
  add_robots(router, options.public_url);
  return contract::ok();
}

}  // namespace wufei::http
