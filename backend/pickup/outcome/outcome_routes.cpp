#include "pickup/outcome/outcome_routes.hpp"

#include "county/site/references.hpp"
#include "lib/web/caller.hpp"
#include "lib/web/problem_reply.hpp"
#include "pickup/pickup_routes.hpp"

namespace wufei::http {
namespace {

constexpr std::size_t kCommentBody = 4 * 1024;  // bytes; the longest comment is under 2 KB

// Who may: a token that opens the booking, before the body is read; not too often. Then `parse` the body and
// `act` on the booking.
template <class Parse, class Act>
Response resident_act(BookingDesk& desk, const Request& request, Parse parse, Act act) {
  const auto reference =
      contract::normalised_reference(request.path_parameter("reference"), contract::kPickupPrefix);
  const std::string_view token = bearer_token(request);
  const auto opened = desk.pickups().get(reference.value_or(std::string()), token);
  if (!opened) return problem_response(opened.error(), request);
  if (const auto refusal = desk.take_handling(opened->reference)) return problem_response(*refusal, request);
  const auto key = idempotency_key(request);
  if (!key) return problem_response(key.error(), request);
  const auto wanted = read_json(request, parse);
  if (!wanted) return problem_response(wanted.error(), request);
  const auto pickup = act({opened->reference, token, *key}, *wanted);
  return pickup ? pickup_reply(200, *pickup) : problem_response(pickup.error(), request);
}

Response rate(BookingDesk& desk, const Request& request) {
  using service::PickupService;
  return resident_act(desk, request, contract::parse_pickup_rating,
                      [&](const PickupService::ResidentAct& act, const contract::PickupRating& rating) {
                        return desk.pickups().rate(act, rating);
                      });
}

Response report_missed(BookingDesk& desk, const Request& request) {
  using service::PickupService;
  return resident_act(desk, request, contract::parse_missed_report,
                      [&](const PickupService::ResidentAct& act, const std::string& comment) {
                        return desk.pickups().report_missed(act, comment);
                      });
}

}  // namespace

void add_outcome_routes(Router& router, BookingDesk& desk) {
  router.add(Route::post_json(contract::api::kPickupRating, "rate_pickup", kCommentBody,
                              [&desk](const Request& request) { return rate(desk, request); }));
  router.add(Route::post_json(contract::api::kPickupMissed, "report_missed_pickup", kCommentBody,
                              [&desk](const Request& request) { return report_missed(desk, request); }));
}

}  // namespace wufei::http
