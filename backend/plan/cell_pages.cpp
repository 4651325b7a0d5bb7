
#include "county/area.hpp"
#include "county/county_content.hpp"
#include "county/site/shelves.hpp"
#include "plan/plan_content.hpp"
#include "plan/plan_page_parts.hpp"
#include "plan/plan_pages.hpp"

namespace wufei::http {
namespace {

using namespace parts;
using contract::CellRegister;
using contract::Document;
using contract::Spans;
using contract::Text;
using contract::WasteCell;

std::string goal_name(const CellRegister& cells, const std::string& id) {
  for (const contract::CellGoal& goal : cells.goals)
    if (goal.id == id) return goal.name;
  return id;
}

std::string field_of(const CellRegister& cells, const WasteCell& cell) {
  const contract::CellType* type = contract::find_cell_type(cells, cell.type);
  return type == nullptr ? std::string() : type->field;
}

// The plan's own goals do not add up: the contradiction that says so.
Spans sum_discrepancy(const contract::Plan& plan) {
  for (const contract::Discrepancy& row : plan.discrepancies)
    if (row.kind == "sum") return {discrepancy_link(row)};
  return or_none({});
}

contract::Block goals(const contract::Plan& plan) {
  const CellRegister& cells = plan.cells;
  std::vector<std::vector<Spans>> rows;
  for (const contract::CellGoal& goal : cells.goals) {
    const std::string count = std::to_string(goal.count);
    rows.push_back(
        {{contract::span(goal.name)},
         {contract::span(goal.op == ">=" ? contract::text(Text::server_plan_at_least, {{"value", count}})
                                         : count)},
         {contract::span(std::to_string(contract::recognised_cells(cells, goal.id)))},
         {contract::span(goal.section)}});
  }
  rows.push_back({{contract::span(words(Text::server_cells_unallocated))},
                  {contract::span(std::to_string(cells.unallocated))},
                  {contract::span(words(Text::server_none))},
                  sum_discrepancy(plan)});
  return table_block(words(Text::server_cells_goals),
                     {{words(Text::server_cells_field), false},
                      {words(Text::server_cells_goal), true},
                      {words(Text::server_cells_listed), true},
                      {words(Text::server_plan_section), false}},
                     std::move(rows));
}

contract::Block types(const CellRegister& cells) {
  std::vector<std::vector<Spans>> rows;
  for (const contract::CellType& type : cells.types)
    rows.push_back({{contract::span(type.name)},
                    {contract::span(goal_name(cells, type.field))},
                    {contract::span(type.section)}});
  return table_block(words(Text::server_cells_types),
                     {{words(Text::server_cells_type), false},
                      {words(Text::server_cells_field), false},
                      {words(Text::server_plan_section), false}},
                     std::move(rows));
}

contract::Block cell_filters(const service::ContentSet& content, const PageCall& call) {
  const CellRegister& cells = content.get<service::PlanContent>().cells;
  std::vector<contract::Choice> types, fields, areas, states;
  for (const contract::CellType& type : cells.types) types.push_back({type.id, type.name});
  for (const contract::CellGoal& goal : cells.goals)
    if (goal.id != "total") fields.push_back({goal.id, goal.name});
  for (const contract::Area& area : content.get<service::CountyContent>().areas)
    areas.push_back({area.code, area.name});
  for (const char* status : {"creating", "recognised", "withdrawn"})
    states.push_back({status, cell_status_name(status)});
  return list_filters(
      "/cells",
      {select_filter("type", Text::server_cells_type, call.value("type"), std::move(types)),
       select_filter("field", Text::server_cells_field, call.value("field"), std::move(fields)),
       select_filter("area", Text::server_cells_area, call.value("area"), std::move(areas)),
       select_filter("status", Text::server_cells_status, call.value("status"), std::move(states))});
}

bool fits(const CellRegister& cells, const WasteCell& cell, const PageCall& call) {
  const auto equal_or_any = [&](const char* name, std::string_view value) {
    return call.value(name).empty() || call.value(name) == value;
  };
  return equal_or_any("type", cell.type) && equal_or_any("field", field_of(cells, cell)) &&
         equal_or_any("area", cell.area) && equal_or_any("status", cell.status);
}

Spans evidence_links(const WasteCell& cell) {
  std::vector<contract::Span> links;
  for (const contract::CellEvidence& evidence : cell.evidence)
    links.push_back(contract::link_span(evidence.title, evidence.href));
  return joined(std::move(links), words(Text::server_plan_comma));
}

std::vector<Spans> cell_row(const service::ContentSet& content, const WasteCell& cell) {
  const contract::CellType* type =
      contract::find_cell_type(content.get<service::PlanContent>().cells, cell.type);
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, cell.area);
  return {{contract::span(cell.name)},
          {contract::span(type == nullptr ? cell.type : type->name)},
          {contract::span(goal_name(content.get<service::PlanContent>().cells,
                                    field_of(content.get<service::PlanContent>().cells, cell)))},
          {contract::span(area == nullptr ? words(Text::server_cells_county) : area->name)},
          {contract::span(cell_status_name(cell.status))},
          {contract::span(cell.date)},
          evidence_links(cell)};
}

void add_register(Document& page, const service::ContentSet& content, const PageCall& call) {
  page.blocks.push_back(contract::heading_block(2, words(Text::server_cells_register), "register"));
  page.blocks.push_back(cell_filters(content, call));
  std::vector<std::vector<Spans>> rows;
  for (const WasteCell& cell : content.get<service::PlanContent>().cells.cells)
    if (fits(content.get<service::PlanContent>().cells, cell, call)) rows.push_back(cell_row(content, cell));
  if (content.get<service::PlanContent>().cells.cells.empty())
    return page.blocks.push_back(contract::note_block(
        contract::BlockTone::info, words(Text::server_cells_empty), words(Text::server_cells_empty_about)));
  if (rows.empty())
    return page.blocks.push_back(contract::paragraph_block(words(Text::server_cells_no_match)));
  page.blocks.push_back(table_block(words(Text::server_cells_register),
                                    {{words(Text::server_cells_name), false},
                                     {words(Text::server_cells_type), false},
                                     {words(Text::server_cells_field), false},
                                     {words(Text::server_cells_area), false},
                                     {words(Text::server_cells_status), false},
                                     {words(Text::server_cells_date), false},
                                     {words(Text::server_cells_evidence), false}},
                                    std::move(rows)));
}

Document cell_page(const service::ContentSet& content, const PageCall& call) {
  const CellRegister& cells = content.get<service::PlanContent>().cells;
  Document page = disclosure_page(words(Text::server_cells_title), words(Text::server_cells_about));
  page.blocks.push_back(contract::paragraph_block(words(Text::server_cells_intro)));
  page.blocks.push_back(contract::heading_block(2, words(Text::server_cells_goals), "goals"));
  page.blocks.push_back(goals(content.get<service::PlanContent>()));
  page.blocks.push_back(contract::paragraph_block(cells.note));
  add_register(page, content, call);
  page.blocks.push_back(contract::heading_block(2, words(Text::server_cells_types), "types"));
  page.blocks.push_back(types(cells));
  page.blocks.push_back(
      spans_block(words(Text::server_plan_more),
                  {contract::link_span(words(Text::server_cells_tasks), "/tasks?field=cells"),
                   contract::link_span(words(Text::server_open_data), "/open-data/cells")}));
  return page;
}

}  // namespace

void add_cell_pages(DocumentBook& book, const service::ContentSource& source) {
  book.add({.pattern = "/cells",
            .query = {"type", "field", "area", "status"},
            .make = [&source](const PageCall& call) -> contract::Result<Document> {
              return cell_page(*source.current(), call);
            },
            .listing = Listing{Shelf::data, Text::server_article_to_cells, Text::server_search_kind_cells}});
}

void add_plan_pages(DocumentBook& book, const service::ContentSource& source) {
  add_target_pages(book, source);
  add_task_pages(book, source);
  add_coverage_page(book, source);
  add_discrepancy_pages(book, source);
  add_cell_pages(book, source);
}

}  // namespace wufei::http
