// The site map for people: every section of the portal with a link (State Council office notice 2017 no. 47).
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /site-map: what the book lists, shelf by shelf, the site's own pages, the columns and articles of
// disclosure.
void add_site_map_page(DocumentBook& book, const service::ContentSource& source);

}  // namespace wufei::http
