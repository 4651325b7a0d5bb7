#include "pickup/plain/plain_routes.hpp"

#include <algorithm>
#include <memory>

#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "lib/base/error.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/words.hpp"
#include "lib/page/page_look.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/pickup_routes.hpp"
#include "pickup/plain/aftermath_form.hpp"
#include "pickup/plain/booking_form.hpp"
#include "pickup/plain/booking_plain_form.hpp"
#include "pickup/plain/change_form.hpp"
#include "pickup/plain/manage_form.hpp"
#include "pickup/plain/question_form.hpp"
#include "pickup/plain/slip_page.hpp"
#include "pickup/plain/ticket_page.hpp"
#include "pickup/plain/ticket_visit.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Text;
using Faults = std::vector<FormFault>;
using namespace visit;

constexpr std::size_t kBookForm = 32 * 1024;  // bytes: a number for every thing of the catalogue, and texts
constexpr std::size_t kSmallForm = 1024;
constexpr std::size_t kCommentForm = 8 * 1024;  // a comment, percent-encoded
constexpr std::size_t kLongestKey = 64;
constexpr std::string_view kSentAgain = "again";

// ---- Booking

Response things_reply(const Plain& plain, const FormFields& fields, Faults faults) {
  const int status = faults.empty() ? 200 : 400;
  return page_reply(plain, status, Text::server_page_book, "/pickup/new/what",
                    things_page_html(*plain.content(), fields, std::move(faults)), {}, things_entries());
}

struct Again {
  Faults faults = {};
  std::vector<contract::Slot> nearest = {};
  bool fresh_key = false;
  bool unsent = false;  // nothing of it is wrong yet
};

Response times_reply(const Plain& plain, const FormFields& fields, Again again) {
  const auto content = plain.content();
  const contract::PickupRequest request = request_of(fields, *content);
  const auto slots = plain.pickups().list_slots(request.area, request.category, std::nullopt, std::nullopt);
  if (!slots)
    return refused_page(slots.error(), things_reply(plain, fields, faults_of(slots.error(), {}, *content)));
  std::string key(field_value(fields, kKeyField));
  if (key.empty() || again.fresh_key) key = service::random_token(plain.ids);
  const int status = again.faults.empty() ? 200 : 400;
  return page_reply(plain, status, Text::server_page_book, "/pickup/new/when",
                    times_page_html(*content, {fields, std::move(again.faults), *slots,
                                               std::move(again.nearest), std::move(key)}),
                    {}, times_entries());
}

// Shows the page on which the first fault stands.
Response booking_again(const Plain& plain, const FormFields& fields, Again again) {
  for (const FormFault& fault : again.faults)
    if (is_on_first_page(fault.field)) return things_reply(plain, fields, std::move(again.faults));
  return times_reply(plain, fields, std::move(again));
}

// The page of one question, as it is.
Response ask(const Plain& plain, const FormFields& fields, QuestionPage page) {
  const int status = page.faults.empty() ? 200 : 400;
  page.key = std::string(field_value(fields, kKeyField));
  const KeptEntries entries = question_entries(page.asked);
  return page_reply(plain, status, Text::server_page_book, "/pickup/new/what",
                    question_html(*plain.content(), std::move(page)), {}, entries);
}

// The question that is wrong first, else `wanted`. `again`: what sending the booking came to.
Response question_reply(const Plain& plain, FormFields fields, Asked wanted, Again again) {
  const auto content = plain.content();
  settle_answers(fields, *content);
  if (field_value(fields, kKeyField).empty() || again.fresh_key)
    fields.insert_or_assign(std::string(kKeyField), service::random_token(plain.ids));
  const bool sent = !again.faults.empty();
  Faults faults = sent ? std::move(again.faults) : question_faults(fields, *content);
  Asked asked = wanted;
  for (const FormFault& fault : faults) asked = std::min(asked, question_of(fault));
  std::vector<contract::Slot> slots;
  if (asked >= Asked::day) {
    const contract::PickupRequest request = request_of(of_chosen_kind(fields, *content), *content);
    auto listed = plain.pickups().list_slots(request.area, request.category, std::nullopt, std::nullopt);
    if (!listed)
      return refused_page(
          listed.error(),
          ask(plain, fields, {Asked::place, fields, faults_of(listed.error(), {}, *content)}));
    slots = std::move(*listed);
    Faults late = sent ? Faults{} : time_faults(fields, slots, asked);
    if (!late.empty()) {
      faults = std::move(late);
      asked = question_of(faults.front());
    }
  }
  const bool told = !again.unsent && (sent || asked < wanted);  // what nobody was asked yet is not wrong
  std::erase_if(faults, [&](const FormFault& fault) {
    return !told || (question_of(fault) != asked && !fault.field.empty());
  });
  return ask(plain, fields, {asked, fields, std::move(faults), std::move(slots), std::move(again.nearest)});
}

