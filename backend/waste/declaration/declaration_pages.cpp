#include "waste/declaration/declaration_pages.hpp"

#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/declaration/declaration_view.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;
using service::DeclarationKey;
using service::DeclarationService;
using service::DeclarationState;

constexpr std::string_view kOwn = "/desk/waste/declarations";
constexpr std::string_view kAll = "/desk/waste/declared";
constexpr std::size_t kLineForm = 256 * 1024;

struct Room {
  PartyRoomPtr parties;
  DeclarationService& declarations;
};

// Where one declaration is, for whom.
struct Place {
  PartyPlace party;
  DeclarationKey key;
  std::string back, path;
};

contract::Result<Place> place_in(const Room& room, const Request& request, const StaffCaller& caller) {
  auto party = place_of(*room.parties, request, caller);
  if (!party) return party.error();
  const std::string field(request.path_parameter("field")), period(request.path_parameter("period"));
  const bool own = request.path_parameter("id").empty();
  std::string back(own ? kOwn : kAll);
  if (!own) back = with_query(back, {{"field", field}, {"period", period}});
  const std::string below = "/" + field + "/" + period;
  std::string path =
      own ? std::string(kOwn) + below : std::string(kAll) + "/" + std::to_string(party->id) + below;
  const std::string version(request.query_value("version"));
  DeclarationKey key{party->id, field, period, static_cast<int>(number_in(version))};
  return Place{std::move(*party), std::move(key), std::move(back), std::move(path)};
}

struct Again {
  std::vector<FormFault> faults = {};
  const std::vector<service::LineWish>* typed = nullptr;
  std::string reason = {};
  int status = 200;
  bool stale = false;
};

Response show(const Room& room, const Request& request, const StaffCaller& caller, Again again) {
  const auto place = place_in(room, request, caller);
  if (!place) return room.parties->door.refusal(request, caller, place.error());
  const auto file = room.declarations.show(place->key, place->party.caller);
  if (!file) return room.parties->door.refusal(request, caller, file.error());
  const auto content = room.parties->content.current();
  const auto* field = content->get<service::WasteContent>().find(place->key.field);
  return party_reply(*room.parties, caller, place->back.substr(0, place->back.find('?')),
                     words(Text::server_declare_title),
                     declaration_html(*room.parties, {place->party.caller, *file, *field, place->back,
                                                      place->path, std::move(again.faults), again.typed,
                                                      std::move(again.reason), again.stale}),
                     again.status);
}

Response act(const Room& room, const Request& request, const StaffCaller& caller, const FormFields& fields) {
  auto place = place_in(room, request, caller);
  if (!place) return room.parties->door.refusal(request, caller, place.error());
  place->key.version = 0;
  const auto action = service::declare_action_from_name(field_value(fields, "action"));
  if (!action)
    return room.parties->door.refusal(request, caller,
                                      contract::make_error(contract::ErrorCode::invalid, "no such action"));
  const auto lines = lines_in(fields);
  const auto done = room.declarations.act(place->key, static_cast<int>(number_field(fields, kVersion)),
                                          *action, lines, field_value(fields, "reason"), place->party.caller);
  if (done) return StaffDoor::see_other(place->path);
  if (done.error().code == contract::ErrorCode::not_found)
    return room.parties->door.refusal(request, caller, done.error());
  return show(room, request, caller,
              {declaration_faults(done.error()), lines.empty() ? nullptr : &lines, entered(fields, "reason"),
               again_status(done.error()), done.error().code == contract::ErrorCode::precondition});
}

// ---- Lists

void write_states(HtmlWriter& out, const Room& room, const std::vector<DeclarationState>& states, bool own) {
  const auto content = room.parties->content.current();
  const contract::Date today = contract::china_date(room.parties->clock.now());
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list stack"}});
  out.open("thead").open("tr");
  for (const Text column : {own ? Text::server_waste_fields : Text::server_waste_party_name,
                            Text::server_declare_period, Text::server_declare_due, Text::server_waste_state})
    out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
  for (const DeclarationState& one : states) {
    const auto* field = content->get<service::WasteContent>().find(one.field);
    const std::string below = "/" + one.field + "/" + one.period.name;
    const std::string path =
        own ? std::string(kOwn) + below : std::string(kAll) + "/" + std::to_string(one.party.id) + below;
    const bool late = one.obliged && !one.state && today > one.period.due;
    out.open("tr").open("td").link(path, own && field ? field->name : one.party.name).close("td");
    out.element("td", one.period.name).element("td", contract::format_date(one.period.due)).open("td");
    write_tag(out, late ? contract::text(Text::server_declare_late) : declare_state_words(one.state),
              late ? Tone::bad : declare_state_tone(one.state));
    if (!one.obliged) out.element("small", contract::text(Text::server_declare_not_obliged));
    out.close("td").close("tr");
  }
  out.close("tbody").close("table").close("div");
}

