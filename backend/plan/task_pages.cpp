#include <algorithm>

#include "county/site/shelves.hpp"
#include "lib/base/find.hpp"
#include "lib/web/target.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_page_parts.hpp"
#include "plan/plan_pages.hpp"

namespace wufei::http {
namespace {

using namespace parts;
using contract::Document;
using contract::PlanTask;
using contract::Spans;
using contract::Text;

constexpr std::size_t kTasksPerPage = 40;

std::string searchable(const PlanTask& task) {
  std::string text = task.id + " " + task.title + " " + task.summary + " " + task.section + " " + task.lead;
  for (const std::string& name : task.co_leads) text += " " + name;
  for (const std::string& name : task.responsible) text += " " + name;
  return text;
}

bool fits(const contract::Plan& plan, const PlanTask& task, const PageCall& call) {
  const auto equal_or_any = [&](const char* name, std::string_view value) {
    return call.value(name).empty() || call.value(name) == value;
  };
  if (!equal_or_any("field", task.field) || !equal_or_any("portal", portal_share_name(task.portal)))
    return false;
  if (const std::string_view id = call.value("body"); !id.empty()) {
    const auto* body = contract::find_by(&contract::PlanBody::id, plan.bodies, id);
    if (body == nullptr || !contract::involves(task, body->name)) return false;
  }
  if (const std::string_view no = call.value("indicator"); !no.empty()) {
    const auto same = [no](int number) { return std::to_string(number) == no; };
    if (std::none_of(task.indicators.begin(), task.indicators.end(), same)) return false;
  }
  return matches(searchable(task), call.value("q"));
}

std::vector<contract::Choice> body_choices(const contract::Plan& plan) {
  std::vector<contract::Choice> choices;
  for (const contract::PlanBody& body : plan.bodies) {
    const auto named = [&](const PlanTask& task) { return contract::involves(task, body.name); };
    if (std::any_of(plan.tasks.begin(), plan.tasks.end(), named)) choices.push_back({body.id, body.name});
  }
  return choices;
}

std::vector<contract::Choice> indicator_choices(const contract::Plan& plan) {
  std::vector<int> numbers;
  for (const PlanTask& task : plan.tasks)
    numbers.insert(numbers.end(), task.indicators.begin(), task.indicators.end());
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::vector<contract::Choice> choices;
  for (const int number : numbers) {
    const std::string no = std::to_string(number);
    choices.push_back({no, contract::text(Text::server_plan_indicator_row, {{"no", no}})});
  }
  return choices;
}

contract::Block task_filters(const contract::Plan& plan, const PageCall& call) {
  std::vector<contract::Choice> fields, shares;
  for (const auto& [id, key] : task_fields()) fields.push_back({std::string(id), words(key)});
  for (const contract::PortalShare share : kShares)
    shares.push_back({std::string(portal_share_name(share)), share_name(share)});
  return list_filters(
      "/tasks", {select_filter("body", Text::server_plan_body, call.value("body"), body_choices(plan)),
                 select_filter("field", Text::server_plan_field, call.value("field"), std::move(fields)),
                 select_filter("portal", Text::server_plan_portal, call.value("portal"), std::move(shares)),
                 select_filter("indicator", Text::server_plan_indicator, call.value("indicator"),
                               indicator_choices(plan)),
                 search_filter(call.value("q"))});
}

// Who leads it, until when, and what this site has of it.
contract::Card task_card(const PlanTask& task) {
  contract::Card card = card_to("/tasks/" + task.id, task.id + " " + task.title, {},
                                task.lead.empty() ? task.section : task.lead);
  if (task.due_year != 0)
    card.text += contract::text(Text::server_plan_task_due, {{"year", std::to_string(task.due_year)}});
  card.badge = share_name(task.portal);
  return card;
}

// One heading and one block of rows for each run of tasks of the same chapter.
void add_chapters(Document& page, const contract::Plan& plan, const std::vector<const PlanTask*>& tasks,
                  std::size_t first, std::size_t last) {
  while (first < last) {
    const contract::PlanChapter* chapter = contract::chapter_of(plan, tasks[first]->section);
    std::vector<contract::Card> rows;
    for (; first < last && contract::chapter_of(plan, tasks[first]->section) == chapter; ++first)
      rows.push_back(task_card(*tasks[first]));
    const std::string name = chapter == nullptr ? "" : chapter->section + " " + chapter->title;
    page.blocks.push_back(contract::heading_block(2, name));
    if (chapter != nullptr) page.blocks.push_back(contract::paragraph_block(chapter->summary));
    page.blocks.push_back(cards_block(name, std::move(rows)));
  }
}

std::string page_target(const PageCall& call, std::size_t number) {
  std::string target = "/tasks?";
  for (const char* name : {"body", "field", "portal", "indicator", "q"}) {
    if (call.value(name).empty()) continue;
    append_percent_encoded(target.append(name) += '=', call.value(name));
    target += '&';
  }
  return target + "page=" + std::to_string(number);
}

void add_pager(Document& page, const PageCall& call, std::size_t number, std::size_t count) {
  if (count < 2) return;
  std::vector<contract::Span> links;
  for (std::size_t i = 1; i <= count; ++i) {
    const std::string label = contract::text(Text::server_plan_page, {{"number", std::to_string(i)}});
    links.push_back(i == number
                        ? contract::span(contract::text(Text::server_plan_page_here, {{"page", label}}))
                        : contract::link_span(label, page_target(call, i)));
  }
  page.blocks.push_back(spans_block(words(Text::server_plan_pages), std::move(links)));
}

// A number from 1 to `count`; anything else is the first page.
std::size_t page_number(std::string_view text, std::size_t count) {
  for (std::size_t i = 2; i <= count; ++i)
    if (std::to_string(i) == text) return i;
  return 1;
}

Document task_list(const service::ContentSet& content, const PageCall& call) {
  const contract::Plan& plan = content.get<service::PlanContent>();
  std::vector<const PlanTask*> found;
  for (const PlanTask& task : plan.tasks)
    if (fits(plan, task, call)) found.push_back(&task);
  const std::string all = std::to_string(plan.tasks.size()), shown = std::to_string(found.size());
  Document page = disclosure_page(words(Text::server_plan_tasks),
                                  contract::text(Text::server_plan_tasks_about, {{"count", all}}));
  page.blocks.push_back(
      contract::paragraph_block(contract::text(Text::server_plan_tasks_intro, {{"count", all}})));
  page.blocks.push_back(task_filters(plan, call));
  page.blocks.push_back(contract::paragraph_block(
      found.empty() ? words(Text::server_plan_tasks_empty)
                    : contract::text(Text::server_plan_tasks_found, {{"count", shown}})));
  const std::size_t count = (found.size() + kTasksPerPage - 1) / kTasksPerPage;
  const std::size_t number = page_number(call.value("page"), count);
  const std::size_t first = (number - 1) * kTasksPerPage;
  if (found.empty())
    page.blocks.push_back(empty_block(Text::server_plan_tasks_none, "/tasks", plan.tasks.size()));
  add_chapters(page, plan, found, first, std::min(first + kTasksPerPage, found.size()));
  add_pager(page, call, number, count);
  page.blocks.push_back(
      spans_block(words(Text::server_plan_more),
                  {contract::link_span(words(Text::server_plan_coverage), "/coverage"),
                   contract::link_span(words(Text::server_plan_targets), "/targets"),
                   contract::link_span(words(Text::server_plan_discrepancies), "/discrepancies"),
                   contract::link_span(words(Text::server_open_data), "/open-data/tasks")}));
  return page;
}

contract::Block task_facts(const service::ContentSet& content, const PlanTask& task) {
  const contract::Plan& plan = content.get<service::PlanContent>();
  std::vector<std::string> leads;
  if (!task.lead.empty()) leads.push_back(task.lead);
  leads.insert(leads.end(), task.co_leads.begin(), task.co_leads.end());
  const std::string due = task.due_year == 0 ? "" : std::to_string(task.due_year);
  std::vector<contract::Fact> facts{
      {words(Text::server_plan_id), {contract::span(task.id)}},
      {words(Text::server_plan_section), {contract::span(task.section)}},
      {words(Text::server_plan_field),
       {contract::link_span(field_name(task.field), "/tasks?field=" + task.field)}},
      {words(Text::server_plan_lead), or_none(body_links(plan, leads))},
      {words(Text::server_plan_responsible), or_none(body_links(plan, task.responsible))},
      {words(Text::server_plan_due), text_or_none(due)}};
  if (!task.due_note.empty())
    facts.push_back({words(Text::server_plan_due_note), {contract::span(task.due_note)}});
  facts.push_back({words(Text::server_plan_indicators), or_none(indicator_links(content, task.indicators))});
  return facts_block(words(Text::server_plan_facts), std::move(facts));
}

void add_task_targets(Document& page, const contract::Plan& plan, const PlanTask& task) {
  if (task.targets.empty()) return;
  std::vector<Spans> items;
  for (const std::string& id : task.targets)
    if (const contract::PlanTarget* target = contract::find_target(plan, id))
      items.push_back(
          {target_link(*target), contract::span(words(Text::server_plan_colon) + target_value(*target))});
  page.blocks.push_back(contract::heading_block(2, words(Text::server_plan_targets)));
  page.blocks.push_back(list_block(std::move(items)));
}

void add_task_discrepancies(Document& page, const contract::Plan& plan, const PlanTask& task) {
  if (task.discrepancies.empty()) return;
  std::vector<Spans> items;
  for (const std::string& id : task.discrepancies)
    if (const contract::Discrepancy* row = contract::find_discrepancy(plan, id))
      items.push_back({discrepancy_link(*row)});
  page.blocks.push_back(contract::heading_block(2, words(Text::server_plan_discrepancies)));
  page.blocks.push_back(list_block(std::move(items)));
}

void add_portal_share(Document& page, const PlanTask& task) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_plan_portal)));
  Spans spans{contract::span(share_name(task.portal) + words(Text::server_plan_colon) + task.portal_note)};
  if (!task.portal_link.empty())
    spans.push_back(contract::link_span(words(Text::server_plan_portal_open), task.portal_link));
  page.blocks.push_back(contract::paragraph_block(std::move(spans)));
}

