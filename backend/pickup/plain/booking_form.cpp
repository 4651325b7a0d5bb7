#include "pickup/plain/booking_form.hpp"

#include <algorithm>

#include "county/county_content.hpp"
#include "lib/base/error.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/whole_number.hpp"
#include "lib/base/words.hpp"
#include "pickup/pickup_content.hpp"

namespace wufei::http {
namespace {

using contract::FieldError;
using contract::PickupItem;
using contract::Rule;
using contract::Text;
using Errors = std::vector<FieldError>;
using Faults = std::vector<FormFault>;

constexpr int kNoNumber = -1;  // what is no number is refused as a quantity that cannot be
constexpr std::string_view kOrder[] = {"area",          "village", "address",    "slot",
                                       "contact_name",  "phone",   "proxy_name", "proxy_phone",
                                       "proxy_consent", "note",    "consent"};

const contract::Catalogue& catalogue_of(const service::ContentSet& content) {
  return content.get<service::PickupContent>().catalogue;
}

int quantity_of(std::string_view text) {
  return text.empty() ? 0 : contract::parse_whole<int>(text).value_or(kNoNumber);
}

std::vector<PickupItem> items_of(const FormFields& fields, const contract::Category& category) {
  std::vector<PickupItem> items;
  for (const contract::CatalogueItem& item : category.items)
    if (const int quantity = quantity_of(field_value(fields, std::string(kItemField) + item.id)))
      items.push_back({item.id, quantity, {}});
  return items;
}

std::vector<const contract::Category*> categories_of(const FormFields& fields,
                                                     const service::ContentSet& content) {
  std::vector<const contract::Category*> chosen;
  for (const contract::Category& category : catalogue_of(content).categories)
    if (!items_of(fields, category).empty()) chosen.push_back(&category);
  return chosen;
}

// Something that the catalogue had when the page was made, or never.
bool has_unknown_item(const FormFields& fields, const service::ContentSet& content) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
    const std::string_view name = field.first;
    return name.starts_with(kItemField) && quantity_of(field.second) != 0 &&
           !contract::find_item(catalogue_of(content), name.substr(kItemField.size()));
  });
}

bool has_pointer(const Errors& errors, std::string_view pointer) {
  return std::any_of(errors.begin(), errors.end(),
                     [pointer](const FieldError& error) { return error.pointer == pointer; });
}

void add_others(Errors& errors, const Errors& more) {
  for (const FieldError& error : more)
    if (!has_pointer(errors, error.pointer)) errors.push_back(error);
}

// "/items/2/quantity" is about the third thing.
std::string field_of(const FieldError& error, const std::vector<PickupItem>& items) {
  constexpr std::string_view kRows = "/items/";
  if (error.pointer == "/category" || error.pointer == "/items") return std::string(kItems);
  if (error.pointer.starts_with("/proxy/")) return "proxy_" + error.pointer.substr(7);
  if (!error.pointer.starts_with(kRows)) return error.pointer.substr(error.pointer.empty() ? 0 : 1);
  const auto row = contract::leading_whole<std::size_t>(std::string_view(error.pointer).substr(kRows.size()));
  return row < items.size() ? std::string(kItemField) + items[row].item : std::string(kItems);
}

// The rest of the texts say by themselves what they are about.
std::string label_of(std::string_view field, const service::ContentSet& content) {
  if (field.starts_with(kItemField)) {
    const auto* item = contract::find_item(catalogue_of(content), field.substr(kItemField.size()));
    return item ? item->name : std::string();
  }
  if (field == "address") return words(Text::pickup_address);
  if (field == "contact_name") return words(Text::pickup_contact_name);
  if (field == "phone") return words(Text::pickup_phone);
  if (field == "proxy_name") return words(Text::pickup_proxy_name);
  if (field == "proxy_phone") return words(Text::pickup_proxy_phone);
  return field == "note" ? words(Text::pickup_note) : std::string();
}

FormFault fault_of(const FieldError& error, const std::vector<PickupItem>& items,
                   const service::ContentSet& content) {
  std::string field = field_of(error, items);
  if (error.rule == Rule::open_booking_exists)
    return {{}, {}, words(Text::failure_open_booking_text), "/pickup/lookup"};
  std::string label = label_of(field, content);
  return {std::move(field), std::move(label), contract::rule_text(error.rule, error.limit)};
}

std::size_t place_in_page(const FormFault& fault) {
  if (fault.field.empty()) return 0;
  const auto* found = std::find(std::begin(kOrder), std::end(kOrder), fault.field);
  return found == std::end(kOrder) ? 1 : 2 + static_cast<std::size_t>(found - std::begin(kOrder));
}

Faults in_order(const Errors& errors, const std::vector<PickupItem>& items,
                const service::ContentSet& content) {
  Faults faults;
  for (const FieldError& error : errors) faults.push_back(fault_of(error, items, content));
  std::stable_sort(faults.begin(), faults.end(), [](const FormFault& a, const FormFault& b) {
    return place_in_page(a) < place_in_page(b);
  });
  return faults;
}

