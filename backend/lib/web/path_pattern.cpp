#include "lib/web/path_pattern.hpp"

#include <algorithm>

namespace wufei::http {
namespace {

// "{name}.suffix" in its two parts; a literal has no name.
struct Parameter {
  std::string_view name;
  std::string_view suffix;
};

Parameter parameter_in(std::string_view segment) {
  const std::size_t end = segment.starts_with('{') ? segment.find('}') : std::string_view::npos;
  if (end == std::string_view::npos || end < 2) return {};
  return {segment.substr(1, end - 1), segment.substr(end + 1)};
}

bool fills(std::string_view wanted, std::string_view given) {
  const Parameter parameter = parameter_in(wanted);
  if (parameter.name.empty()) return wanted == given;
  return given.size() > parameter.suffix.size() && given.ends_with(parameter.suffix);
}

}  // namespace

Segments segments_of(std::string_view path) {
  Segments segments;
  segments.reserve(8);
  while (path.starts_with('/')) {
    path.remove_prefix(1);
    segments.push_back(path.substr(0, path.find('/')));
    path.remove_prefix(segments.back().size());
  }
  return segments;
}

bool fits(const Segments& pattern, const Segments& path) {
  return std::equal(pattern.begin(), pattern.end(), path.begin(), path.end(), fills);
}

PathParameters parameters_of(const Segments& pattern, const Segments& path) {
  PathParameters parameters;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (const Parameter wanted = parameter_in(pattern[i]); !wanted.name.empty())
      parameters.emplace(wanted.name, path[i].substr(0, path[i].size() - wanted.suffix.size()));
  return parameters;
}

}  // namespace wufei::http
