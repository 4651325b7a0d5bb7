// What stands beside the answer about one thing: things that are near it, the kinds of waste, and whom to
// ask.
#pragma once

#include <string>

#include "guide/guide_service.hpp"
#include "lib/document/document.hpp"

namespace wufei::http {

// `found`: what the guide finds by the name of `item`, with the content that it is a thing of. Near is what a
// word of several meanings puts beside it, those of another kind first, and what the search finds beside it;
// of what goes into no bin also the rest of its subclass. `line`: the telephone number for whoever is unsure.
void add_guide_rail(contract::Document& document, const contract::GuideItem& item,
                    const service::GuideFound& found, const std::string& line);

}  // namespace wufei::http
