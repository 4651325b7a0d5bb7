// The fields of waste in force (content/waste/).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/content_part.hpp"
#include "lib/document/open_data.hpp"
#include "waste/alarm/alarm.hpp"
#include "waste/board/board_offer.hpp"
#include "waste/book/waste_layout.hpp"
#include "waste/field/waste_field.hpp"

namespace wufei::service {

struct WasteContent {
  std::string boundary;  // on each record, label, page and PDF: a record within the county, no statutory form
  std::string summary_boundary;              // on sums: not confirmed by the city's statistics
  std::vector<contract::WasteField> fields;  // in the order of the plan

  std::vector<contract::AlarmRule> alarms = {};     // content/waste_alarms.json
  std::vector<contract::WasteLayout> layouts = {};  // content/waste_layouts.json
  // content/waste_exchange.json: what the tables for the city and their fields mean.
  contract::OpenDataText exchange = {};
  contract::BoardChoices board = {};  // content/waste_board.json
  [[nodiscard]] const contract::WasteField* find(std::string_view id) const;
};

ContentPart waste_part();

}  // namespace wufei::service
