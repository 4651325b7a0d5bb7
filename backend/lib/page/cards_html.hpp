// The cards of a page, and the answer, which is one card in a panel.
#pragma once

#include <string_view>

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

void write_cards(HtmlWriter& out, const contract::Block& block);
// `title`: of the page, when it stands inside the panel; else "".
void write_answer(HtmlWriter& out, const contract::Block& block, std::string_view title);

}  // namespace wufei::http
