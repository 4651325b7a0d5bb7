// The sorting guide's public pages: search, categories, items, villages, the recyclables catalogue and its
// differences, drop-off places. Everything they say comes from content/guide.
#pragma once

#include "county/content_source.hpp"
#include "guide/guide_service.hpp"
#include "lib/page/document_book.hpp"
#include "lib/web/shared_limits.hpp"

namespace wufei::http {

// /guide?q=, /guide/categories/{id}, /guide/items/{id}, /guide/village, /guide/quiz, and the two below. All
// references must outlive the book.
void add_guide_pages(DocumentBook& book, service::ContentSource& source, service::GuideService& guide,
                     service::SharedLimits& limits);
// /guide/recyclables, /guide/recyclables/{version}, /guide/recyclables/diff?from=&to=
void add_recyclables_pages(DocumentBook& book, service::ContentSource& source);
// /guide/places?area=&type=
void add_place_pages(DocumentBook& book, service::ContentSource& source);

}  // namespace wufei::http
