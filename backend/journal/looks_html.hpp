// Who of the staff opened something, as its resident reads it without the client. Writes markup only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/look.hpp"
#include "lib/base/text.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

// What a subject says of looks at its items.
struct LookWords {
  contract::Text none;   // nobody has looked
  contract::Text lists;  // where else it is seen
  std::string (*moment)(contract::UtcSeconds);
};
// Nothing when `looks` are not told.
void write_looks(HtmlWriter& out, const std::optional<std::vector<contract::Look>>& looks,
                 const LookWords& words);

}  // namespace wufei::http
