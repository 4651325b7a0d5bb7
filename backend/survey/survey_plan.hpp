// Reading of a sampling plan: which areas, how many people live there, how many get a code. From JSON
// ([{"area","population","sample"}]) or CSV with these columns. Pure.
#pragma once

#include <string>
#include <vector>

#include "county/area.hpp"
#include "lib/base/result.hpp"
#include "survey/survey_service.hpp"

namespace wufei::app {

// `area` is a code or a name. Errors: invalid, with pointers /ROW/COLUMN counted from 0.
contract::Result<std::vector<service::PlanRow>> parse_plan(const std::string& text,
                                                           const contract::Areas& areas);

}  // namespace wufei::app
