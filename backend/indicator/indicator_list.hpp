// The list of indicators and the page of the method, as documents.
#pragma once

#include "indicator/indicator_service.hpp"
#include "lib/document/document.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// Filters and order are in `call`; a value that is not known finds nothing.
contract::Document indicator_list_document(const service::IndicatorBoard& board, const PageCall& call);
contract::Document indicator_method_document(const service::IndicatorBoard& board);

}  // namespace wufei::http
