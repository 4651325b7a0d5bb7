#include "disclosure/article_pages.hpp"

#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "disclosure/article_content.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Article;
using contract::ArticleColumn;
using contract::Block;
using contract::BlockKind;
using contract::BlockTone;
using contract::Card;
using contract::Document;
using contract::Text;

Document page(std::string title, std::string description) {
  Document document;
  document.title = std::move(title);
  document.description = std::move(description);
  document.section = "disclosure";
  return document;
}

Card article_card(const Article& article) {
  return card_to(contract::article_path(article), article.title, {},
                 article.published + "\u3000" + article.summary);
}

Block cards_of(const service::ContentSet& content, const ArticleColumn& column) {
  Block block = cards_block(column.name);
  for (const Article& article : content.get<service::DisclosureContent>().articles)
    if (article.column == column.id) block.cards.push_back(article_card(article));
  return block;
}

void add_column_body(Document& document, const service::ContentSet& content, const ArticleColumn& column) {
  document.blocks.push_back(contract::paragraph_block(contract::text(
      Text::server_article_column_note,
      {{"summary", column.summary}, {"publisher", column.publisher}, {"section", column.section}})));
  Block cards = cards_of(content, column);
  if (cards.cards.empty())
    document.blocks.push_back(
        contract::note_block(BlockTone::info, words(Text::server_article_empty), column.empty));
  else
    document.blocks.push_back(std::move(cards));
}

std::string newest_of(const service::ContentSet& content) {
  return content.get<service::DisclosureContent>().articles.empty()
             ? std::string()
             : content.get<service::DisclosureContent>().articles.front().published;
}

struct Way {
  Text title, about;
  const char* href;
  const char* icon;
};
constexpr Way kWays[] = {
    {Text::server_article_to_indicators, Text::server_article_indicators_about, "/indicators", "chart-bar"},
    {Text::server_article_to_tasks, Text::server_article_tasks_about, "/tasks", "list-checks"},
    {Text::server_article_to_coverage, Text::server_article_coverage_about, "/coverage", "check-circle"},
    {Text::server_article_to_discrepancies, Text::server_article_discrepancies_about, "/discrepancies",
     "warning-circle"},
    {Text::server_article_to_targets, Text::server_article_targets_about, "/targets", "newspaper"},
    {Text::server_article_to_cells, Text::server_article_cells_about, "/cells", "leaf"},
    {Text::server_article_to_open_data, Text::server_article_open_data_about, "/open-data",
     "download-simple"}};

// The public data, each with a line that says what is in it.
Block ways_block() {
  Block block = cards_block(words(Text::server_article_data));
  for (const Way& way : kWays) block.cards.push_back(card_to(way.href, way.title, way.icon, way.about));
  return block;
}

Document disclosure_page(const service::ContentSet& content) {
  Document document =
      page(words(Text::server_article_title),
           contract::text(Text::server_article_description,
                          {{"county", content.get<service::CountyContent>().site.county_name}}));
  document.updated = newest_of(content);
  document.blocks.push_back(contract::paragraph_block(document.description));
  document.blocks.push_back(contract::heading_block(2, words(Text::server_article_data), "data"));
  document.blocks.push_back(ways_block());
  for (const ArticleColumn& column : content.get<service::DisclosureContent>().columns) {
    document.blocks.push_back(contract::heading_block(2, column.name, column.id));
    add_column_body(document, content, column);
  }
  document.blocks.push_back(links_block(words(Text::server_article_follow),
                                        {{words(Text::server_article_feed), "/feeds/disclosure.atom"}}));
  return document;
}

contract::Result<Document> column_page(const service::ContentSet& content, std::string_view id) {
  const ArticleColumn* column = contract::find_column(content.get<service::DisclosureContent>(), id);
  if (!column) return contract::make_error(contract::ErrorCode::not_found, "no such column");
  Document document = page(column->name, column->summary);
  document.crumbs = {{words(Text::server_article_title), "/disclosure"}};
  add_column_body(document, content, *column);
  document.blocks.push_back(
      links_block(words(Text::server_article_follow),
                  {{words(Text::server_article_feed), "/feeds/" + column->id + ".atom"}}));
  return document;
}

// What this site wrote itself has no document number; only a body's document has an index number, a validity
// and a manner of disclosure.
constexpr const char* kNoNumber = "\u2014";

Block facts_of(const Article& article) {
  Block block = facts_block(words(Text::server_article_facts));
  const auto add = [&block](Text label, const std::string& value) {
    block.facts.push_back({words(label), {contract::span(value)}});
  };
  const bool official = article.document_number != kNoNumber;
  if (official) add(Text::server_article_index_number, article.index_number);
  add(official ? Text::server_article_issuing_body : Text::server_article_editor, article.issuing_body);
  if (official) add(Text::server_article_document_number, article.document_number);
  add(Text::server_article_written, article.written);
  add(Text::server_article_published, article.published);
  if (official) add(Text::server_article_validity, article.validity);
  if (official) add(Text::server_article_manner, article.disclosure);
  add(Text::server_article_sources,
      contract::joined(article.sources, contract::text(Text::server_list_separator)));
  return block;
}

