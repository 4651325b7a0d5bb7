// A party's ledger in the tables that offices ask for: one sheet for each layout of the party's fields. What
// is not kept here stays empty and is for people to fill in; drivers are named nowhere.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "lib/base/result.hpp"
#include "waste/balance/waste_ledger_view.hpp"

namespace wufei::http {

// Of a record of movement, what its lines say; names of parties.
struct Shipment {
  std::string generator, transporter, receiver, vehicle, national, operation;
};
using Shipments = std::map<std::string, Shipment, std::less<>>;  // by number

// Of the records that the rows name. Errors: unavailable.
contract::Result<Shipments> shipments_of(storage::Store& store,
                                         const std::vector<storage::ListedMovement>& rows);
// Layouts of the party's fields, in the content's order.
std::vector<const contract::WasteLayout*> layouts_of(const WasteLedgerPageView& view);
// Errors: not_found (no layout of its fields), internal (lib/table/workbook.hpp).
contract::Result<std::string> waste_book(const WasteLedgerPageView& view, const Shipments& shipments);

}  // namespace wufei::http
