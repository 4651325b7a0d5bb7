// A doorstep pickup on the wire: what a resident asks for, what may be changed, what is shown. Shape rules
// (types, lengths, telephone format) are checked here on both sides; rules that need capacity, time or other
// bookings are pickup_service's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "county/area.hpp"
#include "journal/event.hpp"
#include "journal/look.hpp"
#include "lib/base/civil_date.hpp"
#include "lib/base/json.hpp"
#include "pickup/catalogue.hpp"
#include "pickup/outcome/outcome.hpp"
#include "pickup/slot.hpp"

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kPickups = "/api/v1/pickups";
inline constexpr std::string_view kPickupLookup = "/api/v1/pickups/lookup";
inline constexpr std::string_view kPickup = "/api/v1/pickups/{reference}";
inline constexpr std::string_view kPickupCancel = "/api/v1/pickups/{reference}/cancel";
inline constexpr std::string_view kPickupOwn = "/api/v1/pickups/own";
inline constexpr std::string_view kPickupOwnData = "/api/v1/pickups/{reference}/own";
inline constexpr std::string_view kPickupErasure = "/api/v1/pickups/{reference}/erasure";
inline constexpr std::string_view kPickupCalendar = "/api/v1/pickups/{reference}/calendar.ics";
inline constexpr std::string_view kPickupSlip = "/api/v1/pickups/{reference}/slip";
}  // namespace api

// Lengths in code points.
inline constexpr TextLimits kNameLimits{1, 40, false};
inline constexpr TextLimits kAddressLimits{4, 120, false};
inline constexpr TextLimits kNoteLimits{0, 200, true};
inline constexpr TextLimits kItemNoteLimits{0, 60, false};
inline constexpr std::size_t kMaxItemRows = 20;

// completed: everything that was booked was collected. partly_collected: less. The next three: nothing.
enum class PickupStatus : std::uint8_t {
  booked,
  assigned,
  completed,
  partly_collected,
  not_presented,
  non_conforming,
  no_access,
  cancelled
};

std::string_view status_name(PickupStatus status);  // snake_case
// What people read for the kind of an event; the kind itself when it is unknown.
std::string_view pickup_event_text(std::string_view kind);
std::optional<PickupStatus> status_from_name(std::string_view name);
// booked or assigned: not finished, holds its place.
bool is_open(PickupStatus status);
// completed or partly_collected.
bool is_collected(PickupStatus status);

struct PickupItem {
  std::string item;  // catalogue item id
  int quantity = 1;
  std::string note;
};

// Who books for somebody else: a neighbour, a child, a village's helper. The booking's name and telephone
// stay those of whose things are fetched; `consent`: they know of it and agree, as who books says.
struct PickupProxy {
  std::string name;
  std::string phone;  // normalised digits after parsing; masked in what is shown
  bool consent = false;
};

struct PickupRequest {
  std::string area;
  std::string village;  // code, "" when the area has none or the resident is not sure
  std::string address;
  std::string contact_name;
  std::string phone;  // normalised digits after parsing
  std::optional<PickupProxy> proxy;
  std::string category;
  std::vector<PickupItem> items;
  std::string slot;  // slot id
  std::string note;
  bool consent = false;
};

// Members that are nullopt stay as they are.
struct PickupChange {
  std::optional<std::string> slot;
  std::optional<std::vector<PickupItem>> items;
  std::optional<std::string> address;
  std::optional<std::string> note;
};

// What the resident sees of a booking. The telephone number is masked.
struct Pickup {
  std::string reference;
  PickupStatus status = PickupStatus::booked;
  int version = 1;  // ETag is "<version>" in quotes
  std::string area;
  std::string village;
  std::string address;
  std::string contact_name;
  std::string phone;
  std::optional<PickupProxy> proxy;
  std::string category;
  std::vector<PickupItem> items;
  Slot slot;  // capacity and remaining are not part of it
  std::string note;
  UtcSeconds created_at = 0;
  UtcSeconds change_until = 0;
  bool changeable = false;  // open and before change_until, as the server sees it now
  std::string token;        // only in the replies of create and lookup
  // created changed assigned cancelled, the statuses of a stop, corrected rated missed_reported
  // missed_settled
  std::vector<HistoryEvent> history;
  Aftermath aftermath;
  std::optional<std::vector<Look>> looks;  // who of the staff opened it; nullopt = not told here
};

// Every broken shape rule at once: required, types, lengths, telephone, quantities 1..1,000,000, unknown
// members.
Result<PickupRequest> parse_pickup_request(const Json& body);
Result<PickupChange> parse_pickup_change(const Json& body);

// Rules against areas and catalogue: known area, village of that area, items of that category, per-item and
// total maximum, no item twice, consent, a slot of this area and category. `pointer` is RFC 6901 into the
// request.
std::vector<FieldError> check_pickup(const PickupRequest& request, const Areas& areas,
                                     const Catalogue& catalogue);
std::vector<FieldError> check_items(const std::vector<PickupItem>& items, const Category& category);

Json pickup_request_to_json(const PickupRequest& request);
Json pickup_change_to_json(const PickupChange& change);
// {"reference","status","version","area","village","address","contact_name","phone","proxy"?,"category","items",
//  "slot" (id),"date","start","end","note","created_at","change_until","changeable","history", "token"?,
//  "looks"?} and
// the members of put_aftermath().
Json pickup_to_json(const Pickup& pickup);
// {"name","phone","consent"}; "proxy" is absent where people book for themselves.
Json pickup_proxy_to_json(const PickupProxy& proxy);
std::optional<PickupProxy> pickup_proxy_from_json(const Json& object);  // of `object`'s member "proxy"
// Name and telephone in one line, the number as it will be kept where it is one; "" for nobody.
std::string proxy_text(const std::optional<PickupProxy>& proxy);
// The numbers that open a booking, as they are known: what people wrote of them in its texts is not printed.
std::vector<std::string> own_phones(std::string_view phone, const std::optional<PickupProxy>& proxy);
// nullopt when the reference is missing.
std::optional<Pickup> pickup_from_json(const Json& json);

}  // namespace wufei::contract
