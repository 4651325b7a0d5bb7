#include "waste/board/desk/board_view.hpp"

#include <algorithm>

#include "account/staff_door.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "waste/board/desk/board_words.hpp"

namespace wufei::http {
namespace {

using contract::Text;
using service::InterestFile;
using service::OfferAction;

void write_facts(HtmlWriter& out, const OfferView& view) {
  const contract::BoardOffer& offer = view.file.offer;
  out.open("dl", {{"class", "facts wide"}});
  write_fact(out, Text::server_board_party, party_or_nobody(view.file.party));
  for (const auto& [label, value] : offer_facts(view.content, offer)) write_fact(out, label, value);
  if (offer.published_at > 0)
    write_fact(out, Text::server_board_published_at,
               contract::format_date(contract::china_date(offer.published_at)));
  if (offer.expires_at > 0)
    write_fact(out, Text::server_board_expires,
               contract::format_date(contract::china_date(offer.expires_at - 1)));
  write_fact(out, Text::server_waste_reason_said, offer.reason);
  out.close("dl");
}

void write_contact(HtmlWriter& out, const OfferView& view) {
  if (!view.contact) return;
  out.open("div", {{"class", "note"}, {"role", "status"}});
  out.element("h2", contract::text(Text::server_board_contact_of, {{"name", view.contact->name}}));
  out.open("dl", {{"class", "facts wide"}});
  write_fact(out, Text::server_waste_contact, view.contact->contact);
  write_fact(out, Text::server_waste_phone, contract::dialled_phone(view.contact->phone));
  out.close("dl").close("div");
}

// One form: what is to be done is the button that is pressed.
void write_actions(HtmlWriter& out, const OfferView& view, FormParts& parts) {
  std::vector<OfferAction> actions = view.file.actions;
  if (std::erase(actions, OfferAction::edit) > 0)
    out.open("p")
        .element("a", contract::text(Text::server_board_edit),
                 {{"class", "second"}, {"href", view.path + "/edit"}})
        .close("p");
  if (actions.empty()) return;
  out.element("h2", contract::text(Text::server_waste_actions));
  open_desk_form(out, view.caller.staff, view.path + "/act");
  parts.hidden(kVersion, std::to_string(view.file.offer.version));
  if (std::any_of(actions.begin(), actions.end(),
                  [](OfferAction action) { return service::needs_reason(action); }))
    parts.text_field({.name = "reason",
                      .label = words(Text::server_waste_reason),
                      .hint = words(Text::server_board_reason_hint),
                      .value = view.reason,
                      .type = "area",
                      .limit = 200,
                      .rows = 2});
  out.open("div", {{"class", "buttons"}});
  for (const OfferAction action : actions)
    parts.button(offer_action_words(action), "action", service::offer_action_name(action),
                 action == actions.front() && !service::needs_reason(action) ? kNoAttribute
                                                                             : std::string_view("second"));
  out.close("div").close("form");
}

// ---- Interests

void write_answers(HtmlWriter& out, const OfferView& view, const InterestFile& file) {
  if (file.actions.empty()) return;
  open_desk_form(out, view.caller.staff, view.path + "/answer");
  FormParts parts(out, {});
  parts.hidden("interest", std::to_string(file.interest.id));
  parts.hidden(kVersion, std::to_string(file.interest.version));
  out.open("div", {{"class", "buttons"}});
  for (const service::InterestAction action : file.actions)
    parts.button(interest_action_words(action), "action", service::interest_action_name(action),
                 action == service::InterestAction::accept ? kNoAttribute : std::string_view("second"));
  out.close("div").close("form");
}

void write_contact_way(HtmlWriter& out, const OfferView& view, const InterestFile& file) {
  if (!file.told) return;
  open_desk_form(out, view.caller.staff, view.path + "/contact");
  FormParts parts(out, {});
  parts.hidden("interest", std::to_string(file.interest.id));
  parts.button(contract::text(Text::server_board_contact_show), {}, {}, "second");
  out.close("form");
}

void write_interest(HtmlWriter& out, const OfferView& view, const InterestFile& file) {
  const contract::BoardInterest& interest = file.interest;
  out.open("li").open("p").element("strong", party_or_nobody(file.other)).text(" ");
  write_tag(out, interest_state_words(interest.state), interest_state_tone(interest.state));
  out.close("p");
  if (!interest.message.empty()) out.element("p", interest.message);
  out.element("small", short_moment(interest.created_at));
  write_contact_way(out, view, file);
  write_answers(out, view, file);
  out.close("li");
}

void write_interests(HtmlWriter& out, const OfferView& view) {
  const bool all = view.file.own || view.caller.sees_all();
  if (view.file.interests.empty() && !all) return;
  out.element("h2", contract::text(Text::server_board_interests));
  out.element("p", contract::text(Text::server_board_contact_about), {{"class", "quiet"}});
  if (view.file.interests.empty()) {
    out.element("p", contract::text(Text::server_board_interests_empty), {{"class", "quiet"}});
    return;
  }
  out.open("ul");
  for (const InterestFile& file : view.file.interests) write_interest(out, view, file);
  out.close("ul");
}

void write_ask(HtmlWriter& out, const OfferView& view, FormParts& parts) {
  if (!view.file.may_ask) return;
  out.element("h2", contract::text(Text::server_board_ask));
  out.element("p", contract::text(Text::server_board_contact_about), {{"class", "note"}});
  open_desk_form(out, view.caller.staff, view.path + "/interest");
  parts.text_field({.name = "message",
                    .label = words(Text::server_board_message),
                    .hint = words(Text::server_board_message_hint),
                    .value = view.message,
                    .type = "area",
                    .limit = contract::kLongestInterest,
                    .rows = 3});
  parts.button(contract::text(Text::server_board_ask));
  out.close("form");
}

void write_events(HtmlWriter& out, const OfferView& view) {
  if (view.file.history.empty()) return;
  std::vector<HistoryLine> lines;
  for (const storage::EventRow& row : view.file.history)
    lines.push_back(
        {row.event.at, std::string(offer_event_words(row.event.kind)), row.event.detail,
         view.caller.sees_all() ? view.names.of(contract::actor_text(row.actor)) : std::string()});
  out.element("h2", contract::text(Text::server_waste_history));
  write_history(out, lines);
}

}  // namespace

std::string offer_html(const OfferView& view) {
  HtmlWriter out;
  FormParts parts(out, view.faults);
  out.open("p", {{"class", "back"}}).link(view.back, contract::text(Text::server_board_title)).close("p");
  parts.summary();
  write_title(out, offer_title(view.content, view.file.offer));
  out.open("p").text(
      contract::text(Text::server_board_number, {{"number", std::to_string(view.file.offer.id)}}) + " ");
  write_tag(out, offer_state_words(view.file.state), offer_state_tone(view.file.state));
  out.close("p");
  write_contact(out, view);
  write_facts(out, view);
  write_actions(out, view, parts);
  write_ask(out, view, parts);
  write_interests(out, view);
  write_events(out, view);
  return out.take();
}

}  // namespace wufei::http