// Of the form; of what was typed where a form has none.
std::string key_of(const Request& request, const FormFields& fields, std::string_view body) {
  const std::string_view key = field_value(fields, kKeyField);
  if (!key.empty() && key.size() <= kLongestKey) return "plain-" + std::string(key);
  return "plain-" + hash_bytes(limit_key(request.peer) + "\n" + std::string(body));
}

// Which of the two forms the reader has.
Response form_again(const Plain& plain, const Request& request, const FormFields& fields, Again again) {
  if (!look_of(request).large)
    return booking_again(plain, of_chosen_kind(fields, *plain.content()), std::move(again));
  for (FormFault& fault : again.faults)
    if (fault.field == kSlot) fault.field = kDayField;  // the nearest ones are of other days
  return question_reply(plain, fields, Asked::check, std::move(again));
}

Response send(const Plain& plain, const Request& request, FormFields fields) {
  const auto content = plain.content();
  const bool large = look_of(request).large;
  if (large || !field_value(fields, kDayField).empty()) settle_answers(fields, *content);
  const FormFields judged = of_chosen_kind(fields, *content);
  if (const auto refusal = plain.desk.take_turn(request.peer))
    return refused_page(*refusal, form_again(plain, request, fields, {faults_of(*refusal, {}, *content)}));
  if (large && !question_faults(fields, *content).empty())
    return question_reply(plain, fields, Asked::check, {});
  if (Faults faults = booking_faults(judged, *content, false); !faults.empty())
    return booking_again(plain, judged, {std::move(faults)});
  const auto wanted =
      contract::parse_pickup_request(contract::pickup_request_to_json(request_of(judged, *content)));
  if (!wanted) return refused_page(wanted.error(), form_again(plain, request, fields, {}));
  const std::string body = contract::to_text(contract::pickup_request_to_json(*wanted));
  const auto pickup = plain.desk.book({request.peer, *wanted, key_of(request, fields, body), body});
  if (pickup) return opened_reply(plain, *pickup, "booked");
  const contract::Error& error = pickup.error();
  Again again{faults_of(error, wanted->items, *content),
              plain.desk.nearest(error, wanted->slot).value_or(std::vector<contract::Slot>{})};
  if (error.code == ErrorCode::unprocessable)  // sent before, with other words: a way back was taken
    again = {{{{}, {}, words(Text::server_booking_again)}}, {}, true};
  return refused_page(error, form_again(plain, request, fields, std::move(again)));
}

// The other size of print, in the middle: the browser sends the same once more, with the cookie.
std::optional<Response> other_size(const Plain& plain, const Request& request, const FormFields& fields) {
  const std::string_view wish = field_value(fields, kLookField);
  if (wish.empty() || !request.query_value(kSentAgain).empty()) return std::nullopt;
  return look_reply(request, wish,
                    {307, std::string(kBookSubmit) + "?" + std::string(kSentAgain) + "=1", plain.https});
}

// As the standard size has them: a page of large print may name a day whose window is not chosen yet.
FormFields as_two_pages(const Plain& plain, FormFields fields) {
  if (!field_value(fields, kDayField).empty()) settle_answers(fields, *plain.content());
  return of_chosen_kind(std::move(fields), *plain.content());
}

// The page that was left, in the size that the reader has now.
Response resized(const Plain& plain, const Request& request, const FormFields& fields) {
  const std::string_view at = field_value(fields, kAtField);
  if (look_of(request).large) return question_reply(plain, fields, last_asked(at), {.unsent = true});
  const FormFields chosen = as_two_pages(plain, fields);
  const bool things = leads_to_things(at) || !booking_faults(chosen, *plain.content(), true).empty();
  return things ? things_reply(plain, chosen, {}) : times_reply(plain, chosen, {});
}

Response book_form(const Plain& plain, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  if (auto response = other_size(plain, request, *fields)) return std::move(*response);
  if (!field_value(*fields, kLookField).empty()) return resized(plain, request, *fields);
  std::string_view step = field_value(*fields, kStepField);
  if (step.empty()) step = field_value(*fields, kAtField);
  if (step == kSend) return send(plain, request, *fields);
  if (look_of(request).large) return question_reply(plain, *fields, asked_of(step), {});
  const FormFields chosen = as_two_pages(plain, *fields);
  if (leads_to_things(step)) return things_reply(plain, chosen, {});
  Faults faults = booking_faults(chosen, *plain.content(), true);
  if (!faults.empty()) return things_reply(plain, chosen, std::move(faults));
  return times_reply(plain, chosen, {});
}

