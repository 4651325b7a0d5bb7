// The exchange as files: each table as CSV, all of them as one JSON document, their descriptions (CSV on the
// Web, JSON Schema 2020-12). The same set gives the same bytes. Pure.
#pragma once

#include <map>
#include <string>

#include "waste/exchange/exchange_service.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::http {

// By name of the file: "parties.csv" ..., "csv-metadata.json", "exchange.json", "exchange.schema.json".
using ExchangeFiles = std::map<std::string, std::string, std::less<>>;
ExchangeFiles exchange_files(const service::ExchangeSet& set, const service::WasteContent& content,
                             const std::string& county);

// One record as the API answers it: rows as objects, the boundary beside them.
contract::Json record_json(const service::ExchangeRecord& record, const service::WasteContent& content);

}  // namespace wufei::http
