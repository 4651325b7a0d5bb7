#include "waste/screen/screen_page.hpp"

#include "county/county_content.hpp"
#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/balance/waste_ledger_view.hpp"
#include "waste/field/waste_amount.hpp"
#include "waste/paper/uncounted_view.hpp"
#include "waste/screen/sankey.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::FieldSums;
using service::ScreenView;
using service::WasteContent;
using storage::MovementKind;

constexpr std::string_view kScreen = "/desk/waste/screen", kScreenRows = "/desk/waste/screen/rows";
constexpr int kRowsBehind = 500;

struct ScreenDesk {
  StaffDoor& door;
  service::ScreenService& screen;
  const service::ContentSource& content;
};

std::string tonnes(std::int64_t grams) {
  return contract::format_amount(grams, "t");
}

std::string rows_path(const ScreenView& view, const std::string& field, std::string_view kind) {
  return with_query(std::string(kScreenRows), {{"field", field},
                                               {"kind", kind},
                                               {"from", contract::format_month(view.from)},
                                               {"until", contract::format_month(view.until)}});
}

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
      write_linked(out, rows_path(view, field.id, storage::movement_name(kind)), tonnes(sums.of(kind)));
    write_linked(out, rows_path(view, field.id, {}), tonnes(sums.stock));
    write_figure(out, contract::text(Text::server_screen_of, {{"count", std::to_string(sums.declaring)},
                                                              {"all", std::to_string(sums.parties)}}));
    out.close("tr");
  }
  close_figures(out);
}

std::vector<Flow> flows_of(const WasteContent& content, const ScreenView& view) {
  constexpr MovementKind kEnds[] = {MovementKind::hand_out, MovementKind::self_use,
                                    MovementKind::self_dispose, MovementKind::loss};
  std::vector<Flow> flows;
  for (const contract::WasteField& field : content.fields) {
    const auto found = view.fields.find(field.id);
    if (found == view.fields.end()) continue;
    for (const MovementKind kind : kEnds)
      if (const std::int64_t grams = found->second.of(kind); grams > 0)
        flows.push_back({field.name, std::string(movement_words(kind)), grams, tonnes(grams) + " t"});
  }
  return flows;
}

void write_flows(HtmlWriter& out, const std::vector<Flow>& flows) {
  if (flows.empty()) return;
  out.element("h2", contract::text(Text::server_screen_flows));
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}});
  out.raw(sankey_svg(flows, words(Text::server_screen_flows))).close("div");
  open_figures(out, contract::text(Text::server_screen_flows),
               {{Text::server_alarm_field, false},
                {Text::server_screen_destination, false},
                {Text::server_screen_tonnes, true}},
               true);
  for (const Flow& flow : flows) {
    out.open("tr").element("th", flow.from, {{"scope", "row"}}).element("td", flow.to);
    write_figure(out, flow.said);
    out.close("tr");
  }
  close_figures(out);
}

void write_trend(HtmlWriter& out, const WasteContent& content, const ScreenView& view) {
  out.element("h2", contract::text(Text::server_screen_trend));
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}});
  out.open("table").element("caption", contract::text(Text::server_screen_trend), {{"class", "unseen"}});
  out.open("thead").open("tr");
  out.element("th", contract::text(Text::server_balance_month), {{"scope", "col"}});
  for (const contract::WasteField& field : content.fields)
    out.element("th", field.name, {{"scope", "col"}, {"class", "number"}});
  out.close("tr").close("thead").open("tbody");
  for (contract::Month month = view.from; month <= view.until; month = contract::next_month(month)) {
    out.open("tr").element("th", contract::format_month(month), {{"scope", "row"}});
    for (const contract::WasteField& field : content.fields) {
      const auto months = view.trend.find(field.id);
      const auto found =
          months == view.trend.end() ? decltype(months->second.end()){} : months->second.find(month);
      const bool there = months != view.trend.end() && found != months->second.end();
      write_figure(out, there ? tonnes(found->second) : "0");
    }
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
    const auto level = contract::alarm_level_from_name(one.level).value_or(contract::AlarmLevel::amber);
    constexpr Text kLevels[] = {Text::server_alarm_level_blue, Text::server_alarm_level_amber,
                                Text::server_alarm_level_red};
    out.open("tr").element("th", field != nullptr ? field->name : one.field, {{"scope", "row"}});
    std::string area = one.area;
    for (const contract::Area& town : content.get<service::CountyContent>().areas)
      if (town.code == one.area) area = town.name;
    out.element("td", area).element("td", contract::text(kLevels[static_cast<std::size_t>(level)]));
    write_linked(out, with_query("/desk/waste/alarms", {{"field", one.field}}), std::to_string(one.count));
    out.close("tr");
  }
  close_figures(out);
}

Response screen_reply(const ScreenDesk& desk, const StaffCaller& caller, std::string markup) {
  contract::Document document;
  document.path = kScreen;
  document.title = words(Text::server_screen_title);
  document.indexed = false;
  document.personal = true;
  document.blocks.push_back(written_page(std::move(markup)));
  return desk.door.reply(caller, document);
}

Response show_screen(const ScreenDesk& desk, const Request& request, const StaffCaller& caller) {
  const auto view = desk.screen.view();
  if (!view) return desk.door.refusal(request, caller, view.error());
  const auto content = desk.content.current();
  const WasteContent& waste = content->get<WasteContent>();
  HtmlWriter out;
  write_title(out, contract::text(Text::server_screen_title));
  out.element("p", waste.summary_boundary);
  out.element("p",
              contract::text(Text::server_screen_period, {{"from", contract::format_month(view->from)},
                                                          {"until", contract::format_month(view->until)}}),
              {{"class", "quiet"}});
  if (view->empty) out.element("p", contract::text(Text::server_screen_empty), {{"class", "empty"}});
  write_uncounted(out, view->uncounted, uncounted_path(0, 0));
  write_fields(out, waste, *view);
  write_flows(out, flows_of(waste, *view));
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
  door.enter({std::string(kScreen), words(Text::server_screen_title), "chart-bar", Permission::view_waste});
  door.page(kScreen, "desk_waste_screen", Permission::view_waste,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_screen(*desk, request, caller);
            });
  door.page(kScreenRows, "desk_waste_screen_rows", Permission::view_waste,
            [desk](const Request& request, const StaffCaller& caller) {
              return show_behind(*desk, request, caller);
            });
}

}  // namespace wufei::http
