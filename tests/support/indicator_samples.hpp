// A value of an indicator as the desk enters it.
#pragma once

#include <string>

#include "indicator/indicator_service.hpp"

namespace wufei::test {

// With a source that was published after 2024.
inline service::PublishRequest sample_value(int indicator, const std::string& value,
                                            const std::string& period = "2024") {
  service::PublishRequest wanted;
  wanted.indicator = indicator;
  wanted.period = period;
  wanted.value = value;
  wanted.source_title = "Bulletin";
  wanted.source_number = "2025-1";
  wanted.source_date = "2025-03-31";
  wanted.publisher = "Bureau";
  return wanted;
}

}  // namespace wufei::test
