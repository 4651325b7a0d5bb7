// The program's log: one line per event on standard error, with its time in UTC and its level. Never personal
// data, never a token.
#pragma once

#include <string>
#include <string_view>

namespace wufei::app {

// `level` is debug, info, warn or error; anything else is info. `format` is json, an object per line with the
// texts "time", "level" (debug, info, warning, error), "message" and, where there is one, "label"; anything
// else is plain text. Call once, before the first line.
void start_log(const std::string& level, const std::string& format);
// Whether lines of level info are written at all.
bool logs_info();
void log_debug(std::string_view line);
void log_info(std::string_view line);
void log_warning(std::string_view line);
void log_error(std::string_view line);
void log_line(std::string_view level, std::string_view line);
// Whose lines this thread writes from now on: "[label] " stands before each in plain text; "" nobody's. The
// text lives as long as any thread writes.
void log_for(std::string_view label);

// Says why something did not go well; nothing when it did.
template <class Result>
void log_failure(std::string_view doing, const Result& result) {
  if (!result) log_error(std::string(doing) + ": " + result.error().detail);
}

}  // namespace wufei::app
