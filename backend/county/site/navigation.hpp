// The main navigation of this site, named once for pages and client.
#pragma once

#include "lib/document/navigation.hpp"

namespace wufei::contract {

inline constexpr NavigationEntry kNavigation[] = {
    {"/", "home", Text::frame_home, "house", Text::frame_home},
    {"/pickup", "pickup", Text::frame_pickup, "truck", Text::frame_bar_pickup},
    {"/guide", "guide", Text::frame_guide, "recycle", Text::frame_bar_guide},
    {"/disclosure", "disclosure", Text::frame_disclosure, "chart-bar", Text::frame_bar_disclosure},
    {"/feedback", "voice", Text::frame_feedback, "", Text::frame_feedback},
    {"/pickup/lookup", "lookup", Text::frame_mine, "user", Text::frame_mine, "voice"}};

}  // namespace wufei::contract
