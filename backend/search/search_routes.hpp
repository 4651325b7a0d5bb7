// Site-wide search: GET /api/v1/search?q=&kind=&page=, GET /api/v1/search/suggestions?q=, and the page
// /search.
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"
#include "search/search_service.hpp"

namespace wufei::http {

void add_search_routes(Router& router, const service::SearchService& search);
void add_search_page(DocumentBook& book, const service::SearchService& search);
// What can be found of one subject: its pages in the book that search engines may list, and what can be given
// away at the door (which stands on the pickup page).
std::vector<storage::SearchEntry> search_entries(const DocumentBook& book, std::string_view subject,
                                                 const service::ContentSet& content);

}  // namespace wufei::http
