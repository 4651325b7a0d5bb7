#include "lib/base/error.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "lib/base/find.hpp"

namespace wufei::contract {
namespace {

struct CodeRow {
  ErrorCode code;
  int status;
  std::string_view name;
};
constexpr CodeRow kCodes[] = {
#define ERROR_CODE(name, status) {ErrorCode::name, status, #name},
#include "lib/base/errors.inc"
};
// By Rule.
constexpr std::string_view kRules[] = {
#define RULE(name) #name,
#include "lib/base/errors.inc"
};

const CodeRow& row(ErrorCode code) {
  return kCodes[static_cast<std::size_t>(code)];
}

}  // namespace

int error_status(ErrorCode code) {
  return row(code).status;
}

std::string_view error_name(ErrorCode code) {
  return row(code).name;
}

std::optional<ErrorCode> error_from_name(std::string_view name) {
  for (const CodeRow& candidate : kCodes)
    if (candidate.name == name) return candidate.code;
  return std::nullopt;
}

ErrorCode error_from_status(int status) {
  for (const CodeRow& candidate : kCodes)
    if (candidate.status == status) return candidate.code;
  return status >= 500 ? ErrorCode::unavailable : ErrorCode::invalid;
}

std::string_view rule_name(Rule rule) {
  return kRules[static_cast<std::size_t>(rule)];
}

std::optional<Rule> rule_from_name(std::string_view name) {
  return enum_named<Rule>(kRules, name);
}

bool names_rule(const Error& error, Rule rule) {
  return std::any_of(error.fields.begin(), error.fields.end(),
                     [rule](const FieldError& field) { return field.rule == rule; });
}

}  // namespace wufei::contract
