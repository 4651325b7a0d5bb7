#include "journal/looks_html.hpp"

namespace wufei::http {

void write_looks(HtmlWriter& out, const std::optional<std::vector<contract::Look>>& looks,
                 const LookWords& words) {
  if (!looks) return;
  out.element("h2", contract::text(contract::Text::look_title));
  if (looks->empty()) out.element("p", contract::text(words.none));
  if (!looks->empty()) out.open("ul");
  for (const contract::Look& look : *looks)
    out.element("li", contract::look_text(look, words.moment(look.at)));
  if (!looks->empty()) out.close("ul");
  out.element("p", contract::text(words.lists), {{"class", "quiet"}});
}

}  // namespace wufei::http
