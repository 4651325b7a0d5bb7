// The subjects of this portal, in the order in which they are opened: the one list. A subject may use the
// services of those before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "county/feature.hpp"

namespace wufei::app {

std::vector<Feature> features();
// The subjects whose content and data may stand on pages of this one: those that it may include, and theirs.
std::vector<std::string> known_to(std::string_view subject);
// What the county's content consists of, in the order of reading: a part may look at those before it.
service::ContentParts content_parts();
// Lets each subject listen to what others tell in transactions of this store.
void join_all(storage::Store& store);
// Of all subjects.
std::vector<storage::StoreFacts> all_stores();

}  // namespace wufei::app
