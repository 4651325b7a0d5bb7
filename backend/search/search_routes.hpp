// Site-wide search: GET /api/v1/search?q=&kind=&page=, GET /api/v1/search/suggestions?q=, and the page
// /search.
#pragma once

#include "lib/page/document_book.hpp"
#include "lib/web/router.hpp"
#include "search/search_service.hpp"

namespace wufei::http {

void add_search_routes(Router& router, const service::SearchService& search);
void add_search_page(DocumentBook& book, const service::SearchService& search);
// What can be found of one subject.
std::vector<storage::IndexedText> search_entries(const DocumentBook& book, std::string_view subject);

}  // namespace wufei::http
