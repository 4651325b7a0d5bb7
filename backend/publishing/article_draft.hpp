// An article as editors type it: the fields of its front matter and its text, its JSON as versions keep it,
// and the file that it becomes. What is wrong with it is said in words, at the field.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_part.hpp"
#include "disclosure/article_content.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/text.hpp"
#include "publishing/draft.hpp"

namespace wufei::service {

inline constexpr std::size_t kLongestBody = 60'000;  // code points

struct ArticleField {
  std::string_view key;  // of the front matter
  contract::Text label, hint;
  std::size_t limit;  // code points
  bool date = false;
};
// Those that editors type; the column is the article's place.
inline constexpr std::array kArticleFields{
    ArticleField{"title", contract::Text::server_publishing_title,
                 contract::Text::server_publishing_title_hint, 60},
    ArticleField{"summary", contract::Text::server_publishing_summary,
                 contract::Text::server_publishing_summary_hint, 120},
    ArticleField{"published", contract::Text::server_publishing_published,
                 contract::Text::server_publishing_published_hint, 10, true},
    ArticleField{"written", contract::Text::server_publishing_written,
                 contract::Text::server_publishing_written_hint, 10, true},
    ArticleField{"issuing_body", contract::Text::server_publishing_issuing_body,
                 contract::Text::server_publishing_issuing_body_hint, 60},
    ArticleField{"document_number", contract::Text::server_publishing_document_number,
                 contract::Text::server_publishing_document_number_hint, 60},
    ArticleField{"index_number", contract::Text::server_publishing_index_number,
                 contract::Text::server_publishing_index_number_hint, 40},
    ArticleField{"validity", contract::Text::server_publishing_validity,
                 contract::Text::server_publishing_validity_hint, 20},
    ArticleField{"disclosure", contract::Text::server_publishing_manner,
                 contract::Text::server_publishing_manner_hint, 20},
    ArticleField{"keywords", contract::Text::server_publishing_keywords,
                 contract::Text::server_publishing_keywords_hint, 120},
    ArticleField{"sources", contract::Text::server_publishing_sources,
                 contract::Text::server_publishing_sources_hint, 400}};

std::string draft_to_text(const ArticleSource& draft);
ArticleSource draft_from_text(std::string_view json);
// What keeps a version from being kept at all: no title, too long, characters that no text has.
DraftFaults faults_of_typing(const ArticleSource& draft);
// What keeps it from being published, beside the content's own rules: what is missing, days that are not yet.
// `leads`: whether a path of this site leads somewhere.
DraftFaults faults_of_article(const ArticleSource& draft, const contract::Article& article,
                              contract::Date today, const std::function<bool(const std::string&)>& leads);
// A fault of the content's own rules about `file`, in the words of editors.
DraftFault fault_in_words(const ContentFault& fault, const std::string& file);

}  // namespace wufei::service
