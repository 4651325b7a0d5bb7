// The one list of what the county's content consists of.
#pragma once

#include "county/content_part.hpp"

namespace wufei::app {

// In the order of reading: a part may look at those before it.
service::ContentParts content_parts();

}  // namespace wufei::app
