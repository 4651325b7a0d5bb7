// Licence, contact and descriptions of the open data (content/open_data.json).
#pragma once

#include "county/content_part.hpp"
#include "lib/document/open_data.hpp"

namespace wufei::service {

using OpenDataContent = contract::OpenDataText;

ContentPart open_data_part();

}  // namespace wufei::service