// As the client does: the catalogue's and the places' rules speak first, their texts say what to choose.
Errors request_errors(const contract::PickupRequest& request, const service::ContentSet& content) {
  Errors errors =
      contract::check_pickup(request, content.get<service::CountyContent>().areas, catalogue_of(content));
  if (request.items.empty()) add_others(errors, {{"/items", Rule::no_items, 0}});
  const auto parsed = contract::parse_pickup_request(contract::pickup_request_to_json(request));
  if (!parsed) add_others(errors, parsed.error().fields);
  std::erase_if(
      errors, [&](const FieldError& error) { return request.items.empty() && error.pointer == "/category"; });
  return errors;
}

// A village says where it is.
std::string area_of(const FormFields& fields, const service::ContentSet& content) {
  std::string area(field_value(fields, "area"));
  const std::string_view village = field_value(fields, "village");
  if (!area.empty() || village.empty()) return area;
  for (const contract::Area& one : content.get<service::CountyContent>().areas)
    if (contract::find_village(one, village)) return one.code;
  return area;
}

}  // namespace

bool is_on_first_page(std::string_view field) {
  return field == kItems || field.starts_with(kItemField) || field == "area" || field == "village" ||
         field == "address";
}

contract::PickupRequest request_of(const FormFields& fields, const service::ContentSet& content) {
  const auto value = [&](std::string_view name) { return std::string(field_value(fields, name)); };
  contract::PickupRequest request;
  if (const auto chosen = categories_of(fields, content); !chosen.empty()) {
    request.category = chosen.front()->id;
    request.items = items_of(fields, *chosen.front());
  }
  request.area = area_of(fields, content);
  request.village = value("village");
  request.address = value("address");
  request.slot = value(kSlot);
  request.contact_name = value("contact_name");
  request.phone = value("phone");
  request.note = value("note");
  request.consent = fields.find("consent") != fields.end();
  const bool agreed = fields.find("proxy_consent") != fields.end();
  if (contract::PickupProxy proxy{value("proxy_name"), value("proxy_phone"), agreed};
      agreed || !proxy.name.empty() || !proxy.phone.empty())
    request.proxy = std::move(proxy);
  return request;
}

std::vector<FormFault> booking_faults(const FormFields& fields, const service::ContentSet& content,
                                      bool first_page) {
  const contract::PickupRequest request = request_of(fields, content);
  Errors errors = request_errors(request, content);
  if (has_unknown_item(fields, content)) errors.push_back({"/items", Rule::unknown_item, 0});
  Faults faults = in_order(errors, request.items, content);
  if (categories_of(fields, content).size() > 1)
    faults.insert(faults.begin(), {std::string(kItems), {}, words(Text::server_booking_one_category)});
  if (first_page)
    std::erase_if(faults, [](const FormFault& fault) { return !is_on_first_page(fault.field); });
  return faults;
}

contract::PickupChange change_of(const FormFields& fields, const contract::Pickup& booked,
                                 const service::ContentSet& content) {
  const auto differing = [&](std::string_view name, const std::string& now) -> std::optional<std::string> {
    std::string typed = contract::entered_text(field_value(fields, name));  // line ends as they are kept
    return typed == now ? std::nullopt : std::optional(std::move(typed));
  };
  contract::PickupChange change;
  change.slot = differing(kSlot, booked.slot.id);
  change.address = differing("address", booked.address);
  change.note = differing("note", booked.note);
  const auto* category = contract::find_category(catalogue_of(content), booked.category);
  if (!category) return change;
  auto items = items_of(fields, *category);
  const auto same = [](const PickupItem& a, const PickupItem& b) {
    return a.item == b.item && a.quantity == b.quantity;
  };
  if (!std::is_permutation(items.begin(), items.end(), booked.items.begin(), booked.items.end(), same))
    change.items = std::move(items);
  return change;
}

std::vector<FormFault> change_faults(const contract::PickupChange& change, const contract::Pickup& booked,
                                     const service::ContentSet& content) {
  Errors errors;
  const auto* category = contract::find_category(catalogue_of(content), booked.category);
  if (change.items && category) errors = contract::check_items(*change.items, *category);
  if (change.slot && change.slot->empty()) errors.push_back({"/slot", Rule::slot_format, 0});
  const auto parsed = contract::parse_pickup_change(contract::pickup_change_to_json(change));
  if (!parsed) add_others(errors, parsed.error().fields);
  return in_order(errors, change.items.value_or(std::vector<PickupItem>{}), content);
}

FormFields fields_of(const contract::Pickup& booked) {
  FormFields fields{{std::string(kSlot), booked.slot.id}, {"address", booked.address}, {"note", booked.note}};
  for (const PickupItem& item : booked.items)
    fields[std::string(kItemField) + item.item] = std::to_string(item.quantity);
  return fields;
}

std::vector<FormFault> faults_of(const contract::Error& error, const std::vector<PickupItem>& items,
                                 const service::ContentSet& content) {
  if (!error.fields.empty()) return in_order(error.fields, items, content);
  return {{{}, {}, std::string(contract::error_explanation(error.code))}};
}

}  // namespace wufei::http
