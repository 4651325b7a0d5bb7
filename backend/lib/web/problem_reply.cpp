#include "lib/web/problem_reply.hpp"

#include <string>

#include "lib/base/error.hpp"
#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"

namespace wufei::http {
namespace {

Response reply_with(int status, const contract::Json& problem, const contract::Error& error) {
  Response response = text_response(status, contract::kProblemMediaType, contract::to_text(problem));
  response.headers.set("Cache-Control", "no-store");
  response.cause = cause_of(error);
  if (error.retry_after_s > 0) response.headers.set("Retry-After", std::to_string(error.retry_after_s));
  return response;
}

contract::Json problem_of(const contract::Error& error, std::string_view request_id) {
  const contract::ProblemText text{std::string(contract::error_title(error.code)),
                                   std::string(contract::error_explanation(error.code))};
  return contract::problem_to_json(error, text, "urn:request:" + std::string(request_id));
}

}  // namespace

std::string cause_of(const contract::Error& error) {
  return contract::error_status(error.code) >= 500 ? error.detail : std::string();
}

Response refused_page(const contract::Error& error, Response page) {
  page.status = contract::error_status(error.code);
  if (error.retry_after_s > 0) page.headers.set("Retry-After", std::to_string(error.retry_after_s));
  page.cause = cause_of(error);
  return page;
}

Response problem_reply(const contract::Error& error, std::string_view request_id,
                       const contract::Json& extra) {
  contract::Json problem = problem_of(error, request_id);
  for (const auto& [name, value] : extra.items())
    if (!problem.contains(name)) problem[name] = value;
  return reply_with(contract::error_status(error.code), problem, error);
}

Response problem_reply_as(int status, const contract::Error& error, std::string_view request_id) {
  contract::Json problem = problem_of(error, request_id);
  problem["status"] = status;
  return reply_with(status, problem, error);
}

Response problem_response(const contract::Error& error, const Request& request) {
  return problem_reply(error, request.request_id);
}

}  // namespace wufei::http
