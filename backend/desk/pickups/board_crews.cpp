// Who is given the ticked bookings of the board.
#include <map>

#include "desk/pickups/board_view.hpp"
#include "lib/base/words.hpp"

namespace wufei::http {
namespace {

using contract::Text;

// Crews that drive on the day or have bookings of it, each with how many.
std::map<std::string, int> crews_of(const BoardView& view) {
  std::map<std::string, int> crews;
  for (const std::string& crew : view.crews) crews[crew];
  for (const service::RunSheetRow& row : view.day.rows)
    if (!row.crew.empty()) crews[row.crew] += row.status == contract::PickupStatus::cancelled ? 0 : 1;
  return crews;
}

// Each gives what is ticked to its crew; board.js lets rows be dragged to them, and keys choose them.
void write_crew_buttons(HtmlWriter& out, const BoardView& view, const std::map<std::string, int>& crews) {
  if (crews.empty()) return;
  out.open("ul", {{"class", "crews noprint"}, {"aria-label", contract::text(Text::server_work_assign_to)}});
  for (const auto& [crew, count] : crews) {
    out.open("li").open("button",
                        {{"type", "submit"}, {"class", "second"}, {"name", kCrewChosen}, {"value", crew}});
    out.text(crew);
    if (view.filter.words.empty())  // else the rows are not the day's
      out.element("small", contract::text(Text::server_work_day_count, {{"count", std::to_string(count)}}));
    out.close("button").close("li");
  }
  out.close("ul");
}

// Shown by board.js.
void write_keys(HtmlWriter& out) {
  out.open("div", {{"id", "keys"},
                   {"class", "keys noprint"},
                   {"hidden", "hidden"},
                   {"data-many", contract::text(Text::server_work_day_count, {{"count", "#"}})}});
  out.element("p", contract::text(Text::server_work_keys));
  constexpr std::pair<std::string_view, Text> kActs[] = {{"help", Text::server_work_keys_help},
                                                         {"off", Text::server_work_keys_off},
                                                         {"on", Text::server_work_keys_on}};
  for (const auto& [act, label] : kActs)
    out.element("button", contract::text(label), {{"type", "button"}, {"class", "link"}, {"data-act", act}});
  out.element("p", contract::text(Text::server_work_keys_all),
              {{"class", "note"}, {"role", "status"}, {"hidden", "hidden"}});
  out.close("div");
}

}  // namespace

std::string crew_entered(const FormFields& fields) {
  return entered(fields, fields.count(std::string(kCrewChosen)) > 0 ? kCrewChosen : "crew");
}

void write_crew_field(HtmlWriter& out, FormParts& parts, const BoardView& view) {
  const auto crews = crews_of(view);
  const std::string typed = view.typed ? crew_entered(*view.typed) : std::string();
  out.open("div", {{"class", parts.is_wrong("crew") ? "assign wrong" : "assign"}});
  parts.faults_of("crew");
  out.element("label", contract::text(Text::server_work_assign_to), {{"for", "crew"}});
  out.open("input", {{"id", "crew"},
                     {"name", "crew"},
                     {"list", "crews"},
                     {"value", typed},
                     {"maxlength", "60"},
                     {"autocomplete", "off"},
                     {"aria-invalid", parts.is_wrong("crew") ? "true" : kNoAttribute},
                     {"aria-describedby", parts.is_wrong("crew") ? "crew-fault" : kNoAttribute},
                     {"autofocus", parts.focus("crew")}});
  out.open("datalist", {{"id", "crews"}});
  for (const auto& [crew, count] : crews) out.element("option", "", {{"value", crew}});
  out.close("datalist");
  parts.button(contract::text(Text::server_work_assign));
  out.close("div");
  write_crew_buttons(out, view, crews);
  write_keys(out);
}

}  // namespace wufei::http
