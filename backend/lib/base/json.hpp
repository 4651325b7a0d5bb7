// Strict reading of JSON bodies. ObjectReader takes one object apart, collects every broken rule instead of
// stopping at the first, and refuses members that nobody asked for. Nothing here throws.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.hpp"

namespace wufei::contract {

using Json = nlohmann::json;

// Parses UTF-8 text. Errors: invalid with rule invalid_text (not UTF-8) or malformed_json (syntax, deeper
// than 32, or a member twice in one object).
Result<Json> parse_json(std::string_view text);
// The same for what to_text() of this program has written, as the store keeps it: members are not compared
// and depth is not counted, which is half of the work. Errors: invalid with rule malformed_json.
Result<Json> parse_own_json(std::string_view text);
// Compact UTF-8; a string that is not UTF-8 is written with U+FFFD instead of failing.
std::string to_text(const Json& json);

// Bounds in code points, after trimming.
struct TextLimits {
  std::size_t min = 0;
  std::size_t max = 0;
  bool multi_line = false;
};

class ObjectReader {
 public:
  // `pointer` is where the object stands ("" for the body); `errors` receives the broken rules and must
  // outlive the reader.
  ObjectReader(const Json& json, std::string pointer, std::vector<FieldError>& errors);

  // Text as entered_text makes it. min > 0 makes it required. A null or missing optional member is "".
  std::string text(std::string_view name, TextLimits limits);
  // The same for a value with a closed alphabet: see entered_symbols.
  std::string symbols(std::string_view name, TextLimits limits);
  // Whole number in [min, max]; `rule` is reported when it is outside. Required.
  std::int64_t integer(std::string_view name, std::int64_t min, std::int64_t max, Rule rule);
  bool boolean(std::string_view name);
  // Whatever stands there, or nullptr when it is missing or null.
  const Json* member(std::string_view name) { return take(name); }
  // The array, or nullptr (reported when required).
  const Json* array(std::string_view name, bool required);
  [[nodiscard]] bool has(std::string_view name) const;
  void fail(std::string_view name, Rule rule, std::int64_t limit = 0);
  [[nodiscard]] std::string pointer_to(std::string_view name) const;
  // Reports every member that was not read. Call it last.
  void refuse_unknown();

 private:
  const Json* take(std::string_view name);
  std::string entered(std::string_view name, TextLimits limits, std::string (*enter)(std::string_view));

  const Json* object_ = nullptr;
  std::string pointer_;
  std::vector<FieldError>* errors_;
  std::vector<std::string> taken_;
};

// One name as a token of a JSON Pointer (RFC 6901).
std::string json_pointer_token(std::string_view name);

// Lenient reading for replies of our own server and for content that a schema has already checked.
std::string text_or_empty(const Json& object, const char* name);
std::int64_t number_or(const Json& object, const char* name, std::int64_t fallback);
bool flag_or(const Json& object, const char* name, bool fallback);
// The member when it is an array, else an empty array.
const Json& array_or_empty(const Json& object, const char* name);
const Json& object_or_empty(const Json& object, const char* name);
// The texts among the members of an array.
std::vector<std::string> texts_in(const Json& array);

}  // namespace wufei::contract
