// An empty page of public information. Knows no subject: those who publish fill it.
#pragma once

#include <string>
#include <vector>

#include "lib/document/document.hpp"

namespace wufei::http {

// Title, description and crumbs: disclosure first, then `parents`.
contract::Document disclosure_page(std::string title, std::string description,
                                   std::vector<contract::Link> parents = {});

}  // namespace wufei::http
