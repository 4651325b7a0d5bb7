// Paths as patterns and links, and what a page's frame has to know of a path. Which paths there are is the
// site's matter.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wufei::contract {

namespace api {
inline constexpr std::string_view kPages = "/api/v1/pages";
}  // namespace api

// Puts what it is about into the braces of a pattern ("/things/{id}").
std::string with_reference(std::string_view pattern, std::string_view reference);
// The path that `href` leads to from `target`, where a document stands.
std::string resolved_path(std::string_view target, std::string_view href);

struct ClientPage {
  bool is_document = true;  // the client draws what the server made; else a view of its own
  std::optional<std::string_view> section = {};  // of the navigation; none: what the document says
  std::string path = {};                         // without what makes the page somebody's
};

}  // namespace wufei::contract
