// Reads content/disclosure/: columns.json and one Markdown file per article in the folder of its column. A
// file begins with front matter between lines of ---: one "key: value" a line, every key of kFrontMatterKeys
// once; an article that was taken back has those of kWithdrawalKeys too.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "county/county_content.hpp"
#include "disclosure/article.hpp"

namespace wufei::service {

using DisclosureContent = contract::Disclosure;

inline constexpr std::array<std::string_view, 12> kFrontMatterKeys{
    "title",   "summary",   "column",   "index_number", "issuing_body", "document_number",
    "written", "published", "validity", "disclosure",   "keywords",     "sources"};
// Both or none: the article is kept, and its address says since when and why it is not shown.
inline constexpr std::array<std::string_view, 2> kWithdrawalKeys{"withdrawn", "withdrawn_because"};
inline constexpr std::size_t kLargestArticle = 256 * 1024;  // bytes

// The fields of an article's front matter as they stand in it, and the text below it.
struct ArticleSource {
  std::map<std::string, std::string, std::less<>> fields;
  std::string body;
};
ArticleSource article_source(std::string_view text);
// The file of an article. Values are one line each.
std::string article_file(const ArticleSource& source);
// "disclosure/policy/plan-overview.md"
std::string article_file_name(std::string_view column, std::string_view slug);
// Lower-case letters, digits and '-'.
bool is_article_slug(std::string_view text);

// One file's text. `file` is for faults; column and slug come from its place.
contract::Article parse_article(std::string_view text, const std::string& file, ContentFaults& faults);
// Every picture of an article is there, has the shape the article says, and pixels enough to be shown so
// wide.
ContentFaults check_pictures(const contract::Disclosure& disclosure, const std::vector<MediaFile>& media);

ContentPart disclosure_part();

}  // namespace wufei::service
