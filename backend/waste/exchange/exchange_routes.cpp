#include "waste/exchange/exchange_routes.hpp"

#include <memory>

#include "lib/base/whole_number.hpp"
#include "lib/web/caller_limit.hpp"
#include "lib/web/problem_reply.hpp"
#include "waste/exchange/exchange_files.hpp"

namespace wufei::http {
namespace {

using contract::Json;

// Who reads everything anew asks for each record once; many wrong keys are somebody who guesses.
constexpr RateLimit kReads{1200, 20.0}, kWrongKeys{30, 1.0 / 30};
constexpr int kUsualChanges = 100;

struct ExchangeRoutes {
  ExchangeRoutes(service::ExchangeService& service, const service::ContentSource& source)
      : exchange(service), content(source) {}
  service::ExchangeService& exchange;
  const service::ContentSource& content;
  CallerLimit callers{kReads};
  CallerLimit wrong_keys{kWrongKeys};
};

// Why the request is not answered; nullopt when it is.
std::optional<Response> refusal(ExchangeRoutes& routes, const Request& request) {
  if (const auto limited = routes.callers.take(request.peer)) return problem_response(*limited, request);
  const auto key = routes.exchange.key(bearer_token(request));
  if (key) return std::nullopt;
  if (const auto limited = routes.wrong_keys.take(request.peer)) return problem_response(*limited, request);
  return problem_response(key.error(), request);
}

// -1 for anything but digits.
int limit_of(const Request& request) {
  const std::string_view text = request.query_value("limit");
  if (text.empty()) return kUsualChanges;
  return contract::parse_whole<int>(text).value_or(-1);
}

Json change_json(const service::ChangePage::Row& row) {
  return {{"cursor", row.cursor},
          {"action", storage::change_action_name(row.change.action)},
          {"kind", storage::change_kind_name(row.change.kind)},
          {"id", row.change.id},
          {"at", contract::format_instant(row.change.at)}};
}

Response list_changes(ExchangeRoutes& routes, const Request& request) {
  if (auto refused = refusal(routes, request)) return std::move(*refused);
  const auto page = routes.exchange.changes(request.query_value("after"), limit_of(request));
  if (!page) return problem_response(page.error(), request);
  Json changes = Json::array();
  for (const service::ChangePage::Row& row : page->rows) changes.push_back(change_json(row));
  return json_response(200, {{"changes", std::move(changes)}, {"next", page->next}, {"more", page->more}});
}

Response get_record(ExchangeRoutes& routes, const Request& request) {
  if (auto refused = refusal(routes, request)) return std::move(*refused);
  const auto kind = storage::change_kind_from_name(request.path_parameter("kind"));
  if (!kind)
    return problem_response(contract::make_error(contract::ErrorCode::not_found, "no such kind"), request);
  const auto record = routes.exchange.record(*kind, request.path_parameter("id"));
  if (!record) return problem_response(record.error(), request);
  const auto content = routes.content.current();
  return json_response(200, record_json(*record, content->get<service::WasteContent>()));
}

}  // namespace

void add_exchange_routes(Router& router, service::ExchangeService& exchange,
                         const service::ContentSource& content) {
  const auto routes = std::make_shared<ExchangeRoutes>(exchange, content);
  router.limits().add("reads of the city", routes->callers.shared());
  router.limits().add("wrong keys of the city", routes->wrong_keys.shared());
  router.add(Route::get("/api/v1/exchange/changes", "exchange_changes", over(routes, list_changes)));
  router.add(Route::get("/api/v1/exchange/{kind}/{id}", "exchange_record", over(routes, get_record)));
}

}  // namespace wufei::http
