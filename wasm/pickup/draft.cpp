#include "wasm/pickup/draft.hpp"

#include <utility>

#include "lib/base/json.hpp"

namespace wufei::model {
namespace {

constexpr contract::UtcSeconds kClockSlack = 3600;

std::vector<contract::PickupItem> read_items(const contract::Json& rows) {
  std::vector<contract::PickupItem> items;
  for (const contract::Json& row : rows) {
    contract::PickupItem item;
    item.item = contract::text_or_empty(row, "item");
    item.quantity = static_cast<int>(contract::number_or(row, "quantity", 0));
    if (!item.item.empty() && item.quantity > 0) items.push_back(std::move(item));
  }
  return items;
}

contract::PickupRequest read_request(const contract::Json& json) {
  contract::PickupRequest request;
  request.area = contract::text_or_empty(json, "area");
  request.village = contract::text_or_empty(json, "village");
  request.address = contract::text_or_empty(json, "address");
  request.contact_name = contract::text_or_empty(json, "contact_name");
  request.phone = contract::text_or_empty(json, "phone");
  request.proxy = contract::pickup_proxy_from_json(json);
  request.category = contract::text_or_empty(json, "category");
  request.items = read_items(contract::array_or_empty(json, "items"));
  request.slot = contract::text_or_empty(json, "slot");
  request.note = contract::text_or_empty(json, "note");
  request.consent = contract::flag_or(json, "consent", false);
  return request;
}

}  // namespace

std::string token_key(std::string_view reference) {
  return std::string("wufei.token.").append(reference);
}

bool is_blank(const Draft& draft) {
  const contract::PickupRequest& r = draft.request;
  return r.area.empty() && r.address.empty() && r.contact_name.empty() && r.phone.empty() &&
         r.category.empty() && r.items.empty() && r.slot.empty() && r.note.empty() && !r.consent && !r.proxy;
}

std::string draft_to_text(const Draft& draft) {
  return contract::to_text({{"version", 1},
                            {"id", draft.id},
                            {"saved_at", draft.saved_at},
                            {"body", draft.body},
                            {"refused", draft.refused},
                            {"request", contract::pickup_request_to_json(draft.request)}});
}

bool is_submitted(std::string_view text) {
  const auto json = contract::parse_json(text);
  return json && json->is_object() && !contract::text_or_empty(*json, "body").empty();
}

std::optional<Draft> draft_from_text(std::string_view text, contract::UtcSeconds now) {
  const auto json = contract::parse_json(text);
  if (!json || !json->is_object() || contract::number_or(*json, "version", 0) != 1) return std::nullopt;
  Draft draft;
  draft.id = contract::text_or_empty(*json, "id");
  draft.saved_at = contract::number_or(*json, "saved_at", 0);
  if (draft.id.empty() || draft.saved_at > now + kClockSlack || now - draft.saved_at > kDraftLifetime)
    return std::nullopt;
  draft.request = read_request(contract::object_or_empty(*json, "request"));
  draft.body = contract::text_or_empty(*json, "body");
  draft.refused = contract::text_or_empty(*json, "refused");
  if (is_blank(draft)) return std::nullopt;
  return draft;
}

}  // namespace wufei::model
