#include "search/site_map_page.hpp"

#include <utility>

#include "county/site/shelves.hpp"
#include "disclosure/article_content.hpp"
#include "lib/base/words.hpp"
#include "lib/page/blocks.hpp"

namespace wufei::http {
namespace {

using contract::Block;
using contract::Text;

// Articles stand by column, last.
constexpr Text kShelves[] = {Shelf::services, Shelf::guide, Shelf::data, Shelf::voice};
// The site's own pages, which belong to no subject.
constexpr std::pair<Text, const char*> kOwn[] = {{Text::server_news_title, "/news"},
                                                 {Text::frame_search, "/search"},
                                                 {Text::server_page_privacy_title, "/privacy"}};

void add_links(contract::Document& document, Text title, Block links) {
  if (links.items.empty()) return;
  document.blocks.push_back(contract::heading_block(2, words(title)));
  document.blocks.push_back(std::move(links));
}

void add_disclosure(contract::Document& document, const contract::Disclosure& disclosure) {
  document.blocks.push_back(contract::heading_block(2, words(Shelf::disclosure)));
  for (const contract::ArticleColumn& column : disclosure.columns) {
    document.blocks.push_back(contract::heading_block(3, column.name));
    Block links = links_block({});
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
  const std::vector<ListedPage> pages = book.listed();
  for (const Text shelf : kShelves) {
    Block links = links_block({});
    for (const ListedPage& page : pages)
      if (page.listing.shelf == shelf)
        links.items.push_back({contract::link_span(words(page.listing.title), page.path)});
    add_links(document, shelf, std::move(links));
  }
  Block own = links_block({});
  for (const auto& [title, path] : kOwn)
    if (book.knows(path)) own.items.push_back({contract::link_span(words(title), path)});
  add_links(document, Text::server_site_map_site, std::move(own));
  add_disclosure(document, content.get<service::DisclosureContent>());
  return document;
}

}  // namespace

void add_site_map_page(DocumentBook& book, const service::ContentSource& source) {
  book.add({.pattern = "/site-map",
            .make = [&book, &source](const PageCall&) { return site_map(book, *source.current()); }});
}

}  // namespace wufei::http
