#include "waste/field/waste_field.hpp"

#include <algorithm>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

struct RoleName {
  WasteRole role;
  std::string_view name;
};
constexpr RoleName kRoleNames[] = {{WasteRole::generator, "generator"},
                                   {WasteRole::transporter, "transporter"},
                                   {WasteRole::receiver, "receiver"}};

WasteCode code_from_json(const Json& json, const std::string& edition) {
  const std::string own = text_or_empty(json, "edition");
  return {text_or_empty(json, "code"), text_or_empty(json, "name"), own.empty() ? edition : own,
          flag_or(json, "verified", false)};
}

int number_of(const Json& json, const char* name, int fallback) {
  return static_cast<int>(number_or(json, name, fallback));
}

void read_limits(WasteField& field, const Json& json) {
  field.most_legs = number_of(json, "most_legs", field.most_legs);
  field.start_days = number_of(json, "start_days", field.start_days);
  field.transit_hours = number_of(json, "transit_hours", field.transit_hours);
  field.accept_workdays = number_of(json, "accept_workdays", field.accept_workdays);
  field.store_days = number_of(json, "store_days", field.store_days);
  field.most_grams = number_or(json, "most_grams", 0);
  field.declare_months = number_of(json, "declare_months", field.declare_months);
  field.declare_days = number_of(json, "declare_days", field.declare_days);
}

}  // namespace

std::string_view waste_role_name(WasteRole role) {
  const auto* row = find_by(&RoleName::role, kRoleNames, role);
  return row ? row->name : std::string_view();
}

std::optional<WasteRole> waste_role_from_name(std::string_view name) {
  const auto* row = find_by(&RoleName::name, kRoleNames, name);
  return row ? std::optional(row->role) : std::nullopt;
}

bool is_waste_alarm(std::string_view id) {
  return id.size() == 3 && id[0] == 'A' && id >= "A01" && id <= "A33" && id[2] >= '0' && id[2] <= '9';
}

const WasteCode* WasteField::find_code(std::string_view code) const {
  return find_by(&WasteCode::code, codes, code);
}

bool WasteField::is_key_industry(std::string_view industry) const {
  return std::any_of(key_industries.begin(), key_industries.end(),
                     [&](const std::string& front) { return industry.starts_with(front); });
}

WasteField waste_field_from_json(const Json& json) {
  WasteField field;
  field.id = text_or_empty(json, "id");
  const std::string letter = text_or_empty(json, "letter");
  field.letter = letter.empty() ? '\0' : letter.front();
  field.name = text_or_empty(json, "name");
  field.bureau = text_or_empty(json, "bureau");
  field.unit = text_or_empty(json, "unit");
  for (const Json& code : array_or_empty(json, "codes"))
    field.codes.push_back(code_from_json(code, text_or_empty(json, "edition")));
  for (const Json& feature : array_or_empty(json, "features"))
    field.features.push_back({text_or_empty(feature, "code"), text_or_empty(feature, "name"),
                              flag_or(feature, "verified", false)});
  field.transported = flag_or(json, "transported", true);
  field.contract = flag_or(json, "contract", false);
  field.mirrored = flag_or(json, "mirrored", false);
  read_limits(field, json);
  field.declared_percent = number_of(json, "declared_percent", 0);
  for (const Json& front : array_or_empty(json, "key_industries"))
    if (front.is_string()) field.key_industries.push_back(front.get<std::string>());
  field.indicator = number_of(json, "indicator", 0);
  field.indicator_share = flag_or(json, "indicator_share", true);
  for (const Json& alarm : array_or_empty(json, "alarms"))
    if (alarm.is_string()) field.alarms.push_back(alarm.get<std::string>());
  return field;
}

}  // namespace wufei::contract
