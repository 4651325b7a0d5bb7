// The tables of the exchange with the city: stable names of fields, grams everywhere, instants with +08:00.
// What they mean is said in content/waste_exchange.json. Pure.
#pragma once

#include <map>
#include <vector>

#include "lib/table/dataset.hpp"
#include "waste/balance/balance_store.hpp"
#include "waste/balance/mass_balance.hpp"
#include "waste/exchange/exchange_rows.hpp"

namespace wufei::service {

Dataset party_table(const std::vector<contract::Party>& parties);
Dataset declaration_table(const std::vector<contract::Declaration>& declarations);
Dataset declaration_line_table(const std::vector<contract::Declaration>& declarations);
Dataset manifest_table(const std::vector<contract::Manifest>& manifests);
Dataset stream_table(const std::vector<contract::WasteStream>& streams);
// Days added up to months.
Dataset weighing_table(const std::vector<storage::WeighedDay>& days);
// Facilities of a party added up.
Dataset stock_table(const std::vector<storage::WasteStock>& stock);
Dataset month_table(const std::map<std::int64_t, std::vector<MassBalance>>& parties);

}  // namespace wufei::service
