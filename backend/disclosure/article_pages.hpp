// Pages of information disclosure: all columns, one column, one article. A column without articles says so
// and names who publishes there (State Council office notice 2017 no. 47: no empty columns without a word).
#pragma once

#include "county/content_source.hpp"
#include "disclosure/article.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// An article as its page has it.
contract::Document article_document(const contract::Article& article, const contract::ArticleColumn& column);
// /disclosure, /disclosure/{column}, /disclosure/{column}/{slug}; 410 for an article that was taken back.
void add_article_pages(DocumentBook& book, const service::ContentSource& source);

}  // namespace wufei::http
