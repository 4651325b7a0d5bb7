#include "lib/page/page_routes.hpp"

#include <algorithm>
#include <utility>

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"
#include "lib/page/html.hpp"
#include "lib/page/page_frame.hpp"
#include "lib/page/page_look.hpp"
#include "lib/page/page_shell.hpp"
#include "lib/page/page_store.hpp"
#include "lib/page/structured_data.hpp"
#include "lib/web/content_policy.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Json;
using Bytes = PageStore::Bytes;

constexpr std::size_t kKeptBytes = 64 * 1024 * 1024;
constexpr std::size_t kReadyBytes = 16 * 1024 * 1024;  // mostly of pages kept anyway

constexpr const char* kHtml = "text/html; charset=utf-8";
constexpr const char* kAskAgain = "no-cache";
// A browser that shows what comes says so.
bool asks_for_page(const Request& request) {
  return request.headers.value("Accept").find("text/html") != std::string_view::npos;
}

// A program that asks for something else than a page is told in its own format.
bool wants_html(const Request& request) {
  const std::string_view accept = request.headers.value("Accept");
  return accept.empty() || asks_for_page(request) || accept.find("*/*") == 0;
}

bool is_for_programs(std::string_view path) {
  return path.starts_with("/api/") || path.starts_with("/assets/");
}

// Where visits begin: the home page and the first page of each service.
bool is_entrance(std::string_view path) {
  return path.find('/', 1) == std::string_view::npos;
}

