// The board at the desk: what a party offers and asks for, and what the bureau reviews.
#include "lib/base/words.hpp"
#include "waste/board/desk/board_form.hpp"
#include "waste/board/desk/board_room.hpp"
#include "waste/board/desk/board_view.hpp"
#include "waste/board/desk/board_words.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Permission;
using contract::StaffCaller;
using contract::Text;

// Of an offer's page: staff have their own.
std::string base_of(const service::PartyCaller& caller) {
  return std::string(caller.member ? kOwnBoard : kBoardReview);
}

struct Again {
  std::vector<FormFault> faults = {};
  std::string reason = {}, message = {};
  std::optional<service::OfferContact> contact = {};
  int status = 200;
};

Response show(const BoardRoom& room, const Request& request, const StaffCaller& caller, Again again = {}) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  const auto file = room.board.show(offer_number(request), *who);
  if (!file) return room.parties->door.refusal(request, caller, file.error());
  const auto content = room.parties->content.current();
  const StaffNames names(room.parties->door);
  const std::string back = base_of(*who), path = back + "/" + std::to_string(file->offer.id);
  return party_reply(
      *room.parties, caller, back, offer_title(*content, file->offer),
      offer_html({*who, *content, names, *file, back, path, std::move(again.faults), std::move(again.reason),
                  std::move(again.message), std::move(again.contact)}),
      again.status);
}

// Back to the offer, or the page again with what was wrong and typed.
Response after(const BoardRoom& room, const Request& request, const StaffCaller& caller,
               const contract::Status& done, const FormFields& fields) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  if (done) {
    const std::int64_t number = offer_number(request);
    const bool gone = who->member && !room.board.show(number, *who);  // it was agreed on until now
    return StaffDoor::see_other(base_of(*who) + (gone ? std::string() : "/" + std::to_string(number)));
  }
  if (done.error().code == ErrorCode::not_found || done.error().code == ErrorCode::unavailable)
    return room.parties->door.refusal(request, caller, done.error());
  return show(room, request, caller,
              {.faults = offer_faults(done.error()),
               .reason = entered(fields, "reason"),
               .message = entered(fields, "message"),
               .status = again_status(done.error())});
}

int version_in(const FormFields& fields) {
  return static_cast<int>(number_field(fields, kVersion));
}

Response act(const BoardRoom& room, const Request& request, const StaffCaller& caller,
             const FormFields& fields) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  const auto action = service::offer_action_from_name(field_value(fields, "action"));
  if (!action)
    return room.parties->door.refusal(request, caller,
                                      contract::make_error(ErrorCode::invalid, "no such action"));
  return after(
      room, request, caller,
      room.board.act(offer_number(request), version_in(fields), *action, field_value(fields, "reason"), *who),
      fields);
}

Response ask(const BoardRoom& room, const Request& request, const StaffCaller& caller,
             const FormFields& fields) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  return after(room, request, caller,
               room.board.ask(offer_number(request), field_value(fields, "message"), *who), fields);
}

Response answer(const BoardRoom& room, const Request& request, const StaffCaller& caller,
                const FormFields& fields) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  const auto action = service::interest_action_from_name(field_value(fields, "action"));
  if (!action)
    return room.parties->door.refusal(request, caller,
                                      contract::make_error(ErrorCode::invalid, "no such action"));
  return after(room, request, caller,
               room.board.answer(offer_number(request), number_field(fields, "interest"), version_in(fields),
                                 *action, *who),
               fields);
}

Response contact(const BoardRoom& room, const Request& request, const StaffCaller& caller,
                 const FormFields& fields) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  auto told = room.board.contact(offer_number(request), number_field(fields, "interest"), *who);
  if (!told) return room.parties->door.refusal(request, caller, told.error());
  return show(room, request, caller, {.contact = std::move(*told)});
}

// ---- Lists

void open_list(HtmlWriter& out, Text last) {
  out.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table", {{"class", "list stack"}});
  out.open("thead").open("tr");
  for (const Text column : {Text::server_board_product, Text::server_board_amount, Text::server_waste_area,
                            last, Text::server_waste_state})
    out.element("th", contract::text(column), {{"scope", "col"}});
  out.close("tr").close("thead").open("tbody");
}

