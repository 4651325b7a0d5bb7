// The list of all parties, one that staff register on its behalf, lists that are handed in.
#include "lib/base/words.hpp"
#include "waste/party/desk/import_view.hpp"
#include "waste/party/desk/party_form.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/desk/party_words.hpp"
#include "waste/party/party_import.hpp"

namespace wufei::http {
namespace {

using contract::PartyState;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::size_t kMostShown = 500;

std::string party_path(std::int64_t id) {
  return std::string(kParties) + "/" + std::to_string(id);
}

void write_filters(HtmlWriter& out, const service::PartyFilter& filter) {
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kParties}, {"role", "search"}});
  SelectField::Group states;
  states.choices.push_back({"", words(Text::server_waste_all_states)});
  for (const PartyState state : {PartyState::draft, PartyState::submitted, PartyState::verified,
                                 PartyState::suspended, PartyState::closed})
    states.choices.push_back(
        {std::string(contract::party_state_name(state)), std::string(state_words(state))});
  parts.select_field({"state",
                      words(Text::server_waste_state),
                      {},
                      filter.state ? std::string(contract::party_state_name(*filter.state)) : std::string(),
                      {std::move(states)}});
  parts.text_field({.name = "q",
                    .label = words(Text::server_waste_search),
                    .hint = {},
                    .value = filter.text,
                    .type = "search",
                    .limit = 40});
  parts.button(contract::text(Text::server_waste_search_go), {}, {}, "second", "magnifying-glass");
  out.close("form");
}

void write_rows(HtmlWriter& out, const PartyRoom& room, const std::vector<contract::Party>& parties) {
  const auto content = room.content.current();
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list stack"}});
  out.open("thead").open("tr");
  for (const Text column : {Text::server_waste_party_name, Text::server_waste_roles,
                            Text::server_waste_fields, Text::server_waste_area, Text::server_waste_state})
    out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (std::size_t i = 0; i < std::min(parties.size(), kMostShown); ++i) {
    const contract::Party& party = parties[i];
    out.open("tr").open("td").link(party_path(party.id), party.name).element("small", party.code).close("td");
    out.element("td", roles_words(party)).element("td", fields_words(party, *content));
    out.element("td", area_words(*content, party.area)).open("td");
    write_tag(out, state_words(party.state), state_tone(party.state));
    out.close("td").close("tr");
  }
  out.close("tbody").close("table").close("div");
}

void write_way(HtmlWriter& out, const std::string& below, Text text) {
  out.element("a", contract::text(text), {{"class", "second"}, {"href", std::string(kParties) + below}});
}

Response list(const PartyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = room.registration.caller(caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const service::PartyFilter filter{std::string(request.query_value("q")),
                                    contract::party_state_from_name(request.query_value("state"))};
  const auto parties = room.registration.list(filter, *who);
  if (!parties) return room.door.refusal(request, caller, parties.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_waste_parties));
  write_boundary(out, room);
  if (who->handles()) {
    out.open("div", {{"class", "buttons"}});
    write_way(out, "/new", Text::server_waste_add);
    write_way(out, "/import", Text::server_waste_import);
    out.close("div");
  }
  write_filters(out, filter);
  out.element("p", contract::text(Text::server_waste_count, {{"count", std::to_string(parties->size())}}));
  if (parties->size() > kMostShown)
    out.element("p", contract::text(Text::server_work_more_found), {{"class", "note"}});
  if (parties->empty())
    out.element("p", contract::text(Text::server_waste_none), {{"class", "empty"}});
  else
    write_rows(out, room, *parties);
  return party_reply(room, caller, std::string(kParties), words(Text::server_waste_parties), out.take());
}

// ---- On behalf

Response new_form(const PartyRoom& room, const StaffCaller& caller, const contract::PartyWish& wish,
                  std::vector<FormFault> faults, int status) {
  HtmlWriter out;
  FormParts parts(out, std::move(faults));
  out.open("p", {{"class", "back"}}).link(kParties, contract::text(Text::server_waste_parties)).close("p");
  parts.summary();
  write_title(out, contract::text(Text::server_waste_add));
  open_desk_form(out, caller, std::string(kParties) + "/new");
  write_party_fields(parts, out, wish, *room.content.current());
  parts.button(contract::text(Text::server_waste_save));
  out.close("form");
  return party_reply(room, caller, std::string(kParties), words(Text::server_waste_add), out.take(), status);
}

Response add(const PartyRoom& room, const Request& request, const StaffCaller& caller,
             const FormFields& fields) {
  const auto who = room.registration.caller(caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const contract::PartyWish wish = party_wish(fields);
  const auto id = room.registration.add(wish, *who);
  if (id) return StaffDoor::see_other(party_path(*id));
  return new_form(room, caller, wish, party_faults(id.error()), again_status(id.error()));
}

// ---- Lists

Response import_page(const PartyRoom& room, const StaffCaller& caller, const service::PartyImport* import) {
  HtmlWriter out;
  out.open("p", {{"class", "back"}}).link(kParties, contract::text(Text::server_waste_parties)).close("p");
  write_title(out, contract::text(Text::server_waste_import));
  if (import) write_import(out, *import, Text::server_waste_import_done);
  out.element("p", contract::text(Text::server_waste_import_about));
  write_import_form(out, caller, std::string(kParties) + "/import", service::kMostPartyRows);
  out.open("div", {{"class", "buttons"}});
  for (const PartList& one : part_lists()) write_way(out, "/import/" + std::string(one.name), one.title);
  out.close("div");
  const int status = import ? import_status(*import) : 200;
  return party_reply(room, caller, std::string(kParties), words(Text::server_waste_import), out.take(),
                     status);
}

Response read_list(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                   const PostedForm& form) {
  service::PartyImport import;
  if (form.files.size() != 1) {
    import.faults.push_back({0, {}, words(Text::server_waste_import_one_file)});
    return import_page(room, caller, &import);
  }
  auto read = service::import_parties(form.files.front().bytes, *room.content.current(), room.registration,
                                      caller.actor());
  if (!read) return room.door.refusal(request, caller, read.error());
  return import_page(room, caller, &*read);
}

}  // namespace

void add_parties_pages(const PartyRoomPtr& room) {
  StaffDoor& door = room->door;
  const std::string all(kParties);
  door.enter({all, words(Text::server_waste_parties), "users", Permission::view_waste});
  door.wait({Permission::handle_waste, Text::server_waste_wait, all + "?state=submitted",
             [room](const StaffCaller&) { return room->registration.waiting(); }});
  door.page(
      all, "desk_waste_parties", Permission::view_waste,
      [room](const Request& request, const StaffCaller& caller) { return list(*room, request, caller); });
  door.page(
      all + "/new", "desk_waste_new", Permission::handle_waste,
      [room](const Request&, const StaffCaller& caller) { return new_form(*room, caller, {}, {}, 200); });
  door.form(all + "/new", "desk_waste_add", Permission::handle_waste,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return add(*room, request, caller, fields);
            });
  door.page(
      all + "/import", "desk_waste_import", Permission::handle_waste,
      [room](const Request&, const StaffCaller& caller) { return import_page(*room, caller, nullptr); });
  door.upload(all + "/import", "desk_waste_read", Permission::handle_waste,
              [room](const Request& request, const StaffCaller& caller, const PostedForm& form) {
                return read_list(*room, request, caller, form);
              });
}

}  // namespace wufei::http
