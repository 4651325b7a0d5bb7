// Pictures of permits: the form that attaches them, and each picture for who sees the party.
#include "desk/posted_photos.hpp"
#include "lib/base/find.hpp"
#include "lib/base/words.hpp"
#include "waste/party/desk/party_room.hpp"
#include "waste/party/desk/party_words.hpp"
#include "waste/party/registration_steps.hpp"

namespace wufei::http {
namespace {

using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::string_view kPhotoField = "photo-";  // and a number from 1
constexpr std::string_view kMark = "mark";          // of the picture that goes, or is looked at
constexpr std::string_view kReason = "reason-";     // and its number: each form has a field of its own

std::int64_t path_number(const Request& request, std::string_view name) {
  return number_in(request.path_parameter(name));
}

// What is there, each with the button that takes it away; with a reason of what was verified with it.
void write_photos_there(HtmlWriter& out, const StaffCaller& caller, const std::string& there,
                        const std::vector<std::string>& marks, bool verified,
                        const std::vector<FormFault>& faults) {
  if (marks.empty()) return;
  out.element("h2", contract::text(Text::server_waste_photos_there)).open("ul", {{"class", "pictures"}});
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string link = std::string(there).append("/").append(number).append("?mark=").append(marks[i]);
    out.open("li").link(link, contract::text(Text::server_work_photo, {{"number", number}}));
    open_desk_form(out, caller, there + "/remove");
    FormParts parts(out, faults);
    parts.hidden(kMark, marks[i]);
    if (verified)
      parts.text_field({.name = std::string(kReason) + number,
                        .label = words(Text::server_waste_reason),
                        .hint = words(Text::server_waste_photo_reason_hint),
                        .value = {},
                        .limit = 200});
    parts.button(contract::text(Text::server_waste_photo_remove), {}, {}, "danger");
    out.close("form").close("li");
  }
  out.close("ul");
}

void write_photo_fields(HtmlWriter& out, FormParts& parts, const StaffCaller& caller,
                        const std::string& there) {
  out.element("p", contract::text(Text::server_waste_photo_hint), {{"class", "note"}});
  open_desk_form(out, caller, there, true);
  out.open("div", {{"class", "shots"}});  // crew_photos.js makes them smaller before they are sent
  for (int i = 1; i <= storage::kMostPermitPhotos; ++i)
    parts.text_field({.name = std::string(kPhotoField) + std::to_string(i),
                      .label = contract::text(Text::server_work_photo, {{"number", std::to_string(i)}}),
                      .hint = {},
                      .value = {},
                      .type = "file",
                      .accept = "image/jpeg,image/png,image/webp"});
  out.close("div");
  parts.button(contract::text(Text::server_waste_save));
  out.close("form");
}

Response photo_form(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                    const std::vector<FormFault>& faults, int status) {
  const auto page = party_page(room, request, caller);
  if (!page) return room.door.refusal(request, caller, page.error());
  const std::int64_t permit = path_number(request, "permit");
  const std::string there = page->place.base + "/permits/" + std::to_string(permit) + "/photos";
  const auto marks = room.registration.permit_photo_marks(page->place.id, permit, page->place.caller);
  const std::vector<std::string> all = marks ? *marks : std::vector<std::string>();
  const Text title = all.empty() ? Text::server_waste_add_photo : Text::server_waste_photos_change;
  HtmlWriter out;
  FormParts parts(out, faults);
  begin_party_form(out, parts, *page, contract::text(title));
  const auto* looked_at = contract::find_by(&contract::Permit::id, page->file.permits, permit);
  write_photos_there(out, caller, there, all, looked_at && looked_at->verified, faults);
  if (all.size() < storage::kMostPermitPhotos) write_photo_fields(out, parts, caller, there);
  return party_reply(room, caller, page->place.page, words(title), out.take(), status);
}

// `reason`: the field of the form that was sent.
std::vector<FormFault> permit_photo_faults(const contract::Error& error, std::string_view reason = {}) {
  return desk_faults(error, {{"", "photo-1", Text::server_waste_photo},
                             {"/photo-1", "photo-1", Text::server_waste_photo},
                             {"/photo-2", "photo-2", Text::server_waste_photo},
                             {"/photo-3", "photo-3", Text::server_waste_photo},
                             {"/reason", reason, Text::server_waste_reason}});
}

// Of the form that was sent: it has one of a picture that was verified.
std::string reason_field(const FormFields& fields) {
  for (const auto& [name, value] : fields)
    if (name.starts_with(kReason)) return name;
  return std::string(kReason) + "1";
}

Response attach(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                const PostedForm& posted) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  // Nothing is decoded for who may not.
  if (!place->caller.writes(place->id)) return room.door.refusal(request, caller, service::no_such_party());
  const auto photos = safe_photos(posted, kPhotoField, storage::kMostPermitPhotos);
  const auto done = photos ? room.registration.add_permit_photos(place->id, path_number(request, "permit"),
                                                                 *photos, place->caller)
                           : contract::Status(photos.error());
  if (done) return StaffDoor::see_other(place->page);
  if (done.error().code != contract::ErrorCode::invalid)
    return room.door.refusal(request, caller, done.error());
  return photo_form(room, request, caller, permit_photo_faults(done.error()), again_status(done.error()));
}

