// The wall: one dark screen for the county's leaders, to read from afar, and the same on a phone. Without
// scripts it is a page like any other. Writes markup only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indicator/indicator_service.hpp"
#include "lib/page/html.hpp"
#include "waste/declaration/declaration_service.hpp"
#include "waste/screen/screen_service.hpp"

namespace wufei::http {

struct WallView {
  const service::ContentSet& content;
  const service::ScreenView& screen;
  const service::IndicatorBoard* board = nullptr;  // null: indicators cannot be read
  service::FieldCoverages coverage = {};           // by field
  contract::UtcSeconds at = 0;                     // when the numbers were read
  std::string links = {};                          // to the style sheet and the script
  bool ends_idle = false;                          // its session ends when nobody uses it
};

// A complete page.
std::string wall_html(const WallView& view);

// Its left side: of each field the indicator that stands for it, with base, target and actual value.
void write_wall_targets(HtmlWriter& out, const WallView& view);
// One square for each indicator of the plan, filled when its actual value is published.
void write_wall_cells(HtmlWriter& out, const WallView& view);
// Its right side: what is to be done, each field's declarations, stock and alarms, the tasks of the plan.
void write_wall_matters(HtmlWriter& out, const WallView& view);
void write_wall_fields(HtmlWriter& out, const WallView& view);
void write_wall_tasks(HtmlWriter& out, const WallView& view);

}  // namespace wufei::http
