// The page of the county's villages, day by day.
#pragma once

#include "example/example_service.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

void add_example_pages(DocumentBook& book, service::ExampleService& example);

}  // namespace wufei::http
