// Public pages about what the county's plan promises: tasks, targets, what this portal covers, the plan's
// contradictions and the register of zero-waste cells. Each page is a document made from the content in
// force; no HTML here.
#pragma once

#include "county/content_source.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /tasks, /tasks/{id}, /targets, /targets/{id}, /coverage, /discrepancies, /discrepancies/{id}, /cells.
// `source` must outlive the book.
void add_plan_pages(DocumentBook& book, const service::ContentSource& source);

// The parts, one file each.
void add_task_pages(DocumentBook& book, const service::ContentSource& source);
void add_target_pages(DocumentBook& book, const service::ContentSource& source);
void add_coverage_page(DocumentBook& book, const service::ContentSource& source);
void add_discrepancy_pages(DocumentBook& book, const service::ContentSource& source);
void add_cell_pages(DocumentBook& book, const service::ContentSource& source);

}  // namespace wufei::http
