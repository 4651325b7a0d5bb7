// What a permit allows: the bureau's form for its kind, total and site.
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::Permit;
using contract::StaffCaller;
using contract::Text;

const std::vector<FieldLabel>& scope_labels() {
  static const std::vector<FieldLabel> kScopeLabels{{"/kind", "kind", Text::server_waste_kind},
                                                    {"/total", "total", Text::server_waste_total},
                                                    {"/site", "site", Text::server_waste_site}};
  return kScopeLabels;
}

std::string site_words(const std::string& choice) {
  return choice == contract::kKeptPlace ? words(Text::server_waste_place_given_up) : choice;
}

std::string total_text(const Permit& permit) {
  return permit.total == 0 ? std::string() : contract::tonnes_text(permit.total);
}

// Of a form that was of another scope than the one that is there: what it would write over.
void write_scope_meanwhile(HtmlWriter& out, const service::PartyFile& file, const Permit& permit,
                           const FormFields& typed) {
  if (typed.empty() || field_value(typed, "shown") == contract::permit_scope_mark(permit)) return;
  const auto said = [&](const char* name) { return std::string(field_value(typed, name)); };
  write_meanwhile(out, {{Text::server_waste_kind, permit_words(said("kind")), permit_words(permit.kind)},
                        {Text::server_waste_total, said("total"), total_text(permit)},
                        {Text::server_waste_site, site_words(said("site")),
                         site_words(place_choice(file, permit.facility))}});
}

void write_scope_fields(FormParts& parts, const service::PartyFile& file, const Permit& permit,
                        const FormFields& typed) {
  const auto shown = [&](const char* name, std::string now) {
    return typed.contains(name) ? std::string(field_value(typed, name)) : std::move(now);
  };
  parts.hidden("shown", contract::permit_scope_mark(permit));
  parts.select_field(
      {"kind", words(Text::server_waste_kind), {}, shown("kind", permit.kind), {permit_choices()}});
  parts.text_field({.name = "total",
                    .label = words(Text::server_waste_total),
                    .hint = words(Text::server_waste_total_hint),
                    .value = shown("total", total_text(permit)),
                    .limit = 40});
  parts.select_field({"site",
                      words(Text::server_waste_site),
                      words(Text::server_waste_site_hint),
                      shown("site", place_choice(file, permit.facility)),
                      {place_choices(file, permit.facility)}});
}

Response scope_form(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                    const FormFields& typed, std::vector<FormFault> faults, int status) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  const auto row = number_in(request.path_parameter("permit"));
  const auto* permit = contract::find_by(&Permit::id, page->file.permits, row);
  if (!permit)
    return room.door.refusal(request, caller,
                             contract::make_error(contract::ErrorCode::not_found, "no such permit"));
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  begin_party_form(out, parts, *page, contract::text(Text::server_waste_scope_permit));
  out.element("p", permit_words(permit->kind) + " " + permit->number);
  write_scope_meanwhile(out, page->file, *permit, typed);
  open_desk_form(out, caller, page->place.base + "/permits/" + std::to_string(row) + "/scope");
  write_scope_fields(parts, page->file, *permit, typed);
  parts.button(contract::text(Text::server_waste_save));
  out.close("form");
  return party_reply(room, caller, page->place.page, words(Text::server_waste_scope_permit), out.take(),
                     status);
}

Response set_scope(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                   const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const auto at = [&](const char* name) { return std::string(field_value(fields, name)); };
  const auto done =
      room.registration.scope_permit(place->id, number_in(request.path_parameter("permit")), at("shown"),
                                     {at("kind"), at("total"), at("site")}, place->caller);
  if (done) return StaffDoor::see_other(place->page);
  if (done.error().code == contract::ErrorCode::not_found)
    return room.door.refusal(request, caller, done.error());
  return scope_form(room, request, caller, fields, desk_faults(done.error(), scope_labels()),
                    again_status(done.error()));
}

}  // namespace

void add_permit_scope_pages(const PartyRoomPtr& room) {
  const std::string there = std::string(kParties) + "/{id}/permits/{permit}/scope";
  room->door.page(there, "desk_waste_party_permit_scope_form", Permission::handle_waste,
                  [room](const Request& request, const StaffCaller& caller) {
                    return scope_form(*room, request, caller, {}, {}, 200);
                  });
  room->door.form(there, "desk_waste_party_permit_scope", Permission::handle_waste,
                  [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
                    return set_scope(*room, request, caller, fields);
                  });
}

}  // namespace wufei::http
