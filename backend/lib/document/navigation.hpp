// The main navigation, named once for pages and client: where it leads, the section of pages that it stands
// for, its words and its icon. Desktops show all of it in the top bar, phones those with a short word in the
// bar at the foot.
#pragma once

#include <string_view>

#include "lib/base/text.hpp"

namespace wufei::contract {

struct NavigationEntry {
  std::string_view path;
  std::string_view section;  // as Document::section
  Text title;
  std::string_view icon;  // "": no place in the bar at the foot
  Text bar_word;
  std::string_view bar_section = {};  // one more section that lights the place there

  [[nodiscard]] constexpr bool is_lit(std::string_view shown) const {
    return !shown.empty() && shown == section;
  }
  [[nodiscard]] constexpr bool is_lit_in_bar(std::string_view shown) const {
    return is_lit(shown) || (!shown.empty() && shown == bar_section);
  }
};
inline constexpr NavigationEntry kNavigation[] = {
    {"/", "home", Text::frame_home, "house", Text::frame_home},
    {"/pickup", "pickup", Text::frame_pickup, "truck", Text::frame_bar_pickup},
    {"/guide", "guide", Text::frame_guide, "recycle", Text::frame_bar_guide},
    {"/disclosure", "disclosure", Text::frame_disclosure, "chart-bar", Text::frame_bar_disclosure},
    {"/feedback", "voice", Text::frame_feedback, "", Text::frame_feedback},
    {"/pickup/lookup", "lookup", Text::frame_mine, "user", Text::frame_mine, "voice"}};

}  // namespace wufei::contract
