// Forms of what a party has: one table of inputs for each part.
#include "account/sign_in_pages.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/page/moment.hpp"
#include "waste/party/desk/import_view.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::RegistrationService;

enum class InputKind : std::uint8_t { line, day, area, facility_kind, permit_kind, member_role, tick };

struct Input {
  const char* name;
  Text label;
  Text hint;  // = label: none
  InputKind kind = InputKind::line;
};

struct PartForm {
  std::string_view part;
  Text title;
  std::vector<Input> inputs;
};

const std::vector<PartForm>& forms() {
  using enum InputKind;
  static const std::vector<PartForm> kForms{
      {"facilities",
       Text::server_waste_add_facility,
       {{"place_code", Text::server_waste_place_code, Text::server_waste_place_code_hint},
        {"kind", Text::server_waste_kind, Text::server_waste_kind, facility_kind},
        {"name", Text::server_waste_name, Text::server_waste_name},
        {"area", Text::server_waste_area, Text::server_waste_area, area},
        {"capacity", Text::server_waste_capacity, Text::server_waste_capacity_hint},
        {"open_to_public", Text::server_waste_open_to_public, Text::server_waste_open_to_public, tick}}},
      {"vehicles",
       Text::server_waste_add_vehicle,
       {{"plate", Text::server_waste_plate, Text::server_waste_plate},
        {"limit", Text::server_waste_limit, Text::server_waste_limit},
        {"certificate", Text::server_waste_certificate, Text::server_waste_certificate_hint},
        {"valid_until", Text::server_waste_valid_until, Text::server_waste_valid_until, day}}},
      {"permits",
       Text::server_waste_add_permit,
       {{"kind", Text::server_waste_kind, Text::server_waste_kind, permit_kind},
        {"number", Text::server_waste_number, Text::server_waste_number},
        {"issuer", Text::server_waste_issuer, Text::server_waste_issuer},
        {"valid_from", Text::server_waste_valid_from, Text::server_waste_valid_from, day},
        {"valid_until", Text::server_waste_valid_until, Text::server_waste_valid_until, day},
        {"codes", Text::server_waste_codes, Text::server_waste_codes_hint},
        {"yearly", Text::server_waste_yearly, Text::server_waste_optional_hint},
        {"total", Text::server_waste_total, Text::server_waste_total_hint},
        {"site", Text::server_waste_site, Text::server_waste_site_hint}}},
      {"contracts",
       Text::server_waste_add_contract,
       {{"other", Text::server_waste_other, Text::server_waste_other_hint},
        {"receives", Text::server_waste_receives, Text::server_waste_receives, tick},
        {"number", Text::server_waste_number, Text::server_waste_number},
        {"valid_from", Text::server_waste_valid_from, Text::server_waste_valid_from, day},
        {"valid_until", Text::server_waste_valid_until, Text::server_waste_valid_until, day},
        {"codes", Text::server_waste_codes, Text::server_waste_codes_hint},
        {"amount", Text::server_waste_amount, Text::server_waste_optional_hint}}},
      {"members",
       Text::server_waste_add_member,
       {{"name", Text::server_waste_login, Text::server_waste_login_hint},
        {"display", Text::server_waste_display, Text::server_waste_display},
        {"role", Text::server_waste_member_role, Text::server_waste_member_role, member_role}}}};
  return kForms;
}

SelectField::Group choices_of(InputKind kind, const service::ContentSet& content) {
  if (kind == InputKind::area) return area_choices(content);
  if (kind == InputKind::facility_kind) return facility_choices();
  return kind == InputKind::permit_kind ? permit_choices() : member_choices();
}

void write_input(FormParts& parts, const Input& input, const FormFields& typed,
                 const service::ContentSet& content) {
  const std::string hint = input.hint == input.label ? std::string() : words(input.hint);
  std::string value(field_value(typed, input.name));
  if (input.kind == InputKind::tick)
    parts.checkbox(input.name, words(input.label), !value.empty());
  else if (input.kind == InputKind::day)
    parts.text_field({.name = input.name,
                      .label = words(input.label),
                      .hint = hint,
                      .value = value,
                      .type = "date",
                      .max = std::string(contract::kLastDay)});
  else if (input.kind == InputKind::line)
    parts.text_field(
        {.name = input.name, .label = words(input.label), .hint = hint, .value = value, .limit = 120});
  else
    parts.select_field({input.name, words(input.label), hint, value, {choices_of(input.kind, content)}});
}

Response part_form(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                   const PartForm& form, const FormFields& typed, std::vector<FormFault> faults, int status) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  begin_party_form(out, parts, *page, contract::text(form.title));
  const std::string there = page->place.base + "/" + std::string(form.part);
  if (const PartList* list = part_list(form.part))
    out.open("p").link(there + "/import", words(list->title)).close("p");
  open_desk_form(out, caller, there);
  for (const Input& input : form.inputs) write_input(parts, input, typed, *room.content.current());
  parts.button(contract::text(Text::server_waste_save));
  out.close("form");
  return party_reply(room, caller, page->place.page, words(form.title), out.take(), status);
}

// ---- What was sent

