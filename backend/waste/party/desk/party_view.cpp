#include "waste/party/desk/party_view.hpp"

#include <algorithm>

#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "lib/page/moment.hpp"
#include "waste/notice/waste_notice_view.hpp"
#include "waste/party/desk/part_table.hpp"
#include "waste/party/desk/party_history.hpp"
#include "waste/party/party_rules.hpp"

namespace wufei::http {
namespace {

using contract::Party;
using contract::Text;
using service::PartyAction;

void write_facts(HtmlWriter& out, const PartyRoom& room, const PartyView& view) {
  const Party& party = view.file.party;
  const auto content = room.content.current();
  out.open("dl", {{"class", "facts wide"}});
  // Who has no credit code has a number of the county.
  write_fact(out, contract::is_credit_code(party.code) ? Text::server_waste_code : Text::server_waste_number,
             party.code);
  write_fact(out, Text::server_waste_roles, roles_words(party));
  write_fact(out, Text::server_waste_fields, fields_words(party, *content));
  write_fact(out, Text::server_waste_area, area_words(*content, party.area));
  write_fact(out, Text::server_waste_address, party.address);
  write_fact(out, Text::server_waste_industry, party.industry);
  write_fact(out, Text::server_waste_contact, party.contact);
  write_fact(out, Text::server_waste_phone, party.phone);
  if (party.verified_at > 0) write_fact(out, Text::server_waste_verified_at, moment_words(party.verified_at));
  write_fact(out, Text::server_waste_reason_said, party.reason);
  out.close("dl");
}

void write_contact_way(HtmlWriter& out, const PartyView& view) {
  if (view.contact || !view.place.caller.handles()) return;
  out.element("p", contract::text(Text::server_waste_contact_hidden), {{"class", "quiet"}});
  open_desk_form(out, view.place.caller.staff, view.place.base + "/contact");
  FormParts(out, {}).button(contract::text(Text::server_waste_contact_show), {}, {}, "second");
  out.close("form");
}

// One form: what is to be done is the button that is pressed.
void write_actions(HtmlWriter& out, const PartyView& view, FormParts& parts) {
  std::vector<PartyAction> actions = view.file.actions;
  std::erase(actions, PartyAction::edit);
  if (actions.empty()) return;
  out.element("h2", contract::text(Text::server_waste_actions));
  open_desk_form(out, view.place.caller.staff, view.place.base + "/act");
  parts.hidden(kVersion, std::to_string(view.file.party.version));
  if (std::any_of(actions.begin(), actions.end(), service::needs_reason))
    parts.text_field({.name = "reason",
                      .label = words(Text::server_waste_reason),
                      .hint = words(Text::server_waste_reason_hint),
                      .value = view.reason,
                      .type = "area",
                      .limit = 200,
                      .rows = 2});
  out.open("div", {{"class", "buttons"}});
  for (const PartyAction action : actions)
    parts.button(action_words(action), "action", service::party_action_name(action),
                 service::needs_reason(action) ? std::string_view("second") : kNoAttribute);
  out.close("div").close("form");
}

}  // namespace

std::string party_html(const PartyRoom& room, const PartyView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  const Party& party = view.file.party;
  if (view.place.caller.sees_all())
    out.open("p", {{"class", "back"}}).link(kParties, contract::text(Text::server_waste_parties)).close("p");
  parts.summary();
  write_title(out, party.name);
  out.open("p");
  write_tag(out, state_words(party.state), state_tone(party.state));
  out.close("p");
  write_boundary(out, room);
  const auto& member = view.place.caller.member;
  const bool reads = member && contract::reads_contacts(member->role);
  if (view.file.papers > 0)
    out.open("p", {{"class", "note"}})
        .link(kOwnRecords,
              contract::text(Text::server_waste_told_papers, {{"count", std::to_string(view.file.papers)}}))
        .close("p");
  write_waste_notices(out, view.file.notices, *room.content.current(), view.place.caller.staff,
                      reads ? view.place.base + "/notices" : std::string());
  write_facts(out, room, view);
  write_contact_way(out, view);
  if (contract::is_among(view.file.actions, PartyAction::edit))
    out.open("p")
        .element("a", contract::text(Text::server_waste_edit),
                 {{"class", "second"}, {"href", view.place.base + "/edit"}})
        .close("p");
  write_actions(out, view, parts);
  write_party_parts(out, room, view.place, view.file);
  write_party_history(out, room, view.place, view.file);
  return out.take();
}

}  // namespace wufei::http