void write_offer(HtmlWriter& out, const service::ContentSet& content, const std::string& base,
                 const contract::BoardOffer& offer, const std::string& last, std::string_view state,
                 Tone tone) {
  const auto facts = offer_facts(content, offer);
  out.open("tr").open("td").link(base + "/" + std::to_string(offer.id), offer_title(content, offer));
  out.close("td").element("td", amount_words(content, offer));
  for (const auto& [label, value] : facts)
    if (label == Text::server_waste_area) out.element("td", value);
  out.element("td", last).open("td");
  write_tag(out, state, tone);
  out.close("td").close("tr");
}

void close_list(HtmlWriter& out) {
  out.close("tbody").close("table").close("div");
}

void write_own(HtmlWriter& out, const BoardRoom& room, const service::OwnBoard& own) {
  const auto content = room.parties->content.current();
  const contract::UtcSeconds now = room.parties->clock.now();
  out.element("h2", contract::text(Text::server_board_own));
  if (own.offers.empty())
    out.element("p", contract::text(Text::server_board_own_empty), {{"class", "quiet"}});
  else
    open_list(out, Text::server_board_period);
  for (const contract::BoardOffer& offer : own.offers)
    write_offer(out, *content, std::string(kOwnBoard), offer, period_words(offer),
                offer_state_words(offer.state_at(now)), offer_state_tone(offer.state_at(now)));
  if (!own.offers.empty()) close_list(out);
}

// An offer that is not for this party any more: its number alone.
void write_gone(HtmlWriter& out, std::int64_t number, const std::string& last, std::string_view state,
                Tone tone) {
  out.open("tr");
  out.element("td", contract::text(Text::server_board_number, {{"number", std::to_string(number)}}));
  out.element("td", "").element("td", "").element("td", last).open("td");
  write_tag(out, state, tone);
  out.close("td").close("tr");
}

void write_asked(HtmlWriter& out, const BoardRoom& room, const service::OwnBoard& own) {
  const auto content = room.parties->content.current();
  out.element("h2", contract::text(Text::server_board_asked));
  if (own.asked.empty())
    out.element("p", contract::text(Text::server_board_asked_empty), {{"class", "quiet"}});
  else
    open_list(out, Text::server_board_answered);
  for (const auto& [interest, offer] : own.asked) {
    const std::string last = interest.answered_at > 0 ? short_moment(interest.answered_at) : std::string();
    const auto state = interest_state_words(interest.state);
    const Tone tone = interest_state_tone(interest.state);
    if (offer)
      write_offer(out, *content, std::string(kOwnBoard), *offer, last, state, tone);
    else
      write_gone(out, interest.offer, last, state, tone);
  }
  if (!own.asked.empty()) close_list(out);
}

Response own_list(const BoardRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  const auto own = room.board.own(*who);
  if (!own) return room.parties->door.refusal(request, caller, own.error());
  HtmlWriter out;
  write_title(out, contract::text(Text::server_board_title));
  out.element("p", contract::text(Text::server_board_about));
  out.open("div", {{"class", "buttons"}});
  if (own->trades && own->verified)
    out.element("a", contract::text(Text::server_board_new),
                {{"class", "second"}, {"href", std::string(kOwnBoard) + "/new"}});
  out.element("a", contract::text(Text::server_board_public),
              {{"class", "second"}, {"href", "/waste/board"}});
  out.close("div");
  if (!own->verified)
    out.element("p", contract::rule_text(contract::Rule::waste_board_unverified), {{"class", "note"}});
  write_own(out, room, *own);
  write_asked(out, room, *own);
  return party_reply(*room.parties, caller, std::string(kOwnBoard), words(Text::server_board_title),
                     out.take());
}

