// Lists of facilities, vehicles, permits and contracts that are handed in: those of one party below it, those
// of many parties, whose rows name theirs, below the list of all.
#include "lib/base/words.hpp"
#include "waste/party/desk/import_view.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/part_import.hpp"
#include "waste/party/party_import.hpp"
#include "waste/party/registration_steps.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

// What came of the last file, what a file needs, the form for the next. Posted to `path`.
void write_part_list(HtmlWriter& out, const StaffCaller& caller, const PartList& list,
                     const std::string& path, bool of_many, const service::PartyImport* import) {
  write_title(out, contract::text(list.title));
  if (import) write_import(out, *import, Text::server_waste_part_import_done);
  out.element("p", contract::text(list.about));
  if (of_many) out.element("p", contract::text(Text::server_waste_import_party_about));
  out.element("p", contract::text(Text::server_waste_part_import_again));
  write_import_form(out, caller, path, of_many ? service::kMostPartyRows : service::kMostPartRows);
}

service::PartyImport no_single_file() {
  service::PartyImport import;
  import.faults.push_back({0, {}, words(Text::server_waste_import_one_file)});
  return import;
}

contract::Result<service::PartyImport> read_part_list(const PartyRoom& room, const PartList& list,
                                                      std::optional<std::int64_t> party,
                                                      const service::PartyCaller& caller,
                                                      const PostedForm& form) {
  if (form.files.size() != 1) return no_single_file();
  return service::import_parts(list.part, party, form.files.front().bytes, *room.content.current(),
                               room.registration, caller);
}

// ---- Of one party

Response one_list_page(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                       const PartList& list, const service::PartyImport* import) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  HtmlWriter out;
  out.open("p", {{"class", "back"}}).link(page->place.page, page->file.party.name).close("p");
  write_part_list(out, caller, list, page->place.base + "/" + std::string(list.name) + "/import", false,
                  import);
  return party_reply(room, caller, page->place.page, words(list.title), out.take(),
                     import ? import_status(*import) : 200);
}

Response read_one_list(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                       const PartList& list, const PostedForm& form) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  // Nothing is read for who may not.
  if (!place->caller.writes(place->id)) return room.door.refusal(request, caller, service::no_such_party());
  const auto read = read_part_list(room, list, place->id, place->caller, form);
  if (!read) return room.door.refusal(request, caller, read.error());
  return one_list_page(room, request, caller, list, &*read);
}

void add_one_list(const PartyRoomPtr& room, const std::string& base, Permission writes,
                  const std::string& name, const PartList& list) {
  const std::string there = base + "/" + std::string(list.name) + "/import",
                    said = name + std::string(list.name);
  room->door.page(there, said + "_import", writes,
                  [room, &list](const Request& request, const StaffCaller& caller) {
                    return one_list_page(*room, request, caller, list, nullptr);
                  });
  room->door.upload(there, said + "_read", writes,
                    [room, &list](const Request& request, const StaffCaller& caller, const PostedForm& form) {
                      return read_one_list(*room, request, caller, list, form);
                    });
}

// ---- Of many parties

std::string many_path(const PartList& list) {
  return std::string(kParties) + "/import/" + std::string(list.name);
}

Response many_list_page(const PartyRoom& room, const StaffCaller& caller, const PartList& list,
                        const service::PartyImport* import) {
  HtmlWriter out;
  const std::string above = std::string(kParties) + "/import";
  out.open("p", {{"class", "back"}}).link(above, words(Text::server_waste_import)).close("p");
  write_part_list(out, caller, list, many_path(list), true, import);
  return party_reply(room, caller, std::string(kParties), words(list.title), out.take(),
                     import ? import_status(*import) : 200);
}

Response read_many_list(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                        const PartList& list, const PostedForm& form) {
  const auto who = room.registration.caller(caller);
  if (!who) return room.door.refusal(request, caller, who.error());
  const auto read = read_part_list(room, list, {}, *who, form);
  if (!read) return room.door.refusal(request, caller, read.error());
  return many_list_page(room, caller, list, &*read);
}

void add_many_list(const PartyRoomPtr& room, const PartList& list) {
  const std::string there = many_path(list), said = "desk_waste_parties_" + std::string(list.name);
  room->door.page(there, said + "_import", Permission::handle_waste,
                  [room, &list](const Request&, const StaffCaller& caller) {
                    return many_list_page(*room, caller, list, nullptr);
                  });
  room->door.upload(there, said + "_read", Permission::handle_waste,
                    [room, &list](const Request& request, const StaffCaller& caller, const PostedForm& form) {
                      return read_many_list(*room, request, caller, list, form);
                    });
}

}  // namespace

void add_part_import_pages(const PartyRoomPtr& room) {
  for (const PartList& list : part_lists()) {
    add_one_list(room, std::string(kOwnParty), Permission::work_waste, "desk_waste_own_", list);
    add_one_list(room, std::string(kParties) + "/{id}", Permission::handle_waste, "desk_waste_party_", list);
    add_many_list(room, list);
  }
}

}  // namespace wufei::http
