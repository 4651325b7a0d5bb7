#include "pickup/plain/change_form.hpp"

#include <optional>
#include <string>
#include <vector>

#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/words.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/booking_rules.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/plain/booking_form.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Pickup;
using contract::Text;
using visit::Opened;
using visit::Plain;
using Faults = std::vector<FormFault>;

Response cancel_reply(const Plain& plain, const Opened& opened, std::string_view note) {
  return visit::page_reply(
      plain, 200, Text::booking_cancel, "/pickup/lookup",
      cancel_page_html(*plain.content(), {opened.pickup, visit::proof_of(opened.token)}, note),
      ticket_path(opened.pickup.reference) + "/cancel");
}

Response change_page(const Plain& plain, ChangePage page) {
  const int status = page.faults.empty() ? 200 : 400;
  std::string address = ticket_path(page.booked.reference, "/change");
  return visit::page_reply(plain, status, Text::change_title, "/pickup/lookup",
                           change_page_html(*plain.content(), std::move(page)), std::move(address),
                           contract::FormEntries{});
}

// What sending a change came to.
struct ChangeAgain {
  Faults faults = {};
  std::vector<contract::Slot> nearest = {};
};

Response change_reply(const Plain& plain, const Opened& opened, const FormFields& fields, ChangeAgain again) {
  const Pickup& booked = opened.pickup;
  if (!booked.changeable) return cancel_reply(plain, opened, {});  // says why not
  ChangePage page{
      booked, fields, visit::proof_of(opened.token), std::move(again.faults), {}, std::move(again.nearest)};
  auto slots = plain.pickups().list_slots(booked.area, booked.category, std::nullopt, std::nullopt);
  if (slots) {
    page.slots = std::move(*slots);
    return change_page(plain, std::move(page));
  }
  if (page.faults.empty()) page.faults = faults_of(slots.error(), {}, *plain.content());
  return refused_page(slots.error(), change_page(plain, std::move(page)));
}

// What a form asks for, to be copied: time, things, place and note, each on a line of its own.
std::string typed_change(const service::ContentSet& content, const FormFields& fields) {
  const auto& of_pickup = content.get<service::PickupContent>();
  contract::PickupRequest wish = request_of(fields, content);
  std::string typed;
  const auto add = [&typed](const std::string& words_of_it) {
    if (!words_of_it.empty()) typed.append(typed.empty() ? "" : "\n").append(words_of_it);
  };
  const auto key = contract::parse_slot_id(wish.slot);
  if (const auto* window = key ? contract::find_window(of_pickup.rules, key->window) : nullptr)
    add(service::slot_text(of_pickup.rules, *key, window->start_minute, window->end_minute));
  std::erase_if(wish.items, [](const contract::PickupItem& item) { return item.quantity < 1; });
  add(service::items_text(of_pickup.catalogue, wish.items));
  add(contract::entered_text(wish.address));
  add(contract::entered_text(wish.note));
  return typed;
}

// The booking cannot be read: the form as it was sent, to be sent again in a while.
Response unread_change(const Plain& plain, const visit::Untaken& sent, const std::string& reference) {
  const auto content = plain.content();
  const contract::PickupRequest wish = request_of(sent.fields, *content);
  const auto key = contract::parse_slot_id(wish.slot);
  Pickup sender;
  sender.reference = reference;
  sender.version = visit::version_in(sent.fields);
  sender.category = wish.category.empty() && key ? key->category : wish.category;
  return change_page(plain, {sender, sent.fields, std::string(field_value(sent.fields, kProofField)),
                             faults_of(sent.error, {}, *content)});
}

// Sent by a page from before another look-up, without the cookie, or while the booking cannot be read:
// nothing is changed, and what was typed is still there.
Response change_not_taken(const Plain& plain, const Request& request, const contract::Error& error) {
  const auto sent = visit::untaken(plain, request, error);
  if (!sent) return visit::locked(plain, request, sent.error());
  if (sent->opened)
    return visit::untaken_reply(
        plain, request, *sent,
        change_reply(plain, *sent->opened, sent->fields, {{{{}, {}, words(Text::server_case_stale)}}, {}}));
  const std::string reference = visit::reference_in(request);
  if (sent->error.code == ErrorCode::unauthorized || reference.empty())
    return visit::locked(plain, request, sent->error, typed_change(*plain.content(), sent->fields));
  return visit::untaken_reply(plain, request, *sent, unread_change(plain, *sent, reference));
}

}  // namespace

Response show_change(const Plain& plain, const Request& request) {
  const auto opened = visit::open_ticket(plain, request);
  if (!opened) return visit::locked(plain, request, opened.error());
  return change_reply(plain, *opened, fields_of(opened->pickup), {});
}

Response change_form(const Plain& plain, const Request& request) {
  const auto sent = visit::posted(plain, request);
  if (!sent) return change_not_taken(plain, request, sent.error());
  const auto content = plain.content();
  const Pickup& booked = sent->opened.pickup;
  const auto again = [&](ChangeAgain how) {
    return change_reply(plain, sent->opened, sent->fields, std::move(how));
  };
  if (const std::string_view wish = field_value(sent->fields, kLookField); !wish.empty())
    return in_look(request, wish, plain.https, again({}));
  if (!booked.changeable)
    return refused_page(contract::make_error(ErrorCode::conflict), cancel_reply(plain, sent->opened, {}));
  if (const auto refusal = plain.desk.take_handling(booked.reference))
    return refused_page(*refusal, again({faults_of(*refusal, {}, *content)}));
  contract::PickupChange wanted = change_of(sent->fields, booked, *content);
  if (Faults faults = change_faults(wanted, booked, *content); !faults.empty())
    return again({std::move(faults)});
  const auto parsed = contract::parse_pickup_change(contract::pickup_change_to_json(wanted));
  if (!parsed) return again({faults_of(parsed.error(), {}, *content)});
  const auto pickup = plain.desk.change(booked, {request.peer, sent->opened.token, sent->version, *parsed});
  if (pickup) return see_other(ticket_path(booked.reference) + "?done=changed");
  const contract::Error& error = pickup.error();
  Faults faults = faults_of(error, parsed->items.value_or(booked.items), *content);
  if (error.code == ErrorCode::precondition) faults = {{{}, {}, words(Text::notice_stale_change_text)}};
  return refused_page(
      error,
      again({std::move(faults),
             plain.desk.nearest(error, parsed->slot.value_or("")).value_or(std::vector<contract::Slot>{})}));
}

Response show_cancel(const Plain& plain, const Request& request) {
  const auto opened = visit::open_ticket(plain, request);
  if (!opened) return visit::locked(plain, request, opened.error());
  return cancel_reply(plain, *opened, {});
}

// Cancelled already is what was wanted: the first answer was lost.
Response cancel_form(const Plain& plain, const Request& request) {
  const auto sent = visit::posted(plain, request);
  if (!sent) return visit::locked(plain, request, sent.error());
  const Pickup& booked = sent->opened.pickup;
  const std::string done = ticket_path(booked.reference) + "?done=cancelled";
  if (booked.status == contract::PickupStatus::cancelled) return see_other(done);
  const auto pickup = plain.pickups().cancel(booked.reference, sent->opened.token, sent->version);
  if (pickup) return see_other(done);
  const bool stale = pickup.error().code == ErrorCode::precondition;
  return refused_page(pickup.error(), cancel_reply(plain, sent->opened,
                                                   stale ? contract::text(Text::notice_stale_text)
                                                         : contract::error_explanation(pickup.error().code)));
}

}  // namespace wufei::http
