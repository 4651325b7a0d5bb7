// Rules of survey definitions that a JSON Schema cannot say. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "county/content.hpp"

namespace wufei::service {

// `documents`: file -> document as read, in the order of `surveys`.
void check_surveys(const contract::Surveys& surveys, const std::map<std::string, contract::Json>& documents,
                   std::vector<ContentFault>& faults);

}  // namespace wufei::service
