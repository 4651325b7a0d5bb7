#include "pickup/pickup_routes.hpp"

#include <algorithm>
#include <charconv>
#include <memory>

#include "county/county_content.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/reference.hpp"
#include "lib/document/routes.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/problem_reply.hpp"
#include "lib/web/rate_limiter.hpp"
#include "pickup/pickup_calendar.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::ErrorCode;
using contract::Rule;

constexpr std::size_t kBookingBody = 16 * 1024;  // bytes; the longest valid request is under 8 KB
constexpr std::size_t kSmallBody = 1024;
constexpr std::size_t kNearestSlots = 3;
constexpr std::size_t kLongestSecret = 24;  // code points of a telephone number
// Bookings from one address: a whole school or village behind one router, but not a flood.
constexpr RateLimit kBookings{60, 1.0 / 60};
// One caller's and one telephone number's share of a slot and of a day, once a week; a network has half as
// much again. A carrier is not counted: its customers are half the county.
constexpr RateLimit kShares{1, 1.0 / (7 * 24 * 3600)};
constexpr Networks kOfShares{1.5, 1.5, 0};
constexpr double kOfSlot = 1.0 / 2, kOfDay = 1.0 / 10;
constexpr double kSmallestShare = 4;  // places
// Right look-ups, changes and cancellations of one booking: far more than anybody needs, too few to be a
// nuisance.
constexpr RateLimit kPerBooking{30, 1.0 / 30};

struct PickupRoutes {
  PickupRoutes(service::PickupService& service, service::Clock& time, Metrics& counters, GuessLimit& limit)
      : pickups(service), clock(time), metrics(counters), guesses(limit) {}

  service::PickupService& pickups;
  service::Clock& clock;
  Metrics& metrics;
  GuessLimit& guesses;
  CallerLimit bookings{kBookings};
  CallerLimit shares{kShares, kOfShares};
  RateLimiter per_booking{kPerBooking};
};

Response private_json(int status, const contract::Pickup& pickup) {
  Response response = json_response(status, contract::pickup_to_json(pickup));
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("ETag", "\"" + std::to_string(pickup.version) + "\"");
  return response;
}

bool names_rule(const contract::Error& error, Rule rule) {
  for (const contract::FieldError& field : error.fields)
    if (field.rule == rule) return true;
  return false;
}

// A full slot or day comes with the nearest open ones, so that the form can offer them.
Response refuse(PickupRoutes& routes, const contract::Error& error, const std::string& slot,
                const Request& request) {
  const auto wanted = contract::parse_slot_id(slot);
  if (!wanted || !(names_rule(error, Rule::slot_full) || names_rule(error, Rule::day_full)))
    return problem_response(error, request);
  contract::Json nearest = contract::Json::array();
  for (const contract::Slot& open : routes.pickups.nearest_open(*wanted, kNearestSlots))
    nearest.push_back(contract::slot_to_json(open));
  return problem_reply(error, request.request_id, {{"nearest", std::move(nearest)}});
}

// Places that the county offers online on a day: those of its slots, within the day's bound.
double places_of_day(const service::ContentSet& content) {
  const contract::PickupRules& rules = content.get<service::PickupContent>().rules;
  int places = 0;
  for (const contract::Area& area : content.get<service::CountyContent>().areas)
    for (const contract::Category& category : content.get<service::PickupContent>().catalogue.categories)
      for (const contract::Window& window : rules.windows)
        places += contract::capacity_of(rules, area.code, category.id, window.id).online;
  return std::min(places, contract::day_left(rules, 0, 0).online);
}

// Takes a place out of the caller's and the number's shares of the slot and of its day, or nothing.
// `give_back` undoes it. A change has the number of its booking: "" here.
class Share {
 public:
  Share(PickupRoutes& routes, std::string_view peer, const std::string& slot, const std::string& phone = {})
      : limit_(routes.shares) {
    const auto key = contract::parse_slot_id(slot);
    if (!key) return;  // no slot: refused later
    const auto content = routes.pickups.content();
    const int places = contract::capacity_of(content->get<service::PickupContent>().rules, key->area,
                                             key->category, key->window)
                           .online;
    const double of_slot = 1 / std::max(kSmallestShare, places * kOfSlot);
    const double of_day = 1 / std::max(kSmallestShare, places_of_day(*content) * kOfDay);
    const auto add = [&](const std::string& who) {
      parts_.push_back({who, slot, of_slot});
      parts_.push_back({who, contract::format_date(key->date), of_day});
    };
    add(std::string(peer));
    if (const auto number = contract::normalised_phone(phone); number && !is_loopback(peer)) add(*number);
  }
  std::optional<contract::Error> take() {
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (auto refusal = limit_.take(parts_[i].who, parts_[i].cost, parts_[i].of)) {
        parts_.resize(i);
        give_back();
        return refusal;
      }
    return std::nullopt;
  }
  void give_back() {
    for (const Part& part : parts_) limit_.give_back(part.who, part.cost, part.of);
  }

 private:
  struct Part {
    std::string who, of;  // an address or number; a slot or day
    double cost;
  };
  CallerLimit& limit_;
  std::vector<Part> parts_;
};

