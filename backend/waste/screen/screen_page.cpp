#include "waste/screen/screen_page.hpp"

#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/balance/waste_ledger_view.hpp"
#include "waste/paper/uncounted_view.hpp"
#include "waste/screen/screen_parts.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::FieldSums;
using service::ScreenView;
using service::WasteContent;
using storage::MovementKind;

constexpr int kRowsBehind = 500;

struct ScreenDesk {
  StaffDoor& door;
  service::ScreenService& screen;
  const service::ContentSource& content;
};

void write_linked(HtmlWriter& out, const std::string& path, const std::string& number) {
  out.open("td", {{"class", "number"}}).link(path, number).close("td");
}

void write_fields(HtmlWriter& out, const WasteContent& content, const ScreenView& view) {
  open_figures(out, contract::text(Text::server_screen_fields),
               {{Text::server_alarm_field, false},
                {Text::server_balance_kind_generate, true},
                {Text::server_balance_kind_receive, true},
                {Text::server_balance_kind_hand_out, true},
                {Text::server_balance_stock, true},
                {Text::server_screen_coverage, true}});
  for (const contract::WasteField& field : content.fields) {
    const auto found = view.fields.find(field.id);
    const FieldSums sums = found == view.fields.end() ? FieldSums{} : found->second;
    out.open("tr").element("th", field.name, {{"scope", "row"}});
    for (const MovementKind kind : {MovementKind::generate, MovementKind::receive, MovementKind::hand_out})
      write_linked(out, screen_rows_path(view, field.id, storage::movement_name(kind)),
                   screen_tonnes(sums.of(kind)));
    write_linked(out, screen_rows_path(view, field.id, {}), screen_tonnes(sums.stock));
    write_linked(out, screen_rows_path(field.id, {}, view.until, view.until),
                 contract::text(Text::server_screen_of, {{"count", std::to_string(sums.declaring)},
                                                         {"all", std::to_string(sums.parties)}}));
    out.close("tr");
  }
  close_figures(out);
}

void write_flows(HtmlWriter& out, const std::vector<Flow>& flows) {
  if (flows.empty()) return;
  out.element("h2", contract::text(Text::server_screen_flows));
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}});
  out.raw(sankey_svg(flows, words(Text::server_screen_flows), {.amount = screen_amount})).close("div");
  write_flow_table(out, flows);
}

std::int64_t generated(const ScreenView& view, const std::string& field, contract::Month month) {
  const auto months = view.trend.find(field);
  if (months == view.trend.end()) return 0;
  const auto found = months->second.find(month);
  return found == months->second.end() ? 0 : found->second;
}

void write_trend(HtmlWriter& out, const WasteContent& content, const ScreenView& view) {
  out.element("h2", contract::text(Text::server_screen_trend));
  write_trend_tiles(out, content, view);
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}});
  out.open("table").element("caption", contract::text(Text::server_screen_trend), {{"class", "unseen"}});
  out.open("thead").open("tr");
  out.element("th", contract::text(Text::server_balance_month), {{"scope", "col"}});
  for (const contract::WasteField& field : content.fields)
    out.element("th", field.name, {{"scope", "col"}, {"class", "number"}});
  out.close("tr").close("thead").open("tbody");
  for (contract::Month month = view.from; month <= view.until; month = contract::next_month(month)) {
    out.open("tr").element("th", contract::format_month(month), {{"scope", "row"}});
    for (const contract::WasteField& field : content.fields)
      write_linked(out,
                   screen_rows_path(field.id, storage::movement_name(MovementKind::generate), month, month),
                   screen_tonnes(generated(view, field.id, month)));
    out.close("tr");
  }
  close_figures(out);
}

void write_alarm_counts(HtmlWriter& out, const service::ContentSet& content, const ScreenView& view) {
  out.element("h2", contract::text(Text::server_screen_alarms));
  if (view.alarms.empty()) {
    out.element("p", contract::text(Text::server_alarm_empty), {{"class", "empty"}});
    return;
  }
  open_figures(out, contract::text(Text::server_screen_alarms),
               {{Text::server_alarm_field, false},
                {Text::server_screen_area, false},
                {Text::server_alarm_level, false},
                {Text::server_screen_count, true}},
               true);
  for (const storage::AlarmCount& one : view.alarms) {
    const contract::WasteField* field = content.get<WasteContent>().find(one.field);
    out.open("tr").element("th", field != nullptr ? field->name : (one.field.empty() ? "–" : one.field),
                           {{"scope", "row"}});
    out.element("td", screen_area(content, one.area)).element("td", alarm_level_words(one.level));
    write_linked(out, screen_alarms_path(one), std::to_string(one.count));
    out.close("tr");
  }
  close_figures(out);
}

