#include "lib/page/page_routes.hpp"

#include <fstream>
#include <iterator>
#include <map>

#include "lib/base/text.hpp"
#include "lib/document/routes.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
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

// Other pages of the client are drawn from its own data.
bool is_drawn_as_document(const contract::Document& document) {
  const PageKind kind = contract::parse_page(document.path).kind;
  return kind == PageKind::document || kind == PageKind::survey;
}

class Pages {
 public:
  Pages(DocumentBook& book, std::string shell, const PageOptions& options)
      : book_(book), shell_(std::move(shell)), public_url_(options.public_url) {}

  void hold(StaticFiles files) { files_ = std::make_unique<StaticFiles>(std::move(files)); }

  Response reply(const Request& request) {
    if (request.query.empty())
      if (const Bytes bytes = ready_.find(request.path)) return cached_reply(*bytes, request);
    if (files_)
      if (auto file = files_->find(request)) return std::move(*file);
    if (request.path.starts_with("/api/") || request.path.starts_with("/assets/")) return nothing(request);
    const std::string target = target_of(request);
    const auto place = book_.place(target);
    return place ? document_reply(request, target, *place) : missing_reply(request);
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
    return page_of(document, book_.frame(), true);
  }

  Response site_map_reply(const Request& request) {
    if (public_url_.empty())
      return problem_response(contract::make_error(contract::ErrorCode::not_found, "no public URL"), request);
    return cached_reply(*store_.get("sitemap", book_.stamp(), [this] { return PageStore::Made{site_map()}; }),
                        request);
  }

 private:
  static Response nothing(const Request& request) {
    return problem_response(contract::make_error(contract::ErrorCode::not_found, "no such path"), request);
  }

  Response document_reply(const Request& request, const std::string& target,
                          const DocumentBook::Place& place) {
    const Bytes bytes = store_.get("html " + place.canonical, place.stamp, [&]() -> PageStore::Made {
      const auto document = book_.open(target);
      if (!document) return {};
      const bool listed = book_.is_listed(target, *document), drawn = is_drawn_as_document(*document);
      // The first pages that somebody opens are packed as small as can be.
      return {packed(page_of(*document, book_.frame(), drawn), listed && !drawn), listed};
    });
    if (!bytes) return missing_reply(request);
    if (request.query.empty() && target == place.canonical)
      ready_.get(request.path, place.stamp, [&] { return PageStore::Made{bytes}; });
    return cached_reply(*bytes, request);
  }

  Response missing_reply(const Request& request) {
    if (!wants_html(request)) return nothing(request);
    const Bytes bytes = store_.get("missing", book_.stamp(), [&] {
      const PageFrame frame = book_.frame();
      return PageStore::Made{packed(page_of(frame.missing, frame, false), false)};
    });
    Response response = cached_reply(*bytes, request);
    if (response.status == 200) response.status = 404;
    return response;
  }

  static Bytes packed(std::string html, bool small) {
    return make_cached(std::move(html), kHtml, "no-cache", !small);
  }

  [[nodiscard]] std::string page_of(const contract::Document& document, const PageFrame& frame,
                                    bool with_document) const {
    std::string canonical, head;
    if (document.indexed) {
      canonical = "<link rel=\"canonical\" href=\"" + escape_html(public_url_ + document.path) + "\">";
      head = structured_data(document, frame, public_url_);
    } else {
      head = "<meta name=\"robots\" content=\"noindex\">";
    }
    Json data = frame.data;
    if (with_document) data["document"] = contract::document_to_json(document);
    return fill(shell_, {{"{{title}}", escape_html(page_title(frame, document))},
                         {"{{description}}", escape_html(document.description)},
                         {"{{canonical}}", canonical},
                         {"{{head}}", head},
                         {"{{content}}", page_body(frame, document)},
                         {"{{data}}", script_safe_json(contract::to_text(data))}});
  }

  [[nodiscard]] Bytes site_map() const {
    std::string map =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
    const auto add = [&](const std::string& path) {
      map += "<url><loc>" + escape_html(public_url_ + path) + "</loc></url>\n";
    };
    for (const std::string& path : book_.paths()) add(path);
    return make_cached(map + "</urlset>\n", "application/xml", "public, max-age=3600");
  }

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

contract::Status add_page_routes(Router& router, DocumentBook& book, const PageOptions& options) {
  auto files = StaticFiles::load(options.www);
  if (!files && files.error().code != contract::ErrorCode::not_found) return files.error();
  auto shell = read_shell(options.www);
  if (!shell) return shell.error();
  book.set_style(style_of(*shell));
  const auto pages = std::make_shared<Pages>(book, std::move(*shell), options);
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
