#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_form.hpp"
#include "waste/party/desk/party_view.hpp"

namespace wufei::http {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

namespace {

Response show(const PartyRoom& room, const Request& request, const StaffCaller& caller, bool contact,
              std::vector<FormFault> faults = {}, std::string reason = {}, int status = 200) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const bool seen = contact || place->caller.member.has_value();
  const auto file = room.registration.show(place->id, place->caller, seen);
  if (!file) return room.door.refusal(request, caller, file.error());
  return party_reply(room, caller, place->page, file->party.name,
                     party_html(room, {*place, *file, seen, std::move(faults), std::move(reason)}), status);
}

struct EditAgain {
  const contract::PartyWish* typed = nullptr;
  std::vector<FormFault> faults = {};
  std::string version = {};  // "" = that of what is there
  int status = 200;
  bool stale = false;
};

Response edit_form(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                   EditAgain again) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const auto file = room.registration.show(place->id, place->caller, true);
  if (!file) return room.door.refusal(request, caller, file.error());
  HtmlWriter out;
  FormParts parts(out, std::move(again.faults));
  out.open("p", {{"class", "back"}}).link(place->page, file->party.name).close("p");
  parts.summary();
  write_title(out, contract::text(Text::server_waste_edit));
  out.element("p", contract::text(Text::server_waste_core_note), {{"class", "note"}});
  if (again.stale && again.typed)
    write_meanwhile(out, party_meanwhile(*again.typed, party_wish(file->party), *room.content.current()));
  open_desk_form(out, caller, place->base + "/edit");
  parts.hidden(kVersion, again.version.empty() ? std::to_string(file->party.version) : again.version);
  write_party_fields(parts, out, again.typed ? *again.typed : party_wish(file->party),
                     *room.content.current());
  parts.button(contract::text(Text::server_waste_save));
  out.close("form");
  return party_reply(room, caller, place->page, words(Text::server_waste_edit), out.take(), again.status);
}

Response edit(const PartyRoom& room, const Request& request, const StaffCaller& caller,
              const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const contract::PartyWish wish = party_wish(fields);
  const auto done = room.registration.edit(place->id, static_cast<int>(number_field(fields, kVersion)), wish,
                                           place->caller);
  if (done) return StaffDoor::see_other(place->page);
  const bool stale = done.error().code == contract::ErrorCode::precondition;
  return edit_form(
      room, request, caller,
      {&wish, party_faults(done.error()), stale ? std::string() : std::string(field_value(fields, kVersion)),
       again_status(done.error()), stale});
}

Response act(const PartyRoom& room, const Request& request, const StaffCaller& caller,
             const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const auto action = service::party_action_from_name(field_value(fields, "action"));
  if (!action)
    return room.door.refusal(request, caller,
                             contract::make_error(contract::ErrorCode::invalid, "no such action"));
  const std::string reason = service::needs_reason(*action) ? entered(fields, "reason") : std::string();
  const auto done = room.registration.act(place->id, static_cast<int>(number_field(fields, kVersion)),
                                          *action, reason, place->caller);
  if (done) return StaffDoor::see_other(place->page);
  return show(room, request, caller, false, party_faults(done.error()), reason, again_status(done.error()));
}

Response read_notices(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const contract::ShownNotices shown{number_field(fields, "first"), number_field(fields, "last")};
  const auto done = room.registration.read_notices(place->id, shown, place->caller);
  return done ? StaffDoor::see_other(place->page) : room.door.refusal(request, caller, done.error());
}