Response screen_reply(const ScreenDesk& desk, const StaffCaller& caller, std::string markup) {
  return desk.door.show(caller,
                        {std::string(kWasteScreen), words(Text::server_screen_title), std::move(markup)});
}

Response show_screen(const ScreenDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto seen = desk.screen.view();
  if (!seen) return desk.door.refusal(request, caller, seen.error());
  const service::ScreenViewPtr& view = *seen;
  const auto content = desk.content.current();
  const WasteContent& waste = content->get<WasteContent>();
  HtmlWriter out;
  write_title(out, contract::text(Text::server_screen_title));
  out.element("p", waste.summary_boundary);
  out.element("p",
              contract::text(Text::server_screen_period, {{"from", contract::format_month(view->from)},
                                                          {"until", contract::format_month(view->until)}}),
              {{"class", "quiet"}});
  out.open("p").link(kWasteWall, contract::text(Text::server_wall_open)).close("p");
  if (view->empty) out.element("p", contract::text(Text::server_screen_empty), {{"class", "empty"}});
  write_uncounted(out, view->uncounted, uncounted_path(0, 0));
  write_fields(out, waste, *view);
  write_flows(out, screen_flows(waste, *view));
  write_alarm_counts(out, *content, *view);
  if (!view->empty) write_trend(out, waste, *view);
  return screen_reply(desk, caller, out.take());
}

Response show_behind(const ScreenDesk& desk, const Request& request, const StaffCaller& caller) {
  storage::MovementFilter filter;
  filter.from = contract::entered_month(request.query_value("from")).value_or(0);
  filter.until = contract::entered_month(request.query_value("until")).value_or(0);
  filter.field = request.query_value("field").substr(0, 40);
  filter.kind = request.query_value("kind").substr(0, 40);
  const auto rows = desk.screen.behind(filter, kRowsBehind);
  if (!rows) return desk.door.refusal(request, caller, rows.error());
  const auto content = desk.content.current();
  const WasteContent& waste = content->get<WasteContent>();
  HtmlWriter out;
  write_title(out, contract::text(Text::server_screen_rows));
  out.element("p", contract::text(Text::server_screen_rows_about, {{"count", std::to_string(kRowsBehind)}}));
  open_figures(out, contract::text(Text::server_screen_rows),
               {{Text::server_balance_party, false},
                {Text::server_balance_day, false},
                {Text::server_balance_kind, false},
                {Text::server_balance_code, false},
                {Text::server_balance_amount, true}},
               true);
  for (const service::RowBehind& one : *rows) {
    out.open("tr").open("th", {{"scope", "row"}});
    out.link(with_query(std::string(kWasteLedger), {{"party", std::to_string(one.row.party)}}), one.party)
        .close("th");
    out.element("td", contract::format_date(one.row.on)).element("td", movement_words(one.row.kind));
    out.element("td", waste_code_words(waste, one.row.field, one.row.code));
    write_figure(out, waste_amount_words(waste, one.row.field, one.row.grams));
    out.close("tr");
  }
  close_figures(out);
  return screen_reply(desk, caller, out.take());
}

}  // namespace

void add_screen_pages(StaffDoor& door, service::ScreenService& screen,
                      const service::ContentSource& content) {
  const auto desk = std::make_shared<const ScreenDesk>(ScreenDesk{door, screen, content});
  door.enter(
      {std::string(kWasteScreen), words(Text::server_screen_title), "chart-bar", Permission::view_waste});
  door.page(kWasteScreen, "desk_waste_screen", Permission::view_waste,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_screen(*desk, request, caller);
            });
  door.page(kWasteScreenRows, "desk_waste_screen_rows", Permission::view_waste,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_behind(*desk, request, caller);
            });
}

}  // namespace wufei::http
