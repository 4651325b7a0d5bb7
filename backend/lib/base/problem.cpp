#include "lib/base/problem.hpp"

#include "lib/base/error.hpp"
#include "lib/base/text.hpp"

namespace wufei::contract {

Json problem_to_json(const Error& error, const ProblemText& text, std::string_view instance) {
  Json fields = Json::array();
  for (const FieldError& field : error.fields) {
    Json row = {{"pointer", field.pointer},
                {"rule", rule_name(field.rule)},
                {"detail", rule_text(field.rule, field.limit)}};
    if (field.limit != 0) row["limit"] = field.limit;
    fields.push_back(std::move(row));
  }
  return {{"type", "about:blank"},      {"title", text.title},  {"status", error_status(error.code)},
          {"detail", text.detail},      {"instance", instance}, {"code", error_name(error.code)},
          {"errors", std::move(fields)}};
}

Error problem_from_reply(int status, std::string_view body) {
  Error error = make_error(error_from_status(status));
  const auto parsed = parse_json(body);
  if (!parsed || !parsed->is_object()) return error;
  if (const auto code = error_from_name(text_or_empty(*parsed, "code"))) error.code = *code;
  for (const Json& row : array_or_empty(*parsed, "errors")) {
    if (const auto rule = rule_from_name(text_or_empty(row, "rule")))
      error.fields.push_back({text_or_empty(row, "pointer"), *rule, number_or(row, "limit", 0)});
  }
  return error;
}

}  // namespace wufei::contract
