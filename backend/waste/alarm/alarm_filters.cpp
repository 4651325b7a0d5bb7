// What of all alarms a list shows, as staff choose it.
#include "county/county_content.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_parts.hpp"
#include "waste/alarm/alarm_view.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::http {
namespace {

using contract::Text;

SelectField choice_of(std::string_view name, Text label, const std::string& chosen) {
  return {std::string(name), words(label), {}, chosen, {{}}};
}

SelectField state_choice(const std::string& chosen) {
  SelectField state = choice_of("state", Text::server_alarm_state, chosen);
  state.groups.front().choices = {{"open", words(Text::server_alarm_state_open)},
                                  {"raised", words(Text::server_alarm_state_raised)},
                                  {"acknowledged", words(Text::server_alarm_state_acknowledged)},
                                  {"explained", words(Text::server_alarm_state_explained)},
                                  {"closed", words(Text::server_alarm_state_closed)}};
  return state;
}

SelectField field_choice(const service::ContentSet& content, const std::string& chosen) {
  SelectField field = choice_of("field", Text::server_alarm_field, chosen);
  auto& choices = field.groups.front().choices;
  choices.push_back({"", words(Text::server_balance_all)});
  for (const contract::WasteField& one : content.get<service::WasteContent>().fields)
    choices.push_back({one.id, one.name});
  choices.push_back({std::string(storage::kOfNone), "–"});
  return field;
}

SelectField area_choice(const service::ContentSet& content, const std::string& chosen) {
  SelectField area = choice_of("area", Text::server_screen_area, chosen);
  auto& choices = area.groups.front().choices;
  choices.push_back({"", words(Text::server_balance_all)});
  for (const contract::Area& one : content.get<service::CountyContent>().areas)
    choices.push_back({one.code, one.name});
  choices.push_back({std::string(storage::kOfNone), "–"});
  return area;
}

SelectField level_choice(const std::string& chosen) {
  SelectField level = choice_of("level", Text::server_alarm_level, chosen);
  level.groups.front().choices = {{"", words(Text::server_balance_all)},
                                  {"red", words(Text::server_alarm_level_red)},
                                  {"amber", words(Text::server_alarm_level_amber)},
                                  {"blue", words(Text::server_alarm_level_blue)}};
  return level;
}

}  // namespace

void write_alarm_filters(HtmlWriter& out, const service::ContentSet& content,
                         const storage::AlarmFilter& filter) {
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kWasteAlarms}, {"role", "search"}});
  FormParts parts(out, {});
  parts.select_field(state_choice(filter.state));
  parts.select_field(field_choice(content, filter.field));
  parts.select_field(area_choice(content, filter.area));
  parts.select_field(level_choice(filter.level));
  parts.checkbox("trial", contract::text(Text::server_alarm_trial_only), filter.trial);
  parts.button(contract::text(Text::server_ledger_show), {}, {}, "second");
  out.close("form");
}

}  // namespace wufei::http
