#include "pickup/pickup.hpp"

#include <array>
#include <set>

#include "lib/base/find.hpp"
#include "lib/base/phone.hpp"
#include "lib/base/text.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr std::array<std::string_view, 8> kStatusNames{"booked",           "assigned",      "completed",
                                                       "partly_collected", "not_presented", "non_conforming",
                                                       "no_access",        "cancelled"};
constexpr TextLimits kCodeLimits{1, 40, false};
constexpr TextLimits kOptionalCodeLimits{0, 40, false};
constexpr TextLimits kSlotLimits{1, 100, false};
constexpr TextLimits kPhoneLimits{1, 32, false};
constexpr std::int64_t kMaxWireQuantity = 1000;  // the catalogue's own maximum is far below

std::vector<PickupItem> read_items(ObjectReader& reader, bool required, std::vector<FieldError>& errors) {
  std::vector<PickupItem> items;
  const Json* rows = reader.array("items", required);
  if (rows == nullptr) return items;
  if (rows->empty()) reader.fail("items", Rule::no_items);
  if (rows->size() > kMaxItemRows) return reader.fail("items", Rule::too_many_items, kMaxItemRows), items;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    ObjectReader row((*rows)[i], reader.pointer_to("items") + "/" + std::to_string(i), errors);
    PickupItem item;
    item.item = row.text("item", kCodeLimits);
    item.quantity = static_cast<int>(row.integer("quantity", 1, kMaxWireQuantity, Rule::quantity_range));
    item.note = row.text("note", kItemNoteLimits);
    row.refuse_unknown();
    items.push_back(std::move(item));
  }
  return items;
}

