// Instants as people read them in lists and forms.
#pragma once

#include <string>

#include "lib/base/civil_date.hpp"

namespace wufei::http {

// China's date and clock, to the minute: "2026-11-29 01:46"; "" for 0.
std::string moment_words(contract::UtcSeconds instant);

}  // namespace wufei::http
