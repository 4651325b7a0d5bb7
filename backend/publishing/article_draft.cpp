#include "publishing/article_draft.hpp"

#include <algorithm>
#include <set>

#include "lib/base/json.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"

namespace wufei::service {
namespace {

using contract::Rule;
using contract::Text;

constexpr int kFrontLines = static_cast<int>(kFrontMatterKeys.size()) + 3;  // with both fences and a blank

std::string value_of(const ArticleSource& draft, std::string_view key) {
  const auto found = draft.fields.find(key);
  return found == draft.fields.end() ? std::string() : found->second;
}

void check_dates(const ArticleSource& draft, contract::Date today, DraftFaults& faults) {
  const auto published = contract::parse_date(value_of(draft, "published")),
             written = contract::parse_date(value_of(draft, "written"));
  for (const auto& [day, key] : {std::pair(&published, "published"), std::pair(&written, "written")}) {
    if (!*day && !value_of(draft, key).empty())
      faults.push_back({key, contract::rule_text(Rule::date_format)});
    if (*day && **day > today) faults.push_back({key, contract::rule_text(Rule::later_than_today)});
  }
  if (published && written && *published < *written)
    faults.push_back({"published", words(Text::server_publishing_before_written)});
}

void add_links(const contract::Spans& spans, std::set<std::string>& links) {
  for (const contract::Span& span : spans)
    if (span.href.starts_with('/')) links.insert(span.href);
}

std::set<std::string> links_of(const contract::Article& article) {
  std::set<std::string> links;
  for (const contract::Block& block : article.blocks) {
    add_links(block.spans, links);
    for (const contract::Spans& item : block.items) add_links(item, links);
    for (const auto& row : block.rows)
      for (const contract::Spans& cell : row) add_links(cell, links);
  }
  return links;
}

struct Wording {
  std::string_view part;  // of the rule in English
  std::string_view field;
  Text text;
};
// The rules of articles (disclosure/) that an editor can break here.
constexpr Wording kWordings[] = {{"raw HTML", "body", Text::server_publishing_no_html},
                                 {"the character itself", "body", Text::server_publishing_no_entity},
                                 {"leads to no page", "body", Text::server_publishing_no_page},
                                 {"neither a path", "body", Text::server_publishing_unsafe_link},
                                 {"the table's row", "body", Text::server_publishing_table_row},
                                 {"an image must stand", "body", Text::server_publishing_image_alone},
                                 {"an image needs its size", "body", Text::server_publishing_image_size},
                                 {"an image needs a text", "body", Text::server_publishing_image_text},
                                 {"a picture's address", "body", Text::server_publishing_image_missing},
                                 {"there is no picture", "body", Text::server_publishing_image_missing},
                                 {"another shape", "body", Text::server_publishing_image_shape},
                                 {"a list holds only", "body", Text::server_publishing_list_item},
                                 {"an item of a list", "body", Text::server_publishing_list_item},
                                 {"has no text", "body", Text::server_publishing_no_text},
                                 {"larger than", "body", Text::server_publishing_too_large},
                                 {"index_number", "index_number", Text::server_publishing_number_used}};

// What the rule quotes: a link, a picture.
std::string quoted_in(const std::string& rule) {
  const auto first = rule.find('"'), last = rule.rfind('"');
  if (first != std::string::npos && last > first) return rule.substr(first + 1, last - first - 1);
  const auto media = rule.find("media/");
  return media == std::string::npos ? std::string() : rule.substr(media, rule.find(' ', media) - media);
}

// Of the text, from 1; 0 = not said. Front matter and text are one file.
int line_of(const std::string& pointer) {
  constexpr std::string_view kLine = "line ";
  int line = 0;
  if (pointer.starts_with(kLine))
    line = contract::leading_whole<int>(std::string_view(pointer).substr(kLine.size()));
  return std::max(line - kFrontLines, 0);
}

}  // namespace

std::string draft_to_text(const ArticleSource& draft) {
  contract::Json fields = contract::Json::object();
  for (const auto& [key, value] : draft.fields) fields[key] = value;
  return contract::to_text({{"fields", std::move(fields)}, {"body", draft.body}});
}

ArticleSource draft_from_text(std::string_view json) {
  ArticleSource draft;
  const auto read = contract::parse_json(json);
  if (!read) return draft;
  const contract::Json& fields = contract::object_or_empty(*read, "fields");
  for (const std::string_view key : kFrontMatterKeys)
    if (std::string value = contract::text_or_empty(fields, std::string(key).c_str()); !value.empty())
      draft.fields[std::string(key)] = std::move(value);
  draft.body = contract::text_or_empty(*read, "body");
  return draft;
}

DraftFaults faults_of_typing(const ArticleSource& draft) {
  DraftFaults faults;
  for (const ArticleField& field : kArticleFields) {
    const std::string value = value_of(draft, field.key);
    if (const std::string fault = text_fault(value, field.limit, false); !fault.empty())
      faults.push_back({std::string(field.key), fault});
    else if (field.key == "title" && contract::meaningful_count(value) == 0)
      faults.push_back({"title", contract::rule_text(Rule::required)});
  }
  if (const std::string fault = text_fault(draft.body, kLongestBody, true); !fault.empty())
    faults.push_back({"body", fault});
  return faults;
}

DraftFaults faults_of_article(const ArticleSource& draft, const contract::Article& article,
                              contract::Date today, const std::function<bool(const std::string&)>& leads) {
  DraftFaults faults;
  for (const ArticleField& field : kArticleFields)
    if (value_of(draft, field.key).empty())
      faults.push_back({std::string(field.key), contract::rule_text(Rule::required)});
  check_dates(draft, today, faults);
  if (contract::meaningful_count(draft.body) == 0)
    faults.push_back({"body", words(Text::server_publishing_no_text)});
  for (const std::string& link : links_of(article))
    if (!leads(link))
      faults.push_back({"body", contract::text(Text::server_publishing_no_page, {{"what", link}})});
  return faults;
}

DraftFault fault_in_words(const ContentFault& fault, const std::string& file) {
  const auto* const found = std::find_if(std::begin(kWordings), std::end(kWordings), [&](const Wording& one) {
    return fault.rule.find(one.part) != std::string::npos;
  });
  // Of two articles with one number either is named.
  const bool ours = fault.file == file || fault.rule.ends_with("is used twice");
  if (!ours || found == std::end(kWordings))
    return {{},
            contract::text(Text::server_publishing_refused,
                           {{"file", fault.file}, {"place", fault.pointer}, {"rule", fault.rule}})};
  std::string said = contract::text(found->text, {{"what", quoted_in(fault.rule)}});
  if (const int line = line_of(fault.pointer); line > 0)
    said.insert(0, contract::text(Text::server_publishing_line, {{"line", std::to_string(line)}}));
  return {std::string(found->field), std::move(said)};
}

}  // namespace wufei::service
