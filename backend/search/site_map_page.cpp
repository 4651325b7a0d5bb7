#include "search/site_map_page.hpp"

#include "disclosure/article_content.hpp"
#include "lib/base/text.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::Text;

struct Entry {
  Text title;
  const char* path;
};
struct Section {
  Text title;
  std::vector<Entry> entries;
};

const std::vector<Section>& sections() {
  static const std::vector<Section> kSections{
      {Text::server_site_map_services,
       {{Text::server_page_book, "/pickup"}, {Text::frame_lookup, "/pickup/lookup"}}},
      {Text::server_site_map_guide,
       {{Text::frame_guide, "/guide"},
        {Text::server_site_map_recyclables, "/guide/recyclables"},
        {Text::server_site_map_village, "/guide/village"},
        {Text::server_site_map_places, "/guide/places"}}},
      {Text::server_site_map_data,
       {{Text::server_article_to_indicators, "/indicators"},
        {Text::server_site_map_method, "/indicators/method"},
        {Text::server_article_to_targets, "/targets"},
        {Text::server_article_to_tasks, "/tasks"},
        {Text::server_article_to_coverage, "/coverage"},
        {Text::server_article_to_discrepancies, "/discrepancies"},
        {Text::server_article_to_cells, "/cells"},
        {Text::server_article_to_open_data, "/open-data"},
        {Text::server_site_map_api, "/api-reference"}}},
      {Text::server_site_map_voice,
       {{Text::frame_feedback, "/feedback"},
        {Text::server_site_map_published, "/feedback/published"},
        {Text::server_site_map_surveys, "/surveys"}}},
      {Text::server_site_map_site,
       {{Text::server_news_title, "/news"},
        {Text::frame_search, "/search"},
        {Text::server_page_privacy_title, "/privacy"}}}};
  return kSections;
}

Block link_list() {
  Block block = links_block({});
  return block;
}

void add_disclosure(contract::Document& document, const contract::Disclosure& disclosure) {
  document.blocks.push_back(
      contract::heading_block(2, std::string(contract::text(Text::server_site_map_disclosure))));
  for (const contract::ArticleColumn& column : disclosure.columns) {
    document.blocks.push_back(contract::heading_block(3, column.name));
    Block links = link_list();
    links.items.push_back({contract::link_span(column.name, "/disclosure/" + column.id)});
    for (const contract::Article& article : disclosure.articles)
      if (article.column == column.id)
        links.items.push_back({contract::link_span(article.title, contract::article_path(article))});
    document.blocks.push_back(std::move(links));
  }
}

contract::Document site_map(const DocumentBook& book, const service::ContentSet& content) {
  contract::Document document;
  document.title = contract::text(Text::server_site_map_title);
  document.description = contract::text(Text::server_site_map_about);
  for (const Section& section : sections()) {
    Block links = link_list();
    for (const Entry& entry : section.entries)
      if (book.knows(entry.path))
        links.items.push_back({contract::link_span(std::string(contract::text(entry.title)), entry.path)});
    if (links.items.empty()) continue;
    document.blocks.push_back(contract::heading_block(2, std::string(contract::text(section.title))));
    document.blocks.push_back(std::move(links));
  }
  add_disclosure(document, content.get<service::DisclosureContent>());
  return document;
}

}  // namespace

void add_site_map_page(DocumentBook& book, const service::ContentSource& source) {
  book.add(
      {"/site-map", {}, [&book, &source](const PageCall&) { return site_map(book, *source.current()); }, {}});
}

}  // namespace wufei::http
