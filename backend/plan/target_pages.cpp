
#include "county/site/shelves.hpp"
#include "lib/base/find.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_page_parts.hpp"
#include "plan/plan_pages.hpp"

namespace wufei::http {
namespace {

using namespace parts;
using contract::Document;
using contract::PlanTarget;
using contract::Spans;
using contract::Text;

const contract::PlanTask* task_of(const contract::Plan& plan, const std::string& target) {
  for (const contract::PlanTask& task : plan.tasks)
    if (contract::is_among(task.targets, target)) return &task;
  return nullptr;
}

bool fits(const PlanTarget& target, const PageCall& call) {
  const std::string_view table = call.value("table");
  if (table == "yes" && target.indicator_no == 0) return false;
  if (table == "no" && target.indicator_no != 0) return false;
  return matches(target.id + " " + target.summary + " " + target.section + " " + target.note,
                 call.value("q"));
}

std::string year_of(const PlanTarget& target) {
  return target.year == 0 ? std::string() : std::to_string(target.year);
}

Spans row_link(const service::ContentSet& content, const PlanTarget& target) {
  return target.indicator_no == 0 ? Spans{contract::span(words(Text::server_plan_not_in_table))}
                                  : Spans{indicator_link(content, target.indicator_no)};
}

Document target_list(const service::ContentSet& content, const PageCall& call) {
  const std::string all = std::to_string(content.get<service::PlanContent>().targets.size());
  std::vector<std::vector<Spans>> rows;
  for (const PlanTarget& target : content.get<service::PlanContent>().targets)
    if (fits(target, call))
      rows.push_back({{target_link(target)},
                      {contract::span(target_value(target))},
                      text_or_none(year_of(target)),
                      {contract::span(target.section)},
                      row_link(content, target)});
  Document page = disclosure_page(words(Text::server_plan_targets),
                                  contract::text(Text::server_plan_targets_about, {{"count", all}}));
  page.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_plan_targets_intro, {{"count", all}})));
  page.blocks.push_back(
      list_filters("/targets", {select_filter("table", Text::server_plan_table, call.value("table"),
                                              {{"yes", words(Text::server_plan_table_yes)},
                                               {"no", words(Text::server_plan_table_no)}}),
                                search_filter(call.value("q"))}));
  const std::string shown = std::to_string(rows.size());
  if (rows.empty()) {
    page.blocks.push_back(contract::paragraph_block(words(Text::server_plan_targets_empty)));
    page.blocks.push_back(empty_block(Text::server_plan_targets_none, "/targets",
                                      content.get<service::PlanContent>().targets.size()));
  } else {
    page.blocks.push_back(table_block(contract::text(Text::server_plan_targets_found, {{"count", shown}}),
                                      {{words(Text::server_plan_target), false},
                                       {words(Text::server_plan_value), false},
                                       {words(Text::server_plan_year), false},
                                       {words(Text::server_plan_section), false},
                                       {words(Text::server_plan_indicator), false}},
                                      std::move(rows)));
  }
  page.blocks.push_back(
      spans_block(words(Text::server_plan_more),
                  {contract::link_span(words(Text::frame_indicators), "/indicators"),
                   contract::link_span(words(Text::server_plan_tasks), "/tasks"),
                   contract::link_span(words(Text::server_open_data), "/open-data/targets")}));
  return page;
}

contract::Result<Document> target_page(const service::ContentSet& content, std::string_view id) {
  const PlanTarget* target = contract::find_target(content.get<service::PlanContent>(), id);
  if (target == nullptr) return contract::make_error(contract::ErrorCode::not_found, "no such target");
  const std::string value = target_value(*target);
  Document page = disclosure_page(
      target->summary,
      contract::text(Text::server_plan_target_about, {{"name", target->summary}, {"value", value}}),
      {{words(Text::server_plan_targets), "/targets"}});
  const contract::PlanTask* task = task_of(content.get<service::PlanContent>(), target->id);
  std::vector<contract::Fact> facts{
      {words(Text::server_plan_id), {contract::span(target->id)}},
      {words(Text::server_plan_value), {contract::span(value)}},
      {words(Text::server_plan_year), text_or_none(year_of(*target))},
      {words(Text::server_plan_section), {contract::span(target->section)}},
      {words(Text::server_plan_indicator), row_link(content, *target)},
      {words(Text::server_plan_task), or_none(task == nullptr ? Spans{} : Spans{task_link(*task)})}};
  if (!target->note.empty()) facts.push_back({words(Text::server_plan_note), {contract::span(target->note)}});
  page.blocks.push_back(facts_block(words(Text::server_plan_facts), std::move(facts)));
  page.blocks.push_back(spans_block(words(Text::server_plan_more),
                                    {contract::link_span(words(Text::server_plan_targets_all), "/targets")}));
  return page;
}

}  // namespace

void add_target_pages(DocumentBook& book, const service::ContentSource& source) {
  book.add(
      {.pattern = "/targets",
       .query = {"table", "q"},
       .make = [&source](const PageCall& call) -> contract::Result<Document> {
         return target_list(*source.current(), call);
       },
       .listing = Listing{Shelf::data, Text::server_article_to_targets, Text::server_search_kind_targets}});
  book.add(
      {.pattern = "/targets/{id}",
       .make =
           [&source](const PageCall& call) { return target_page(*source.current(), call.parameter("id")); },
       .paths =
           [&source] {
             std::vector<std::string> paths;
             const auto content = source.current();  // stays while it is read
             for (const PlanTarget& target : content->get<service::PlanContent>().targets)
               paths.push_back("/targets/" + target.id);
             return paths;
           }});
}

}  // namespace wufei::http
