// Failures as people read them: what happened, that nothing typed is lost, and what to do next. Texts come
// from the locale.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/json.hpp"
#include "wasm/core/effect.hpp"
#include "wasm/core/remote.hpp"

namespace wufei::model {

Failure failure_of(const Reply& reply);
// The JSON object that came with this status.
std::optional<contract::Json> object_of(const Reply& reply, int status = 200);
bool is_offline(const Failure& failure);
bool has_rule(const Failure& failure, contract::Rule rule);
// Drops what was said about the field at `pointer` (RFC 6901) and those below it.
void take_back(std::vector<contract::FieldError>& errors, std::string_view pointer);

struct FailureText {
  std::string title;
  std::string text;
};
// `line`: the telephone number of who can be asked, "" = not known.
FailureText failure_text(const std::string& line, const Failure& failure);

}  // namespace wufei::model