Json items_to_json(const std::vector<PickupItem>& items) {
  Json rows = Json::array();
  for (const PickupItem& item : items) {
    Json row = {{"item", item.item}, {"quantity", item.quantity}};
    if (!item.note.empty()) row["note"] = item.note;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<PickupItem> items_from_json(const Json& rows) {
  std::vector<PickupItem> items;
  for (const Json& row : rows)
    items.push_back({text_or_empty(row, "item"), static_cast<int>(number_or(row, "quantity", 1)),
                     text_or_empty(row, "note")});
  return items;
}

std::string read_phone(ObjectReader& reader, const std::vector<FieldError>& errors) {
  const std::size_t before = errors.size();
  const std::string raw = reader.symbols("phone", kPhoneLimits);
  if (errors.size() != before) return {};
  auto phone = normalised_phone(raw);
  if (!phone) reader.fail("phone", Rule::phone_format);
  return phone.value_or("");
}

std::optional<PickupProxy> read_proxy(ObjectReader& reader, std::vector<FieldError>& errors) {
  const Json* json = reader.member("proxy");
  if (json == nullptr) return std::nullopt;
  ObjectReader row(*json, reader.pointer_to("proxy"), errors);
  PickupProxy proxy;
  proxy.name = row.text("name", kNameLimits);
  proxy.phone = read_phone(row, errors);
  proxy.consent = row.boolean("consent");
  if (!proxy.consent && json->is_object()) row.fail("consent", Rule::proxy_consent_required);
  row.refuse_unknown();
  return proxy;
}

void check_place(const PickupRequest& request, const Areas& areas, std::vector<FieldError>& errors) {
  const Area* area = find_area(areas, request.area);
  if (area == nullptr) return errors.push_back({"/area", Rule::unknown_area, 0});
  if (!request.village.empty() && find_village(*area, request.village) == nullptr)
    errors.push_back({"/village", Rule::unknown_village, 0});
}

void check_address(std::string_view address, std::vector<FieldError>& errors) {
  if (code_point_count(address) < kAddressLimits.min) return;  // missing or too short is said elsewhere
  if (meaningful_count(address) < 2) errors.push_back({"/address", Rule::address_unclear, 0});
}

void check_slot(const PickupRequest& request, std::vector<FieldError>& errors) {
  const auto key = parse_slot_id(request.slot);
  if (!key) return errors.push_back({"/slot", Rule::slot_format, 0});
  if (key->area != request.area || key->category != request.category)
    errors.push_back({"/slot", Rule::slot_not_for_area, 0});
}

// The event by which a booking reached this state.
std::string_view reached_text(PickupStatus status) {
  if (status == PickupStatus::assigned) return text(Text::booking_event_assigned);
  if (status == PickupStatus::completed) return text(Text::booking_event_completed);
  if (status == PickupStatus::partly_collected) return text(Text::booking_event_partly_collected);
  if (status == PickupStatus::not_presented) return text(Text::booking_event_not_presented);
  if (status == PickupStatus::non_conforming) return text(Text::booking_event_non_conforming);
  if (status == PickupStatus::no_access) return text(Text::booking_event_no_access);
  if (status == PickupStatus::cancelled) return text(Text::booking_event_cancelled);
  return text(Text::booking_event_created);
}

}  // namespace

std::string_view pickup_event_text(std::string_view kind) {
  if (const auto status = status_from_name(kind)) return reached_text(*status);
  if (kind == "created") return text(Text::booking_event_created);
  if (kind == "changed") return text(Text::booking_event_changed);
  if (kind == "corrected") return text(Text::booking_event_corrected);
  if (kind == "rated") return text(Text::booking_event_rated);
  if (kind == "missed_reported") return text(Text::booking_event_missed_reported);
  if (kind == "erased") return text(Text::mine_event);
  if (kind == "missed_settled") return text(Text::booking_event_missed_settled);
  return kind;
}

std::string_view status_name(PickupStatus status) {
  return kStatusNames[static_cast<std::size_t>(status)];
}

std::optional<PickupStatus> status_from_name(std::string_view name) {
  return enum_named<PickupStatus>(kStatusNames, name);
}

bool is_open(PickupStatus status) {
  return status == PickupStatus::booked || status == PickupStatus::assigned;
}

bool is_collected(PickupStatus status) {
  return status == PickupStatus::completed || status == PickupStatus::partly_collected;
}

Result<PickupRequest> parse_pickup_request(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  PickupRequest request;
  request.area = reader.text("area", kCodeLimits);
  request.village = reader.text("village", kOptionalCodeLimits);
  request.address = reader.text("address", kAddressLimits);
  request.contact_name = reader.text("contact_name", kNameLimits);
  request.phone = read_phone(reader, errors);
  request.proxy = read_proxy(reader, errors);
  request.category = reader.text("category", kCodeLimits);
  request.items = read_items(reader, true, errors);
  request.slot = reader.text("slot", kSlotLimits);
  request.note = reader.text("note", kNoteLimits);
  request.consent = reader.boolean("consent");
  if (!request.consent && body.is_object()) reader.fail("consent", Rule::consent_required);
  reader.refuse_unknown();
  if (!errors.empty()) return Error{ErrorCode::invalid, "pickup request", std::move(errors), 0};
  return request;
}

Result<PickupChange> parse_pickup_change(const Json& body) {
  std::vector<FieldError> errors;
  ObjectReader reader(body, "", errors);
  PickupChange change;
  if (reader.has("slot")) change.slot = reader.text("slot", kSlotLimits);
  if (reader.has("items")) change.items = read_items(reader, true, errors);
  if (reader.has("address")) {
    change.address = reader.text("address", kAddressLimits);
    if (errors.empty()) check_address(*change.address, errors);
  }
  if (reader.has("note")) change.note = reader.text("note", kNoteLimits);
  for (const std::string_view name :
       {"area", "village", "category", "contact_name", "phone", "proxy", "reference", "status"})
    if (reader.has(name)) reader.fail(name, Rule::immutable);
  if (errors.empty()) reader.refuse_unknown();
  const bool empty = !change.slot && !change.items && !change.address && !change.note;
  if (empty && errors.empty()) reader.fail("", Rule::no_change);
  if (!errors.empty()) return Error{ErrorCode::invalid, "pickup change", std::move(errors), 0};
  return change;
}

std::vector<FieldError> check_items(const std::vector<PickupItem>& items, const Category& category) {
  std::vector<FieldError> errors;
  if (items.empty()) errors.push_back({"/items", Rule::no_items, 0});
  std::set<std::string> seen;
  std::int64_t total = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string pointer = "/items/" + std::to_string(i);
    const CatalogueItem* item = find_item(category, items[i].item);
    if (item == nullptr)
      errors.push_back({pointer + "/item", Rule::unknown_item, 0});
    else if (!seen.insert(item->id).second)
      errors.push_back({pointer + "/item", Rule::duplicate_item, 0});
    else if (items[i].quantity < 1 || items[i].quantity > item->max_quantity)
      errors.push_back({pointer + "/quantity", Rule::quantity_range, item->max_quantity});
    total += items[i].quantity;
  }
  if (total > category.max_items) errors.push_back({"/items", Rule::too_many_items, category.max_items});
  return errors;
}

std::vector<FieldError> check_pickup(const PickupRequest& request, const Areas& areas,
                                     const Catalogue& catalogue) {
  std::vector<FieldError> errors;
  check_place(request, areas, errors);
  check_address(request.address, errors);
  if (const Category* category = find_category(catalogue, request.category)) {
    for (FieldError& error : check_items(request.items, *category)) errors.push_back(std::move(error));
  } else {
    errors.push_back({"/category", Rule::unknown_category, 0});
  }
  check_slot(request, errors);
  if (!request.consent) errors.push_back({"/consent", Rule::consent_required, 0});
  return errors;
}

Json pickup_proxy_to_json(const PickupProxy& proxy) {
  return {{"name", proxy.name}, {"phone", proxy.phone}, {"consent", proxy.consent}};
}

