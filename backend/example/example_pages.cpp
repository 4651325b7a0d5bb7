#include "example/example_pages.hpp"

#include "county/site/shelves.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;

contract::Result<contract::Document> page(service::ExampleService& example) {
  const auto days = example.days();
  if (!days) return days.error();
  contract::Document document;
  document.title = words(Text::server_example_title);
  document.description = words(Text::server_example_about);
  contract::Block table;
  table.kind = contract::BlockKind::table;
  table.text = document.title;
  table.columns = {{words(Text::server_example_day)}, {words(Text::server_example_villages), true}};
  for (const storage::ExampleDay& row : *days)
    table.rows.push_back(
        {{contract::span(contract::format_date(row.day))}, {contract::span(std::to_string(row.villages))}});
  document.blocks.push_back(std::move(table));
  return document;
}

}  // namespace

void add_example_pages(DocumentBook& book, service::ExampleService& example) {
  book.add({.pattern = "/example",
            .make = [&example](const PageCall&) { return page(example); },
            .listing = Listing{Shelf::data, Text::server_example_title, Text::server_example_title}});
}

}  // namespace wufei::http
