#include "wasm/core/failure.hpp"

#include "lib/base/problem.hpp"
#include "lib/base/text.hpp"

namespace wufei::model {
namespace {

using contract::Text;

constexpr int kTooManyRequests = 429;
constexpr int kServerFault = 500;

std::string retry_text(int seconds) {
  if (seconds <= 0) return {};
  const bool minutes = seconds > 90;
  const std::string count = std::to_string(minutes ? (seconds + 59) / 60 : seconds);
  return contract::text(minutes ? Text::failure_retry_minutes : Text::failure_retry_seconds,
                        {{"count", count}});
}

FailureText system_text(const std::string& line) {
  FailureText out{std::string(contract::text(Text::failure_system_title)), {}};
  if (line.empty())
    out.text = contract::text(Text::failure_system_text_no_line);
  else
    out.text = contract::text(Text::failure_system_text, {{"line", line}});
  return out;
}

}  // namespace

Failure failure_of(const Reply& reply) {
  Failure failure{reply.status, contract::problem_from_reply(reply.status, reply.body)};
  failure.error.retry_after_s = reply.retry_after_s;
  return failure;
}

std::optional<contract::Json> object_of(const Reply& reply, int status) {
  if (reply.status != status) return std::nullopt;
  auto json = contract::parse_json(reply.body);
  return json && json->is_object() ? std::optional(std::move(*json)) : std::nullopt;
}

bool is_offline(const Failure& failure) {
  return failure.status == 0;
}

bool has_rule(const Failure& failure, contract::Rule rule) {
  for (const contract::FieldError& field : failure.error.fields)
    if (field.rule == rule) return true;
  return false;
}

void take_back(std::vector<contract::FieldError>& errors, std::string_view pointer) {
  std::erase_if(errors, [pointer](const contract::FieldError& error) {
    return std::string_view(error.pointer).starts_with(pointer);
  });
}

FailureText failure_text(const std::string& line, const Failure& failure) {
  if (is_offline(failure))
    return {std::string(contract::text(Text::failure_offline_title)),
            std::string(contract::text(Text::failure_offline_text))};
  const std::string retry = retry_text(failure.error.retry_after_s);
  if (failure.status >= kServerFault) {
    FailureText out = system_text(line);
    return {std::move(out.title), out.text + retry};
  }
  FailureText out{std::string(contract::error_title(failure.error.code)), {}};
  if (!failure.error.fields.empty())
    out.text = contract::rule_text(failure.error.fields[0].rule, failure.error.fields[0].limit);
  else
    out.text = contract::error_explanation(failure.error.code);
  if (!retry.empty())
    out.text = failure.status == kTooManyRequests
                   ? std::string(contract::text(Text::failure_too_many)) + retry
                   : retry;
  return out;
}

}  // namespace wufei::model
