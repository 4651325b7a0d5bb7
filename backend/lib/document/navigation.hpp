// The main navigation, named once: where it leads, the section of pages that it stands for and the server's
// word for it.
#pragma once

#include <string_view>

#include "lib/base/text.hpp"

namespace wufei::contract {

struct NavigationEntry {
  std::string_view path;
  std::string_view section;  // as Document::section; "" when no document belongs to it
  Text title;
};
inline constexpr NavigationEntry kNavigation[] = {{"/pickup", "pickup", Text::server_page_book},
                                                  {"/pickup/lookup", "lookup", Text::server_page_lookup},
                                                  {"/guide", "guide", Text::server_page_guide},
                                                  {"/disclosure", "disclosure", Text::server_page_disclosure},
                                                  {"/indicators", "", Text::server_page_indicators},
                                                  {"/feedback", "voice", Text::server_page_feedback},
                                                  {"/search", "", Text::server_page_search}};

}  // namespace wufei::contract
