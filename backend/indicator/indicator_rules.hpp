// Rules of the indicator table that a JSON Schema cannot say. Pure.
#pragma once

#include <vector>

#include "county/content.hpp"
#include "county/content_rules.hpp"

namespace wufei::service {

void check_indicators(const Content& content, const ContentDocuments& documents,
                      std::vector<ContentFault>& faults);

}  // namespace wufei::service
