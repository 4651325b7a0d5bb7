// Reads content/disclosure/: columns.json and one Markdown file per article in the folder of its column. A
// file begins with front matter between lines of ---: one "key: value" a line, every key of kFrontMatterKeys
// once.
#pragma once

#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include "county/content.hpp"
#include "disclosure/article.hpp"

namespace wufei::service {

inline constexpr std::array<std::string_view, 12> kFrontMatterKeys{
    "title",   "summary",   "column",   "index_number", "issuing_body", "document_number",
    "written", "published", "validity", "disclosure",   "keywords",     "sources"};
inline constexpr std::size_t kLargestArticle = 256 * 1024;  // bytes

// `columns` is columns.json, which has passed its schema. Faults name the file and "line N"; an article with
// a fault is left out, so that the caller refuses the whole.
contract::Disclosure load_disclosure(const std::filesystem::path& directory, const contract::Json& columns,
                                     std::vector<ContentFault>& faults);
// One file's text. `file` is for faults; column and slug come from its place.
contract::Article parse_article(std::string_view text, const std::string& file,
                                std::vector<ContentFault>& faults);

}  // namespace wufei::service
