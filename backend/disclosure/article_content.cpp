#include "disclosure/article_content.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "disclosure/markdown.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::service {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

constexpr const char* kColumnsFile = "disclosure/columns.json";
constexpr std::string_view kFence = "---";
constexpr std::size_t kLongestSummary = 120;  // code points

std::string line_pointer(int line) {
  return "line " + std::to_string(line);
}

// Cuts the first line off `text`, without its line break.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

bool is_key(std::string_view key) {
  return contract::is_among(kFrontMatterKeys, key) || contract::is_among(kWithdrawalKeys, key);
}

void read_field(std::string_view line, int number, const std::string& file, Fields& fields,
                ContentFaults& faults) {
  const std::size_t colon = line.find(':');
  const auto fault = [&](std::string rule) {
    faults.push_back({file, line_pointer(number), std::move(rule)});
  };
  if (colon == std::string_view::npos) return fault("must be \"key: value\"");
  const std::string key = contract::trimmed(line.substr(0, colon));
  if (!is_key(key)) return fault("\"" + key + "\" is no key of the front matter");
  if (!fields.emplace(key, contract::trimmed(line.substr(colon + 1))).second)
    fault("\"" + key + "\" stands twice");
}

// The front matter's fields; `text` and `line` move on to the body.
Fields read_front_matter(std::string_view& text, int& line, const std::string& file, ContentFaults& faults) {
  Fields fields;
  line = 1;
  if (contract::trimmed(take_line(text)) != kFence) {
    faults.push_back({file, line_pointer(1), "must be --- (the start of the front matter)"});
    return fields;
  }
  while (!text.empty()) {
    ++line;
    const std::string_view row = take_line(text);
    if (contract::trimmed(row) == kFence) return fields;
    read_field(row, line, file, fields, faults);
  }
  faults.push_back({file, line_pointer(line), "the front matter has no end (---)"});
  return fields;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    std::string part = contract::trimmed(text.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void check_fields(const Fields& fields, const std::string& file, ContentFaults& faults) {
  for (const std::string_view key : kFrontMatterKeys)
    if (const auto found = fields.find(key); found == fields.end() || found->second.empty())
      faults.push_back({file, "front matter", "\"" + std::string(key) + "\" is missing"});
  for (const std::string_view key : kWithdrawalKeys)
    if (fields.contains("withdrawn") != fields.contains("withdrawn_because") ||
        (fields.contains(key) && fields.find(key)->second.empty()))
      faults.push_back({file, "front matter", "withdrawn and withdrawn_because stand together"});
  for (const char* key : {"written", "published", "withdrawn"})
    if (const auto found = fields.find(key); found != fields.end() && !contract::parse_date(found->second))
      faults.push_back({file, "front matter", std::string(key) + " must be a date, YYYY-MM-DD"});
  if (const auto found = fields.find("summary");
      found != fields.end() && contract::code_point_count(found->second) > kLongestSummary)
    faults.push_back({file, "front matter", "summary must have at most 120 characters"});
}

std::string value(const Fields& fields, std::string_view key) {
  const auto found = fields.find(key);
  return found == fields.end() ? std::string() : found->second;
}

contract::Article article_from(const Fields& fields) {
  contract::Article article;
  article.column = value(fields, "column");
  article.title = value(fields, "title");
  article.summary = value(fields, "summary");
  article.index_number = value(fields, "index_number");
  article.issuing_body = value(fields, "issuing_body");
  article.document_number = value(fields, "document_number");
  article.written = value(fields, "written");
  article.published = value(fields, "published");
  article.validity = value(fields, "validity");
  article.disclosure = value(fields, "disclosure");
  article.keywords = split(value(fields, "keywords"), ',');
  article.sources = split(value(fields, "sources"), ';');
  article.withdrawn = value(fields, "withdrawn");
  article.withdrawn_because = value(fields, "withdrawn_because");
  return article;
}

contract::ArticleColumn column_from(const contract::Json& row) {
  using contract::text_or_empty;
  return {text_or_empty(row, "id"),        text_or_empty(row, "name"),    text_or_empty(row, "summary"),
          text_or_empty(row, "publisher"), text_or_empty(row, "section"), text_or_empty(row, "empty")};
}

void load_article(const ContentReader& reader, const std::string& file, const std::string& column,
                  contract::Disclosure& out, ContentFaults& faults) {
  const auto text = reader.read(file, kLargestArticle);
  if (!text) return faults.push_back({file, "", "is larger than 256 KB or cannot be read"});
  const std::size_t before = faults.size();
  contract::Article article = parse_article(*text, file, faults);
  article.slug = stem_of(file);
  if (!is_article_slug(article.slug))
    faults.push_back({file, "", "the file's name must be lower-case letters, digits and '-'"});
  if (article.column != column) faults.push_back({file, "front matter", "column must be the folder's name"});
  if (faults.size() != before) return;
  (article.withdrawn.empty() ? out.articles : out.withdrawn).push_back(std::move(article));
}

std::string file_of(const contract::Article& article) {
  return article_file_name(article.column, article.slug);
}

void check_unique(const contract::Disclosure& disclosure, ContentFaults& faults) {
  std::set<std::string> slugs, numbers;
  for (const auto* articles : {&disclosure.articles, &disclosure.withdrawn})
    for (const contract::Article& article : *articles) {
      const std::string file = file_of(article);
      if (!slugs.insert(article.slug).second)
        faults.push_back({file, "", "another article has this file name"});
      if (!numbers.insert(article.index_number).second)
        faults.push_back({file, "front matter", "index_number " + article.index_number + " is used twice"});
    }
}

bool before(const contract::Article& a, const contract::Article& b) {
  return a.published != b.published ? a.published > b.published : a.index_number < b.index_number;
}

// What is wrong with one picture of an article; "" when nothing is.
std::string fault_of(const contract::Block& block, const std::vector<MediaFile>& media) {
  const std::string name = block.href.substr(std::min(block.href.size(), kMediaPath.size()));
  if (!block.href.starts_with(kMediaPath))
    return "a picture's address must begin with /media/: " + block.href;
  const auto found =
      std::find_if(media.begin(), media.end(), [&](const MediaFile& file) { return file.name == name; });
  if (found == media.end()) return "there is no picture media/" + name;
  const long difference = std::labs(static_cast<long>(block.width) * found->height -
                                    static_cast<long>(block.height) * found->width);
  if (difference * 50 > static_cast<long>(block.width) * found->height || block.width > found->width)
    return "media/" + name + " is " + std::to_string(found->width) + "x" + std::to_string(found->height) +
           " pixels: another shape, or smaller than the article says";
  return {};
}

DisclosureContent read(const ContentInput& input, const ContentSet&, ContentFaults& faults) {
  DisclosureContent disclosure;
  for (const contract::Json& row : contract::array_or_empty(input.document(kColumnsFile), "columns"))
    disclosure.columns.push_back(column_from(row));
  for (const contract::ArticleColumn& column : disclosure.columns) {
    const std::string folder = "disclosure/" + column.id + "/";
    for (const std::string& name : input.reader.names(folder))
      if (name.ends_with(".md")) load_article(input.reader, folder + name, column.id, disclosure, faults);
  }
  std::sort(disclosure.articles.begin(), disclosure.articles.end(), before);
  return disclosure;
}

void check(const ContentInput&, const ContentSet& content, ContentFaults& faults) {
  const auto& disclosure = content.get<DisclosureContent>();
  check_unique(disclosure, faults);
  const ContentFaults missing = check_pictures(disclosure, content.get<CountyContent>().media);
  faults.insert(faults.end(), missing.begin(), missing.end());
}

}  // namespace

bool is_article_slug(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::string article_file_name(std::string_view column, std::string_view slug) {
  return "disclosure/" + std::string(column) + "/" + std::string(slug) + ".md";
}

ArticleSource article_source(std::string_view text) {
  const std::string plain = contract::with_line_feeds(contract::without_mark(text));
  std::string_view rest = plain;
  int line = 0;
  ContentFaults ignored;
  ArticleSource source{read_front_matter(rest, line, {}, ignored), {}};
  source.body = contract::entered_text(rest);
  return source;
}

std::string article_file(const ArticleSource& source) {
  std::string text = std::string(kFence) + "\n";
  const auto add = [&](std::string_view key) {
    if (const auto found = source.fields.find(key); found != source.fields.end())
      text.append(key).append(": ").append(found->second).append("\n");
  };
  for (const std::string_view key : kFrontMatterKeys) add(key);
  for (const std::string_view key : kWithdrawalKeys) add(key);
  return text + std::string(kFence) + "\n\n" + source.body + "\n";
}

contract::Article parse_article(std::string_view text, const std::string& file, ContentFaults& faults) {
  if (!contract::is_valid_utf8(text)) {
    faults.push_back({file, "", "is not UTF-8"});
    return {};
  }
  const std::string plain = contract::with_line_feeds(contract::without_mark(text));
  std::string_view rest = plain;
  int line = 0;
  const Fields fields = read_front_matter(rest, line, file, faults);
  check_fields(fields, file, faults);
  contract::Article article = article_from(fields);
  Markdown body = parse_markdown(rest);
  for (MarkdownFault& fault : body.faults)
    faults.push_back({file, fault.line > 0 ? line_pointer(line + fault.line) : "", std::move(fault.rule)});
  if (body.blocks.empty()) faults.push_back({file, "", "has no text"});
  article.blocks = std::move(body.blocks);
  return article;
}

ContentFaults check_pictures(const contract::Disclosure& disclosure, const std::vector<MediaFile>& media) {
  ContentFaults faults;
  for (const contract::Article& article : disclosure.articles)
    for (const contract::Block& block : article.blocks)
      if (block.kind == contract::BlockKind::image)
        if (const std::string fault = fault_of(block, media); !fault.empty())
          faults.push_back({file_of(article), "", fault});
  return faults;
}

ContentPart disclosure_part() {
  return content_part("disclosure", {{kColumnsFile, "disclosure_columns.schema.json"}}, read, check);
}

}  // namespace wufei::service
