// Pages of information disclosure: all columns, one column, one article. A column without articles says so
// and names who publishes there (State Council office notice 2017 no. 47: no empty columns without a word).
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /disclosure, /disclosure/{column}, /disclosure/{column}/{slug}
void add_article_pages(DocumentBook& book, const service::ContentSource& source);

}  // namespace wufei::http
