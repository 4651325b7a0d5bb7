// Public pages of the indicators: the list, one page per indicator and per revision, and the method.
// Documents only; how they look is decided elsewhere.
#pragma once

#include <string>

#include "indicator/indicator_service.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /indicators?group=&body=&star=&status=&issues=&q=&sort=, /indicators/{no}?revision=N, /indicators/method.
// `public_url` ("https://host" or "") goes into the snippet for embedding. `indicators` must outlive the
// book.
void add_indicator_pages(DocumentBook& book, service::IndicatorService& indicators, std::string public_url);

}  // namespace wufei::http
