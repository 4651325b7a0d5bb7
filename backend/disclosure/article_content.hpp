// Reads content/disclosure/: columns.json and one Markdown file per article in the folder of its column. A
// file begins with front matter between lines of ---: one "key: value" a line, every key of kFrontMatterKeys
// once.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "county/county_content.hpp"
#include "disclosure/article.hpp"

namespace wufei::service {

using DisclosureContent = contract::Disclosure;

inline constexpr std::array<std::string_view, 12> kFrontMatterKeys{
    "title",   "summary",   "column",   "index_number", "issuing_body", "document_number",
    "written", "published", "validity", "disclosure",   "keywords",     "sources"};
inline constexpr std::size_t kLargestArticle = 256 * 1024;  // bytes

// One file's text. `file` is for faults; column and slug come from its place.
contract::Article parse_article(std::string_view text, const std::string& file, ContentFaults& faults);
// Every picture of an article is there, has the shape the article says, and pixels enough to be shown so
// wide.
ContentFaults check_pictures(const contract::Disclosure& disclosure, const std::vector<MediaFile>& media);

ContentPart disclosure_part();

}  // namespace wufei::service
