#include "pickup/slots/slot_routes.hpp"

#include "county/content_routes.hpp"
#include "lib/base/whole_number.hpp"
#include "pickup/pickup_content.hpp"
#include "pickup/slots/kept_slots.hpp"

namespace wufei::http {
namespace {

using contract::Rule;

// The optional query parameter as a whole number. Errors: invalid.
contract::Result<std::optional<int>> read_days(const Request& request) {
  const std::string_view text = request.query_value("days");
  if (text.empty()) return std::optional<int>();
  const auto days = contract::parse_whole<int>(text);
  if (!days) return contract::field_error("/days", Rule::days_range, service::kMaxSlotDays);
  return days;
}

// What is asked. "" = not to be kept: days of one's own can be written in any number of ways, the client asks
// for none.
std::string question_of(const Request& request) {
  if (!request.query_value("from").empty() || !request.query_value("days").empty()) return {};
  return std::string(request.query_value("area")).append(1, '\n').append(request.query_value("category"));
}

// Shared bytes, as json_response() would send them.
Response slots_reply(KeptSlots::Body body) {
  Response response = text_response(200, "application/json", {});
  response.headers.set("Cache-Control", "private, no-store");
  response.shared_body = std::move(body);
  return response;
}

Response list_slots(service::PickupService& pickups, KeptSlots& kept, const Request& request) {
  const std::string_view from_text = request.query_value("from");
  const auto from = contract::parse_date(from_text);
  if (!from_text.empty() && !from)
    return problem_response(contract::field_error("/from", Rule::date_format), request);
  const auto days = read_days(request);
  if (!days) return problem_response(days.error(), request);
  for (const char* name : {"area", "category"})
    if (request.query_value(name).empty())
      return problem_response(contract::field_error(std::string("/") + name, Rule::required), request);
  std::string question = question_of(request);
  const auto moment = question.empty() ? std::nullopt : pickups.slots_moment();
  if (moment)
    if (auto body = kept.find(*moment, question)) return slots_reply(std::move(body));
  const auto slots =
      pickups.list_slots(request.query_value("area"), request.query_value("category"), from, *days);
  if (!slots) return problem_response(slots.error(), request);
  auto body = std::make_shared<const std::string>(contract::to_text(contract::slots_to_json(*slots)));
  if (moment) kept.keep(*moment, std::move(question), body);
  return slots_reply(std::move(body));
}

}  // namespace

void add_catalogue_route(Router& router, service::ContentSource& source) {
  add_content_route(router, source, contract::api::kCatalogue, "get_catalogue",
                    [](const service::ContentSet& content) {
                      const auto& pickup = content.get<service::PickupContent>();
                      contract::Json catalogue = contract::catalogue_to_json(pickup.catalogue);
                      catalogue["rules"] = contract::public_rules_to_json(pickup.rules);
                      return catalogue;
                    });
}

void add_slot_routes(Router& router, service::PickupService& pickups) {
  router.add(Route::quick_get(contract::api::kSlots, "list_slots",
                              [&pickups, kept = std::make_shared<KeptSlots>()](const Request& request) {
                                return list_slots(pickups, *kept, request);
                              }));
}

}  // namespace wufei::http
