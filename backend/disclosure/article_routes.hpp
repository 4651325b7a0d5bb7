// GET /api/v1/articles, /api/v1/articles/{slug}, and the Atom feed of each column: bytes built once per
// change of the content.
#pragma once

#include <string>

#include "county/content_source.hpp"
#include "disclosure/article.hpp"
#include "lib/web/router.hpp"

namespace wufei::http {

// `public_url` ("https://host" or "") makes the feed's addresses absolute (RFC 4287 wants IRIs; without it
// they are relative references to the feed's own address). `source` must outlive the router.
void add_article_routes(Router& router, service::ContentSource& source, const std::string& public_url);
// GET /media/{name}: the pictures of the articles, from memory, new ones after a change of the content; 410
// for what only articles show that were taken back. `source` must outlive the router.
void add_media_routes(Router& router, service::ContentSource& source);
// GET /feeds/disclosure.atom and /feeds/{column}.atom.
std::string atom_feed(const service::ContentSet& content, const contract::ArticleColumn* column,
                      const std::string& public_url);

}  // namespace wufei::http