void write_choice(HtmlWriter& out, const std::string& state) {
  using contract::OfferState;
  FormParts parts(out, {});
  out.open("form", {{"class", "filters"}, {"method", "get"}, {"action", kBoardReview}});
  SelectField::Group states;
  states.choices.push_back({"", words(Text::server_waste_all_states)});
  for (const OfferState one :
       {OfferState::submitted, OfferState::published, OfferState::matched, OfferState::withdrawn})
    states.choices.push_back(
        {std::string(contract::offer_state_name(one)), std::string(offer_state_words(one))});
  parts.select_field({"state", words(Text::server_waste_state), {}, state, {std::move(states)}});
  parts.button(contract::text(Text::server_waste_search_go), {}, {}, "second");
  out.close("form");
}

Response review_list(const BoardRoom& room, const Request& request, const StaffCaller& caller) {
  const auto who = room.parties->registration.caller(caller);
  if (!who) return room.parties->door.refusal(request, caller, who.error());
  std::string state(request.query_value("state"));
  if (!contract::offer_state_from_name(state)) state.clear();
  const auto offers = room.board.list(state, *who);
  if (!offers) return room.parties->door.refusal(request, caller, offers.error());
  const auto content = room.parties->content.current();
  const contract::UtcSeconds now = room.parties->clock.now();
  HtmlWriter out;
  write_title(out, contract::text(Text::server_board_review));
  write_choice(out, state);
  if (offers->empty())
    out.element("p", contract::text(Text::server_board_empty), {{"class", "empty"}});
  else
    open_list(out, Text::server_board_party);
  for (const service::PublicOffer& one : *offers)
    write_offer(out, *content, std::string(kBoardReview), one.offer, one.party,
                offer_state_words(one.offer.state_at(now)), offer_state_tone(one.offer.state_at(now)));
  if (!offers->empty()) close_list(out);
  return party_reply(*room.parties, caller, std::string(kBoardReview), words(Text::server_board_review),
                     out.take());
}

using Work = Response (*)(const BoardRoom&, const Request&, const StaffCaller&, const FormFields&);

void add_form(const BoardRoomPtr& room, const std::string& path, const std::string& name,
              Permission permission, Work work) {
  room->parties->door.form(
      path, name, permission,
      [room, work](const Request& request, const StaffCaller& caller, const FormFields& fields) {
        return work(*room, request, caller, fields);
      });
}

void add_offer(const BoardRoomPtr& room, std::string_view base, const std::string& name, Permission reads,
               Permission writes) {
  const std::string one = std::string(base) + "/{number}";
  room->parties->door.page(one, name, reads, [room](const Request& request, const StaffCaller& caller) {
    return show(*room, request, caller);
  });
  add_form(room, one + "/act", name + "_act", writes, act);
}

}  // namespace

void add_board_pages(const PartyRoomPtr& parties, service::BoardService& board) {
  const auto room = std::make_shared<const BoardRoom>(BoardRoom{parties, board});
  const std::string own(kOwnBoard), review(kBoardReview), one = own + "/{number}";
  StaffDoor& door = parties->door;
  door.enter({own, words(Text::server_board_title), "recycle", Permission::work_waste});
  door.enter({review, words(Text::server_board_review), "recycle", Permission::view_waste});
  door.wait({Permission::handle_waste, Text::server_board_wait, review + "?state=submitted",
             [room](const StaffCaller&) { return room->board.waiting(); }});
  door.page(
      own, "desk_board", Permission::work_waste,
      [room](const Request& request, const StaffCaller& caller) { return own_list(*room, request, caller); });
  door.page(review, "desk_board_review", Permission::view_waste,
            [room](const Request& request, const StaffCaller& caller) {
              return review_list(*room, request, caller);
            });
  add_board_draft_pages(room);
  add_offer(room, own, "desk_board_offer", Permission::work_waste, Permission::work_waste);
  add_offer(room, review, "desk_board_reviewed", Permission::view_waste, Permission::handle_waste);
  add_form(room, one + "/interest", "desk_board_ask", Permission::work_waste, ask);
  add_form(room, one + "/answer", "desk_board_answer", Permission::work_waste, answer);
  add_form(room, one + "/contact", "desk_board_contact", Permission::work_waste, contact);
}

}  // namespace wufei::http
