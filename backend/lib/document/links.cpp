#include "lib/document/links.hpp"

namespace wufei::contract {

std::string with_reference(std::string_view pattern, std::string_view reference) {
  const std::size_t open = pattern.find('{');
  if (open == std::string_view::npos) return std::string(pattern);
  return std::string(pattern.substr(0, open)).append(reference).append(pattern.substr(pattern.find('}') + 1));
}

std::string resolved_path(std::string_view target, std::string_view href) {
  if (href.substr(0, 1) == "#") return std::string(target.substr(0, target.find('#'))).append(href);
  if (href.substr(0, 1) == "?") return std::string(target.substr(0, target.find_first_of("?#"))).append(href);
  return std::string(href);
}

}  // namespace wufei::contract
