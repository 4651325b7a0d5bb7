#include "disclosure/article_routes.hpp"

#include <map>
#include <memory>

#include "county/county_content.hpp"
#include "disclosure/article_content.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/replaced.hpp"
#include "lib/base/text.hpp"
#include "lib/page/html.hpp"
#include "lib/web/bytes_cache.hpp"

namespace wufei::http {
namespace {

using contract::Article;
using contract::Text;
using Bytes = std::shared_ptr<const CachedBytes>;

constexpr const char* kAllFeed = "disclosure";

struct ArticleBytes {
  Bytes list;
  std::map<std::string, Bytes, std::less<>> articles;  // by slug
  std::map<std::string, Bytes, std::less<>> feeds;     // by column, and kAllFeed
};
using Held = std::shared_ptr<contract::Replaced<const ArticleBytes>>;

Bytes cached_json(const contract::Json& json) {
  return make_cached(contract::to_text(json), "application/json", kShortly);
}

Bytes cached_feed(std::string feed) {
  return make_cached(std::move(feed), "application/atom+xml; charset=utf-8", kShortly);
}

std::shared_ptr<const ArticleBytes> bytes_of(const service::ContentSet& content,
                                             const std::string& public_url) {
  auto bytes = std::make_shared<ArticleBytes>();
  bytes->list = cached_json(contract::disclosure_to_json(content.get<service::DisclosureContent>()));
  for (const Article& article : content.get<service::DisclosureContent>().articles)
    bytes->articles[article.slug] = cached_json(contract::article_to_json(article));
  bytes->feeds[kAllFeed] = cached_feed(atom_feed(content, nullptr, public_url));
  for (const contract::ArticleColumn& column : content.get<service::DisclosureContent>().columns)
    bytes->feeds[column.id] = cached_feed(atom_feed(content, &column, public_url));
  return bytes;
}

Response found_or_404(const std::map<std::string, Bytes, std::less<>>& bytes, std::string_view key,
                      const Request& request) {
  const auto found = bytes.find(key);
  if (found == bytes.end())
    return problem_response(contract::make_error(contract::ErrorCode::not_found, "no such article or column"),
                            request);
  return cached_reply(*found->second, request);
}

void element(std::string& out, std::string_view tag, std::string_view text) {
  out.append("<").append(tag).append(">").append(escape_html(text)).append("</").append(tag).append(">\n");
}

// Days are published at midnight, China Standard Time.
std::string instant_of(const std::string& day) {
  return day + "T00:00:00+08:00";
}

// When each article was published, by its place in the list (newest first): of several on one day, each a
// second after the one below it, so that readers keep their order.
std::vector<std::string> instants_of(const std::vector<Article>& articles) {
  std::vector<std::string> instants(articles.size());
  int second = 0;
  for (std::size_t i = articles.size(); i-- > 0;) {
    const bool same_day = i + 1 < articles.size() && articles[i + 1].published == articles[i].published;
    second = same_day ? second + 1 : 0;
    const auto day = contract::parse_date(articles[i].published);
    instants[i] = day ? contract::format_instant(contract::china_instant(*day, 0) + second)
                      : instant_of(articles[i].published);
  }
  return instants;
}

void append_entry(std::string& out, const Article& article, const std::string& updated,
                  const std::string& public_url) {
  const std::string address = public_url + contract::article_path(article);
  out += "<entry>\n";
  element(out, "id", public_url.empty() ? "urn:wufei:article:" + article.slug : address);
  element(out, "title", article.title);
  element(out, "updated", updated);
  out += "<link href=\"" + escape_html(address) + "\"/>\n<author>";
  element(out, "name", article.issuing_body);
  out += "</author>\n";
  element(out, "summary", article.summary);
  out += "</entry>\n";
}

bool is_feed_name(std::string_view name) {
  return name.ends_with(".atom");
}

}  // namespace

std::string atom_feed(const service::ContentSet& content, const contract::ArticleColumn* column,
                      const std::string& public_url) {
  const std::string name = column ? column->id : kAllFeed;
  const std::vector<Article>& articles = content.get<service::DisclosureContent>().articles;
  const std::vector<std::string> instants = instants_of(articles);
  std::string entries, updated = instant_of(content.get<service::CountyContent>().site.plan_date);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (column && articles[i].column != column->id) continue;
    updated = std::max(updated, instants[i]);
    append_entry(entries, articles[i], instants[i], public_url);
  }
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"zh-CN\">\n";
  element(out, "id", public_url.empty() ? "urn:wufei:feed:" + name : public_url + "/feeds/" + name + ".atom");
  const std::string title(column ? std::string_view(column->name) : contract::text(Text::frame_disclosure));
  element(out, "title", content.get<service::CountyContent>().site.portal_name + " - " + title);
  element(out, "updated", updated);
  out += "<link rel=\"self\" href=\"" + escape_html(public_url) + "/feeds/" + name + ".atom\"/>\n";
  out += "<author>";
  element(out, "name", content.get<service::CountyContent>().site.portal_name);
  return out + "</author>\n" + entries + "</feed>\n";
}

void add_article_routes(Router& router, service::ContentSource& source, const std::string& public_url) {
  const Held held = std::make_shared<Held::element_type>(bytes_of(*source.current(), public_url));
  source.on_change([held, public_url](const service::ContentPtr& content) {
    held->store(bytes_of(*content, public_url));
  });
  router.add(Route::quick_get(contract::api::kArticles, "list_articles", [held](const Request& request) {
    return cached_reply(*held->load()->list, request);
  }));
  router.add(Route::quick_get(contract::api::kArticle, "get_article", [held](const Request& request) {
    return found_or_404(held->load()->articles, request.path_parameter("slug"), request);
  }));
  router.add(Route::quick_get("/feeds/{name}", "get_feed", [held](const Request& request) {
    std::string_view name = request.path_parameter("name");
    if (is_feed_name(name)) name.remove_suffix(5);
    return found_or_404(held->load()->feeds, name, request);
  }));
}

}  // namespace wufei::http
