#include "waste/party/desk/party_form.hpp"

#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::PartyWish;
using contract::Text;

constexpr std::string_view kRole = "role-", kField = "field-";  // and the id: ticked

const std::vector<FieldLabel> kLabels{{"/name", "name", Text::server_waste_party_name},
                                      {"/code", "code", Text::server_waste_code},
                                      {"/roles", "role-generator", Text::server_waste_roles},
                                      {"/fields", "field-industrial", Text::server_waste_fields},
                                      {"/area", "area", Text::server_waste_area},
                                      {"/address", "address", Text::server_waste_address},
                                      {"/industry", "industry", Text::server_waste_industry},
                                      {"/contact", "contact", Text::server_waste_contact},
                                      {"/phone", "phone", Text::server_waste_phone},
                                      {"/reason", "reason", Text::server_waste_reason}};

std::vector<std::string> ticked(const FormFields& fields, std::string_view front) {
  std::vector<std::string> ids;
  for (const auto& [name, value] : fields)
    if (name.starts_with(front)) ids.push_back(name.substr(front.size()));
  return ids;
}

void write_tick(FormParts& parts, std::string_view front, const std::string& id, const std::string& label,
                const std::vector<std::string>& chosen) {
  parts.checkbox(std::string(front) + id, label, contract::is_among(chosen, id));
}

void write_ticks(FormParts& parts, HtmlWriter& out, const PartyWish& wish,
                 const service::ContentSet& content) {
  using contract::WasteRole;
  out.open("fieldset").element("legend", contract::text(Text::server_waste_roles));
  for (const WasteRole role : {WasteRole::generator, WasteRole::transporter, WasteRole::receiver})
    write_tick(parts, kRole, std::string(contract::waste_role_name(role)), role_words(role), wish.roles);
  out.close("fieldset").open("fieldset").element("legend", contract::text(Text::server_waste_fields));
  for (const contract::WasteField& field : content.get<service::WasteContent>().fields)
    write_tick(parts, kField, field.id, field.name, wish.fields);
  out.close("fieldset");
}

}  // namespace

PartyWish party_wish(const FormFields& fields) {
  const auto typed = [&](const char* name) { return entered(fields, name); };
  return {typed("code"),    typed("name"),     ticked(fields, kRole), ticked(fields, kField), typed("area"),
          typed("address"), typed("industry"), typed("contact"),      typed("phone")};
}

PartyWish party_wish(const contract::Party& party) {
  PartyWish wish{party.code,     party.name,    {},         party.fields, party.area, party.address,
                 party.industry, party.contact, party.phone};
  for (const contract::WasteRole role : party.roles) wish.roles.emplace_back(contract::waste_role_name(role));
  return wish;
}

void write_party_fields(FormParts& parts, HtmlWriter& out, const PartyWish& wish,
                        const service::ContentSet& content) {
  const auto line = [&](const char* name, Text label, std::string hint, const std::string& value,
                        std::size_t limit) {
    parts.text_field(
        {.name = name, .label = words(label), .hint = std::move(hint), .value = value, .limit = limit});
  };
  line("name", Text::server_waste_party_name, words(Text::server_waste_party_name_hint), wish.name, 60);
  line("code", Text::server_waste_code, words(Text::server_waste_code_hint), wish.code, 40);
  write_ticks(parts, out, wish, content);
  parts.select_field({"area", words(Text::server_waste_area), {}, wish.area, {area_choices(content)}});
  line("address", Text::server_waste_address, {}, wish.address, 80);
  line("industry", Text::server_waste_industry, words(Text::server_waste_industry_hint), wish.industry, 8);
  line("contact", Text::server_waste_contact, {}, wish.contact, 30);
  line("phone", Text::server_waste_phone, {}, wish.phone, 30);
}

std::vector<FieldMeanwhile> party_meanwhile(const PartyWish& typed, const PartyWish& now,
                                            const service::ContentSet& content) {
  const auto roles = [](const PartyWish& wish) {
    std::string list;
    using contract::WasteRole;
    for (const WasteRole role : {WasteRole::generator, WasteRole::transporter, WasteRole::receiver})
      if (contract::is_among(wish.roles, contract::waste_role_name(role)))
        contract::append_listed(list, role_words(role));
    return list;
  };
  const auto fields = [&](const PartyWish& wish) {
    std::string list;
    for (const contract::WasteField& field : content.get<service::WasteContent>().fields)
      if (contract::is_among(wish.fields, field.id)) contract::append_listed(list, field.name);
    return list;
  };
  return {{Text::server_waste_party_name, typed.name, now.name},
          {Text::server_waste_code, typed.code, now.code},
          {Text::server_waste_roles, roles(typed), roles(now)},
          {Text::server_waste_fields, fields(typed), fields(now)},
          {Text::server_waste_area, area_words(content, typed.area), area_words(content, now.area)},
          {Text::server_waste_address, typed.address, now.address},
          {Text::server_waste_industry, typed.industry, now.industry},
          {Text::server_waste_contact, typed.contact, now.contact},
          {Text::server_waste_phone, typed.phone, now.phone}};
}

std::vector<FormFault> party_faults(const contract::Error& error) {
  return desk_faults(error, kLabels);
}

}  // namespace wufei::http
