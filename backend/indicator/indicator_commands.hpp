// Publishing values of indicators: `wufei publish-indicator` and `verify`.
#pragma once

#include "indicator/indicator_service.hpp"
#include "lib/cli/command_line.hpp"

namespace wufei::app {

// One publication: see service::PublishRequest. `yes` skips the question on the terminal.
struct PublishOptions {
  service::PublishRequest request;
  bool yes = false;
};

void add_indicator_commands(CommandLine& line);
// Walks the chain of revisions: part of `wufei verify`. Answers 0, or 1 when it is broken.
int verify_indicators(const Settings& settings);
// Asks, publishes and prints the revision; answers the exit status. Surveys publish their results with it.
int run_publish_indicator(const Settings& settings, const PublishOptions& options);

}  // namespace wufei::app
