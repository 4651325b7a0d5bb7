// Tables of ledgers that offices ask for, as data (content/waste_layouts.json): which rows of a party's
// ledger each has and what stands in its columns. Plain values.
#pragma once

#include <string>
#include <vector>

#include "lib/base/json.hpp"

namespace wufei::contract {

struct WasteColumn {
  std::string title;
  std::string value;  // of waste_layouts.schema.json; "" = not kept here, people fill it in
};

struct WasteLayout {
  std::string id, field;     // of parties of this field
  std::string sheet, title;  // sheet: as a spreadsheet allows it, unique
  std::string basis;
  bool verified = false;           // the columns were held against the source
  bool by_code = false;            // a row for each code of the period; else for each movement
  std::vector<std::string> kinds;  // of movements, snake_case
  std::vector<std::string> codes;  // none: all of the field
  // Kinds of facilities that a movement is to or from, snake_case; none: any, and none at all.
  std::vector<std::string> places = {};
  std::vector<WasteColumn> columns;

  [[nodiscard]] bool has_code(const std::string& code) const;
  [[nodiscard]] bool has_kind(std::string_view kind) const;
  // `kind` "" = of no facility.
  [[nodiscard]] bool has_place(const std::string& kind) const;
};

// Of a document that has kept its schema.
WasteLayout waste_layout_from_json(const Json& json);

}  // namespace wufei::contract