// A browser comes to an entrance from somewhere else: it has no style sheet of ours yet. From page to page
// the sheet is at hand and costs nothing; a browser that does not say, and a program, get the link too.
bool begins_visit(const Request& request) {
  const std::string* site = request.headers.find("Sec-Fetch-Site");
  return site != nullptr && *site != "same-origin" && request.query.empty() && is_entrance(request.path);
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

class Pages {
 public:
  Pages(DocumentBook& book, PageShell shell, const PageOptions& options)
      : book_(book),
        shell_(std::move(shell)),
        whole_policy_(content_policy(shell_.style_hash())),
        public_url_(options.public_url) {}

  void hold(StaticFiles files) { files_ = std::make_unique<StaticFiles>(std::move(files)); }

  Response reply(const Request& request) {
    const Form form = form_for(request);
    if (PageStore* const ready = ready_for(request, form))
      if (const Bytes bytes = ready->find(request.path)) return page_reply(*bytes, request, form);
    if (files_)
      if (auto file = files_->find(request)) return std::move(*file);
    if (is_for_programs(request.path)) return nothing(request);
    const std::string target = target_of(request);
    const auto place = book_.place(target);
    return place ? document_reply(request, target, *place, form) : missing_reply(request);
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
                          cache_control(*document), true),
              book_.is_listed(target, *document)};
    });
    return bytes ? cached_reply(*bytes, request) : problem_response(error, request);
  }

  // A refusal as a page in words. An address that leads nowhere is one, however it is broken.
  Response tell(const Request& request, Response problem) const {
    if (!asks_for_page(request) || is_for_programs(request.path)) return problem;
    const auto said = contract::parse_json(problem.body);
    const PageFrame frame = book_.frame();
    contract::Document document = frame.missing;
    const bool no_address = problem.status == 404 || (problem.status == 400 && request.body.empty());
    if (said && !no_address) {
      document.title = contract::text_or_empty(*said, "title");
      document.blocks.resize(std::max<std::size_t>(document.blocks.size(), 1));
      document.blocks.front() = contract::paragraph_block(contract::text_or_empty(*said, "detail"));
    }
    problem.headers.set("Content-Type", kHtml);
    problem.body = plain_page(frame, document, book_.style());
    return problem;
  }

  // A document that answers a form: made once, not kept.
  std::string write(const contract::Document& document) const {
    return page_of(document, book_.frame(), true, {});
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

  // What a page's bytes depend on besides its document.
  struct Form {
    bool whole = false;  // with its style sheet in it, not with a link to it
    PageLook look;
  };

  // Before the names under which bytes are kept.
  static std::string words_of(const Form& form) {
    return (form.whole ? "whole " : "html ") + look_words(form.look) + ' ';
  }
  [[nodiscard]] bool is_whole(const Request& request) const {
    return !shell_.style_hash().empty() && begins_visit(request);
  }
  [[nodiscard]] Form form_for(const Request& request) const { return {is_whole(request), look_of(request)}; }

  // Where pages are kept by the path as asked; the looks that few have are not.
  PageStore* ready_for(const Request& request, const Form& form) {
    if (!request.query.empty() || !look_words(form.look).empty()) return nullptr;
    return form.whole ? &ready_whole_ : &ready_;
  }

  // Which form is sent depends on the request.
  Response page_reply(const CachedBytes& bytes, const Request& request, const Form& form) const {
    Response response = cached_reply(bytes, request);
    response.headers.set("Vary", is_entrance(request.path) ? "Accept-Encoding, Cookie, Sec-Fetch-Site"
                                                           : "Accept-Encoding, Cookie");
    if (form.whole) response.headers.set("Content-Security-Policy", whole_policy_);
    return response;
  }

  Response document_reply(const Request& request, const std::string& target, const BookPlace& place,
                          const Form& form) {
    contract::Error error = contract::make_error(contract::ErrorCode::not_found);
    const std::string name = words_of(form) + place.canonical;
    bool listed = true;  // what is found is
    const Bytes bytes = store_.get(name, place.stamp, [&]() -> PageStore::Made {
      const auto document = book_.open(target, form.look.large);
      if (!document) return error = document.error(), PageStore::Made{};
      const PageFrame frame = book_.frame();
      // Other pages of the client are drawn from its own data.
      listed = book_.is_listed(target, *document);
      const bool drawn = client_page(frame, document->path).is_document;
      // The first pages that somebody opens are packed as small as can be.
      return {make_cached(page_of(*document, frame, drawn, form), kHtml, cache_control(*document),
                          drawn || !listed, document->gone ? 410 : 200),
              listed};
    });
    if (!bytes)
      return contract::error_status(error.code) < 500 ? missing_reply(request) : failed_reply(request, error);
    PageStore* const ready = listed ? ready_for(request, form) : nullptr;
    if (ready != nullptr && target == place.canonical)
      ready->get(request.path, place.stamp, [&] { return PageStore::Made{bytes}; });
    return page_reply(*bytes, request, form);
  }

  Response missing_reply(const Request& request) {
    if (!wants_html(request)) return nothing(request);
    const Form form{false, look_of(request)};
    const Bytes bytes = store_.get("missing " + look_words(form.look), book_.stamp(), [&] {
      const PageFrame frame = book_.frame();
      return PageStore::Made{make_cached(page_of(frame.missing, frame, false, form), kHtml, kAskAgain, true)};
    });
    Response response = cached_reply(*bytes, request);
    if (response.status == 200) response.status = 404;
    return response;
  }

  // A page that cannot be made now is not one that does not exist.
  Response failed_reply(const Request& request, const contract::Error& error) const {
    if (!wants_html(request)) return problem_response(error, request);
    contract::Document document;
    document.title = contract::error_title(error.code);
    document.description = contract::error_explanation(error.code);
    document.blocks.push_back(contract::paragraph_block(document.description));
    Response response = text_response(contract::error_status(error.code), kHtml, write(document));
    response.headers.set("Cache-Control", "no-store");
    response.cause = cause_of(error);
    return response;
  }

  static const char* cache_control(const contract::Document& document) {
    return document.personal ? "private, no-store" : kAskAgain;
  }

  [[nodiscard]] std::string page_of(const contract::Document& document, const PageFrame& frame,
                                    bool with_document, const Form& form) const {
    std::string canonical, head = theme_colours(form.look);
    if (const std::string_view address = contract::canonical_path(document); !address.empty()) {
      canonical = "<link rel=\"canonical\" href=\"" + escape_html(public_url_ + std::string(address)) + "\">";
      head += structured_data(document, frame, public_url_);
      head += link_card(document, frame.name, public_url_);
    } else {
      head += "<meta name=\"robots\" content=\"noindex\">";
    }
    if (!frame.feed.href.empty())
      head += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"" +
              escape_html(frame.feed.title) + "\" href=\"" + escape_html(frame.feed.href) + "\">";
    Json data = frame.data;
    if (with_document)
      data["document"] = contract::document_to_json(document);
    else if (Json excerpt = contract::excerpt_to_json(document); !excerpt.is_null())
      data["home"] = std::move(excerpt);
    return shell_.fill({{"{{look}}", look_attributes(form.look)},
                        {"{{title}}", escape_html(page_title(frame, document))},
                        {"{{description}}", escape_html(document.description)},
                        {"{{canonical}}", canonical},
                        {"{{head}}", head},
                        {"{{content}}", page_body(frame, document)},
                        {"{{data}}", script_safe_json(contract::to_text(data))}},
                       form.whole);
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
  PageShell shell_;
  std::string whole_policy_;
  std::string public_url_;
  std::unique_ptr<StaticFiles> files_;
  PageStore store_{kKeptBytes};
  // Documents by the path as asked: no pattern is tried for them again.
  PageStore ready_{kReadyBytes}, ready_whole_{kReadyBytes};
};

void add_robots(Router& router, const PageOptions& options) {
  std::string robots = "User-agent: *\nDisallow: /api/\n";
  if (!options.not_for_robots.empty()) robots += "Disallow: " + options.not_for_robots + "\n";
  if (!options.public_url.empty()) robots += "Sitemap: " + options.public_url + "/sitemap.xml\n";
  const auto cached = make_cached(robots, "text/plain; charset=utf-8", "public, max-age=3600");
  router.add(Route::get("/robots.txt", "get_robots",
                        [cached](const Request& request) { return cached_reply(*cached, request); }));
}

}  // namespace

contract::Status add_page_routes(Router& router, DocumentBook& book, const PageOptions& options) {
  auto files = StaticFiles::load(options.www);
  if (!files && files.error().code != contract::ErrorCode::not_found) return files.error();
  auto shell = PageShell::load(options.www);
  if (!shell) return shell.error();
  book.set_style(shell->style_link());
  const auto pages = std::make_shared<Pages>(book, std::move(*shell), options);
  if (files) pages->hold(std::move(*files));
  book.set_writer([pages](const contract::Document& document) { return pages->write(document); });
  router.set_voice("", [pages](const Request& request, Response problem) {
    return pages->tell(request, std::move(problem));
  });
  router.set_fallback([pages](const Request& request) { return pages->reply(request); });
  router.add(Route::quick_get(contract::api::kPages, "get_page",
                              [pages](const Request& request) { return pages->blocks_reply(request); }));
  router.add(Route::get("/sitemap.xml", "get_sitemap",
                        [pages](const Request& request) { return pages->site_map_reply(request); }));
  add_robots(router, options);
  add_look_route(router, options.https || options.public_url.starts_with("https:"));
  return contract::ok();
}

}  // namespace wufei::http
