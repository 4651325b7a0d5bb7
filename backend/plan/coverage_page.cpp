#include <algorithm>

#include "county/site/shelves.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_page_parts.hpp"
#include "plan/plan_pages.hpp"

namespace wufei::http {
namespace {

using namespace parts;
using contract::Document;
using contract::PlanTask;
using contract::PortalShare;
using contract::Spans;
using contract::Text;

template <class Condition>
std::string count_of(const contract::Plan& plan, Condition condition) {
  return std::to_string(std::count_if(plan.tasks.begin(), plan.tasks.end(), condition));
}

Text meaning_of(PortalShare share) {
  switch (share) {
    case PortalShare::serves:
      return Text::server_plan_share_serves_about;
    case PortalShare::partly:
      return Text::server_plan_share_partly_about;
    case PortalShare::not_yet:
      return Text::server_plan_share_not_yet_about;
    case PortalShare::elsewhere:
      break;
  }
  return Text::server_plan_share_elsewhere_about;
}

contract::Block totals(const contract::Plan& plan) {
  std::vector<std::vector<Spans>> rows;
  for (const PortalShare share : kShares)
    rows.push_back(
        {{contract::link_span(share_name(share), "#" + std::string(portal_share_name(share)))},
         {contract::span(count_of(plan, [share](const PlanTask& task) { return task.portal == share; }))},
         {contract::span(words(meaning_of(share)))}});
  return table_block(words(Text::server_plan_coverage_totals),
                     {{words(Text::server_plan_portal), false},
                      {words(Text::server_plan_tasks_count), true},
                      {words(Text::server_plan_meaning), false}},
                     std::move(rows));
}

contract::Block by_field(const contract::Plan& plan) {
  std::vector<contract::TableColumn> columns{{words(Text::server_plan_field), false}};
  for (const PortalShare share : kShares) columns.push_back({share_name(share), true});
  std::vector<std::vector<Spans>> rows;
  for (const auto& [field, key] : task_fields()) {
    std::vector<Spans> row{{contract::link_span(words(key), "/tasks?field=" + std::string(field))}};
    for (const PortalShare share : kShares)
      row.push_back({contract::span(count_of(plan, [&, field = field](const PlanTask& task) {
        return task.field == field && task.portal == share;
      }))});
    rows.push_back(std::move(row));
  }
  return table_block(words(Text::server_plan_coverage_fields), std::move(columns), std::move(rows));
}

void add_share(Document& page, const contract::Plan& plan, PortalShare share) {
  std::vector<contract::Card> rows;
  for (const PlanTask& task : plan.tasks) {
    if (task.portal != share) continue;
    rows.push_back(card_to("/tasks/" + task.id, task.id + " " + task.title, {}, task.portal_note));
  }
  const std::string name = contract::text(
      Text::server_plan_share_count, {{"name", share_name(share)}, {"count", std::to_string(rows.size())}});
  page.blocks.push_back(contract::heading_block(2, name, std::string(portal_share_name(share))));
  page.blocks.push_back(contract::paragraph_block(words(meaning_of(share))));
  if (rows.empty())
    return page.blocks.push_back(contract::paragraph_block(words(Text::server_plan_tasks_empty)));
  page.blocks.push_back(cards_block(name, std::move(rows)));
}

Document coverage(const service::ContentSet& content) {
  const contract::Plan& plan = content.get<service::PlanContent>();
  const std::string all = std::to_string(plan.tasks.size());
  Document page = disclosure_page(words(Text::server_plan_coverage),
                                  contract::text(Text::server_plan_coverage_about, {{"count", all}}));
  page.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_plan_coverage_intro, {{"count", all}})));
  page.blocks.push_back(totals(plan));
  page.blocks.push_back(by_field(plan));
  for (const PortalShare share : kShares) add_share(page, plan, share);
  return page;
}

}  // namespace

void add_coverage_page(DocumentBook& book, const service::ContentSource& source) {
  book.add({.pattern = "/coverage",
            .make = [&source](const PageCall&) -> contract::Result<Document> {
              return coverage(*source.current());
            },
            .listing = Listing{Shelf::data, Text::server_article_to_coverage}});
}

}  // namespace wufei::http
