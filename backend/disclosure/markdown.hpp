// CommonMark with tables as blocks of a document: one parse for HTML and canvas. Raw HTML is never passed on:
// it is text. Says what is wrong instead of guessing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/document/document.hpp"

namespace wufei::service {

struct MarkdownFault {
  int line = 0;  // of the text given, from 1; 0 = the whole
  std::string rule;
};

struct Markdown {
  std::vector<contract::Block> blocks;
  std::vector<MarkdownFault> faults;
};

// Headings of level 1 become 2: level 1 is the page's title. A nested list is written out as items of the
// outer one. An image stands alone in its paragraph, has a text, and its title is its size:
// ![text](/media/x.png "640x360"). Faults: not UTF-8, a table row with another number of cells than its head,
// a link that is neither a path of this site nor https/mailto/tel, an image without text or size or beside
// text, what a list cannot show (tables, second paragraphs), raw HTML, entities.
Markdown parse_markdown(std::string_view text);

}  // namespace wufei::service
