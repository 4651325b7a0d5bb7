#include "disclosure/article.hpp"
#include "lib/base/find.hpp"

#include <algorithm>

namespace wufei::contract {
namespace {

Json fields_of(const Article& article) {
  return {{"slug", article.slug},
          {"column", article.column},
          {"path", article_path(article)},
          {"title", article.title},
          {"summary", article.summary},
          {"index_number", article.index_number},
          {"issuing_body", article.issuing_body},
          {"document_number", article.document_number},
          {"written", article.written},
          {"published", article.published},
          {"validity", article.validity},
          {"disclosure", article.disclosure},
          {"keywords", article.keywords},
          {"sources", article.sources}};
}

}  // namespace

const ArticleColumn* find_column(const Disclosure& disclosure, std::string_view id) {
  return find_by(&ArticleColumn::id, disclosure.columns, id);
}

const Article* find_article(const Disclosure& disclosure, std::string_view slug) {
  return find_by(&Article::slug, disclosure.articles, slug);
}

std::string article_path(const Article& article) {
  return "/disclosure/" + article.column + "/" + article.slug;
}

Json disclosure_to_json(const Disclosure& disclosure) {
  Json columns = Json::array(), articles = Json::array();
  for (const ArticleColumn& column : disclosure.columns) {
    const auto count = std::count_if(disclosure.articles.begin(), disclosure.articles.end(),
                                     [&](const Article& article) { return article.column == column.id; });
    columns.push_back({{"id", column.id},
                       {"name", column.name},
                       {"summary", column.summary},
                       {"publisher", column.publisher},
                       {"section", column.section},
                       {"articles", count}});
  }
  for (const Article& article : disclosure.articles) articles.push_back(fields_of(article));
  return {{"columns", std::move(columns)}, {"articles", std::move(articles)}};
}

Json article_to_json(const Article& article) {
  Document document;
  document.blocks = article.blocks;
  Json json = fields_of(article);
  json["blocks"] = document_to_json(document)["blocks"];
  return json;
}

}  // namespace wufei::contract