Response remove_photo(const PartyRoom& room, const Request& request, const StaffCaller& caller,
                      const FormFields& fields) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const std::string reason = reason_field(fields);
  const auto done = room.registration.remove_permit_photo(place->id, path_number(request, "permit"),
                                                          field_value(fields, kMark), entered(fields, reason),
                                                          place->caller);
  if (done) return StaffDoor::see_other(place->page);
  if (done.error().code != contract::ErrorCode::invalid)
    return room.door.refusal(request, caller, done.error());
  return photo_form(room, request, caller, permit_photo_faults(done.error(), reason),
                    again_status(done.error()));
}

Response show_photo(const PartyRoom& room, const Request& request, const StaffCaller& caller) {
  const auto place = place_of(room, request, caller);
  if (!place) return room.door.refusal(request, caller, place.error());
  const std::int64_t number = path_number(request, "number");
  const bool is_one = number >= 1 && number <= storage::kMostPermitPhotos;
  auto jpeg = room.registration.permit_photo(place->id, path_number(request, "permit"),
                                             is_one ? static_cast<int>(number) : 0,
                                             request.query_value(kMark), place->caller);
  if (!jpeg) return room.door.refusal(request, caller, jpeg.error());
  return private_jpeg(std::move(*jpeg));
}

void add_photos_below(const PartyRoomPtr& room, const std::string& base, Permission reads, Permission writes,
                      const std::string& name) {
  StaffDoor& door = room->door;
  const std::string there = base + "/permits/{permit}/photos";
  door.page(there, name + "_form", writes, [room](const Request& request, const StaffCaller& caller) {
    return photo_form(*room, request, caller, {}, 200);
  });
  door.upload(there, name + "_add", writes,
              [room](const Request& request, const StaffCaller& caller, const PostedForm& posted) {
                return attach(*room, request, caller, posted);
              });
  door.form(there + "/remove", name + "_remove", writes,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return remove_photo(*room, request, caller, fields);
            });
  door.page(there + "/{number}", name, reads, [room](const Request& request, const StaffCaller& caller) {
    return show_photo(*room, request, caller);
  });
}

}  // namespace

void add_permit_photo_pages(const PartyRoomPtr& room) {
  add_photos_below(room, std::string(kOwnParty), Permission::work_waste, Permission::work_waste,
                   "desk_waste_own_permit_photo");
  add_photos_below(room, std::string(kParties) + "/{id}", Permission::view_waste, Permission::handle_waste,
                   "desk_waste_party_permit_photo");
}

}  // namespace wufei::http
