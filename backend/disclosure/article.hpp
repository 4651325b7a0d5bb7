// Articles of information disclosure and the columns they stand in. Fields follow the Regulations on Open
// Government Information (2019): index number, issuing body, document number, dates, validity, manner of
// disclosure. The text is a list of blocks, parsed once. Plain data and its JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/document/document.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kArticles = "/api/v1/articles";
inline constexpr std::string_view kArticle = "/api/v1/articles/{slug}";
}  // namespace api

struct ArticleColumn {
  std::string id;
  std::string name;
  std::string summary;
  std::string publisher;  // who will publish here
  std::string section;    // of the plan
  std::string empty;      // what a column without articles says
};

struct Article {
  std::string slug;  // file name without .md; unique
  std::string column;
  std::string title;
  std::string summary;
  std::string index_number;
  std::string issuing_body;
  std::string document_number;
  std::string written;    // YYYY-MM-DD
  std::string published;  // YYYY-MM-DD
  std::string validity;
  std::string disclosure;  // manner of disclosure
  std::vector<std::string> keywords;
  std::vector<std::string> sources;
  std::vector<Block> blocks;
  std::string withdrawn;          // YYYY-MM-DD; "" = it stands
  std::string withdrawn_because;  // what its address says instead
};

struct Disclosure {
  std::vector<ArticleColumn> columns;  // in the order readers see them
  std::vector<Article> articles;       // newest first, then by index number
  std::vector<Article> withdrawn;      // kept, not shown
};

const ArticleColumn* find_column(const Disclosure& disclosure, std::string_view id);
const Article* find_article(const Disclosure& disclosure, std::string_view slug);
// "/disclosure/policy/plan-overview"
std::string article_path(const Article& article);

// {"columns":[{...,"articles":N}],"articles":[{slug,column,path,title,...}]} without texts.
Json disclosure_to_json(const Disclosure& disclosure);
// One article with "blocks" as in document.hpp.
Json article_to_json(const Article& article);

}  // namespace wufei::contract
