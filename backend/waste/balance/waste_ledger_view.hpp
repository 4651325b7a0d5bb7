// A party's ledger as its people and staff read it: balances by month, what is there, the rows, and the forms
// of those who may write. Writes markup only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "account/account.hpp"
#include "lib/page/form_parts.hpp"
#include "lib/web/form_fields.hpp"
#include "waste/balance/waste_ledger_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kWasteLedger = "/desk/waste/ledger";
inline constexpr std::string_view kWasteLedgerBack = "/desk/waste/ledger/back";

struct WasteLedgerPageView {
  const contract::StaffCaller& caller;
  const service::WasteContent& content;
  storage::MovementFilter filter;
  service::WasteLedgerView ledger;
  contract::Date today;
  bool writes = false;  // may enter and take back
  std::string done = {};
  std::vector<FormFault> faults = {};
  const FormFields* typed = nullptr;
  std::optional<std::int64_t> facility = {};  // whose balances alone are shown, 0 = of what is at none
};

std::string waste_ledger_html(const WasteLedgerPageView& view);
// For staff who have chosen no party.
std::string waste_parties_html(const std::vector<service::LedgerParty>& parties);
// The page with the same filter; `before`: earlier rows than this one.
std::string waste_ledger_path(const storage::MovementFilter& filter, std::string_view below = {},
                              std::int64_t before = 0);
std::string_view movement_words(storage::MovementKind kind);
// "900-001-S17 name", and whether the code stands in its list as read.
std::string waste_code_words(const service::WasteContent& content, std::string_view field,
                             std::string_view code);
// With the unit of the field.
std::string waste_amount_words(const service::WasteContent& content, std::string_view field,
                               std::int64_t grams);
std::string_view waste_unit(const service::WasteContent& content, std::string_view field);
FormFault entry_fault(service::EntryFault fault);

}  // namespace wufei::http
