#include "ledger/recovery/recovery_datasets.hpp"

#include "ledger/ledger_text.hpp"
#include "ledger/recovery/punctuality.hpp"

namespace wufei::service {
namespace {

using Type = FieldType;

constexpr const char* kEverything = "all";
constexpr const char* kShownNames[] = {"open", "few", "guarded"};

DatasetValue shown_value(const CountCell& cell) {
  return std::string(kShownNames[static_cast<std::size_t>(cell.shown)]);
}

DatasetValue pieces_value(const CountCell& cell) {
  return cell.shown == Shown::open ? DatasetValue(cell.pieces) : DatasetValue();
}

DatasetField shown_field() {
  return {"shown", Type::text, true, {std::begin(kShownNames), std::end(kShownNames)}};
}

void add_rows(Dataset& table, const RecoveryMonth& month, const ContentSet& content) {
  if (!month.collected) return;
  for (std::size_t row = 0; row < month.table.rows; ++row)
    for (std::size_t column = 0; column < month.table.columns; ++column) {
      const bool every_area = row == month.areas.size(), every_kind = column == month.categories.size();
      const CountCell& cell = month.table.at(row, column);
      table.rows.push_back(
          {contract::format_month(month.month), every_area ? kEverything : month.areas[row],
           text_value(every_area ? std::string() : area_name(content, month.areas[row])),
           every_kind ? kEverything : month.categories[column],
           text_value(every_kind ? std::string() : category_name(content, month.categories[column])),
           pieces_value(cell),
           cell.shown == Shown::open ? number_value(kilograms_of(cell.grams)) : DatasetValue(),
           shown_value(cell)});
    }
}

contract::Result<Dataset> recovery_by_month(LedgerService& ledger, const ContentSet& content) {
  Dataset table;
  table.fields = {{"month", Type::text, true},   {"area", Type::text, true},
                  {"area_name", Type::text},     {"category", Type::text, true},
                  {"category_name", Type::text}, {"pieces", Type::integer},
                  {"kilograms", Type::number},   shown_field()};
  table.key = {"month", "area", "category"};
  const auto months = ledger.recovery();
  if (!months) return months.error();
  for (const RecoveryMonth& month : **months) add_rows(table, month, content);
  return table;
}

contract::Result<Dataset> pickup_punctuality(LedgerService& ledger) {
  Dataset table;
  table.fields = {{"month", Type::text, true},
                  {"part", Type::text, true},
                  {"title", Type::text},
                  {"stops", Type::integer},
                  shown_field()};
  table.key = {"month", "part"};
  const auto months = ledger.recovery();
  if (!months) return months.error();
  for (const RecoveryMonth& month : **months) {
    const std::string name = contract::format_month(month.month);
    for (const RecoveryPart& part : month.parts)
      table.rows.push_back({name, part.part, part.title, pieces_value(part.count), shown_value(part.count)});
    if (!month.parts.empty())
      table.rows.push_back({name, std::string(kPartUpheld), DatasetValue(), pieces_value(month.upheld),
                            shown_value(month.upheld)});
  }
  return table;
}

}  // namespace

void add_recovery_datasets(DatasetRegistry& registry, LedgerService& ledger) {
  registry.add("recovery_by_month",
               [&ledger](const ContentSet& content) { return recovery_by_month(ledger, content); });
  registry.add("pickup_punctuality", [&ledger](const ContentSet&) { return pickup_punctuality(ledger); });
}

}  // namespace wufei::service
