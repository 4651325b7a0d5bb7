// A form block as HTML that works without a program: labels, groups of choices, a button. No styling.
#pragma once

#include "lib/document/document.hpp"
#include "lib/page/html.hpp"

namespace wufei::http {

void write_form(HtmlWriter& out, const contract::Block& block);

}  // namespace wufei::http
