#include "pickup/pickup_routes.hpp"

#include <charconv>
#include <memory>

#include "county/county_content.hpp"
#include "county/site/references.hpp"
#include "county/site/routes.hpp"
#include "lib/base/phone.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/export/pickup_calendar.hpp"
#include "pickup/plain/slip_page.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Rule;

constexpr std::size_t kBookingBody = 16 * 1024;  // bytes; the longest valid request is under 8 KB
constexpr std::size_t kSmallBody = 1024;
constexpr std::size_t kLongestSecret = 24;  // code points of a telephone number

struct PickupRoutes {
  BookingDesk& desk;
  service::PickupService& pickups;
  service::Clock& clock;
  std::string public_url;
};

// A full slot or day comes with the nearest open ones, so that the form can offer them.
Response refuse(PickupRoutes& routes, const contract::Error& error, const std::string& slot,
                const Request& request) {
  const auto open = routes.desk.nearest(error, slot);
  if (!open) return problem_response(error, request);
  contract::Json nearest = contract::Json::array();
  for (const contract::Slot& one : *open) nearest.push_back(contract::slot_to_json(one));
  return problem_reply(error, request.request_id, {{"nearest", std::move(nearest)}});
}

Response book(PickupRoutes& routes, const Request& request) {
  if (const auto refusal = routes.desk.take_turn(request.peer)) return problem_response(*refusal, request);
  const auto key = idempotency_key(request);
  if (!key) return problem_response(key.error(), request);
  const auto wanted = read_json(request, contract::parse_pickup_request);
  if (!wanted) return problem_response(wanted.error(), request);
  const auto pickup = routes.desk.book({request.peer, *wanted, *key, request.body});
  if (!pickup) return refuse(routes, pickup.error(), wanted->slot, request);
  Response response = pickup_reply(201, *pickup);
  response.headers.set("Location", contract::with_reference(contract::api::kPickup, pickup->reference));
  return response;
}

struct LookupRequest {
  std::string reference;
  std::string phone;  // four digits or all
};

contract::Result<LookupRequest> read_lookup(const Request& request) {
  const auto json = contract::parse_json(request.body);
  if (!json) return json.error();
  std::vector<contract::FieldError> errors;
  contract::ObjectReader reader(*json, "", errors);
  const std::string reference = reader.symbols("reference", {1, 64, false});
  const std::string tail = reader.symbols("phone_tail", {1, kLongestSecret, false});
  reader.refuse_unknown();
  const auto canonical = contract::normalised_reference(reference, contract::kPickupPrefix);
  const auto digits = contract::normalised_phone_secret(tail);
  if (errors.empty() && !canonical) reader.fail("reference", Rule::reference_format);
  if (errors.empty() && !digits) reader.fail("phone_tail", Rule::phone_tail_format);
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "lookup", std::move(errors), 0};
  return LookupRequest{*canonical, *digits};
}

Response lookup(PickupRoutes& routes, const Request& request) {
  const auto wanted = read_lookup(request);
  if (!wanted) return problem_response(wanted.error(), request);
  const auto pickup = routes.desk.lookup(request.peer, wanted->reference, wanted->phone);
  return pickup ? pickup_reply(200, *pickup) : problem_response(pickup.error(), request);
}

contract::Error unauthorized() {
  return contract::make_error(ErrorCode::unauthorized, "no token");
}

// The booking that the path names, when the token opens it. A reference that is none answers as a wrong token
// does.
contract::Result<contract::Pickup> read_pickup(PickupRoutes& routes, const Request& request) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  const std::string_view token = bearer_token(request);
  if (!reference || token.empty()) return unauthorized();
  return routes.pickups.get(*reference, token);
}

// Errors: precondition_required without If-Match, precondition when it can not be a version of ours.
contract::Result<int> required_version(const Request& request, const contract::Pickup& current) {
  const std::string_view text = request.headers.value("If-Match");
  if (text.empty()) return contract::make_error(ErrorCode::precondition_required, "If-Match is missing");
  if (text == "*") return current.version;
  int version = 0;
  const bool quoted = text.size() >= 3 && text.front() == '"' && text.back() == '"';
  const char* end = text.data() + text.size() - 1;
  const auto [stop, failed] = std::from_chars(text.data() + 1, end, version);
  if (!quoted || failed != std::errc() || stop != end)
    return contract::make_error(ErrorCode::precondition, "If-Match names no version");
  return version;
}

