// The page of "/": what the subjects have to say first. It stands above all of them, so that none has to know
// another. The client draws the same words in the same order (wasm/portal/home_view.cpp).
#pragma once

#include <functional>

#include "county/clock.hpp"
#include "county/content_source.hpp"
#include "indicator/indicator_service.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::app {

// `board`: the indicators with what is published of them now; `clock`: for what stands there for a while.
void add_home_page(http::DocumentBook& book, const service::ContentSource& source,
                   std::function<service::IndicatorBoardPtr()> board, service::Clock& clock);

}  // namespace wufei::app
