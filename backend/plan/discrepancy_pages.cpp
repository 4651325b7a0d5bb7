
#include "county/site/shelves.hpp"
#include "lib/base/find.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_page_parts.hpp"
#include "plan/plan_pages.hpp"

namespace wufei::http {
namespace {

using namespace parts;
using contract::Discrepancy;
using contract::Document;
using contract::Spans;
using contract::Text;

contract::Block places(const Discrepancy& row) {
  std::vector<std::vector<Spans>> rows;
  for (const contract::DiscrepancyPlace& place : row.places)
    rows.push_back({{contract::span(place.where)}, {contract::span(place.says)}});
  return table_block(contract::text(Text::server_plan_places_of, {{"id", row.id}}),
                     {{words(Text::server_plan_where), false}, {words(Text::server_plan_says), false}},
                     std::move(rows));
}

Spans task_links(const contract::Plan& plan, const std::string& id) {
  std::vector<contract::Span> links;
  for (const contract::PlanTask& task : plan.tasks)
    if (contract::is_among(task.discrepancies, id)) links.push_back(task_link(task));
  return joined(std::move(links), words(Text::server_plan_comma));
}

contract::Block facts_of(const service::ContentSet& content, const Discrepancy& row) {
  const Spans body = row.answerable_by.empty()
                         ? Spans{}
                         : Spans{body_link(content.get<service::PlanContent>(), row.answerable_by)};
  return facts_block(
      words(Text::server_plan_facts),
      {{words(Text::server_plan_kind), {contract::span(discrepancy_kind_name(row.kind))}},
       {words(Text::server_plan_problem), {contract::span(row.problem)}},
       {words(Text::server_plan_handling), {contract::span(row.handling)}},
       {words(Text::server_plan_indicators), or_none(indicator_links(content, row.indicators))},
       {words(Text::server_plan_tasks_linked),
        or_none(task_links(content.get<service::PlanContent>(), row.id))},
       {words(Text::server_plan_answerable), or_none(body)}});
}

struct List {
  std::string_view id;
  Text name;
  Text about;
};

// What the plan says twice is not mixed with what is only to be known when reading, or with our extraction's
// faults.
constexpr List kLists[] = {
    {"contradiction", Text::server_plan_list_contradiction, Text::server_plan_list_contradiction_about},
    {"reading", Text::server_plan_list_reading, Text::server_plan_list_reading_about},
    {"extraction", Text::server_plan_list_extraction, Text::server_plan_list_extraction_about}};

// One row each, in short; the places and the handling are on its own page.
void add_list(Document& page, const service::ContentSet& content, const List& list) {
  std::vector<contract::Card> rows;
  for (const Discrepancy& row : content.get<service::PlanContent>().discrepancies) {
    if (row.list != list.id) continue;
    rows.push_back(card_to("/discrepancies/" + row.id, row.id + " " + row.title, {}, row.problem));
    rows.back().badge = discrepancy_kind_name(row.kind);
  }
  page.blocks.push_back(contract::heading_block(2, words(list.name), std::string(list.id)));
  page.blocks.push_back(contract::paragraph_block(words(list.about)));
  page.blocks.push_back(cards_block(words(list.name), std::move(rows)));
}

Document discrepancy_list(const service::ContentSet& content) {
  const std::string count = std::to_string(content.get<service::PlanContent>().discrepancies.size());
  Document page = disclosure_page(words(Text::server_plan_discrepancies),
                                  contract::text(Text::server_plan_discrepancies_about, {{"count", count}}));
  page.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_plan_discrepancies_intro, {{"count", count}})));
  for (const List& list : kLists) add_list(page, content, list);
  page.blocks.push_back(
      spans_block(words(Text::server_plan_more),
                  {contract::link_span(words(Text::frame_indicators), "/indicators"),
                   contract::link_span(words(Text::server_plan_tasks), "/tasks"),
                   contract::link_span(words(Text::server_open_data), "/open-data/discrepancies")}));
  return page;
}

contract::Result<Document> discrepancy_page(const service::ContentSet& content, std::string_view id) {
  const Discrepancy* row = contract::find_discrepancy(content.get<service::PlanContent>(), id);
  if (row == nullptr) return contract::make_error(contract::ErrorCode::not_found, "no such discrepancy");
  Document page = disclosure_page(row->id + " " + row->title, row->problem,
                                  {{words(Text::server_plan_discrepancies), "/discrepancies"}});
  page.blocks.push_back(places(*row));
  page.blocks.push_back(facts_of(content, *row));
  page.blocks.push_back(
      spans_block(words(Text::server_plan_more),
                  {contract::link_span(words(Text::server_plan_discrepancies_all), "/discrepancies")}));
  return page;
}

}  // namespace

void add_discrepancy_pages(DocumentBook& book, const service::ContentSource& source) {
  book.add({.pattern = "/discrepancies",
            .make = [&source](const PageCall&) -> contract::Result<Document> {
              return discrepancy_list(*source.current());
            },
            .listing = Listing{Shelf::data, Text::server_article_to_discrepancies,
                               Text::server_search_kind_discrepancies}});
  book.add({.pattern = "/discrepancies/{id}",
            .make =
                [&source](const PageCall& call) {
                  return discrepancy_page(*source.current(), call.parameter("id"));
                },
            .paths =
                [&source] {
                  std::vector<std::string> paths;
                  const auto content = source.current();  // stays while it is read
                  for (const Discrepancy& row : content->get<service::PlanContent>().discrepancies)
                    paths.push_back("/discrepancies/" + row.id);
                  return paths;
                }});
}

}  // namespace wufei::http
