// An offer that its party writes or changes.
#include "lib/base/words.hpp"
#include "waste/board/desk/board_form.hpp"
#include "waste/board/desk/board_room.hpp"

namespace wufei::http {
namespace {

using contract::OfferWish;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

constexpr std::size_t kLongestKey = 64;

// A form that is shown, again or for the first time.
struct DraftForm {
  std::string action;  // path that it is posted to
  OfferWish wish = {};
  std::string key = {}, version = {};  // of a new offer; of one that is changed
  std::vector<FormFault> faults = {};
  int status = 200;
  std::vector<FieldMeanwhile> meanwhile = {};  // what somebody else saved
};

Response show_form(const BoardRoom& room, const StaffCaller& caller, DraftForm form) {
  const Text title = form.key.empty() ? Text::server_board_edit : Text::server_board_new;
  HtmlWriter out;
  FormParts parts(out, std::move(form.faults));
  out.open("p", {{"class", "back"}}).link(kOwnBoard, contract::text(Text::server_board_title)).close("p");
  parts.summary();
  write_title(out, contract::text(title));
  out.element("p", contract::text(Text::server_board_about), {{"class", "note"}});
  write_meanwhile(out, form.meanwhile);
  open_desk_form(out, caller, form.action);
  if (form.key.empty())
    parts.hidden(kVersion, form.version);
  else
    parts.hidden("key", form.key);
  write_offer_fields(parts, form.wish, *room.parties->content.current(),
                     contract::china_date(room.parties->clock.now()));
  parts.button(contract::text(Text::server_board_save));
  out.close("form");
  return party_reply(*room.parties, caller, std::string(kOwnBoard), words(title), out.take(), form.status);
}

// The page for whoever may write, else the refusal.
contract::Result<service::PartyCaller> writer(const BoardRoom& room, const StaffCaller& caller) {
  auto who = room.parties->registration.caller(caller);
  if (!who) return who.error();
  if (!who->member || !service::trades_for(*who, who->member->party))
    return contract::make_error(contract::ErrorCode::not_found, "no such offer");
  return std::move(*who);
}

Response new_form(const BoardRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = writer(room, caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  return show_form(room, caller, {.action = std::string(kOwnBoard) + "/new", .key = room.board.new_key()});
}

Response make(const BoardRoom& room, const Request& request, const StaffCaller& caller,
              const FormFields& fields) {
  const auto who = writer(room, caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  std::string key(field_value(fields, "key"));
  if (key.empty() || key.size() > kLongestKey) key = room.board.new_key();
  OfferWish wish = offer_wish(fields);
  const auto id = room.board.add(wish, key, *who);
  if (id) return StaffDoor::see_other(std::string(kOwnBoard) + "/" + std::to_string(*id));
  return show_form(room, caller,
                   {.action = std::string(kOwnBoard) + "/new",
                    .wish = std::move(wish),
                    .key = std::move(key),
                    .faults = offer_faults(id.error()),
                    .status = again_status(id.error())});
}

std::string page_of(const Request& request) {
  return std::string(kOwnBoard) + "/" + std::to_string(offer_number(request));
}

Response edit_form(const BoardRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = writer(room, caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  const auto file = room.board.show(offer_number(request), *who);
  if (!file) return room.parties->door.refusal(request, caller, file.error());
  if (!file->own) return StaffDoor::see_other(page_of(request));
  return show_form(room, caller,
                   {.action = page_of(request) + "/edit",
                    .wish = contract::offer_wish(file->offer),
                    .version = std::to_string(file->offer.version)});
}

// The form can be sent again: of the last version, beside what that says.
void put_meanwhile(const BoardRoom& room, const Request& request, const service::PartyCaller& who,
                   DraftForm& form) {
  const auto file = room.board.show(offer_number(request), who);
  if (!file) return;
  form.version = std::to_string(file->offer.version);
  form.meanwhile =
      offer_meanwhile(form.wish, contract::offer_wish(file->offer), *room.parties->content.current());
}

Response change(const BoardRoom& room, const Request& request, const StaffCaller& caller,
                const FormFields& fields) {
  const auto who = writer(room, caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  OfferWish wish = offer_wish(fields);
  const auto done =
      room.board.edit(offer_number(request), static_cast<int>(number_field(fields, kVersion)), wish, *who);
  if (done) return StaffDoor::see_other(page_of(request));
  if (done.error().code == contract::ErrorCode::not_found)
    return room.parties->door.refusal(request, caller, done.error());
  DraftForm form{.action = page_of(request) + "/edit",
                 .wish = std::move(wish),
                 .version = std::string(field_value(fields, kVersion)),
                 .faults = offer_faults(done.error()),
                 .status = again_status(done.error())};
  if (done.error().code == contract::ErrorCode::precondition) put_meanwhile(room, request, *who, form);
  return show_form(room, caller, std::move(form));
}

}  // namespace

void add_board_draft_pages(const BoardRoomPtr& room) {
  StaffDoor& door = room->parties->door;
  const std::string fresh = std::string(kOwnBoard) + "/new", one = std::string(kOwnBoard) + "/{number}/edit";
  door.page(
      fresh, "desk_board_new", Permission::work_waste,
      [room](const Request& request, const StaffCaller& caller) { return new_form(*room, request, caller); });
  door.form(fresh, "desk_board_make", Permission::work_waste,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return make(*room, request, caller, fields);
            });
  door.page(one, "desk_board_edit", Permission::work_waste,
            [room](const Request& request, const StaffCaller& caller) {
              return edit_form(*room, request, caller);
            });
  door.form(one, "desk_board_change", Permission::work_waste,
            [room](const Request& request, const StaffCaller& caller, const FormFields& fields) {
              return change(*room, request, caller, fields);
            });
}

}  // namespace wufei::http