Response book(PickupRoutes& routes, const Request& request) {
  if (const auto refusal = routes.bookings.take(request.peer)) return problem_response(*refusal, request);
  const auto key = idempotency_key(request);
  if (!key) return problem_response(key.error(), request);
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  const auto wanted = contract::parse_pickup_request(*json);
  if (!wanted) return problem_response(wanted.error(), request);
  Share share(routes, request.peer, wanted->slot, wanted->phone);
  if (const auto refusal = share.take()) return problem_response(*refusal, request);
  const auto pickup = routes.pickups.book(*wanted, *key, request.body);
  if (!pickup) share.give_back();
  routes.metrics.count("wufei_bookings_total", "Bookings by outcome.", "outcome",
                       pickup ? "booked" : "refused");
  if (!pickup) return refuse(routes, pickup.error(), wanted->slot, request);
  routes.guesses.remember_owner(request.peer, pickup->reference);
  Response response = private_json(201, *pickup);
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
  const auto canonical = contract::normalised_reference(reference);
  const auto digits = contract::normalised_phone_secret(tail);
  if (errors.empty() && !canonical) reader.fail("reference", Rule::reference_format);
  if (errors.empty() && !digits) reader.fail("phone_tail", Rule::phone_tail_format);
  if (!errors.empty()) return contract::Error{ErrorCode::invalid, "lookup", std::move(errors), 0};
  return LookupRequest{*canonical, *digits};
}

Response lookup(PickupRoutes& routes, const Request& request) {
  const auto wanted = read_lookup(request);
  if (!wanted) return problem_response(wanted.error(), request);
  const Guess guess{request.peer, wanted->reference, wanted->phone.size() == contract::kPhoneTail};
  const auto pickup = routes.guesses.run(
      guess, [&] { return routes.pickups.exists(wanted->reference); },
      [&] { return routes.pickups.lookup(wanted->reference, wanted->phone); });
  if (!pickup) return problem_response(pickup.error(), request);
  if (!routes.per_booking.allow(wanted->reference))
    return problem_response(too_many(routes.per_booking.retry_after_s(wanted->reference)), request);
  return private_json(200, *pickup);
}

contract::Error unauthorized() {
  return contract::make_error(ErrorCode::unauthorized, "no token");
}

// The booking that the path names, when the token opens it. A reference that is none answers as a wrong token
// does.
contract::Result<contract::Pickup> read_pickup(PickupRoutes& routes, const Request& request) {
  const auto reference = contract::normalised_reference(request.path_parameter("reference"));
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
  if (!routes.per_booking.allow(current->reference))
    return problem_response(too_many(routes.per_booking.retry_after_s(current->reference)), request);
  const auto json = contract::parse_json(request.body);
  if (!json) return problem_response(json.error(), request);
  const auto wanted = contract::parse_pickup_change(*json);
  if (!wanted) return problem_response(wanted.error(), request);
  const std::string slot = wanted->slot.value_or("") == current->slot.id ? "" : wanted->slot.value_or("");
  Share share(routes, request.peer, slot);
  if (const auto refusal = share.take()) return problem_response(*refusal, request);
  const auto pickup = routes.pickups.change(current->reference, bearer_token(request), *version, *wanted);
  if (!pickup) share.give_back();
  return pickup ? private_json(200, *pickup)
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
  return pickup ? private_json(200, *pickup) : problem_response(pickup.error(), request);
}

Response calendar(PickupRoutes& routes, const Request& request) {
  const auto pickup = read_pickup(routes, request);
  if (!pickup) return problem_response(pickup.error(), request);
  const auto content = routes.pickups.content();
  const contract::Area* area =
      contract::find_area(content->get<service::CountyContent>().areas, pickup->area);
  const contract::Village* village = area ? contract::find_village(*area, pickup->village) : nullptr;
  const std::string place = content->get<service::CountyContent>().site.county_name +
                            (area ? area->name : "") + (village ? village->name : "") + pickup->address;
  Response response = text_response(
      200, "text/calendar; charset=utf-8",
      pickup_calendar(*pickup, content->get<service::CountyContent>().site, place, routes.clock.now()));
  response.headers.set("Cache-Control", "private, no-store");
  response.headers.set("Content-Disposition", "attachment; filename=\"" + pickup->reference + ".ics\"");
  return response;
}

}  // namespace

void add_pickup_routes(Router& router, service::PickupService& pickups, service::Clock& clock,
                       Metrics& metrics, GuessLimit& guesses) {
  const auto routes = std::make_shared<PickupRoutes>(pickups, clock, metrics, guesses);
  const auto add = [&](const char* method, std::string_view pattern, std::size_t max_body, auto handler,
                       const char* name) {
    router.add({method, std::string(pattern), max_body, max_body > 0,
                [routes, handler](const Request& request) { return handler(*routes, request); }, name,
                std::string_view(method) == "GET"});
  };
  add("POST", contract::api::kPickups, kBookingBody, book, "book_pickup");
  add("POST", contract::api::kPickupLookup, kSmallBody, lookup, "lookup_pickup");
  add(
      "GET", contract::api::kPickup, 0,
      [](PickupRoutes& held, const Request& request) {
        const auto pickup = read_pickup(held, request);
        return pickup ? private_json(200, *pickup) : problem_response(pickup.error(), request);
      },
      "get_pickup");
  add("PATCH", contract::api::kPickup, kBookingBody, change, "change_pickup");
  add("POST", contract::api::kPickupCancel, kSmallBody, cancel, "cancel_pickup");
  add("GET", contract::api::kPickupCalendar, 0, calendar, "get_pickup_calendar");
}

}  // namespace wufei::http
