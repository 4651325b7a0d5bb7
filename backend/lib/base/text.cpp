#include "lib/base/text.hpp"

#include <array>
#include <cstddef>

namespace wufei::contract {
namespace {

struct Row {
  const char* key;
  std::string_view value;
};

constexpr std::array<std::string_view, static_cast<std::size_t>(Text::count_)> kTexts = [] {
  constexpr Row kRows[] = {
#include "text_table.inc"
  };
  std::array<std::string_view, static_cast<std::size_t>(Text::count_)> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = kRows[i].value;
  return values;
}();

// By Rule.
constexpr Text kRuleTexts[] = {
#define RULE(name) Text::rule_##name,
#include "lib/base/errors.inc"
};

struct ErrorTexts {
  Text title;
  Text explanation;
};
// By ErrorCode.
constexpr ErrorTexts kErrorTexts[] = {
#define ERROR_CODE(name, status) {Text::error_##name##_title, Text::error_##name##_detail},
#include "lib/base/errors.inc"
};

}  // namespace

std::string_view text(Text key) {
  return kTexts[static_cast<std::size_t>(key)];
}

std::string text(Text key, TextParameters parameters) {
  std::string out;
  std::string_view rest = text(key);
  for (;;) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) return out.append(rest);
    out.append(rest.substr(0, open));
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    std::string_view value = rest.substr(open, close - open + 1);
    for (const auto& [parameter, replacement] : parameters)
      if (parameter == name) value = replacement;
    out.append(value);
    rest.remove_prefix(close + 1);
  }
}

std::string rule_text(Rule rule, std::int64_t limit) {
  const std::string number = std::to_string(limit);
  return text(kRuleTexts[static_cast<std::size_t>(rule)], {{"limit", number}});
}

std::string_view error_title(ErrorCode code) {
  return text(kErrorTexts[static_cast<std::size_t>(code)].title);
}

std::string_view error_explanation(ErrorCode code) {
  return text(kErrorTexts[static_cast<std::size_t>(code)].explanation);
}

}  // namespace wufei::contract
