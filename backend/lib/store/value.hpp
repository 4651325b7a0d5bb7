// What goes into a statement: integers, texts, bytes or NULL, each a view of something that lives until the
// statement has run. Flags are 0 and 1, days are days since 1970-01-01: no engine has a type of its own here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lib/base/civil_date.hpp"

namespace wufei::storage {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

class Value {
 public:
  using Held = std::variant<std::monostate, std::int64_t, std::string_view, BytesView>;

  Value() = default;  // NULL
  Value(std::int64_t value) : held_(value) {}
  Value(int value) : held_(std::int64_t{value}) {}
  Value(bool value) : held_(std::int64_t{value}) {}
  Value(std::string_view value) : held_(value) {}
  Value(const std::string& value) : held_(std::string_view(value)) {}
  Value(const char* value) : held_(std::string_view(value)) {}
  Value(BytesView value) : held_(value) {}
  Value(const Bytes& value) : held_(BytesView(value)) {}
  Value(contract::Date value) : held_(std::int64_t{value.days}) {}
  template <class T>
  Value(const std::optional<T>& value) : held_(value ? Value(*value).held_ : Held()) {}

  [[nodiscard]] const Held& held() const { return held_; }

 private:
  Held held_;
};

// NULL when there are none: what was erased.
inline Value or_null(const Bytes& bytes) {
  return bytes.empty() ? Value() : Value(bytes);
}

}  // namespace wufei::storage
