#include "waste/party/desk/part_table.hpp"

#include <utility>

#include "lib/base/words.hpp"
#include "waste/field/waste_content.hpp"
#include "waste/party/desk/party_words.hpp"

namespace wufei::http {
namespace {

using contract::PartyState;
using contract::Text;

struct Row {
  std::int64_t id = 0;
  std::vector<std::string> cells;
  const char* todo = nullptr;  // "verify", "confirm": what this caller may do with it
  struct Way {
    std::string href, text;
  };
  std::vector<Way> ways = {};  // from the row: a form, a picture
  std::string seen = {};       // what is looked at before it is approved
};

struct Table {
  std::string_view part;  // of the address
  Text title, add;
  std::vector<Text> columns;
  std::vector<Row> rows = {};
};

struct Scene {
  const PartyRoom& room;
  const PartyPlace& place;
  const service::PartyFile& file;
  bool writes = false;
  bool leaves = false;  // members go also from where nothing new begins
};

std::string span_words(contract::Date from, contract::Date until) {
  return contract::format_date(from) + "–" + contract::format_date(until);
}

std::string tonnes(std::int64_t grams) {
  return grams == 0 ? std::string() : contract::tonnes_text(grams) + " t";
}

std::string codes_words(const std::vector<std::string>& codes) {
  return codes.empty() ? words(Text::server_waste_all_codes) : contract::joined(codes);
}

std::string place_words(const Scene& scene, std::int64_t id);  // below

// And the site that it is for.
std::string total_words(const Scene& scene, const contract::Permit& one) {
  std::string text = tonnes(one.total);
  if (const std::string site = place_words(scene, one.facility); !site.empty())
    contract::append_listed(text, site, " ");
  return text;
}

Table facilities(const Scene& scene) {
  Table table{"facilities",
              Text::server_waste_facilities,
              Text::server_waste_add_facility,
              {Text::server_waste_place_code, Text::server_waste_kind, Text::server_waste_name,
               Text::server_waste_area, Text::server_waste_capacity}};
  for (const contract::Facility& one : scene.file.facilities)
    table.rows.push_back({one.id,
                          {one.code, facility_words(one.kind), one.name,
                           area_words(*scene.room.content.current(), one.area), tonnes(one.capacity)}});
  return table;
}

Table vehicles(const Scene& scene) {
  Table table{"vehicles",
              Text::server_waste_vehicles,
              Text::server_waste_add_vehicle,
              {Text::server_waste_plate, Text::server_waste_limit, Text::server_waste_certificate,
               Text::server_waste_valid_until}};
  for (const contract::WasteVehicle& one : scene.file.vehicles)
    table.rows.push_back(
        {one.id, {one.plate, tonnes(one.limit), one.certificate, contract::format_date(one.valid_until)}});
  return table;
}

std::vector<std::string> permit_marks(const Scene& scene, const contract::Permit& one) {
  const auto found = scene.file.permit_photos.find(one.id);
  return found == scene.file.permit_photos.end() ? std::vector<std::string>() : found->second;
}

// Its pictures, and the form for more.
std::vector<Row::Way> photo_ways(const Scene& scene, const contract::Permit& one) {
  const std::vector<std::string> marks = permit_marks(scene, one);
  const bool staff = scene.place.caller.sees_all();
  const std::string there = scene.place.base + "/permits/" + std::to_string(one.id) + "/photos";
  std::vector<Row::Way> ways;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    std::string link = there;
    link.append("/").append(number);
    if (staff) link.append("?mark=").append(marks[i]);
    ways.push_back({std::move(link), contract::text(Text::server_work_photo, {{"number", number}})});
  }
  if (scene.writes && (!one.verified || scene.place.caller.handles()))
    ways.push_back(
        {there, words(marks.empty() ? Text::server_waste_add_photo : Text::server_waste_photos_change)});
  return ways;
}

// And, for the bureau, the form of what it allows.
std::vector<Row::Way> permit_ways(const Scene& scene, const contract::Permit& one) {
  std::vector<Row::Way> ways = photo_ways(scene, one);
  if (scene.writes && scene.place.caller.handles())
    ways.push_back({scene.place.base + "/permits/" + std::to_string(one.id) + "/scope",
                    words(Text::server_waste_scope_permit)});
  return ways;
}

Table permits(const Scene& scene) {
  Table table{"permits",
              Text::server_waste_permits,
              Text::server_waste_add_permit,
              {Text::server_waste_kind, Text::server_waste_number, Text::server_waste_issuer,
               Text::server_waste_valid_until, Text::server_waste_codes, Text::server_waste_yearly,
               Text::server_waste_total, Text::server_waste_state}};
  for (const contract::Permit& one : scene.file.permits)
    table.rows.push_back(
        {one.id,
         {permit_words(one.kind), one.number, one.issuer, span_words(one.valid_from, one.valid_until),
          codes_words(one.codes), tonnes(one.yearly), total_words(scene, one),
          std::string(state_words(one.verified ? PartyState::verified : PartyState::submitted))},
         one.verified || !scene.place.caller.handles() ? nullptr : "verify",
         permit_ways(scene, one),
         service::pictures_seen(permit_marks(scene, one))});
  return table;
}

// What becomes of a contract that one side wrote.
const char* contract_todo(const Scene& scene, const contract::WasteContract& one) {
  const bool other = scene.place.caller.handles() || one.proposer != scene.place.id;
  return one.confirmed || !other ? nullptr : "confirm";
}

Table contracts(const Scene& scene) {
  Table table{"contracts",
              Text::server_waste_contracts,
              Text::server_waste_add_contract,
              {Text::server_waste_number, Text::server_waste_roles, Text::server_waste_other_name,
               Text::server_waste_valid_until, Text::server_waste_codes, Text::server_waste_amount,
               Text::server_waste_state}};
  for (const contract::WasteContract& one : scene.file.contracts) {
    const bool receives = one.receiver == scene.place.id;
    const auto other =
        scene.room.registration.name_of(receives ? one.generator : one.receiver, scene.place.caller);
    table.rows.push_back(
        {one.id,
         {one.number, words(receives ? Text::server_waste_we_receive : Text::server_waste_we_hand_out),
          other ? *other : std::string(), span_words(one.valid_from, one.valid_until), codes_words(one.codes),
          tonnes(one.amount),
          words(one.confirmed ? Text::server_waste_contract_confirmed : Text::server_waste_contract_open)},
         contract_todo(scene, one)});
  }
  return table;
}

// A facility of the party by its own code; one that was given up is not told.
std::string place_words(const Scene& scene, std::int64_t id) {
  for (const contract::Facility& one : scene.file.facilities)
    if (one.id == id) return one.code + " " + one.name;
  return {};
}

// Of who may begin a record for this party: the form with the stream in it; of who writes it, its own form.
std::vector<Row::Way> stream_ways(const Scene& scene, const contract::WasteStream& one) {
  const auto& member = scene.place.caller.member;
  const contract::Party& party = scene.file.party;
  const bool begins = member && contract::reads_contacts(member->role) &&
                      party.state == PartyState::verified && party.has(contract::WasteRole::generator);
  const auto content = scene.room.content.current();
  std::vector<Row::Way> ways;
  for (const contract::WasteField& field : content->get<service::WasteContent>().fields)
    if (begins && ways.empty() && party.in_field(field.id) && field.find_code(one.code))
      ways.push_back(
          {std::string(kOwnRecords) + "/new?field=" + field.id + "&stream=" + std::to_string(one.id),
           words(Text::server_manifest_new)});
  if (scene.writes)
    ways.push_back(
        {scene.place.base + "/streams/" + std::to_string(one.id), words(Text::server_waste_change_row)});
  return ways;
}

std::string run_words(const contract::WasteStream& one) {
  const std::string from = contract::format_date(one.active_from) + "–";
  return one.active_until == contract::Date{} ? from : from + contract::format_date(one.active_until);
}

Table streams(const Scene& scene) {
  Table table{"streams",
              Text::server_waste_streams,
              Text::server_waste_add_stream,
              {Text::server_waste_stream_name, Text::server_waste_codes, Text::server_waste_process,
               Text::server_waste_features, Text::server_waste_stream_yearly, Text::server_waste_way,
               Text::server_waste_stream_place, Text::server_waste_active}};
  for (const contract::WasteStream& one : scene.file.streams) {
    std::string way = way_words(one.way);
    if (!one.destination.empty()) contract::append_listed(way, one.destination);
    table.rows.push_back(
        {one.id,
         {one.name, one.code, one.process, stream_features_words(one, *scene.room.content.current()),
          tonnes(one.yearly), std::move(way), place_words(scene, one.facility), run_words(one)},
         nullptr,
         stream_ways(scene, one)});
  }
  return table;
}

Table members(const Scene& scene) {
  Table table{"members",
              Text::server_waste_members,
              Text::server_waste_add_member,
              {Text::server_waste_login, Text::server_waste_display, Text::server_waste_member_role}};
  const auto all = scene.room.accounts.list();
  if (!all) return table;
  for (const contract::PartyMember& one : scene.file.members)
    for (const contract::StaffAccount& account : *all)
      if (account.id == one.account)
        table.rows.push_back({one.account, {account.name, account.display, member_words(one.role)}});
  return table;
}

void write_todo(HtmlWriter& out, const Scene& scene, const Table& table, const Row& row) {
  if (!row.todo || !scene.writes) return;
  open_desk_form(out, scene.place.caller.staff,
                 scene.place.base + "/" + std::string(table.part) + "/" + row.todo);
  FormParts parts(out, {});
  parts.hidden("row", std::to_string(row.id));
  if (table.part == "permits") parts.hidden(kPicturesSeen, row.seen);
  parts.button(contract::text(table.part == "permits" ? Text::server_waste_verify_permit
                                                      : Text::server_waste_confirm_contract));
  out.close("form");
}

void write_end(HtmlWriter& out, const Scene& scene, const Table& table, const Row& row) {
  out.open("td");
  for (const Row::Way& way : row.ways) out.link(way.href, way.text).text(" ");
  write_todo(out, scene, table, row);
  const bool member = table.part == "members";
  if (member ? scene.leaves && row.id != scene.place.caller.staff.account.id : scene.writes) {
    open_desk_form(out, scene.place.caller.staff, scene.place.base + "/" + std::string(table.part) + "/end");
    FormParts parts(out, {});
    parts.hidden("row", std::to_string(row.id));
    parts.button(contract::text(Text::server_waste_end), {}, {}, "second");
    out.close("form");
  }
  out.close("td");
}

void write_rows(HtmlWriter& out, const Scene& scene, const Table& table) {
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list stack"}});
  out.open("thead").open("tr");
  for (const Text column : table.columns) out.element("th", contract::text(column), {{"scope", "col"}});
  out.element("td", "").close("tr").close("thead").open("tbody");
  for (const Row& row : table.rows) {
    out.open("tr");
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      out.element("td", row.cells[i], {{"data-label", contract::text(table.columns[i])}});
    write_end(out, scene, table, row);
    out.close("tr");
  }
  out.close("tbody").close("table").close("div");
}

void write_table(HtmlWriter& out, const Scene& scene, const Table& table) {
  const std::string there = scene.place.base + "/" + std::string(table.part);
  out.open("div", {{"class", "bar"}}).element("h2", contract::text(table.title));
  if (scene.writes)
    out.open("div", {{"class", "ways"}})
        .element("a", contract::text(table.add), {{"class", "second"}, {"href", there}})
        .close("div");
  out.close("div");
  if (table.rows.empty())
    out.element("p", contract::text(Text::server_waste_empty), {{"class", "quiet"}});
  else
    write_rows(out, scene, table);
}

}  // namespace

void write_party_parts(HtmlWriter& out, const PartyRoom& room, const PartyPlace& place,
                       const service::PartyFile& file) {
  const PartyState state = file.party.state;
  const Scene scene{
      room, place, file,
      place.caller.writes(place.id) && state != PartyState::suspended && state != PartyState::closed,
      place.caller.writes(place.id)};
  for (const Table& table :
       {facilities(scene), streams(scene), vehicles(scene), permits(scene), contracts(scene), members(scene)})
    write_table(out, scene, table);
}

}  // namespace wufei::http