void add_neighbours(Document& page, const contract::Plan& plan, const PlanTask& task) {
  const auto index = static_cast<std::size_t>(&task - plan.tasks.data());
  std::vector<contract::Span> links;
  if (index > 0) links.push_back(task_link(plan.tasks[index - 1]));
  if (index + 1 < plan.tasks.size()) links.push_back(task_link(plan.tasks[index + 1]));
  links.push_back(contract::link_span(words(Text::server_plan_tasks_all), "/tasks"));
  page.blocks.push_back(spans_block(words(Text::server_plan_neighbours), std::move(links)));
}

contract::Result<Document> task_page(const service::ContentSet& content, std::string_view id) {
  const PlanTask* task = contract::find_task(content.get<service::PlanContent>(), id);
  if (task == nullptr) return contract::make_error(contract::ErrorCode::not_found, "no such task");
  Document page = disclosure_page(task->title, task->summary, {{words(Text::server_plan_tasks), "/tasks"}});
  page.blocks.push_back(contract::paragraph_block(task->summary));
  page.blocks.push_back(task_facts(content, *task));
  add_task_targets(page, content.get<service::PlanContent>(), *task);
  add_portal_share(page, *task);
  add_task_discrepancies(page, content.get<service::PlanContent>(), *task);
  page.blocks.push_back(
      contract::note_block(contract::BlockTone::info, "", words(Text::server_plan_own_words)));
  add_neighbours(page, content.get<service::PlanContent>(), *task);
  return page;
}

}  // namespace

void add_task_pages(DocumentBook& book, const service::ContentSource& source) {
  book.add({.pattern = "/tasks",
            .query = {"body", "field", "portal", "indicator", "q", "page"},
            .make = [&source](const PageCall& call) -> contract::Result<Document> {
              return task_list(*source.current(), call);
            },
            .listing = Listing{Shelf::data, Text::server_article_to_tasks, Text::server_search_kind_tasks}});
  book.add(
      {.pattern = "/tasks/{id}",
       .make = [&source](const PageCall& call) { return task_page(*source.current(), call.parameter("id")); },
       .paths =
           [&source] {
             std::vector<std::string> paths;
             const auto content = source.current();  // stays while it is read
             for (const PlanTask& task : content->get<service::PlanContent>().tasks)
               paths.push_back("/tasks/" + task.id);
             return paths;
           }});
}

}  // namespace wufei::http