// ---- One booking

// In another look, nothing is looked up: the number that was typed stays, the digits are never written back.
Response lookup_in_look(const Plain& plain, const Request& request, std::string_view wish,
                        std::string reference) {
  if (reference.empty())
    if (auto page_itself = look_reply(request, wish, {303, "/pickup/lookup", plain.https}))
      return std::move(*page_itself);
  LookupPage page{words(Text::lookup_title), words(Text::lookup_lead), std::move(reference)};
  return in_look(request, wish, plain.https, lookup_reply(plain, 200, std::move(page)));
}

Response find_form(const Plain& plain, const Request& request) {
  const auto fields = form_fields(request);
  if (!fields) return problem_response(fields.error(), request);
  if (const std::string_view wish = field_value(*fields, kLookField); !wish.empty())
    return lookup_in_look(plain, request, wish, std::string(field_value(*fields, "reference")));
  LookupPage page{words(Text::lookup_title), words(Text::lookup_lead),
                  std::string(field_value(*fields, "reference")), lookup_faults(*fields)};
  if (!page.faults.empty()) return lookup_reply(plain, 400, std::move(page));
  const auto reference = contract::normalised_reference(page.reference, contract::kPickupPrefix);
  const auto digits = contract::normalised_phone_secret(field_value(*fields, "phone_tail"));
  const auto pickup = plain.desk.lookup(request.peer, *reference, *digits);
  if (pickup) return opened_reply(plain, *pickup, "found");
  const contract::Error& error = pickup.error();
  page.faults = error.code == ErrorCode::not_found
                    ? Faults{{"reference", {}, words(Text::failure_lookup_not_found_text)}}
                    : faults_of(error, {}, *plain.content());
  return refused_page(error, lookup_reply(plain, 400, std::move(page)));
}

Response show_ticket(const Plain& plain, const Request& request) {
  const auto opened = open_ticket(plain, request);
  if (!opened) return locked(plain, request, opened.error());
  return ticket_reply(plain, 200, *opened, just_done(request));
}

Response show_calendar(const Plain& plain, const Request& request) {
  const auto opened = open_ticket(plain, request);
  if (!opened) return locked(plain, request, opened.error());
  return calendar_reply(*plain.content(), opened->pickup, plain.clock.now());
}

Response show_slip(const Plain& plain, const Request& request) {
  const auto opened = open_ticket(plain, request);
  if (!opened) return locked(plain, request, opened.error());
  return page_reply(plain, 200, Text::server_slip_title, "/pickup/lookup",
                    slip_page_html(*plain.content(), {opened->pickup, plain.public_url, plain.clock.now()}),
                    ticket_path(opened->pickup.reference, "/slip"));
}

}  // namespace

void add_plain_routes(Router& router, const PlainGround& ground) {
  const auto plain = std::make_shared<const Plain>(ground);
  const auto add = [&](const char* method, const std::string& pattern, std::size_t max_body, auto handler,
                       const char* name, std::string_view page = {}) {
    router.add({.method = method,
                .pattern = pattern,
                .max_body = max_body,
                .handler = over(plain, handler),
                .name = name,
                .form_page = page.empty() ? FormPage() : form_page_at(page)});
  };
  const std::string ticket(kTicketPattern);
  add("POST", std::string(kBookSubmit), kBookForm, book_form, "book_form", "/pickup/new/what");
  add("POST", std::string(kPickupFind), kSmallForm, find_form, "find_pickup_form", "/pickup/lookup");
  add("GET", ticket, 0, show_ticket, "get_ticket");
  add("GET", ticket + "/calendar.ics", 0, show_calendar, "get_ticket_calendar");
  add("GET", ticket + "/slip", 0, show_slip, "get_ticket_slip");
  add("POST", ticket + "/change", kBookForm, change_form, "change_form");
  add("POST", ticket + "/cancel", kSmallForm, cancel_form, "cancel_form");
  add("POST", ticket + "/rating", kCommentForm, rating_form, "rating_form", ticket);
  add("POST", ticket + "/missed", kCommentForm, missed_form, "missed_form", ticket);
  add("GET", ticket + "/change", 0, show_change, "get_change_form");
  add("GET", ticket + "/cancel", 0, show_cancel, "get_cancel_form");
}

}  // namespace wufei::http
