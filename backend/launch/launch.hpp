// The launch list (content/launch.json): what a county must settle before the portal leaves its trial, and
// how much of it is. Until then every page says that the site is on trial.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "county/content_part.hpp"
#include "county/content_set.hpp"
#include "lib/base/civil_date.hpp"

namespace wufei::service {

struct Confirmation {
  contract::Date date;
  std::string by;        // the body
  std::string document;  // what it rests on
};

struct LaunchPoint {
  std::string id, title;
  std::string body;    // who must confirm it
  std::string where;   // where it is set
  std::string source;  // what the program looks at itself, "" = `confirmed` says
  std::optional<Confirmation> confirmed;
};

struct LaunchContent {
  std::vector<LaunchPoint> points;
  std::set<std::string> confirmed_files = {};  // sources whose file says that the county has confirmed it
};

// What only the machine that serves knows.
struct LaunchMachine {
  bool https = false;    // residents reach it by https
  bool gateway = false;  // notices are sent, not only listed
};

struct LaunchState {
  LaunchPoint point;
  bool settled = false;
};

// Every point in the file's order.
std::vector<LaunchState> launch_states(const ContentSet& content, const LaunchMachine& machine);
bool is_complete(const std::vector<LaunchState>& states);

// A site that says it is open (site.json, `opened`) while a point of its content is not settled is refused.
ContentPart launch_part();

}  // namespace wufei::service
