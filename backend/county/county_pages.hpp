// The county's own pages, the frame around every page, and blocks that pages of several subjects end with.
#pragma once

#include "county/content_source.hpp"
#include "lib/base/text.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /privacy and /news, and the book's frame. Home is app/home_page.hpp's: it shows what other subjects say.
void add_county_pages(DocumentBook& book, const service::ContentSource& source);

// A page with this title, and a description that names the county, the portal and the service line.
contract::Document titled_page(const service::ContentSet& content, contract::Text title,
                               contract::Text description);
// For what only the client can do: not for search engines, a note on what to do without it, the service line.
contract::Document note_page(const service::ContentSet& content, contract::Text title, contract::Text note);
// The telephone for those who would rather not use the web.
void add_service_line(contract::Document& document, const service::ContentSet& content);

}  // namespace wufei::http
