// What is collected and by which rules, for readers without the client; the steps of a booking and a
// resident's own pages are notes there.
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /pickup, /pickup/lookup, /pickup/new, /pickup/new/{step}, /pickup/{reference}, /pickup/{reference}/change
void add_pickup_pages(DocumentBook& book, const service::ContentSource& source);

}  // namespace wufei::http
