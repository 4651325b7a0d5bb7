#include <map>
#include <memory>
#include <set>

#include "disclosure/article_content.hpp"
#include "disclosure/article_routes.hpp"
#include "lib/base/replaced.hpp"
#include "lib/base/words.hpp"
#include "lib/web/bytes_cache.hpp"

namespace wufei::http {
namespace {

// A name keeps its picture as a rule; a changed one is asked for again after an hour.
constexpr const char* kAnHour = "public, max-age=3600";

using MediaBytes = std::map<std::string, std::shared_ptr<const CachedBytes>, std::less<>>;
using HeldMedia = std::shared_ptr<contract::Replaced<const MediaBytes>>;

void add_path(const std::string& href, std::set<std::string>& paths) {
  if (href.starts_with(service::kMediaPath)) paths.insert(href.substr(0, href.find_first_of("?#")));
}

void add_paths(const contract::Spans& spans, std::set<std::string>& paths) {
  for (const contract::Span& span : spans) add_path(span.href, paths);
}

// Of what the articles show, and of what they link to.
std::set<std::string> picture_paths(const std::vector<contract::Article>& articles) {
  std::set<std::string> paths;
  for (const contract::Article& article : articles)
    for (const contract::Block& block : article.blocks) {
      if (block.kind == contract::BlockKind::image) add_path(block.href, paths);
      add_paths(block.spans, paths);
      for (const contract::Spans& item : block.items) add_paths(item, paths);
      for (const auto& row : block.rows)
        for (const contract::Spans& cell : row) add_paths(cell, paths);
    }
  return paths;
}

std::shared_ptr<const CachedBytes> gone_page() {
  const std::string said = contract::words(contract::Text::server_article_withdrawn);
  return make_cached(
      "<!doctype html><html lang=\"zh-CN\"><title>" + said + "</title><p>" + said + "</p></html>",
      "text/html; charset=utf-8", kShortly, true, 410);
}

// Pictures are compressed already: only the identity form is kept.
std::shared_ptr<const MediaBytes> media_bytes_of(const service::ContentSet& content) {
  static const auto kGone = gone_page();
  const auto& disclosure = content.get<service::DisclosureContent>();
  const std::set<std::string> shown = picture_paths(disclosure.articles),
                              taken_back = picture_paths(disclosure.withdrawn);
  auto bytes = std::make_shared<MediaBytes>();
  for (const service::MediaFile& file : content.get<service::CountyContent>().media)
    (*bytes)[file.name] = std::make_shared<const CachedBytes>(
        CachedBytes{file.media_type, kAnHour, hash_bytes(*file.bytes), file.bytes, nullptr, nullptr});
  // Also one that was erased.
  for (const std::string& path : taken_back)
    if (!shown.contains(path)) (*bytes)[path.substr(service::kMediaPath.size())] = kGone;
  return bytes;
}

}  // namespace

void add_media_routes(Router& router, service::ContentSource& source) {
  const HeldMedia held = std::make_shared<HeldMedia::element_type>(media_bytes_of(*source.current()));
  source.on_change([held](const service::ContentPtr& content) { held->store(media_bytes_of(*content)); });
  router.add(Route::quick_get("/media/{name}", "get_media", [held](const Request& request) {
    const auto bytes = held->load();
    const auto found = bytes->find(request.path_parameter("name"));
    return found == bytes->end()
               ? problem_response(contract::make_error(contract::ErrorCode::not_found, "no such picture"),
                                  request)
               : cached_reply(*found->second, request);
  }));
}

}  // namespace wufei::http
