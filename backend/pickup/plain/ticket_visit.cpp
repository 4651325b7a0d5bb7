#include "pickup/plain/ticket_visit.hpp"

#include "county/county_pages.hpp"
#include "county/secrets.hpp"
#include "county/site/references.hpp"
#include "lib/base/error.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "lib/page/form_html.hpp"
#include "lib/web/bytes_cache.hpp"
#include "lib/web/cookie.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/plain/aftermath_page.hpp"

namespace wufei::http {
namespace visit {
namespace {

using contract::ErrorCode;
using contract::Pickup;
using contract::Text;

constexpr std::string_view kCookie = "wufei-ticket";

contract::Result<Opened> open_with(service::PickupService& pickups, const Request& request) {
  std::string token(cookie_value(request, kCookie));
  if (token.empty()) return contract::make_error(ErrorCode::unauthorized, "no cookie");
  auto pickup = pickups.get(reference_in(request), token);
  if (!pickup) return pickup.error();
  return Opened{std::move(*pickup), std::move(token)};
}

contract::Result<Posted> posted_with(service::PickupService& pickups, const Request& request) {
  auto fields = form_fields(request);
  if (!fields) return fields.error();
  auto opened = open_with(pickups, request);
  if (!opened) return opened.error();
  if (!service::same_secret(field_value(*fields, kProofField), proof_of(opened->token)))
    return contract::make_error(ErrorCode::forbidden, "not sent by the booking's own page");
  const int version = version_in(*fields);
  return Posted{std::move(*opened), std::move(*fields), version};
}

}  // namespace

std::string reference_in(const Request& request) {
  return contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix)
      .value_or(std::string());
}

int version_in(const FormFields& fields) {
  return contract::leading_whole<int>(field_value(fields, kVersionField));
}

Response page_reply(const Plain& plain, int status, contract::Text title, const char* path,
                    std::string markup, std::string address, KeptEntries entries) {
  const auto content = plain.content();
  contract::Document document = titled_page(*content, title, Text::server_page_other_description);
  document.path = path;
  document.indexed = false;
  document.entries = std::move(entries);
  document.blocks.push_back(written_page(std::move(markup)));
  add_service_line(document, *content);
  return personal_reply(status, plain.book, document, std::move(address));
}

Response opened_reply(const Plain& plain, const Pickup& pickup, std::string_view done) {
  Response response = see_other(ticket_path(pickup.reference) + "?done=" + std::string(done));
  set_cookie(response, {kCookie, pickup.token, ticket_path(pickup.reference), plain.https});
  return response;
}

Response lookup_reply(const Plain& plain, int status, LookupPage page) {
  page.own = page.title == contract::text(Text::lookup_title);
  KeptEntries entries;
  if (page.own) entries.emplace();
  return page_reply(plain, status, Text::frame_lookup, "/pickup/lookup",
                    lookup_page_html(*plain.content(), std::move(page)), {}, std::move(entries));
}

Response locked(const Plain& plain, const Request& request, const contract::Error& error,
                std::string_view typed) {
  if (error.code != ErrorCode::unauthorized) return problem_response(error, request);
  const std::string reference = reference_in(request);
  const std::string_view done = request.query_value("done");
  LookupPage page{words(Text::booking_verify_title), words(Text::booking_verify_text), reference};
  page.typed = typed;
  if (!done.empty()) page.lead = words(Text::server_booking_cookie);
  if (done == "booked")
    page.title = contract::text(Text::server_booking_cookie_title, {{"reference", reference}});
  return lookup_reply(plain, contract::error_status(error.code), std::move(page));
}

std::string proof_of(std::string_view token) {
  return hash_bytes("ticket\n" + std::string(token));
}

contract::Result<Opened> open_ticket(const Plain& plain, const Request& request) {
  return open_with(plain.pickups(), request);
}

contract::Result<Posted> posted(const Plain& plain, const Request& request) {
  return posted_with(plain.pickups(), request);
}

contract::Result<Untaken> untaken(const Plain& plain, const Request& request, const contract::Error& error) {
  auto fields = form_fields(request);
  if (!fields) return fields.error();
  Untaken sent{std::move(*fields), std::nullopt, error};
  if (error.code != ErrorCode::forbidden) return sent;
  auto opened = open_ticket(plain, request);
  if (opened)
    sent.opened = std::move(*opened);
  else
    sent.error = opened.error();
  return sent;
}

Response untaken_reply(const Plain& plain, const Request& request, const Untaken& sent, Response page) {
  return in_look(request, field_value(sent.fields, kLookField), plain.https,
                 refused_page(sent.error, std::move(page)));
}

JustDone just_done(const Request& request) {
  const std::string_view done = request.query_value("done");
  if (done == "booked") return JustDone::booked;
  if (done == "changed") return JustDone::changed;
  if (done == "rated") return JustDone::rated;
  if (done == "reported") return JustDone::reported;
  return done == "cancelled" ? JustDone::cancelled : JustDone::nothing;
}

Response ticket_reply(const Plain& plain, int status, const Opened& opened, JustDone done,
                      std::vector<FormFault> faults, const FormFields& fields) {
  KeptEntries entries;
  if (has_aftermath_form(opened.pickup)) entries.emplace();
  return page_reply(plain, status, Text::booking_title, "/pickup/lookup",
                    ticket_page_html(*plain.content(), {opened.pickup, proof_of(opened.token), done,
                                                        std::move(faults), &fields}),
                    ticket_path(opened.pickup.reference), std::move(entries));
}

}  // namespace visit

contract::Result<contract::Pickup> proven_booking(service::PickupService& pickups, const Request& request) {
  auto sent = visit::posted_with(pickups, request);
  if (!sent) return sent.error();
  return std::move(sent->opened.pickup);
}

}  // namespace wufei::http
