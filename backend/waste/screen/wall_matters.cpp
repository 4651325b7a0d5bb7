#include <algorithm>
#include <vector>

#include "county/county_content.hpp"
#include "desk/desk_parts.hpp"
#include "lib/base/words.hpp"
#include "lib/page/box_html.hpp"
#include "plan/plan_content.hpp"
#include "waste/alarm/alarm.hpp"
#include "waste/paper/uncounted_view.hpp"
#include "waste/screen/screen_parts.hpp"
#include "waste/screen/wall_view.hpp"

namespace wufei::http {
namespace {

using contract::PortalShare;
using contract::Text;
using service::WasteContent;

constexpr std::string_view kOpenAlarms = "/desk/waste/alarms", kDeclared = "/desk/waste/declared";
constexpr std::size_t kMostMatters = 6, kMostAlarms = 3;

struct Matter {
  std::string_view icon;
  std::string words, who, href;  // no href: nothing to open
};

int severity(const storage::AlarmCount& alarm) {
  return static_cast<int>(contract::alarm_level_from_name(alarm.level).value_or(contract::AlarmLevel::amber));
}

// The most severe first, the largest of them first.
std::vector<storage::AlarmCount> by_severity(std::vector<storage::AlarmCount> alarms) {
  std::stable_sort(alarms.begin(), alarms.end(), [](const auto& a, const auto& b) {
    return severity(a) != severity(b) ? severity(a) > severity(b) : a.count > b.count;
  });
  return alarms;
}

Matter alarm_matter(const WallView& view, const storage::AlarmCount& alarm) {
  const contract::WasteField* field = view.content.get<WasteContent>().find(alarm.field);
  return {"warning-circle",
          contract::text(Text::server_wall_alarm, {{"area", screen_area(view.content, alarm.area)},
                                                   {"field", field ? field->name : alarm.field},
                                                   {"level", alarm_level_words(alarm.level)},
                                                   {"count", std::to_string(alarm.count)}}),
          field ? field->bureau : std::string(), screen_alarms_path(alarm)};
}

void add_alarms(std::vector<Matter>& matters, const WallView& view) {
  const auto alarms = by_severity(view.screen.alarms);
  std::int64_t rest = 0;
  for (std::size_t i = 0; i < alarms.size(); ++i) {
    if (i < kMostAlarms)
      matters.push_back(alarm_matter(view, alarms[i]));
    else
      rest += alarms[i].count;
  }
  if (rest > 0)
    matters.push_back({"warning-circle",
                       contract::text(Text::server_wall_alarms_rest, {{"count", std::to_string(rest)}}),
                       words(Text::server_wall_bodies), std::string(kOpenAlarms)});
}

void add_indicators(std::vector<Matter>& matters, const WallView& view) {
  if (view.board == nullptr) return;
  const auto missing = std::count_if(view.board->rows.begin(), view.board->rows.end(),
                                     [](const auto& row) { return row.actual() == nullptr; });
  if (missing == 0) return;
  matters.push_back({"chart-bar",
                     contract::text(Text::server_wall_unpublished, {{"count", std::to_string(missing)}}),
                     words(Text::server_wall_bodies), "/indicators?status=unpublished"});
}

void add_plan(std::vector<Matter>& matters, const WallView& view) {
  const contract::Plan& plan = view.content.get<service::PlanContent>();
  const auto open = std::count_if(plan.discrepancies.begin(), plan.discrepancies.end(),
                                  [](const auto& row) { return !row.answerable_by.empty(); });
  if (open == 0) return;
  matters.push_back({"question",
                     contract::text(Text::server_wall_discrepancies, {{"count", std::to_string(open)}}),
                     words(Text::server_wall_answering), "/discrepancies"});
}

std::vector<Matter> matters_of(const WallView& view) {
  std::vector<Matter> matters;
  add_alarms(matters, view);
  if (const std::string open = uncounted_words(view.screen.uncounted); !open.empty())
    matters.push_back({"clipboard-text", open, words(Text::server_wall_owners), uncounted_path(0, 0)});
  if (view.screen.empty)
    matters.push_back({"recycle", words(Text::server_wall_no_ledgers), words(Text::server_wall_bodies),
                       std::string(kWasteScreen)});
  add_indicators(matters, view);
  add_plan(matters, view);
  if (view.content.get<service::CountyContent>().site.host_body.empty())
    matters.push_back({"user", words(Text::server_wall_no_host), words(Text::server_wall_host_who), {}});
  if (matters.size() > kMostMatters) matters.resize(kMostMatters);
  return matters;
}

const service::FieldCoverage* coverage_of(const WallView& view, const std::string& field) {
  for (const service::FieldCoverage& one : view.coverage)
    if (one.field == field) return &one;
  return nullptr;
}

// Fewer than the plan wants; where it does not say, fewer than all.
bool is_short(const service::Coverage& coverage, int wanted) {
  const std::size_t percent = wanted > 0 ? static_cast<std::size_t>(wanted) : 100;
  return coverage.declared * 100 < coverage.obliged * percent;
}

void write_coverage(HtmlWriter& out, const WallView& view, const contract::WasteField& field) {
  const service::FieldCoverage* one = coverage_of(view, field.id);
  if (one == nullptr || one->coverage.obliged == 0) {
    out.element("td", contract::text(Text::server_wall_none_obliged), {{"class", "number quiet"}});
    return;
  }
  const bool low = is_short(one->coverage, field.declared_percent) || is_short(one->key, 100);
  out.open("td", {{"class", low ? "number short" : "number"}});
  out.link(with_query(std::string(kDeclared), {{"field", field.id}, {"period", one->period}}),
           contract::text(Text::server_screen_of, {{"count", std::to_string(one->coverage.declared)},
                                                   {"all", std::to_string(one->coverage.obliged)}}));
  out.close("td");
}

void write_field_row(HtmlWriter& out, const WallView& view, const contract::WasteField& field) {
  const auto sums = view.screen.fields.find(field.id);
  std::int64_t alarms = 0;
  for (const storage::AlarmCount& alarm : view.screen.alarms)
    if (alarm.field == field.id) alarms += alarm.count;
  out.open("tr").element(
      "th", field.name,
      {{"scope", "row"}, {"class", field_tone(view.content.get<WasteContent>(), field.id)}});
  write_coverage(out, view, field);
  out.open("td", {{"class", "number"}})
      .link(screen_rows_path(view.screen, field.id, {}),
            screen_tonnes(sums == view.screen.fields.end() ? 0 : sums->second.stock))
      .close("td");
  out.open("td", {{"class", alarms > 0 ? "number short" : "number"}})
      .link(with_query(std::string(kOpenAlarms), {{"field", field.id}}), std::to_string(alarms))
      .close("td")
      .close("tr");
}

void write_wanted(HtmlWriter& out, const WasteContent& waste) {
  std::string about(contract::text(Text::server_wall_declared_about));
  for (const contract::WasteField& field : waste.fields) {
    if (field.declared_percent > 0)
      about += contract::text(Text::server_wall_declared_wanted,
                              {{"field", field.name}, {"percent", std::to_string(field.declared_percent)}});
    if (!field.key_industries.empty())
      about += contract::text(Text::server_wall_declared_key, {{"field", field.name}});
  }
  out.element("p", about, {{"class", "quiet"}});
}

struct Share {
  PortalShare share;
  std::string_view tone;
  Text name;
};
constexpr Share kWallShares[] = {{PortalShare::serves, "serves", Text::server_plan_share_serves},
                                 {PortalShare::partly, "partly", Text::server_plan_share_partly},
                                 {PortalShare::not_yet, "missing", Text::server_plan_share_not_yet},
                                 {PortalShare::elsewhere, "elsewhere", Text::server_plan_share_elsewhere}};

std::int64_t tasks_of(const contract::Plan& plan, PortalShare share) {
  return std::count_if(plan.tasks.begin(), plan.tasks.end(),
                       [share](const contract::PlanTask& task) { return task.portal == share; });
}

// Decoration: the list below says the same.
void draw_shares(HtmlWriter& out, const contract::Plan& plan) {
  const std::string all = std::to_string(plan.tasks.size());
  out.open("svg", {{"class", "shares"},
                   {"viewBox", "0 0 " + all + " 1"},
                   {"preserveAspectRatio", "none"},
                   {"aria-hidden", "true"}});
  std::int64_t before = 0;
  for (const Share& one : kWallShares) {
    const std::int64_t count = tasks_of(plan, one.share);
    if (count > 0)
      out.element("rect", "",
                  {{"class", one.tone},
                   {"x", std::to_string(before)},
                   {"width", std::to_string(count)},
                   {"height", "1"}});
    before += count;
  }
  out.close("svg");
}

}  // namespace

void write_wall_matters(HtmlWriter& out, const WallView& view) {
  out.element("h2", contract::text(Text::server_wall_matters)).open("ul", {{"class", "panel matters"}});
  for (const Matter& matter : matters_of(view)) {
    out.open("li");
    write_icon(out, matter.icon);
    out.open("p");
    if (matter.href.empty())
      out.text(matter.words);
    else
      out.link(matter.href, matter.words);
    out.element("small", matter.who).close("p").close("li");
  }
  out.close("ul");
}

void write_wall_fields(HtmlWriter& out, const WallView& view) {
  const auto& waste = view.content.get<WasteContent>();
  out.open("section", {{"class", "panel fields"}}).open("table");
  out.element("caption", contract::text(Text::server_wall_fields)).open("thead").open("tr");
  out.element("th", contract::text(Text::server_alarm_field), {{"scope", "col"}});
  for (const Text column : {Text::server_wall_declared, Text::server_wall_stock, Text::server_wall_alarms})
    out.element("th", contract::text(column), {{"scope", "col"}, {"class", "number"}});
  out.close("tr").close("thead").open("tbody");
  for (const contract::WasteField& field : waste.fields) write_field_row(out, view, field);
  out.close("tbody").close("table");
  write_wanted(out, waste);
  out.close("section");
}

void write_wall_tasks(HtmlWriter& out, const WallView& view) {
  const contract::Plan& plan = view.content.get<service::PlanContent>();
  out.open("section", {{"class", "panel tasks"}});
  out.element("h2", contract::text(Text::server_wall_tasks, {{"count", std::to_string(plan.tasks.size())}}));
  draw_shares(out, plan);
  out.open("ul");
  for (const Share& one : kWallShares) {
    const std::string path = "/coverage#" + std::string(contract::portal_share_name(one.share));
    out.open("li", {{"class", one.tone}}).element("span", contract::text(one.name));
    out.link(path, std::to_string(tasks_of(plan, one.share))).close("li");
  }
  out.close("ul").close("section");
}

}  // namespace wufei::http
