// What the leaders' page and the wall share: amounts in words, ways to the rows behind a number, flows and
// the drawn trend. Writes markup only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "county/content_set.hpp"
#include "lib/page/html.hpp"
#include "waste/alarm/alarm_store.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/screen/sankey.hpp"
#include "waste/screen/screen_service.hpp"

namespace wufei::http {

inline constexpr std::string_view kWasteScreen = "/desk/waste/screen";
inline constexpr std::string_view kWasteScreenRows = "/desk/waste/screen/rows";
inline constexpr std::string_view kWasteWall = "/desk/waste/wall";

// Tonnes, without the unit; grams come in.
std::string screen_tonnes(std::int64_t grams);
// With the unit.
std::string screen_amount(std::int64_t grams);
// The rows of a field ("" = of all) and a kind of movement ("" = of all) in these months, both included.
std::string screen_rows_path(std::string_view field, std::string_view kind, contract::Month from,
                             contract::Month until);
// In all months of the view.
std::string screen_rows_path(const service::ScreenView& view, std::string_view field, std::string_view kind);
// The alarms that a count is of.
std::string screen_alarms_path(const storage::AlarmCount& count);
// Class of a field's colour: "f0" for the first.
std::string field_tone(const service::WasteContent& content, std::string_view field);
// The town's name; its code where nothing has that code; a dash for none.
std::string screen_area(const service::ContentSet& content, const std::string& code);
// Of an alarm, by its name in storage.
std::string_view alarm_level_words(std::string_view level);
// From each field to where its waste went.
std::vector<Flow> screen_flows(const service::WasteContent& content, const service::ScreenView& view);
// Their table; each amount leads to its rows.
void write_flow_table(HtmlWriter& out, const std::vector<Flow>& flows);
// A small drawing of the months for each field, each to a scale of its own that a line below it names.
void write_trend_tiles(HtmlWriter& out, const service::WasteContent& content,
                       const service::ScreenView& view);

}  // namespace wufei::http
