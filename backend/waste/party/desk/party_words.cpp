#include "waste/party/desk/party_words.hpp"

#include <array>
#include <span>

#include "county/county_content.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::PartyAction;

struct Named {
  std::string_view name;
  Text text;
};

constexpr Named kFacilityWords[] = {
    {"generation", Text::server_waste_kind_generation},     {"storage", Text::server_waste_kind_storage},
    {"self_use", Text::server_waste_kind_self_use},         {"disposal", Text::server_waste_kind_disposal},
    {"sorting", Text::server_waste_kind_sorting},           {"transfer", Text::server_waste_kind_transfer},
    {"incineration", Text::server_waste_kind_incineration}, {"landfill", Text::server_waste_kind_landfill},
    {"station", Text::server_waste_kind_station},           {"compost", Text::server_waste_kind_compost}};
constexpr Named kPermitWords[] = {{"pollution", Text::server_waste_permit_pollution},
                                  {"hazardous_waste", Text::server_waste_permit_hazardous_waste},
                                  {"hazardous_collection", Text::server_waste_permit_hazardous_collection},
                                  {"construction_waste", Text::server_waste_permit_construction_waste},
                                  {"transport", Text::server_waste_permit_transport},
                                  {"recycling", Text::server_waste_permit_recycling},
                                  {"other", Text::server_waste_permit_other}};
constexpr Named kMemberWords[] = {{"admin", Text::server_waste_member_admin},
                                  {"clerk", Text::server_waste_member_clerk},
                                  {"driver", Text::server_waste_member_driver},
                                  {"reader", Text::server_waste_member_reader}};
constexpr Named kWayWords[] = {{"self_use", Text::server_waste_kind_self_use},
                               {"self_dispose", Text::server_waste_way_self_dispose},
                               {"entrust_use", Text::server_waste_way_entrust_use},
                               {"entrust_dispose", Text::server_waste_way_entrust_dispose}};
const Named* named(std::span<const Named> rows, std::string_view name) {
  for (const Named& row : rows)
    if (row.name == name) return &row;
  return nullptr;
}

std::string words_of(std::span<const Named> rows, std::string_view name) {
  const Named* row = named(rows, name);
  return row ? words(row->text) : std::string(name);
}

SelectField::Group choices_of(std::span<const Named> rows) {
  SelectField::Group group;
  group.choices.push_back({"", words(Text::server_waste_choose)});
  for (const Named& row : rows) group.choices.push_back({std::string(row.name), words(row.text)});
  return group;
}

}  // namespace

std::string_view state_words(contract::PartyState state) {
  constexpr std::array kWords{Text::server_waste_state_draft, Text::server_waste_state_submitted,
                              Text::server_waste_state_verified, Text::server_waste_state_suspended,
                              Text::server_waste_state_closed};
  return contract::text(kWords[static_cast<std::size_t>(state)]);
}

Tone state_tone(contract::PartyState state) {
  constexpr std::array kStateTones{Tone::quiet, Tone::warn, Tone::good, Tone::bad, Tone::quiet};
  return kStateTones[static_cast<std::size_t>(state)];
}

std::string_view action_words(PartyAction action) {
  constexpr std::array kWords{Text::server_waste_edit,        Text::server_waste_act_submit,
                              Text::server_waste_act_verify,  Text::server_waste_act_send_back,
                              Text::server_waste_act_suspend, Text::server_waste_act_resume,
                              Text::server_waste_act_close};
  return contract::text(kWords[static_cast<std::size_t>(action)]);
}

std::string role_words(contract::WasteRole role) {
  constexpr std::array kWords{Text::server_waste_role_generator, Text::server_waste_role_transporter,
                              Text::server_waste_role_receiver};
  return words(kWords[static_cast<std::size_t>(role)]);
}

std::string member_words(contract::MemberRole role) {
  return words_of(kMemberWords, contract::member_role_name(role));
}

std::string facility_words(std::string_view kind) {
  return words_of(kFacilityWords, kind);
}

std::string permit_words(std::string_view kind) {
  return words_of(kPermitWords, kind);
}

std::string way_words(std::string_view way) {
  return words_of(kWayWords, way);
}

std::string stream_features_words(const contract::WasteStream& stream, const service::ContentSet& content) {
  std::string list;
  for (const contract::WasteField& field : content.get<service::WasteContent>().fields)
    if (field.find_code(stream.code))
      for (const contract::WasteFeature& feature : field.features)
        if (contract::is_among(stream.features, feature.code)) contract::append_listed(list, feature.name);
  return list;
}

std::string area_words(const service::ContentSet& content, std::string_view code) {
  const auto* area = contract::find_area(content.get<service::CountyContent>().areas, code);
  return area ? area->name : std::string(code);
}

std::string roles_words(const contract::Party& party) {
  std::string list;
  for (const contract::WasteRole role : party.roles) contract::append_listed(list, role_words(role));
  return list;
}

std::string fields_words(const contract::Party& party, const service::ContentSet& content) {
  std::string list;
  for (const contract::WasteField& field : content.get<service::WasteContent>().fields)
    if (party.in_field(field.id)) contract::append_listed(list, field.name);
  return list;
}

SelectField::Group area_choices(const service::ContentSet& content) {
  SelectField::Group group;
  group.choices.push_back({"", words(Text::server_waste_choose)});
  for (const contract::Area& area : content.get<service::CountyContent>().areas)
    group.choices.push_back({area.code, area.name});
  return group;
}

SelectField::Group facility_choices() {
  return choices_of(kFacilityWords);
}

SelectField::Group permit_choices() {
  return choices_of(kPermitWords);
}

SelectField::Group way_choices() {
  return choices_of(kWayWords);
}

SelectField::Group place_choices(const service::PartyFile& file, std::int64_t facility) {
  SelectField::Group group{{}, {{"", words(Text::server_waste_choose)}}};
  if (place_choice(file, facility) == contract::kKeptPlace)
    group.choices.push_back({std::string(contract::kKeptPlace), words(Text::server_waste_place_given_up)});
  for (const contract::Facility& one : file.facilities)
    group.choices.push_back({one.code, one.code + " " + one.name});
  return group;
}

std::string place_choice(const service::PartyFile& file, std::int64_t facility) {
  if (facility == 0) return {};
  const auto* place = contract::find_by(&contract::Facility::id, file.facilities, facility);
  return place ? place->code : std::string(contract::kKeptPlace);
}

SelectField::Group member_choices() {
  return choices_of(kMemberWords);
}

}  // namespace wufei::http