std::optional<PickupProxy> pickup_proxy_from_json(const Json& object) {
  const Json& json = object_or_empty(object, "proxy");
  if (json.empty()) return std::nullopt;
  return PickupProxy{text_or_empty(json, "name"), text_or_empty(json, "phone"),
                     flag_or(json, "consent", false)};
}

std::vector<std::string> own_phones(std::string_view phone, const std::optional<PickupProxy>& proxy) {
  std::vector<std::string> own;
  if (!phone.empty()) own.emplace_back(phone);
  if (proxy && !proxy->phone.empty()) own.push_back(proxy->phone);
  return own;
}

std::string proxy_text(const std::optional<PickupProxy>& proxy) {
  if (!proxy) return {};
  return proxy->name + " " + normalised_phone(proxy->phone).value_or(proxy->phone);
}

Json pickup_request_to_json(const PickupRequest& request) {
  Json json = {
      {"area", request.area},   {"address", request.address},   {"contact_name", request.contact_name},
      {"phone", request.phone}, {"category", request.category}, {"items", items_to_json(request.items)},
      {"slot", request.slot},   {"consent", request.consent}};
  if (!request.village.empty()) json["village"] = request.village;
  if (!request.note.empty()) json["note"] = request.note;
  if (request.proxy) json["proxy"] = pickup_proxy_to_json(*request.proxy);
  return json;
}

Json pickup_change_to_json(const PickupChange& change) {
  Json json = Json::object();
  if (change.slot) json["slot"] = *change.slot;
  if (change.items) json["items"] = items_to_json(*change.items);
  if (change.address) json["address"] = *change.address;
  if (change.note) json["note"] = *change.note;
  return json;
}

Json pickup_to_json(const Pickup& pickup) {
  Json json = {{"reference", pickup.reference},
               {"status", status_name(pickup.status)},
               {"version", pickup.version},
               {"area", pickup.area},
               {"village", pickup.village},
               {"address", pickup.address},
               {"contact_name", pickup.contact_name},
               {"phone", pickup.phone},
               {"category", pickup.category},
               {"items", items_to_json(pickup.items)},
               {"slot", pickup.slot.id},
               {"date", format_date(pickup.slot.date)},
               {"start", format_clock(pickup.slot.start_minute)},
               {"end", format_clock(pickup.slot.end_minute)},
               {"note", pickup.note},
               {"created_at", format_instant(pickup.created_at)},
               {"change_until", format_instant(pickup.change_until)},
               {"changeable", pickup.changeable},
               {"history", history_to_json(pickup.history)}};
  if (!pickup.slot.closed.empty()) json["closed"] = pickup.slot.closed;
  if (pickup.proxy) json["proxy"] = pickup_proxy_to_json(*pickup.proxy);
  if (!pickup.token.empty()) json["token"] = pickup.token;
  if (pickup.looks) json["looks"] = looks_to_json(*pickup.looks);
  put_aftermath(json, pickup.aftermath);
  return json;
}

std::optional<Pickup> pickup_from_json(const Json& json) {
  Pickup pickup;
  pickup.reference = text_or_empty(json, "reference");
  if (pickup.reference.empty()) return std::nullopt;
  pickup.status = status_from_name(text_or_empty(json, "status")).value_or(PickupStatus::booked);
  pickup.version = static_cast<int>(number_or(json, "version", 1));
  pickup.area = text_or_empty(json, "area");
  pickup.village = text_or_empty(json, "village");
  pickup.address = text_or_empty(json, "address");
  pickup.contact_name = text_or_empty(json, "contact_name");
  pickup.phone = text_or_empty(json, "phone");
  pickup.proxy = pickup_proxy_from_json(json);
  pickup.category = text_or_empty(json, "category");
  pickup.items = items_from_json(array_or_empty(json, "items"));
  pickup.slot.id = text_or_empty(json, "slot");
  pickup.slot.date = parse_date(text_or_empty(json, "date")).value_or(Date{});
  pickup.slot.start_minute = parse_clock(text_or_empty(json, "start")).value_or(0);
  pickup.slot.end_minute = parse_clock(text_or_empty(json, "end")).value_or(0);
  pickup.slot.closed = text_or_empty(json, "closed");
  pickup.note = text_or_empty(json, "note");
  pickup.created_at = parse_instant(text_or_empty(json, "created_at")).value_or(0);
  pickup.change_until = parse_instant(text_or_empty(json, "change_until")).value_or(0);
  pickup.changeable = flag_or(json, "changeable", false);
  pickup.token = text_or_empty(json, "token");
  pickup.history = history_from_json(json);
  pickup.looks = looks_from_json(json);
  pickup.aftermath = aftermath_from_json(json);
  return pickup;
}

}  // namespace wufei::contract
