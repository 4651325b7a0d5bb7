#include "waste/screen/waste_datasets.hpp"

#include "lib/base/words.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::service {
namespace {

using Type = FieldType;

contract::Result<Dataset> waste_totals(ScreenService& screen) {
  Dataset table;
  table.fields = {{"month", Type::text, true},
                  {"fields", Type::text, true},
                  {"kind", Type::text, true, {"generate", "moved"}},
                  {"tonnes", Type::number},
                  {"shown", Type::text, true, {"alone", "merged", "withheld"}}};
  table.key = {"month", "fields", "kind"};
  const auto totals = screen.totals();
  if (!totals) return totals.error();
  for (const PublicTotal& one : *totals)
    table.rows.push_back({contract::format_month(one.month), contract::joined(one.fields, " "),
                          std::string(waste_measure_name(one.measure)),
                          one.shown == TotalShown::withheld
                              ? DatasetValue()
                              : number_value(contract::format_amount(one.grams, "t")),
                          std::string(total_shown_name(one.shown))});
  return table;
}

}  // namespace

void add_waste_datasets(DatasetRegistry& registry, ScreenService& screen) {
  registry.add("waste_totals", [&screen](const ContentSet&) { return waste_totals(screen); });
}

}  // namespace wufei::service
