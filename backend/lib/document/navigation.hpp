// An entry of the main navigation, the same for pages and client: where it leads, the section of pages that
// it stands for, its words and its icon. Desktops show all of it in the top bar, phones those with a short
// word in the bar at the foot.
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

}  // namespace wufei::contract
