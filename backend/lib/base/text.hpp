// Interface texts: content/locale/zh-CN.json turned into an enum at build time, so that a missing key does
// not compile. Nothing here chooses a language: there is one. Keys "server.*" and "cli.*" exist only in the
// native build.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/result.hpp"

namespace wufei::contract {

// Locale key "error.not_found_title" is Text::error_not_found_title.
enum class Text : std::uint16_t {
#include "text_keys.inc"
  count_
};

// UTF-8, static storage.
std::string_view text(Text key);

#ifdef __EMSCRIPTEN__
// The client's texts come in two parts like its program (docs/adr/0012): those of the second are "" until it
// is there. Each ends with NUL, in the order of the enumerators; views of texts taken before are no longer
// good.
void take_later_texts(std::string packed);
// True once after such a text was asked for too early.
bool missed_later_text();
#endif

// The text with each {name} replaced. Names without a value stay visible, so that a test sees them.
using TextParameters = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string text(Text key, TextParameters parameters);

// What a resident reads beside the field that breaks `rule`; {limit} is filled in.
std::string rule_text(Rule rule, std::int64_t limit = 0);
// Title and explanation of an error code, for problem+json and for the client's messages.
std::string_view error_title(ErrorCode code);
std::string_view error_explanation(ErrorCode code);

}  // namespace wufei::contract
