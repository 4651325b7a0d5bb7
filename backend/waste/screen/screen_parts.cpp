#include "waste/screen/screen_parts.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "waste/alarm/alarm.hpp"
#include "waste/alarm/alarm_store.hpp"
#include "waste/alarm/alarm_view.hpp"
#include "waste/balance/waste_ledger_view.hpp"
#include "waste/field/waste_amount.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::ScreenView;
using service::WasteContent;
using storage::MovementKind;

constexpr int kTrendHeight = 64, kTrendStep = 12, kTrendBar = 9;

std::string tile_svg(const std::vector<std::int64_t>& months, std::int64_t most) {
  HtmlWriter out;
  const std::string width = std::to_string(static_cast<int>(months.size()) * kTrendStep),
                    height = std::to_string(kTrendHeight);
  out.open(
      "svg",
      {{"viewBox", "0 0 " + width + " " + height}, {"preserveAspectRatio", "none"}, {"aria-hidden", "true"}});
  for (std::size_t i = 0; i < months.size(); ++i) {
    // Months without anything keep a line; below 0 is what was taken back.
    const int drawn =
        most > 0 ? static_cast<int>(std::max<std::int64_t>(months[i], 0) * (kTrendHeight - 2) / most) : 0;
    out.element("rect", "",
                {{"x", std::to_string(static_cast<int>(i) * kTrendStep)},
                 {"y", std::to_string(kTrendHeight - 2 - drawn)},
                 {"width", std::to_string(kTrendBar)},
                 {"height", std::to_string(drawn + 2)},
                 {"fill", "currentColor"}});
  }
  return out.close("svg").take();
}

std::vector<std::int64_t> months_of(const ScreenView& view, const std::string& field) {
  std::vector<std::int64_t> months;
  const auto sums = view.trend.find(field);
  for (contract::Month month = view.from; month <= view.until; month = contract::next_month(month)) {
    months.push_back(0);
    if (sums == view.trend.end()) continue;
    if (const auto found = sums->second.find(month); found != sums->second.end())
      months.back() = found->second;
  }
  return months;
}

void write_tile(HtmlWriter& out, const WasteContent& content, const ScreenView& view,
                const contract::WasteField& field) {
  const std::vector<std::int64_t> months = months_of(view, field.id);
  const auto peak = std::max_element(months.begin(), months.end());
  const std::int64_t most = *peak;
  const contract::Month month =
      service::months_earlier(view.until, static_cast<int>(months.end() - peak) - 1);
  out.open("li", {{"class", field_tone(content, field.id)}}).element("strong", field.name);
  out.raw(tile_svg(months, most)).open("small");
  if (most > 0)
    out.text(contract::text(Text::server_screen_most, {{"month", contract::format_month(month)}}))
        .text(" ")
        .link(screen_rows_path(field.id, storage::movement_name(MovementKind::generate), month, month),
              screen_amount(most));
  else
    out.text(contract::text(Text::server_screen_no_rows));
  out.close("small").close("li");
}

}  // namespace

std::string screen_tonnes(std::int64_t grams) {
  return contract::format_amount(grams, "t");
}

std::string screen_amount(std::int64_t grams) {
  return screen_tonnes(grams) + " " + words(Text::server_screen_tonnes);
}

std::string screen_rows_path(std::string_view field, std::string_view kind, contract::Month from,
                             contract::Month until) {
  return with_query(std::string(kWasteScreenRows), {{"field", field},
                                                    {"kind", kind},
                                                    {"from", contract::format_month(from)},
                                                    {"until", contract::format_month(until)}});
}

std::string screen_rows_path(const ScreenView& view, std::string_view field, std::string_view kind) {
  return screen_rows_path(field, kind, view.from, view.until);
}

std::string field_tone(const WasteContent& content, std::string_view field) {
  const auto found = std::find_if(content.fields.begin(), content.fields.end(),
                                  [&](const contract::WasteField& one) { return one.id == field; });
  return "f" + std::to_string(found - content.fields.begin());
}

std::string screen_alarms_path(const storage::AlarmCount& count) {
  const auto known = [](const std::string& value) {
    return value.empty() ? std::string(storage::kOfNone) : value;
  };
  return with_query(std::string(kWasteAlarms),
                    {{"field", known(count.field)}, {"area", known(count.area)}, {"level", count.level}});
}

std::string screen_area(const service::ContentSet& content, const std::string& code) {
  if (code.empty()) return "–";
  for (const contract::Area& town : content.get<service::CountyContent>().areas)
    if (town.code == code) return town.name;
  return code;
}

std::string_view alarm_level_words(std::string_view level) {
  constexpr Text kLevels[] = {Text::server_alarm_level_blue, Text::server_alarm_level_amber,
                              Text::server_alarm_level_red};
  const auto known = contract::alarm_level_from_name(level).value_or(contract::AlarmLevel::amber);
  return contract::text(kLevels[static_cast<std::size_t>(known)]);
}

std::vector<Flow> screen_flows(const WasteContent& content, const ScreenView& view) {
  constexpr MovementKind kEnds[] = {MovementKind::hand_out, MovementKind::self_use,
                                    MovementKind::self_dispose, MovementKind::loss};
  std::vector<Flow> flows;
  for (const contract::WasteField& field : content.fields) {
    const auto found = view.fields.find(field.id);
    if (found == view.fields.end()) continue;
    for (const MovementKind kind : kEnds)
      if (const std::int64_t grams = found->second.of(kind); grams > 0)
        flows.push_back({field.name, std::string(movement_words(kind)), grams, screen_amount(grams),
                         field_tone(content, field.id),
                         screen_rows_path(view, field.id, storage::movement_name(kind))});
  }
  return flows;
}

void write_flow_table(HtmlWriter& out, const std::vector<Flow>& flows) {
  open_figures(out, contract::text(Text::server_screen_flows),
               {{Text::server_alarm_field, false},
                {Text::server_screen_destination, false},
                {Text::server_screen_tonnes, true}},
               true);
  for (const Flow& flow : flows) {
    out.open("tr").element("th", flow.from, {{"scope", "row"}}).element("td", flow.to);
    out.open("td", {{"class", "number"}}).link(flow.href, screen_tonnes(flow.amount)).close("td").close("tr");
  }
  close_figures(out);
}

void write_trend_tiles(HtmlWriter& out, const WasteContent& content, const ScreenView& view) {
  out.open("ul", {{"class", "trends"}});
  for (const contract::WasteField& field : content.fields) write_tile(out, content, view, field);
  out.close("ul");
}

}  // namespace wufei::http
