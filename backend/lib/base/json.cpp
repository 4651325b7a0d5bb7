#include "lib/base/json.hpp"

#include <functional>
#include <set>

#include "lib/base/find.hpp"
#include "lib/base/utf8.hpp"

namespace wufei::contract {
namespace {

constexpr int kMaxDepth = 32;

// Brackets outside strings, counted before parsing: a deep document is refused without building it.
bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

// Refuses a member that stands twice: which of the two counts would be the parser's secret.
class OnceOnly {
 public:
  bool operator()(int /*depth*/, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) names_.emplace_back();
    if (event == Json::parse_event_t::object_end) names_.pop_back();
    if (event == Json::parse_event_t::key)
      twice_ = !names_.back().insert(parsed.get_ref<const std::string&>()).second || twice_;
    return true;
  }
  [[nodiscard]] bool found() const { return twice_; }

 private:
  std::vector<std::set<std::string>> names_;  // of the objects that are open
  bool twice_ = false;
};

std::string escaped_token(std::string_view name) {
  std::string token;
  for (const char c : name.substr(0, 64)) {  // a hostile member name does not come back in full
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

bool has_line_break(std::string_view text) {
  return text.find_first_of("\n\t") != std::string_view::npos;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (!is_valid_utf8(text)) return field_error("", Rule::invalid_text);
  if (is_too_deep(text)) return field_error("", Rule::malformed_json);
  OnceOnly once;
  Json json = Json::parse(text.begin(), text.end(), std::ref(once), false);
  if (json.is_discarded() || once.found()) return field_error("", Rule::malformed_json);
  return json;
}

Result<Json> parse_own_json(std::string_view text) {
  Json json = Json::parse(text.begin(), text.end(), nullptr, false);
  if (json.is_discarded()) return field_error("", Rule::malformed_json);
  return json;
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ObjectReader::ObjectReader(const Json& json, std::string pointer, std::vector<FieldError>& errors)
    : pointer_(std::move(pointer)), errors_(&errors) {
  if (json.is_object())
    object_ = &json;
  else
    errors_->push_back({pointer_, Rule::wrong_type, 0});
}

std::string ObjectReader::pointer_to(std::string_view name) const {
  return pointer_ + "/" + escaped_token(name);
}

void ObjectReader::fail(std::string_view name, Rule rule, std::int64_t limit) {
  errors_->push_back({pointer_to(name), rule, limit});
}

const Json* ObjectReader::take(std::string_view name) {
  taken_.emplace_back(name);
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(taken_.back());
  return found == object_->end() || found->is_null() ? nullptr : &*found;
}

bool ObjectReader::has(std::string_view name) const {
  return object_ != nullptr && object_->contains(std::string(name));
}

std::string ObjectReader::text(std::string_view name, TextLimits limits) {
  return entered(name, limits, entered_text);
}

std::string ObjectReader::symbols(std::string_view name, TextLimits limits) {
  return entered(name, limits, entered_symbols);
}

std::string ObjectReader::entered(std::string_view name, TextLimits limits,
                                  std::string (*enter)(std::string_view)) {
  const Json* member = take(name);
  if (member == nullptr) {
    if (limits.min > 0 && object_ != nullptr) fail(name, Rule::required);
    return {};
  }
  const auto* raw = member->get_ptr<const std::string*>();
  if (raw == nullptr) return fail(name, Rule::wrong_type), std::string();
  std::string value = enter(*raw);
  const std::size_t length = code_point_count(value);
  if (length > limits.max)
    return fail(name, Rule::too_long, static_cast<std::int64_t>(limits.max)), std::string();
  if (length == 0 && limits.min > 0) return fail(name, Rule::required), std::string();
  if (length < limits.min) fail(name, Rule::too_short, static_cast<std::int64_t>(limits.min));
  if (has_control_characters(value) || (!limits.multi_line && has_line_break(value)))
    fail(name, Rule::invalid_text);
  return value;
}

std::int64_t ObjectReader::integer(std::string_view name, std::int64_t min, std::int64_t max, Rule rule) {
  const Json* member = take(name);
  if (member == nullptr) {
    if (object_ != nullptr) fail(name, Rule::required);
    return min;
  }
  if (!member->is_number_integer())
    return fail(name, member->is_number() ? rule : Rule::wrong_type, max), min;
  // Unsigned numbers above int64's range would wrap: they are outside every range of ours.
  const bool huge =
      member->is_number_unsigned() && *member->get_ptr<const Json::number_unsigned_t*>() > INT64_MAX;
  const std::int64_t value = huge ? INT64_MAX : member->get<std::int64_t>();
  if (huge || value < min || value > max) return fail(name, rule, max), min;
  return value;
}

bool ObjectReader::boolean(std::string_view name) {
  const Json* member = take(name);
  if (member == nullptr) return false;
  const auto* flag = member->get_ptr<const bool*>();
  if (flag == nullptr) fail(name, Rule::wrong_type);
  return flag != nullptr && *flag;
}

const Json* ObjectReader::array(std::string_view name, bool required) {
  const Json* member = take(name);
  if (member == nullptr) {
    if (required && object_ != nullptr) fail(name, Rule::required);
    return nullptr;
  }
  if (member->is_array()) return member;
  fail(name, Rule::wrong_type);
  return nullptr;
}

void ObjectReader::refuse_unknown() {
  if (object_ == nullptr) return;
  for (const auto& member : object_->items())
    if (!contract::is_among(taken_, member.key())) fail(member.key(), Rule::unknown_field);
}

std::string json_pointer_token(std::string_view name) {
  return escaped_token(name);
}

std::string text_or_empty(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto found = object.find(name);
  if (found == object.end()) return {};
  const auto* value = found->get_ptr<const std::string*>();
  return value == nullptr ? std::string() : *value;
}

std::int64_t number_or(const Json& object, const char* name, std::int64_t fallback) {
  if (!object.is_object()) return fallback;
  const auto found = object.find(name);
  return found == object.end() || !found->is_number_integer() ? fallback : found->get<std::int64_t>();
}

bool flag_or(const Json& object, const char* name, bool fallback) {
  if (!object.is_object()) return fallback;
  const auto found = object.find(name);
  return found == object.end() || !found->is_boolean() ? fallback : found->get<bool>();
}

const Json& array_or_empty(const Json& object, const char* name) {
  static const Json kEmpty = Json::array();
  if (!object.is_object()) return kEmpty;
  const auto found = object.find(name);
  return found == object.end() || !found->is_array() ? kEmpty : *found;
}

std::vector<std::string> texts_in(const Json& array) {
  std::vector<std::string> texts;
  for (const Json& member : array)
    if (const auto* text = member.get_ptr<const std::string*>()) texts.push_back(*text);
  return texts;
}

const Json& object_or_empty(const Json& object, const char* name) {
  static const Json kEmpty = Json::object();
  if (!object.is_object()) return kEmpty;
  const auto found = object.find(name);
  return found == object.end() || !found->is_object() ? kEmpty : *found;
}

}  // namespace wufei::contract
