// The pages about the API for programmers, made from openapi.json: one for each tag, its operations with
// parameters, bodies, replies and error codes, and one of the schemas.
#pragma once

#include "lib/page/document_book.hpp"

namespace wufei::http {

// /api-reference and /api-reference/{tag}. The description is read once.
void add_api_reference_page(DocumentBook& book);

}  // namespace wufei::http
