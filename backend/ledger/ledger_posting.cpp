#include "ledger/ledger_posting.hpp"

#include <algorithm>
#include <set>

#include "pickup/outcome/outcome_rules.hpp"

namespace wufei::service {
namespace {

using storage::LedgerEntry;
using storage::OutcomeRow;
using storage::StopRecord;

LedgerEntry row_for(const StopRecord& stop, const OutcomeRow& record, const LedgerContent& content) {
  LedgerEntry row;
  row.date = contract::day_of_stop(stop.date, stop.outcomes.front().outcome.at);
  row.month = contract::ledger_month(row.date, record.recorded_at);
  row.area = stop.area;
  row.category = stop.category;
  row.crew = stop.crew;
  row.destination = content.destination(stop.category);
  row.reference = stop.reference;
  row.revision = record.revision;
  row.at = record.recorded_at;
  return row;
}

LedgerEntry reversal_of(const LedgerEntry& row, const OutcomeRow& record) {
  LedgerEntry reversal = row;
  reversal.month = contract::ledger_month(row.date, record.recorded_at);
  reversal.stops = -row.stops;
  reversal.pieces = -row.pieces;
  reversal.grams = -row.grams;
  reversal.revision = record.revision;
  reversal.reverses = row.sequence;
  reversal.at = record.recorded_at;
  return reversal;
}

// Rows that were not taken back.
std::vector<LedgerEntry> standing(std::vector<LedgerEntry> rows) {
  std::set<std::int64_t> gone;
  for (const LedgerEntry& row : rows)
    if (row.reverses > 0) gone.insert({row.sequence, row.reverses});
  std::erase_if(rows, [&](const LedgerEntry& row) { return gone.count(row.sequence) != 0; });
  return rows;
}

}  // namespace

std::vector<LedgerEntry> rows_of(const StopRecord& stop, const OutcomeRow& record,
                                 const LedgerContent& content) {
  if (record.outcome.kind != contract::OutcomeKind::collected) return {};
  std::vector<LedgerEntry> rows;
  for (const contract::Pieces& piece : record.outcome.pieces) {
    if (piece.count <= 0) continue;
    rows.push_back(row_for(stop, record, content));
    rows.back().item = piece.item;
    rows.back().pieces = piece.count;
  }
  if (rows.size() != 1) rows.push_back(row_for(stop, record, content));
  rows.back().grams = record.outcome.grams;
  rows.front().stops = 1;
  return rows;
}

int enter_stop(storage::Session& session, const storage::LedgerStore& ledger, const StopRecord& stop,
               const LedgerContent& content) {
  // Whatever the clock says: a published sum stays as it is.
  const contract::Month open = contract::next_month(ledger.closed_up_to(session));
  int entered = 0, added = 0;
  for (const LedgerEntry& row : ledger.of(session, stop.reference)) entered = std::max(entered, row.revision);
  for (const OutcomeRow& record : stop.outcomes) {
    if (record.revision <= entered) continue;
    std::vector<LedgerEntry> rows;
    for (const LedgerEntry& row : standing(ledger.of(session, stop.reference)))
      rows.push_back(reversal_of(row, record));
    for (LedgerEntry& row : rows_of(stop, record, content)) rows.push_back(std::move(row));
    for (LedgerEntry& row : rows) {
      row.month = std::max(row.month, open);
      ledger.add(session, std::move(row));
    }
    added += static_cast<int>(rows.size());
  }
  return added;
}

}  // namespace wufei::service