// Day, who wrote it and how many sources, in one line.
std::string meta_line(const Article& article) {
  return contract::text(Text::server_article_meta, {{"published", article.published},
                                                    {"editor", article.issuing_body},
                                                    {"count", std::to_string(article.sources.size())}});
}

// A list of the parts of a long text, in the rail.
void add_contents(Document& document) {
  constexpr std::size_t kFewest = 3;
  Block contents = links_block({});
  contents.anchor = "contents";
  for (Block& block : document.blocks) {
    if (block.kind != BlockKind::heading || block.level != 2) continue;
    if (block.anchor.empty()) block.anchor = "part-" + std::to_string(contents.items.size() + 1);
    contents.items.push_back({contract::link_span(block.text, "#" + block.anchor)});
  }
  if (contents.items.size() < kFewest) return;
  const std::string count = std::to_string(contents.items.size());
  document.blocks.push_back(std::move(contents));
  contract::fold_from(document, document.blocks.size() - 1, words(Text::server_article_contents),
                      contract::text(Text::server_article_contents_note, {{"count", count}}), true);
}

std::vector<contract::Link> crumbs_of(const ArticleColumn& column) {
  return {{words(Text::server_article_title), "/disclosure"}, {column.name, "/disclosure/" + column.id}};
}

// Stands at the address of an article that was taken back. Its title is not said again: it may be the reason.
contract::Result<Document> withdrawn_page(const contract::Disclosure& disclosure, const PageCall& call) {
  for (const Article& article : disclosure.withdrawn) {
    if (article.slug != call.parameter("slug") || article.column != call.parameter("column")) continue;
    Document document =
        page(words(Text::server_article_withdrawn),
             contract::text(Text::server_article_withdrawn_about,
                            {{"date", article.withdrawn}, {"reason", article.withdrawn_because}}));
    document.indexed = false;
    document.gone = true;
    const ArticleColumn& column = *contract::find_column(disclosure, article.column);
    document.crumbs = crumbs_of(column);
    document.blocks.push_back(contract::paragraph_block(document.description));
    document.blocks.push_back(contract::paragraph_block(
        {contract::link_span(contract::text(Text::server_article_withdrawn_more, {{"column", column.name}}),
                             "/disclosure/" + column.id)}));
    return document;
  }
  return contract::make_error(contract::ErrorCode::not_found, "no such article");
}

contract::Result<Document> article_page(const service::ContentSet& content, const PageCall& call) {
  const auto& disclosure = content.get<service::DisclosureContent>();
  const Article* article = contract::find_article(disclosure, call.parameter("slug"));
  if (!article || article->column != call.parameter("column")) return withdrawn_page(disclosure, call);
  return article_document(*article, *contract::find_column(disclosure, article->column));
}

}  // namespace

Document article_document(const Article& article, const ArticleColumn& column) {
  Document document = page(article.title, article.summary);
  document.type = "Article";
  document.updated = article.published;
  document.crumbs = crumbs_of(column);
  document.blocks.push_back(facts_of(article));
  contract::fold_from(document, 0, meta_line(article), {}, false, contract::FoldLook::line);
  document.blocks.insert(document.blocks.end(), article.blocks.begin(), article.blocks.end());
  add_contents(document);
  return document;
}

void add_article_pages(DocumentBook& book, const service::ContentSource& source) {
  book.add(
      {.pattern = "/disclosure",
       .make = [&source](const PageCall&) { return disclosure_page(*source.current()); },
       .listing = Listing{Shelf::disclosure, Text::frame_disclosure, Text::server_search_kind_disclosure}});
  book.add(
      {.pattern = "/disclosure/{column}",
       .make = [&source](
                   const PageCall& call) { return column_page(*source.current(), call.parameter("column")); },
       .paths =
           [&source] {
             std::vector<std::string> paths;
             const auto content = source.current();  // stays while it is read
             for (const ArticleColumn& column : content->get<service::DisclosureContent>().columns)
               paths.push_back("/disclosure/" + column.id);
             return paths;
           }});
  book.add({.pattern = "/disclosure/{column}/{slug}",
            .make = [&source](const PageCall& call) { return article_page(*source.current(), call); },
            .paths =
                [&source] {
                  std::vector<std::string> paths;
                  const auto content = source.current();  // stays while it is read
                  for (const Article& article : content->get<service::DisclosureContent>().articles)
                    paths.push_back(contract::article_path(article));
                  return paths;
                }});
}

}  // namespace wufei::http