Response own_list(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto place = place_of(*room.parties, request, caller);
  if (!place) return room.parties->door.refusal(request, caller, place.error());
  const auto states = room.declarations.of_party(place->id, place->caller);
  if (!states) return room.parties->door.refusal(request, caller, states.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_declare_title));
  write_boundary(out, *room.parties);
  write_states(out, room, *states, true);
  return party_reply(*room.parties, caller, std::string(kOwn), words(Text::server_declare_title), out.take());
}

void write_choice(HtmlWriter& out, const Room& room, const contract::WasteField& chosen,
                  const std::vector<contract::DeclarePeriod>& periods, const std::string& period) {
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kAll}});
  SelectField::Group fields, names;
  for (const auto& field : room.parties->content.current()->get<service::WasteContent>().fields)
    fields.choices.push_back({field.id, field.name});
  for (const contract::DeclarePeriod& one : periods) names.choices.push_back({one.name, one.name});
  parts.select_field({"field", words(Text::server_waste_fields), {}, chosen.id, {std::move(fields)}});
  parts.select_field({"period", words(Text::server_declare_period), {}, period, {std::move(names)}});
  parts.button(contract::text(Text::server_waste_search_go), {}, {}, "second");
  out.close("form");
}

void write_coverage(HtmlWriter& out, const Room& room, const contract::WasteField& field,
                    const std::vector<DeclarationState>& states) {
  const service::Coverage coverage = DeclarationService::coverage(states);
  std::string share = "–";
  if (coverage.obliged > 0) share = std::to_string(coverage.declared * 100 / coverage.obliged) + "%";
  out.element("p",
              contract::text(Text::server_declare_coverage, {{"declared", std::to_string(coverage.declared)},
                                                             {"obliged", std::to_string(coverage.obliged)},
                                                             {"share", share}}));
  if (!field.key_industries.empty()) {
    const service::Coverage key = DeclarationService::key_coverage(states, field);
    out.element(
        "p", contract::text(Text::server_declare_coverage_key, {{"declared", std::to_string(key.declared)},
                                                                {"obliged", std::to_string(key.obliged)}}));
  }
  out.element("p", room.parties->content.current()->get<service::WasteContent>().summary_boundary,
              {{"class", "quiet"}});
}

Response all_list(const Room& room, const Request& request, const StaffCaller& caller) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  const auto content = room.parties->content.current();
  const auto& waste = content->get<service::WasteContent>();
  const auto* field = waste.find(request.query_value("field"));
  if (!field) field = &waste.fields.front();
  const auto periods = room.declarations.periods(field->id, *who);
  if (!periods) return room.parties->door.refusal(request, caller, periods.error());
  std::string period(request.query_value("period"));
  if (!contract::find_by(&contract::DeclarePeriod::name, *periods, period)) period = periods->front().name;
  const auto states = room.declarations.of_period(field->id, period, *who);
  if (!states) return room.parties->door.refusal(request, caller, states.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_declare_title));
  write_boundary(out, *room.parties);
  write_choice(out, room, *field, *periods, period);
  write_coverage(out, room, *field, *states);
  if (!states->empty()) write_states(out, room, *states, false);
  return party_reply(*room.parties, caller, std::string(kAll), words(Text::server_declare_title), out.take());
}

void add_one(const std::shared_ptr<const Room>& room, const std::string& base, Permission reads,
             Permission writes, const std::string& name) {
  const std::string one = base + "/{field}/{period}";
  room->parties->door.page(one, name, reads, [room](const Request& request, const StaffCaller& caller) {
    return show(*room, request, caller, {});
  });
  room->parties->door.form(
      one, name + "_act", writes,
      [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return act(*room, request, caller, fields);
      },
      kLineForm);
}

}  // namespace

void add_declaration_pages(const PartyRoomPtr& parties, DeclarationService& declarations) {
  const auto room = std::make_shared<const Room>(Room{parties, declarations});
  StaffDoor& door = parties->door;
  door.enter(
      {std::string(kOwn), words(Text::server_declare_title), "clipboard-text", Permission::work_waste});
  door.enter(
      {std::string(kAll), words(Text::server_declare_title), "clipboard-text", Permission::view_waste});
  door.page(
      kOwn, "desk_waste_declarations", Permission::work_waste,
      [room](const Request& request, const StaffCaller& caller) { return own_list(*room, request, caller); });
  door.page(
      kAll, "desk_waste_declared", Permission::view_waste,
      [room](const Request& request, const StaffCaller& caller) { return all_list(*room, request, caller); });
  add_one(room, std::string(kOwn), Permission::work_waste, Permission::work_waste, "desk_waste_declaration");
  add_one(room, std::string(kAll) + "/{id}", Permission::view_waste, Permission::handle_waste,
          "desk_waste_declared_one");
}

}  // namespace wufei::http
