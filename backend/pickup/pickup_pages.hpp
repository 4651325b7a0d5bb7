// What is collected and by which rules, for readers without the client, and where their booking and their
// look-up begin: forms that plain_routes.hpp answers.
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /pickup, /pickup/lookup, /pickup/new, /pickup/new/{step}, /pickup/{reference}, /pickup/{reference}/change
void add_pickup_pages(DocumentBook& book, const service::ContentSource& source);

}  // namespace wufei::http
