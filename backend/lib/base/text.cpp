#include "lib/base/text.hpp"

#include <array>
#include <cstddef>
#ifdef __EMSCRIPTEN__
#include <vector>
#endif

namespace wufei::contract {
namespace {

struct Row {
  const char* key;
  std::string_view value;
};

constexpr std::size_t kCount =
#include "text_count.inc"
    ;
constexpr std::array<std::string_view, kCount> kTexts = [] {
  constexpr Row kRows[] = {
#include "text_table.inc"
  };
  std::array<std::string_view, kCount> values{};
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

#ifdef __EMSCRIPTEN__
// Those that come with the second part: views of one string.
struct Later {
  std::string packed;
  std::vector<std::string_view> texts;
  bool missed = false;
};
Later& later() {
  static Later all;
  return all;
}

std::string_view later_text(std::size_t number) {
  Later& all = later();
  if (number < all.texts.size()) return all.texts[number];
  all.missed = true;
  return {};
}
#endif

}  // namespace

std::string_view text(Text key) {
  const auto number = static_cast<std::size_t>(key);
#ifdef __EMSCRIPTEN__
  if (number >= kCount) return later_text(number - kCount);
#endif
  return kTexts[number];
}

#ifdef __EMSCRIPTEN__
void take_later_texts(std::string packed) {
  Later& all = later();
  all = {std::move(packed), {}, false};
  std::string_view rest = all.packed;
  for (std::size_t end = rest.find('\0'); end != std::string_view::npos; end = rest.find('\0')) {
    all.texts.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
}

bool missed_later_text() {
  return std::exchange(later().missed, false);
}
#endif

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