contract::Result<service::Registered> add_part(const PartyRoom& room, const PartyPlace& place,
                                               std::string_view part, const FormFields& fields) {
  const auto at = [&](const char* name) { return entered(fields, name); };
  RegistrationService& registration = room.registration;
  if (part == "facilities")
    return registration.add_facility(
        place.id,
        {at("place_code"), at("kind"), at("name"), at("area"), at("capacity"), !at("open_to_public").empty()},
        place.caller);
  if (part == "vehicles")
    return registration.add_vehicle(
        place.id, {at("plate"), at("limit"), at("certificate"), at("valid_until")}, place.caller);
  if (part == "permits")
    return registration.add_permit(place.id,
                                   {at("kind"), at("number"), at("issuer"), at("valid_from"),
                                    at("valid_until"), at("codes"), at("yearly"), at("total"), at("site")},
                                   place.caller);
  return registration.add_contract(place.id,
                                   {at("other"), !at("receives").empty(), at("number"), at("valid_from"),
                                    at("valid_until"), at("codes"), at("amount")},
                                   place.caller);
}

std::vector<FormFault> part_faults(const PartForm& form, const contract::Error& error) {
  std::vector<std::string> pointers;
  for (const Input& input : form.inputs) pointers.push_back(std::string("/") + input.name);
  std::vector<FieldLabel> labels;
  for (std::size_t i = 0; i < pointers.size(); ++i)
    labels.push_back({pointers[i], form.inputs[i].name, form.inputs[i].label});
  return desk_faults(error, labels);
}

Response part_again(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                    const PartForm& form, const FormFields& fields, const contract::Error& error) {
  if (error.code == contract::ErrorCode::not_found) return room.door.refusal(request, caller, error);
  return part_form(room, request, caller, form, fields, part_faults(form, error), again_status(error));
}

// The link is shown once, in the reply to the form that made it.
Response open_account(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                      const PartForm& form, const FormFields& fields, const PartyPlace& place) {
  const std::string name = contract::entered_symbols(field_value(fields, "name"));
  const auto role = contract::member_role_from_name(field_value(fields, "role"));
  if (!role)
    return part_again(room, request, caller, form, fields,
                      contract::field_error("/role", contract::Rule::required));
  const auto link =
      room.registration.open_account(place.id, name, entered(fields, "display"), *role, place.caller);
  if (!link) return part_again(room, request, caller, form, fields, link.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_waste_link));
  out.element("p", contract::text(Text::server_waste_link_text,
                                  {{"name", name}, {"until", moment_words(link->expires_at)}}));
  out.open("p").element("code", link_address(room.public_url, *link)).close("p");
  out.open("p").link(place.page, contract::text(Text::server_waste_back)).close("p");
  return party_reply(room, caller, place.page, words(Text::server_waste_link), out.take());
}

Response add(const PartyRoom& room, const Request& request, const StaffCaller& caller, const PartForm& form,
             const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  if (form.part == "members") return open_account(room, request, caller, form, fields, *place);
  const auto done = add_part(room, *place, form.part, fields);
  if (!done) return part_again(room, request, caller, form, fields, done.error());
  return StaffDoor::see_other(place->page);
}

Response end(const PartyRoom& room, const Request& request, const StaffCaller& caller, const PartForm& form,
             const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const std::int64_t row = number_field(fields, "row");
  const auto part = static_cast<RegistrationService::Part>(&form - forms().data());
  const auto done = form.part == "members" ? room.registration.leave(place->id, row, place->caller)
                                           : room.registration.end_part(place->id, part, row, place->caller);
  if (!done) return room.door.refusal(request, caller, done.error());
  return StaffDoor::see_other(place->page);
}

// Verifies a permit, confirms a contract.
Response approve(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                 const FormFields& fields, bool permit) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const std::int64_t row = number_field(fields, "row");
  const auto done = permit ? room.registration.verify_permit(
                                 place->id, row, field_value(fields, kPicturesSeen), place->caller)
                           : room.registration.confirm_contract(place->id, row, place->caller);
  if (!done) return room.door.refusal(request, caller, done.error());
  return StaffDoor::see_other(place->page);
}

void add_approvals(const PartyRoomPtr& room) {
  const auto add = [&](const std::string& path, const char* name, Permission writes, bool permit) {
    room->door.form(
        path, name, writes,
        [room, permit](const Request& request, const StaffCaller& caller, const FormFields& fields) {
          return approve(*room, request, caller, fields, permit);
        });
  };
  const std::string one = std::string(kParties) + "/{id}";
  add(one + "/permits/verify", "desk_waste_party_permits_verify", Permission::handle_waste, true);
  add(one + "/contracts/confirm", "desk_waste_party_contracts_confirm", Permission::handle_waste, false);
  add(std::string(kOwnParty) + "/contracts/confirm", "desk_waste_own_contracts_confirm",
      Permission::work_waste, false);
}

void add_form(const PartyRoomPtr& room, const std::string& base, Permission writes, const std::string& name,
              const PartForm& form) {
  StaffDoor& door = room->door;
  const std::string there = base + "/" + std::string(form.part), said = name + std::string(form.part);
  door.page(there, said + "_form", writes, [room, &form](const Request& request, const StaffCaller& caller) {
    return part_form(*room, request, caller, form, {}, {}, 200);
  });
  door.form(there, said + "_add", writes,
            [room, &form](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return add(*room, request, caller, form, fields);
            });
  door.form(there + "/end", said + "_end", writes,
            [room, &form](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return end(*room, request, caller, form, fields);
            });
}

}  // namespace

void add_party_part_pages(const PartyRoomPtr& room) {
  for (const PartForm& form : forms()) {
    add_form(room, std::string(kOwnParty), Permission::work_waste, "desk_waste_own_", form);
    add_form(room, std::string(kParties) + "/{id}", Permission::handle_waste, "desk_waste_party_", form);
  }
  add_approvals(room);
}

}  // namespace wufei::http