// The page of an enterprise.
Response own_party(const PartyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = room.registration.caller(caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  if (who->member && !contract::reads_records(who->member->role)) return StaffDoor::see_other(kOwnRecords);
  if (who->member) return show(room, request, caller, false);
  HtmlWriter out;
  write_title(out, contract::text(Text::server_waste_own));
  out.element("p", contract::text(Text::server_waste_no_party), {{"class", "empty"}});
  return party_reply(room, caller, std::string(kWaste), words(Text::server_waste_own), out.take());
}

// Staff have no party of their own: they have the list, whoever else works here the desk.
Response no_own_party(const StaffCaller& caller) {
  return StaffDoor::see_other(caller.may(Permission::view_waste) ? kParties : std::string_view("/desk"));
}

void add_base(const PartyRoomPtr& room, const std::string& base, Permission writes, const std::string& name) {
  StaffDoor& door = room->door;
  door.page(base + "/edit", "desk_" + name + "_edit", writes,
            [room](const Request& request, const StaffCaller& caller) {
              return edit_form(*room, request, caller, {});
            });
  door.form(base + "/edit", "desk_" + name + "_change", writes,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return edit(*room, request, caller, fields);
            });
  door.form(base + "/act", "desk_" + name + "_act", writes,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return act(*room, request, caller, fields);
            });
}

}  // namespace

contract::Result<PartyPlace> place_of(const PartyRoom& room, const Request& request,
                                      const StaffCaller& caller) {
  auto who = room.registration.caller(caller);
  if (!who) return who.error();
  const std::string_view id = request.path_parameter("id");
  if (id.empty()) {
    if (!who->member || !contract::reads_records(who->member->role))
      return contract::make_error(contract::ErrorCode::not_found, "no such party");
    const std::int64_t own = who->member->party;
    return PartyPlace{std::move(*who), own, std::string(kWaste), std::string(kOwnParty)};
  }
  const std::string page = std::string(kParties) + "/" + std::string(id);
  return PartyPlace{std::move(*who), number_in(id), page, page};
}

contract::Result<PartyPage> party_page(const PartyRoom& room, const Request& request,
                                       const contract::StaffCaller& caller) {
  const auto place = place_of(room, request, caller);
  if (!place) return place.error();
  auto file = room.registration.show(place->id, place->caller, false);
  if (!file) return file.error();
  return PartyPage{*place, std::move(*file)};
}

void begin_party_form(HtmlWriter& out, FormParts& parts, const PartyPage& page, std::string_view title) {
  out.open("p", {{"class", "back"}}).link(page.place.page, page.file.party.name).close("p");
  parts.summary();
  write_title(out, title);
}

Response party_reply(const PartyRoom& room, const StaffCaller& caller, std::string path, std::string title,
                     std::string markup, int status) {
  return room.door.show(caller, {std::move(path), std::move(title), std::move(markup), status});
}

void write_boundary(HtmlWriter& out, const PartyRoom& room) {
  out.element("p", room.content.current()->get<service::WasteContent>().boundary, {{"class", "quiet"}});
}

void add_party_pages(const PartyRoomPtr& room) {
  StaffDoor& door = room->door;
  door.enter({std::string(kWaste), words(Text::server_waste_own), "house", Permission::work_waste});
  door.page(kWaste, "desk_waste", Permission::own_account,
            [room](const Request& request, const StaffCaller& caller) {
              return caller.may(Permission::work_waste) ? own_party(*room, request, caller)
                                                        : no_own_party(caller);
            });
  // Where the forms of one's own are below.
  door.page(kOwnParty, "desk_waste_own_party", Permission::own_account,
            [](const Request&, const StaffCaller& caller) {
              return caller.may(Permission::work_waste) ? StaffDoor::see_other(kWaste) : no_own_party(caller);
            });
  door.form(std::string(kOwnParty) + "/notices", "desk_waste_own_notices", Permission::work_waste,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return read_notices(*room, request, caller, fields);
            });
  const std::string one = std::string(kParties) + "/{id}";
  door.page(one, "desk_waste_party", Permission::view_waste,
            [room](const Request& request, const StaffCaller& caller) {
              return show(*room, request, caller, false);
            });
  door.form(one + "/contact", "desk_waste_contact", Permission::handle_waste,
            [room](const Request& request, const StaffCaller& caller, const FormFields&) {
              return show(*room, request, caller, true);
            });
  add_base(room, std::string(kOwnParty), Permission::work_waste, "waste_own");
  add_base(room, one, Permission::handle_waste, "waste_party");
}

}  // namespace wufei::http
