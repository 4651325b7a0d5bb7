// Paths and the patterns they fit, segment by segment. A "{name}" of a pattern fills one whole segment that
// is not empty, "{name}.csv" one that ends so; all else is literal. The one matcher of the server; which
// pattern goes first is the business of who asks. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wufei::http {

// What stands between the slashes: "/a/" -> "a", "". Views into the path.
using Segments = std::vector<std::string_view>;
using PathParameters = std::map<std::string, std::string, std::less<>>;

Segments segments_of(std::string_view path);
bool fits(const Segments& pattern, const Segments& path);
// By the names in the pattern, which the path fits.
PathParameters parameters_of(const Segments& pattern, const Segments& path);

}  // namespace wufei::http
