// schema.org descriptions of public pages as JSON-LD, for search engines: what kind of thing a page is, where
// it stands and when what it shows was last changed. Says nothing that the page does not show.
#pragma once

#include <string>

#include "lib/page/page_frame.hpp"

namespace wufei::http {

// A <script type="application/ld+json"> element (data, never executed). "" without a public URL: schema.org
// wants absolute addresses.
std::string structured_data(const contract::Document& document, const PageFrame& frame,
                            const std::string& public_url);
// What a messenger shows of a link to the page (Open Graph): its title, its description, the site's mark. ""
// without a public URL.
std::string link_card(const contract::Document& document, const std::string& site,
                      const std::string& public_url);

}  // namespace wufei::http
