// The page about the API for programmers, made from openapi.json: operations by tag with parameters, bodies,
// replies and error codes.
#pragma once

#include "lib/page/document_book.hpp"

namespace wufei::http {

// /api-reference. The description is read once.
void add_api_reference_page(DocumentBook& book);

}  // namespace wufei::http
