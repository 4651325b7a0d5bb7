// The public pages of recovery: what was collected in a month, by area and category, and how punctually.
#pragma once

#include "ledger/ledger_service.hpp"
#include "lib/page/document_book.hpp"

namespace wufei::http {

// /recovery: the last month that is published; /recovery/{month} ("2026-11"): each of them. Both must outlive
// the book.
void add_recovery_pages(DocumentBook& book, service::LedgerService& ledger,
                        const service::ContentSource& source);

}  // namespace wufei::http
