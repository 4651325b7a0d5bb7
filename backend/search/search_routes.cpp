#include "search/search_routes.hpp"

#include <algorithm>
#include <charconv>

#include "county/site/shelves.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"
#include "lib/web/target.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::Document;
using contract::Text;

constexpr int kPageSize = 20;
constexpr int kLastPage = 50;

std::string kind_of(std::string_view path) {
  path.remove_prefix(1);
  return std::string(path.substr(0, path.find_first_of("/?")));
}

struct Kind {
  std::string id;
  std::string name;
};

// As the pages name themselves.
std::vector<Kind> kinds_of(const DocumentBook& book) {
  std::vector<Kind> kinds;
  for (const Text shelf : Shelf::all)
    for (const ListedPage& page : book.listed())
      if (page.listing.kind && page.listing.shelf == shelf)
        kinds.push_back({kind_of(page.path), words(*page.listing.kind)});
  return kinds;
}

std::string kind_name(const std::vector<Kind>& kinds, std::string_view id) {
  for (const Kind& kind : kinds)
    if (kind.id == id) return kind.name;
  return {};
}

// 1.. from a query value; anything else is the first page.
int page_number(std::string_view text) {
  int page = 1;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), page);
  return parsed.ec == std::errc() && page >= 1 ? std::min(page, kLastPage) : 1;
}

Block form(const std::vector<Kind>& known, const PageCall& call) {
  Block block = filters_block(words(Text::server_search_title), "/search");
  block.filters.push_back({contract::FilterKind::search,
                           "q",
                           words(Text::server_search_label),
                           std::string(call.value("q")),
                           {}});
  contract::Filter kinds{contract::FilterKind::select,
                         "kind",
                         words(Text::server_search_kind),
                         std::string(call.value("kind")),
                         {}};
  kinds.choices.push_back({"", words(Text::server_search_kind_all)});
  for (const Kind& kind : known) kinds.choices.push_back({kind.id, kind.name});
  block.filters.push_back(std::move(kinds));
  return block;
}

contract::Spans hit_spans(const std::vector<Kind>& kinds, const contract::SearchHit& hit) {
  contract::Spans spans{contract::link_span(hit.title, hit.path)};
  const std::string kind = kind_name(kinds, hit.kind);
  if (!kind.empty())
    spans.push_back(contract::span(contract::text(Text::server_search_in, {{"kind", kind}})));
  spans.push_back(contract::span("\n"));
  spans.insert(spans.end(), hit.snippet.begin(), hit.snippet.end());
  return spans;
}

std::string search_target(std::string_view query, std::string_view kind, int page) {
  std::string target = "/search?q=";
  append_percent_encoded(target, query);
  if (!kind.empty()) append_percent_encoded(target += "&kind=", kind);
  if (page > 1) target += "&page=" + std::to_string(page);
  return target;
}

Block pager(const PageCall& call, int page, bool more) {
  Block block = links_block({});
  const auto add = [&](Text title, int to) {
    block.items.push_back(
        {contract::link_span(words(title), search_target(call.value("q"), call.value("kind"), to))});
  };
  if (page > 1) add(Text::server_search_previous, page - 1);
  if (more && page < kLastPage) add(Text::server_search_next, page + 1);
  return block;
}

void add_hits(Document& document, const std::vector<Kind>& kinds, const PageCall& call,
              const contract::SearchResult& result, int page) {
  const std::string total = std::to_string(result.total);
  document.blocks.push_back(contract::paragraph_block(
      contract::text(result.relaxed ? Text::server_search_relaxed : Text::server_search_found,
                     {{"query", result.query}, {"count", total}})));
  Block list = list_block({}, true);
  for (const contract::SearchHit& hit : result.hits) list.items.push_back(hit_spans(kinds, hit));
  document.blocks.push_back(std::move(list));
  Block pages = pager(call, page, result.total > static_cast<std::int64_t>(page) * kPageSize);
  if (!pages.items.empty()) document.blocks.push_back(std::move(pages));
}

contract::Result<Document> search_page(const DocumentBook& book, const service::SearchService& search,
                                       const PageCall& call) {
  const std::vector<Kind> kinds = kinds_of(book);
  Document document;
  document.title = words(Text::server_search_title);
  document.description = words(Text::server_search_about);
  document.indexed = false;
  document.blocks.push_back(form(kinds, call));
  const int page = page_number(call.value("page"));
  const auto result = search.search(call.value("q"), call.value("kind"), kPageSize, (page - 1) * kPageSize);
  if (!result) return result.error();
  if (result->query.empty())
    document.blocks.push_back(contract::paragraph_block(words(Text::server_search_about)));
  else if (result->total == 0)
    document.blocks.push_back(
        contract::note_block(contract::BlockTone::info, words(Text::server_search_none_title),
                             contract::text(Text::server_search_none, {{"query", result->query}})));
  else
    add_hits(document, kinds, call, *result, page);
  return document;
}

}  // namespace

void add_search_routes(Router& router, const service::SearchService& search) {
  router.add(Route::quick_get("/api/v1/search", "search", [&search](const Request& request) {
    const int page = page_number(request.query_value("page"));
    const auto result = search.search(request.query_value("q"), request.query_value("kind"), kPageSize,
                                      (page - 1) * kPageSize);
    if (!result) return problem_response(result.error(), request);
    return json_response(200, contract::search_result_to_json(*result));
  }));
  router.add(Route::quick_get("/api/v1/search/suggestions", "suggest", [&search](const Request& request) {
    const auto titles = search.suggest(request.query_value("q"));
    if (!titles) return problem_response(titles.error(), request);
    return json_response(200, {{"suggestions", *titles}});
  }));
}

void add_search_page(DocumentBook& book, const service::SearchService& search) {
  book.add({.pattern = "/search",
            .query = {"q", "kind", "page"},
            .make = [&book, &search](const PageCall& call) { return search_page(book, search, call); },
            .paths = no_paths});
}

std::vector<storage::IndexedText> search_entries(const DocumentBook& book, std::string_view subject) {
  std::vector<storage::IndexedText> entries;
  for (Finding& finding : book.findings(subject)) {
    const std::string kind = kind_of(finding.path);
    entries.push_back({std::move(finding.path), std::move(finding.title), std::move(finding.text), kind});
  }
  return entries;
}

}  // namespace wufei::http