Response change(PickupRoutes& routes, const Request& request) {
  const auto current = read_pickup(routes, request);
  if (!current) return problem_response(current.error(), request);
  const auto version = required_version(request, *current);
  if (!version) return problem_response(version.error(), request);
  if (const auto refusal = routes.desk.take_handling(current->reference))
    return problem_response(*refusal, request);
  const auto wanted = read_json(request, contract::parse_pickup_change);
  if (!wanted) return problem_response(wanted.error(), request);
  const auto pickup = routes.desk.change(*current, {request.peer, bearer_token(request), *version, *wanted});
  return pickup ? pickup_reply(200, *pickup)
                : refuse(routes, pickup.error(), wanted->slot.value_or(""), request);
}

// The body is {} or nothing.
contract::Status require_empty_object(const Request& request) {
  if (request.body.empty()) return contract::ok();
  const auto json = contract::parse_json(request.body);
  if (!json) return json.error();
  std::vector<contract::FieldError> errors;
  contract::ObjectReader(*json, "", errors).refuse_unknown();
  if (errors.empty()) return contract::ok();
  return contract::Error{ErrorCode::invalid, "cancel", std::move(errors), 0};
}

Response cancel(PickupRoutes& routes, const Request& request) {
  const auto current = read_pickup(routes, request);
  if (!current) return problem_response(current.error(), request);
  if (auto empty = require_empty_object(request); !empty) return problem_response(empty.error(), request);
  std::optional<int> version;
  if (request.headers.find("If-Match")) {
    const auto given = required_version(request, *current);
    if (!given) return problem_response(given.error(), request);
    version = *given;
  }
  const auto pickup = routes.pickups.cancel(current->reference, bearer_token(request), version);
  return pickup ? pickup_reply(200, *pickup) : problem_response(pickup.error(), request);
}

Response calendar(PickupRoutes& routes, const Request& request) {
  const auto pickup = read_pickup(routes, request);
  if (!pickup) return problem_response(pickup.error(), request);
  return calendar_reply(*routes.pickups.content(), *pickup, routes.clock.now());
}

Response slip(PickupRoutes& routes, const Request& request) {
  const auto pickup = read_pickup(routes, request);
  if (!pickup) return problem_response(pickup.error(), request);
  return slip_reply(*routes.pickups.content(), {*pickup, routes.public_url, routes.clock.now()});
}

}  // namespace

Response pickup_reply(int status, const contract::Pickup& pickup) {
  Response response = json_response(status, contract::pickup_to_json(pickup));
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("ETag", "\"" + std::to_string(pickup.version) + "\"");
  return response;
}

Response calendar_reply(const service::ContentSet& content, const contract::Pickup& pickup,
                        contract::UtcSeconds now) {
  const contract::Site& site = content.get<service::CountyContent>().site;
  const contract::Area* area = contract::find_area(content.get<service::CountyContent>().areas, pickup.area);
  const contract::Village* village = area ? contract::find_village(*area, pickup.village) : nullptr;
  const std::string place =
      site.county_name + (area ? area->name : "") + (village ? village->name : "") + pickup.address;
  Response response =
      text_response(200, "text/calendar; charset=utf-8", pickup_calendar(pickup, site, place, now));
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Content-Disposition", "attachment; filename=\"" + pickup.reference + ".ics\"");
  return response;
}

void add_pickup_routes(Router& router, BookingDesk& desk, service::Clock& clock, std::string public_url) {
  const std::shared_ptr<PickupRoutes> routes(
      new PickupRoutes{desk, desk.pickups(), clock, std::move(public_url)});
  const auto add = [&](const char* method, std::string_view pattern, std::size_t max_body, auto handler,
                       const char* name) {
    router.add({.method = method,
                .pattern = std::string(pattern),
                .max_body = max_body,
                .takes = max_body > 0 ? Takes::json : Takes::anything,
                .handler = over(routes, handler),
                .name = name,
                .quick = std::string_view(method) == "GET"});
  };
  add("POST", contract::api::kPickups, kBookingBody, book, "book_pickup");
  add("POST", contract::api::kPickupLookup, kSmallBody, lookup, "lookup_pickup");
  add(
      "GET", contract::api::kPickup, 0,
      [](PickupRoutes& held, const Request& request) {
        const auto pickup = read_pickup(held, request);
        return pickup ? pickup_reply(200, *pickup) : problem_response(pickup.error(), request);
      },
      "get_pickup");
  add("PATCH", contract::api::kPickup, kBookingBody, change, "change_pickup");
  add("POST", contract::api::kPickupCancel, kSmallBody, cancel, "cancel_pickup");
  add("GET", contract::api::kPickupCalendar, 0, calendar, "get_pickup_calendar");
  add("GET", contract::api::kPickupSlip, 0, slip, "get_pickup_slip");
}

}  // namespace wufei::http
