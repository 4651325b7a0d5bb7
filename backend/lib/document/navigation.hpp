// The main navigation, named once for pages and client: where it leads, the section of pages that it stands
// for, its word and its icon.
#pragma once

#include <string_view>

#include "lib/base/text.hpp"

namespace wufei::contract {

struct NavigationEntry {
  std::string_view path;
  std::string_view section;  // as Document::section; "" when no document belongs to it
  Text title;
  std::string_view icon;  // "": on documents only
};
inline constexpr NavigationEntry kNavigation[] = {
    {"/", "home", Text::frame_home, "house"},
    {"/pickup", "pickup", Text::frame_pickup, "truck"},
    {"/guide", "guide", Text::frame_guide, "recycle"},
    {"/disclosure", "disclosure", Text::frame_disclosure, "newspaper"},
    {"/feedback", "voice", Text::frame_feedback, "note-pencil"},
    {"/pickup/lookup", "lookup", Text::frame_lookup, "clipboard-text"},
    {"/indicators", "", Text::frame_indicators, ""},
    {"/search", "", Text::frame_search, ""}};

}  // namespace wufei::contract
