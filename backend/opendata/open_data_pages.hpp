// Public pages about the open data: what there is, in which formats, under which licence, which versions; and
// one page per table. Documents only.
#pragma once

#include "lib/page/document_book.hpp"
#include "opendata/open_data.hpp"

namespace wufei::http {

// /open-data, /open-data/{name}. `data` must outlive the book.
void add_open_data_pages(DocumentBook& book, const OpenData& data, std::vector<std::string> tables);

}  // namespace wufei::http
